"""Where digits stand in a text, however they are written: 415, four one five, 4one5, ④①⑤, 4l5, IV I V.

`numerals` finds the pieces, `runs` joins neighbours, and `reading` (the next module) says which digits a run can mean.
"""

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

import regex

from sidedoor.number_words import NumberWords, Role, Sense, number_words
from sidedoor.text import Text


class Form(Enum):
    """How a piece of a number is written."""

    DIGITS = "digits"  # 415
    WORD = "word"  # four, forty, double
    MIXED = "mixed"  # a part of a token of both: 4one5, f0ur
    LOOKALIKE = "lookalike"  # letters drawn like digits: 4l5, SSS
    ROMAN = "roman"  # IV


class Numeral(NamedTuple):
    """One piece of a number in `text.plain[start:end]`.

    Written digits stand in `digits`, the meanings of a word in `senses`. A weak piece is an ordinary word or letter as
    well, and counts only among other pieces. `after_letters` and `before_letters` say that a word which is no number
    is glued to that side ("call415", "5mm").
    """

    start: int
    end: int
    form: Form
    digits: str = ""
    senses: tuple[Sense, ...] = ()
    weak: bool = False
    after_letters: bool = False
    before_letters: bool = False


_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}']+")
_PART = regex.compile(r"[0-9]+|[^0-9]+")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Hangul}]")
_HANGUL = regex.compile(r"\p{Hangul}")
_STRETCHED = regex.compile(r"(.)\1+")
# "f o u r  o n e": letters one by one. Nobody spells more than a sentence so.
_SPACED_OUT = regex.compile(r"(?<![\p{L}\p{N}])\p{L}(?:[ .*_\-]{1,3}\p{L}){2,80}(?![\p{L}\p{N}])")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_LOOKALIKE = dict(zip("oOlIiLzZsSbBGgq", "001111225568699", strict=True))
_LEET = [str.maketrans(dict(zip("0134578", letters, strict=True))) for letters in ("oieastb", "oleastb")]
LONGEST_TOKEN = 120  # "ninefourone..." with fifteen digits is shorter than that


def numerals(text: Text) -> list[Numeral]:
    """Return every piece of `text` that may be a part of a number, in text order and without overlaps."""
    words = number_words()
    spaced = dict(_spaced_out(text, words))
    found: list[Numeral] = []
    position = 0
    for token in _TOKEN.finditer(text.lower):
        start, end = token.span()
        if start < position:
            continue
        if start in spaced:
            found += spaced[start]
            position = spaced[start][-1].end
        else:
            found += _token(token.group(), text.plain[start:end], start, words)
    return found


def _token(token: str, written: str, start: int, words: NumberWords) -> Iterator[Numeral]:
    if token.isdecimal():
        yield Numeral(start, start + len(token), Form.DIGITS, token)
        return
    if token[0] == "'" or token[-1] == "'":
        start += len(token) - len(token.lstrip("'"))
        written = written.strip("'")
        token = token.strip("'")
    if len(token) > LONGEST_TOKEN or not token:
        return
    if senses := _senses(token, words):
        form = Form.WORD if token.isalpha() or not any(c.isdecimal() for c in token) else Form.MIXED
        yield Numeral(start, start + len(token), form, senses=senses, weak=all(sense.weak for sense in senses))
    elif _UNSPACED.search(token):
        yield from _unspaced(token, start, words)
    elif any(c.isdecimal() for c in token):
        yield from _mixed(token, written, start, words)
    else:
        yield from _letters(token, written, start, words)


def _senses(word: str, words: NumberWords) -> tuple[Sense, ...]:
    if found := words.senses.get(word):
        return found
    if plural := words.plurals.get(word):
        return (plural,)
    return ()


def _letters(token: str, written: str, start: int, words: NumberWords) -> Iterator[Numeral]:
    """Letters that are no word of ours as they stand: run together, stretched, Roman, or drawn like digits."""
    if parts := glued(token):
        for begin, end, sense in parts:
            yield Numeral(start + begin, start + end, Form.WORD, senses=(sense,))
    elif written in _ROMAN:
        yield Numeral(start, start + len(token), Form.ROMAN, str(_ROMAN[written]), weak=True)
    elif all(c in _LOOKALIKE for c in written):
        digits = "".join(_LOOKALIKE[c] for c in written)
        yield Numeral(start, start + len(token), Form.LOOKALIKE, digits, weak=True)
    elif (short := _STRETCHED.sub(r"\1", token)) != token:
        # "fiiive", and "threeee" which must keep two of its e
        for candidate in (short, _STRETCHED.sub(r"\1\1", token)):
            if candidate in words.senses:
                yield Numeral(start, start + len(token), Form.WORD, senses=words.senses[candidate], weak=True)
                return


def _mixed(token: str, written: str, start: int, words: NumberWords) -> Iterator[Numeral]:
    """A token of digits and letters: digits and number words, a word with digits for letters, or something else."""
    if all(c.isdecimal() or c in _LOOKALIKE for c in written):
        yield Numeral(start, start + len(token), Form.LOOKALIKE, "".join(_LOOKALIKE.get(c, c) for c in written))
        return
    parts: list[Numeral] = []
    for part in _PART.finditer(token):
        begin, end = start + part.start(), start + part.end()
        if part.group().isdecimal():
            parts.append(Numeral(begin, end, Form.MIXED, part.group()))
        elif senses := _senses(part.group(), words):
            parts.append(Numeral(begin, end, Form.MIXED, senses=senses))
        elif pieces := glued(part.group()):
            parts += [Numeral(begin + b, begin + e, Form.MIXED, senses=(sense,)) for b, e, sense in pieces]
        else:
            break
    else:
        yield from parts
        return
    for table in _LEET:
        if found := words.senses.get(token.translate(table)):
            yield Numeral(start, start + len(token), Form.MIXED, senses=found)
            return
    for part in _PART.finditer(token):
        if part.group().isdecimal():
            begin, end = part.span()
            yield Numeral(
                start + begin,
                start + end,
                Form.DIGITS,
                part.group(),
                after_letters=begin > 0,
                before_letters=end < len(token),
            )


def _unspaced(token: str, start: int, words: NumberWords) -> Iterator[Numeral]:
    """Number words inside a script that writes without spaces, or hangs particles on its words."""
    found = [
        Numeral(start + m.start(), start + m.end(), Form.DIGITS, m.group())
        if m.group().isdecimal()
        else Numeral(start + m.start(), start + m.end(), Form.WORD, senses=words.senses[m.group()])
        for m in _unspaced_words().finditer(token)
    ]
    if found and _HANGUL.search(token):
        # Korean digits are syllables of a thousand ordinary words: the whole word must be digits, but for a particle.
        body = sum(piece.end - piece.start for piece in found)
        rest = token[body:]
        if found[-1].end - start != body or not (rest == "" or rest in _particles()):
            found = [piece for piece in found if piece.form is Form.DIGITS]
    yield from found


@lru_cache(maxsize=1)
def _unspaced_words() -> regex.Pattern[str]:
    known = [word for word in number_words().senses if _UNSPACED.match(word)]
    longest_first = sorted(known, key=lambda word: (-len(word), word))
    return regex.compile("|".join(["[0-9]+", *map(regex.escape, longest_first)]))


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return frozenset(p for language in number_words().languages.values() for p in language.particles)


def _spaced_out(text: Text, words: NumberWords) -> Iterator[tuple[int, list[Numeral]]]:
    """Number words spelled letter by letter, by where they start."""
    for match in _SPACED_OUT.finditer(text.lower):
        places = [match.start() + i for i, c in enumerate(match.group()) if c.isalpha()]
        joined = "".join(text.lower[place] for place in places)
        if not (parts := glued(joined)) and (senses := words.senses.get(joined)):
            parts = ((0, len(joined), senses[0]),)
        if parts:
            yield (
                match.start(),
                [Numeral(places[b], places[e - 1] + 1, Form.WORD, senses=(sense,)) for b, e, sense in parts],
            )


@lru_cache(maxsize=4096)
def glued(token: str) -> tuple[tuple[int, int, Sense], ...]:
    """Return the number words that `token` is made of ("fouronefive"), with their places in it, or nothing.

    All of one language, the fewest words; one word alone is not glued.
    """
    if not 4 <= len(token) <= LONGEST_TOKEN:
        return ()
    words = number_words()
    for language, glue in words.glue.items():
        if token[:2] not in words.glue_starts[language]:
            continue
        longest = max(map(len, glue))
        best: list[tuple[int, int] | None] = [None] * (len(token) + 1)  # words used, where the last one starts
        best[0] = (0, 0)
        for end in range(1, len(token) + 1):
            for begin in range(max(0, end - longest), end):
                before = best[begin]
                if before is None or token[begin:end] not in glue:
                    continue
                here = best[end]
                if here is None or before[0] + 1 < here[0]:
                    best[end] = (before[0] + 1, begin)
        if not (last := best[-1]) or last[0] < 2:
            continue
        pieces: list[tuple[int, int, Sense]] = []
        end = len(token)
        while end and (step := best[end]):
            pieces.append((step[1], end, glue[token[step[1] : end]]))
            end = step[1]
        if sum(piece[2].role is not Role.JOINER for piece in pieces) >= 2:
            return tuple(reversed(pieces))
    return ()


class Joint(Enum):
    """What stands between two neighbouring pieces of a run."""

    TIGHT = "tight"  # nothing
    SPACE = "space"
    MARK = "mark"  # a sign that telephone numbers are written with: - . / ( )
    WIDE = "wide"  # the same with space around
    PAUSE = "pause"  # comma, semicolon, full stop
    LINE = "line"
    ODD = "odd"  # any other sign: * ~ | emoji
    FILLER = "filler"  # "then", "dash"


class Run(NamedTuple):
    """Neighbouring pieces, and what joins each to the next (one joint fewer than pieces)."""

    pieces: list[Numeral]
    joints: list[Joint]


_MARK = regex.compile(r"[-./()]{1,3}")
_WIDE_MARK = regex.compile(r"[ \t]*[-./()~]{1,3}[ \t]*")
_PAUSE = regex.compile(r"[ \t]*[,;:.!?]{1,3}[ \t]*")
_LONGEST_GAP = 30  # a long row of dots or stars
_MOST_FILLERS = 4


def runs(text: Text, pieces: list[Numeral]) -> Iterator[Run]:
    """Yield the pieces of `text` in runs: neighbours with nothing but space, signs or filler words between them."""
    run = Run([], [])
    for piece in pieces:
        if run.pieces:
            joint = _joint(text.lower, run.pieces[-1], piece)
            if joint is None:
                yield run
                run = Run([], [])
            else:
                run.joints.append(joint)
        run.pieces.append(piece)
    if run.pieces:
        yield run


def _joint(lower: str, left: Numeral, right: Numeral) -> Joint | None:
    if left.before_letters or right.after_letters:
        return None
    if left.end == right.start:
        return Joint.TIGHT
    if right.start - left.end > _LONGEST_GAP:
        return None
    gap = lower[left.end : right.start]
    if words := _TOKEN.findall(gap):
        fillers = number_words().fillers
        return Joint.FILLER if len(words) <= _MOST_FILLERS and all(word in fillers for word in words) else None
    if "+" in gap:
        return None  # a sum, or the beginning of the next number
    if "\n" in gap:
        return Joint.LINE
    if gap.isspace():
        return Joint.SPACE if len(gap) <= 3 else Joint.WIDE
    if _MARK.fullmatch(gap):
        return Joint.MARK
    if _WIDE_MARK.fullmatch(gap):
        return Joint.WIDE
    if _PAUSE.fullmatch(gap):
        return Joint.PAUSE
    return Joint.ODD
