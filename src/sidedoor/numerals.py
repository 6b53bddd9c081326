"""Where digits stand in a text, however they are written: 415, four one five, 4one5, ④①⑤, 4l5, IV I V.

`runs` joins the pieces to neighbours, `reading` says which digits a run can mean.
"""

import re
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
    is glued to that side ("call415", "5mm"). A plural can be repeated by the number before it ("three fives").
    """

    start: int
    end: int
    form: Form
    digits: str = ""
    senses: tuple[Sense, ...] = ()
    weak: bool = False
    after_letters: bool = False
    before_letters: bool = False
    plural: bool = False


_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:(?<=[\p{L}\p{M}])'[\p{L}\p{M}]+)*")
_PART = regex.compile(r"[0-9]+|[^0-9]+")
_UNSPACED = regex.compile("[\u0e00-\u0e7f\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # Thai, kana, Han, Hangul
_HANGUL = regex.compile("[\uac00-\ud7af]")
_STRETCHED = regex.compile(r"(.)\1+")
# "f o u r  o n e": letters one by one. Nobody spells more than a sentence so.
_SPACED_OUT = regex.compile(r"(?<![\p{L}\p{N}])\p{L}(?:[ .*_\-]{1,3}\p{L}){2,80}(?![\p{L}\p{N}])")
_PLURAL = re.compile(r"[0-9]'?s")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_LOOKALIKE = dict(zip("oOlIiLzZsSbBG", "0011112255686", strict=True))
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
    if len(token) > LONGEST_TOKEN:
        return
    if senses := _senses(token, words):
        form = Form.WORD if token.isalpha() or not any(c.isdecimal() for c in token) else Form.MIXED
        weak = all(sense.weak for sense in senses)
        yield Numeral(start, start + len(token), form, senses=senses, weak=weak, plural=token in words.plurals)
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
                yield Numeral(start, start + len(token), Form.WORD, senses=words.senses[candidate])
                return


def _mixed(token: str, written: str, start: int, words: NumberWords) -> Iterator[Numeral]:
    """A token of digits and letters: digits and number words, a word with digits for letters, or something else."""
    if _PLURAL.fullmatch(token):
        yield Numeral(start, start + len(token), Form.MIXED, token[0], plural=True)
        return
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

    All of one language, the fewest words; one word alone is not glued, nor are homophones alone ("forto").
    """
    if not 4 <= len(token) <= LONGEST_TOKEN:
        return ()
    words = number_words()
    for language, glue in words.glue.items():
        if words.glue_starts[language].isdisjoint((token[:1], token[:2])):
            continue
        longest = words.glue_longest[language]
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
        # Arabic hangs "and" on the ten that follows the unit; elsewhere one number alone is not glued.
        hung = pieces[-1][2].role is Role.JOINER and words.languages[language].unit_first
        strong = sum(not sense.weak for _, _, sense in pieces)
        if hung or (strong and sum(sense.role is not Role.JOINER for _, _, sense in pieces) >= 2):
            return tuple(reversed(pieces))
    return ()


_SHORTEST_MISSPELT = 3


@lru_cache(maxsize=4096)
def almost(token: str) -> tuple[Sense, ...]:
    """Return the digits that `token` misspells by one letter too many, too few, wrong or swapped with its neighbour."""
    if not _SHORTEST_MISSPELT <= len(token) <= 12:
        return ()
    index = _one_letter_less()
    near = {word for shape in (token, *_shortened(token)) for word in index.get(shape, ())}
    senses = number_words().senses
    return tuple(sense for word in sorted(near) if _one_slip(token, word) for sense in senses[word] if sense.is_telling)


@lru_cache(maxsize=1)
def _one_letter_less() -> dict[str, set[str]]:
    """Every digit word under itself and under each of its shapes with a letter left out."""
    index: dict[str, set[str]] = {}
    for word, senses in number_words().senses.items():
        if len(word) >= _SHORTEST_MISSPELT and any(s.role is Role.DIGIT and s.is_telling for s in senses):
            for shape in (word, *_shortened(word)):
                index.setdefault(shape, set()).add(word)
    return index


def _shortened(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


def _one_slip(token: str, word: str) -> bool:
    if len(token) != len(word):
        longer, shorter = (token, word) if len(token) > len(word) else (word, token)
        return len(longer) - len(shorter) == 1 and shorter in _shortened(longer)
    wrong = [i for i in range(len(word)) if token[i] != word[i]]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and token[wrong[0]] == word[wrong[1]]
    return len(wrong) == 1 or (swapped and token[wrong[1]] == word[wrong[0]])


_DIGITS = b"0123456789"
_LETTERS = bytes(c if c >= 0x80 or chr(c).isalpha() or c == 0x27 else 0x20 for c in range(256))
_FEWEST_DIGITS = 6  # one less than the shortest telephone number, whose last may be a doubtful word
_DIGITS_A_WORD = 2  # "sixty", "double five": no language says more than two digits with a word
_SHORTEST_GLUED = 9  # "oneoneone"
_SPACED_LETTERS = 9  # "o n e o n e o n e"
_KEYED = re.compile(r"\d[- ][A-Z]{3,9}(?![a-z])")
_DRAWN = regex.compile(r"(?:(?<!\w)(?:[IVXO]{1,4}|[\dOolISsZzB]{1,6})\b[^\w\n]*+(?:then |and )?){3}")


def may_hold_number(text: Text) -> bool:
    """Return whether `text` has enough digits, number words or look-alikes for a telephone number; it costs little."""
    encoded = text.lower.encode()
    digits = len(encoded) - len(encoded.translate(None, _DIGITS))
    if digits >= _FEWEST_DIGITS:
        return True
    words = encoded.translate(_LETTERS).split()
    telling = _telling()
    said = sum([word in telling or (len(word) >= _SHORTEST_GLUED and len(glued(word.decode()))) for word in words])
    if digits + _DIGITS_A_WORD * said >= _FEWEST_DIGITS:
        return True
    if len(encoded) > len(text.lower) and _UNSPACED.search(text.lower):
        return len(_unspaced_words().findall(text.lower)) >= _FEWEST_DIGITS
    if sum([len(word) == 1 for word in words]) >= _SPACED_LETTERS:
        return True
    if digits >= 3 and _KEYED.search(text.plain):
        return True
    return (digits > 1 or "I" in text.plain) and _DRAWN.search(text.plain) is not None


@lru_cache(maxsize=1)
def _telling() -> frozenset[bytes]:
    """Number words as bytes; the English ones stretched ("fiive") and from their end ("eno") as well."""
    words = number_words()
    english = {word for word, sense in words.glue["en"].items() if sense.is_telling}
    stretched = {word[:i] + word[i] * more + word[i:] for word in english for i in range(len(word)) for more in (1, 2)}
    known = words.telling | stretched | {word[::-1] for word in english}
    return frozenset(word.encode() for word in known if not _UNSPACED.search(word))
