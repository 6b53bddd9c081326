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
from sidedoor.spelling import LONGEST_TOKEN, glued
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

    @property
    def width(self) -> int:
        """How many digits it can come to at most."""
        return len(self.digits) or max(map(_width, self.senses))


_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:(?<=[\p{L}\p{M}])'[\p{L}\p{M}]+)*")
_PART = regex.compile(r"[0-9]+|[^0-9]+")
_UNSPACED = regex.compile("[\u0e00-\u0e7f\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # Thai, kana, Han, Hangul
_HANGUL = regex.compile("[\uac00-\ud7af]")
_STRETCHED = regex.compile(r"(.)\1+")
# "f o u r  o n e": letters one by one. Nobody spells more than a sentence so.
_SPACED_OUT = regex.compile(r"(?<![\p{L}\p{N}])\p{L}(?:[ .*_\-]{1,3}\p{L}){2,80}(?![\p{L}\p{N}])")
_PLURAL = re.compile(r"[0-9]'?s")
_MEASURE = re.compile(
    r"[0-9]+(?:[gG][bB]s?|[gG]igs?|[lL][bB][sS]?|[oO][zZ]|[bglGL]s?|s|z)"
)  # "250GB" is no look-alike of 25068
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_LOOKALIKE = dict(zip("oOlIiLzZsSbBGоОзЗбчЧВіІ", "00111122556860033644811", strict=True))  # Latin, Cyrillic
_LEET = [str.maketrans(dict(zip("0134578", letters, strict=True))) for letters in ("oieastb", "oleastb")]


def _width(sense: Sense) -> int:
    if sense.role in (Role.REPEAT, Role.TIMES):
        return 2  # added to the one of the digit that it goes with
    return 0 if sense.role is Role.JOINER else len(str(sense.value))


def numerals(text: Text) -> list[Numeral]:
    """Return every piece of `text` that may be a part of a number, in text order and without overlaps."""
    spaced = dict(_spaced_out(text, number_words()))
    found: list[Numeral] = []
    position = 0
    for token in _TOKEN.finditer(text.lower):
        start, end = token.span()
        if start < position:
            continue
        if start in spaced:
            found += spaced[start]
            position = spaced[start][-1].end
        elif end - start <= LONGEST_TOKEN:
            for piece in _token(token.group(), text.plain[start:end]):
                found.append(piece._replace(start=start + piece.start, end=start + piece.end))
        elif token.group().isdecimal():
            found.append(Numeral(start, end, Form.DIGITS, token.group()))
    return found


@lru_cache(maxsize=8192)
def _token(token: str, written: str) -> tuple[Numeral, ...]:
    """Return the pieces in one token (`written` has its capitals), with their places in it."""
    words = number_words()
    if token.isdecimal():
        return (Numeral(0, len(token), Form.DIGITS, token),)
    if senses := _senses(token, words):
        form = Form.MIXED if any(c.isdecimal() for c in token) else Form.WORD
        weak = all(sense.weak for sense in senses)
        return (Numeral(0, len(token), form, senses=senses, weak=weak, plural=token in words.plurals),)
    if _UNSPACED.search(token):
        return tuple(_unspaced(token, words))
    if any(c.isdecimal() for c in token):
        return tuple(_mixed(token, written, words))
    return tuple(_letters(token, written, words))


def _senses(word: str, words: NumberWords) -> tuple[Sense, ...]:
    if found := words.senses.get(word):
        return found
    if plural := words.plurals.get(word):
        return (plural,)
    return ()


def _letters(token: str, written: str, words: NumberWords) -> Iterator[Numeral]:
    """Letters that are no word of ours as they stand: run together, stretched, Roman, or drawn like digits."""
    if parts := glued(token):
        for begin, end, sense in parts:
            yield Numeral(begin, end, Form.WORD, senses=(sense,))
    elif written in _ROMAN:
        yield Numeral(0, len(token), Form.ROMAN, str(_ROMAN[written]), weak=True)
    elif all(c in _LOOKALIKE for c in written):
        digits = "".join(_LOOKALIKE[c] for c in written)
        yield Numeral(0, len(token), Form.LOOKALIKE, digits, weak=True)
    elif (short := _STRETCHED.sub(r"\1", token)) != token:
        # "fiiive", and "threeee" which must keep two of its e
        for candidate in (short, _STRETCHED.sub(r"\1\1", token)):
            if candidate in words.senses:
                yield Numeral(0, len(token), Form.WORD, senses=words.senses[candidate])
                return


def _mixed(token: str, written: str, words: NumberWords) -> Iterator[Numeral]:
    """A token of digits and letters: digits and number words, a word with digits for letters, or something else."""
    if _PLURAL.fullmatch(written):
        yield Numeral(0, len(token), Form.MIXED, token[0], plural=True)
        return
    if all(c.isdecimal() or c in _LOOKALIKE for c in written) and not _MEASURE.fullmatch(written):
        weak = written[-1] == "B" and written[:-1].isdecimal()  # "9B" may be nine billion
        yield Numeral(0, len(token), Form.LOOKALIKE, "".join(_LOOKALIKE.get(c, c) for c in written), weak=weak)
        return
    parts: list[Numeral] = []
    for part in _PART.finditer(token):
        begin, end = part.span()
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
            yield Numeral(0, len(token), Form.MIXED, senses=found)
            return
    for part in _PART.finditer(token):
        if part.group().isdecimal():
            begin, end = part.span()
            after, before = begin > 0, end < len(token)
            yield Numeral(begin, end, Form.DIGITS, part.group(), after_letters=after, before_letters=before)


def _unspaced(token: str, words: NumberWords) -> Iterator[Numeral]:
    """Number words inside a script that writes without spaces, or hangs particles on its words."""
    found = [
        Numeral(*m.span(), Form.DIGITS, m.group())
        if m.group().isdecimal()
        else Numeral(*m.span(), Form.WORD, senses=words.senses[m.group()])
        for m in _unspaced_words().finditer(token)
    ]
    if found and _HANGUL.search(token):
        # Korean digits are syllables of a thousand ordinary words: the whole word must be digits, but for a particle.
        digits_only = [token, *(token.removesuffix(particle) for particle in _particles() if token.endswith(particle))]
        body = next((len(part) for part in digits_only if part and _all_digits().fullmatch(part)), 0)
        found = [piece for piece in found if piece.end <= body or piece.form is Form.DIGITS]
    yield from found


@lru_cache(maxsize=1)
def _unspaced_words() -> regex.Pattern[str]:
    known = [word for word in number_words().senses if _UNSPACED.match(word)]
    longest_first = sorted(known, key=lambda word: (-len(word), word))
    return regex.compile("|".join(["[0-9]+", *map(regex.escape, longest_first)]))


@lru_cache(maxsize=1)
def _all_digits() -> regex.Pattern[str]:
    return regex.compile(f"(?:{_unspaced_words().pattern})++")


@lru_cache(maxsize=1)
def _particles() -> list[str]:
    """Particles that are hung on a number, the longest first."""
    return sorted((p for entry in number_words().languages.values() for p in entry.particles), key=len, reverse=True)


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


_DIGITS = b"0123456789"
_LETTERS = bytes(c if c >= 0x80 or chr(c).isalpha() or c == 0x27 else 0x20 for c in range(256))
_FEWEST_DIGITS = 6  # one less than the shortest telephone number, whose last may be a doubtful word
_DIGITS_A_WORD = 2  # "sixty", "double five": no language says more than two digits with a word
_SHORTEST_GLUED = 9  # "oneoneone"
_SPACED_LETTERS = 9  # "o n e o n e o n e"
# Digits in base64: every group of four begins with M, N or O (K and L hold signs like the plus).
_BASE64_DIGITS = re.compile(r"(?<![\w+/=-])(?:[KLMNO][A-Za-z0-9]{3}){3}")
_KEYED = re.compile(r"\d[- ][A-Z]{3,9}(?![a-z])")
_DRAWN = regex.compile(
    r"(?:(?<!\w)(?:[IVXO]{1,4}|[\dOolISsZzB]{1,6})\b[^\w\n]*+(?:then |and )?){3}"
    r"|(?:(?<!\w)(?=\w{0,7}\d)(?=\w{0,7}[OolISsZzB])[\dOolISsZzB]{4,8}(?!\w)\W{0,2}){2}"  # "O77Oo 9OOo2I"
)


def may_hold_number(text: Text) -> bool:
    """Return whether `text` has enough digits, number words or look-alikes for a telephone number; it costs little."""
    encoded = text.lower.encode()
    digits = len(encoded) - len(encoded.translate(None, _DIGITS))
    if digits >= _FEWEST_DIGITS:
        return True
    words = encoded.translate(_LETTERS).split()
    said = sum(map(_telling().__contains__, words))
    said += sum([len(glued(word.decode())) for word in words if len(word) >= _SHORTEST_GLUED])
    if digits + _DIGITS_A_WORD * said >= _FEWEST_DIGITS:
        return True
    unspaced = len(encoded) > len(text.lower) and _UNSPACED.search(text.lower)
    if unspaced and len(_unspaced_words().findall(text.lower)) >= _FEWEST_DIGITS:
        return True
    if len(words) >= _SPACED_LETTERS and sum(map(len, words)) < 2 * len(words):
        return True
    if digits and is_lettered(text):
        return True
    return (digits > 2 or "V" in text.plain) and _DRAWN.search(text.plain) is not None


def is_lettered(text: Text) -> bool:
    """Return whether digits may be hidden in letters: those of a telephone keypad behind a digit, or base64."""
    return _KEYED.search(text.plain) is not None or _BASE64_DIGITS.search(text.plain) is not None


@lru_cache(maxsize=1)
def _telling() -> frozenset[bytes]:
    """Number words as bytes; the English ones stretched ("fiive") and from their end ("eno") as well."""
    words = number_words()
    english = {word for word, sense in words.glue["en"].items() if sense.is_telling}
    stretched = {word[:i] + word[i] * more + word[i:] for word in english for i in range(len(word)) for more in (1, 2)}
    known = words.telling | stretched | {word[::-1] for word in english}
    return frozenset(word.encode() for word in known if not _UNSPACED.search(word))
