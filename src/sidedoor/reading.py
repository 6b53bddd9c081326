"""Which digits a run of numerals can mean: "sixty two" is 62, or 60 and 2; "double five" is 55."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product
from typing import NamedTuple

from sidedoor.number_words import Role, Sense, number_words
from sidedoor.numerals import Form, Joint, Run
from sidedoor.text import Text

# A run with more doubtful places than this is not read in every way: the likeliest ways come first.
MOST_READINGS = 48
_TOGETHER = (Joint.TIGHT, Joint.SPACE, Joint.MARK, Joint.FILLER)
_WEAK_WORDS_OF_A_LANGUAGE = 5  # so many in one run are no accident


class Reading(NamedTuple):
    """One way to read a run: its digits, and the first and last piece (inclusive) that they came from."""

    digits: str
    first: int
    last: int


class _Slot(NamedTuple):
    """Pieces that make one group of digits; `readings` come the likeliest first, "" means that they are no digits."""

    readings: tuple[str, ...]
    first: int
    last: int


def languages(run: Run) -> list[str]:
    """Return the languages of the run's number words, the one that explains most of them first."""
    strong: Counter[str] = Counter()
    weak: Counter[str] = Counter()
    for piece in run.pieces:
        for language in {sense.language for sense in piece.senses if sense.role is not Role.JOINER}:
            known = any(s.language == language and not s.weak for s in piece.senses)
            (strong if known else weak)[language] += 1
    spoken = {name for name in strong | weak if strong[name] or weak[name] >= _WEAK_WORDS_OF_A_LANGUAGE}
    return sorted(spoken, key=lambda name: (-(2 * strong[name] + weak[name]), name != "en", name))


def readings(text: Text, run: Run) -> Iterator[Reading]:
    """Yield the ways to read `run`, the likeliest first, each once.

    Weak pieces at either end are left out first and then taken in one by one.
    """
    slots = list(_slots(text, run))
    core = [i for i, slot in enumerate(slots) if "" not in slot.readings]
    if not core:
        core = [0, len(slots) - 1]
    seen: set[str] = set()
    for begin, end in _trims(core[0], core[-1] + 1, len(slots)):
        part = slots[begin:end]
        for digits in _in_order([slot.readings for slot in part]):
            if digits and digits not in seen:
                seen.add(digits)
                yield Reading(digits, part[0].first, part[-1].last)
                if len(seen) >= MOST_READINGS:
                    return


def _trims(begin: int, end: int, length: int) -> Iterator[tuple[int, int]]:
    most = 4  # more weak words than this before a number are a sentence
    befores = range(begin, max(-1, begin - most - 1), -1)
    afters = range(end, min(length, end + most) + 1)
    yield from sorted(product(befores, afters), key=lambda trim: (begin - trim[0]) + (trim[1] - end))


def _in_order(choices: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield the joined choices: all first ones, then those that differ in one place, then in two."""
    first = [choice[0] for choice in choices]
    yield "".join(first)
    doubtful = [i for i, choice in enumerate(choices) if len(choice) > 1]
    for changes in (1, 2):
        for places in combinations(doubtful[:12], changes):
            for others in product(*(choices[place][1:] for place in places)):
                changed = first.copy()
                for place, other in zip(places, others, strict=True):
                    changed[place] = other
                yield "".join(changed)


def _slots(text: Text, run: Run) -> Iterator[_Slot]:
    spoken = languages(run)
    looks = any(p.form is Form.LOOKALIKE and not p.weak for p in run.pieces)
    i = 0
    while i < len(run.pieces):
        used, choices = _group(text, run, i, spoken, looks)
        yield _Slot(choices, i, i + used - 1)
        i += used


def _group(text: Text, run: Run, i: int, spoken: list[str], looks: bool) -> tuple[int, tuple[str, ...]]:
    """Return how many pieces from `i` make one group, and the group's readings."""
    piece = run.pieces[i]
    if piece.digits:
        if not piece.weak:
            return 1, (piece.digits,)
        inside = looks or piece.form is Form.ROMAN or piece.end - piece.start == 1
        return 1, (piece.digits, "") if inside else ("", piece.digits)
    used, sense = _sense_at(text, run, i, spoken)
    if sense is None:
        others = sorted({str(s.value) for s in piece.senses if s.language == "en" and s.role is Role.DIGIT})
        return 1, ("", *others)
    language = sense.language
    if sense.role is Role.JOINER:
        return used, ("",)
    if sense.role is Role.REPEAT:
        return _repeated(text, run, i + used, sense.value, spoken, used)
    if sense.role is Role.DIGIT:
        if sense.weak:
            return used, (str(sense.value), "")
        following = _next(text, run, i + used - 1, language)
        if following and 1 <= sense.value <= 9:
            length, after = following
            if after.role is Role.NUMBER and after.value == 100:
                return _hundreds(text, run, i, used + length, sense.value * 100, language)
            if after.role is Role.JOINER and number_words().languages[language].unit_first:
                ten = _next(text, run, i + used + length - 1, language)
                if ten and ten[1].role is Role.NUMBER and ten[1].value in range(20, 100, 10):
                    return used + length + ten[0], (str(ten[1].value + sense.value),)
            if sense.value in (2, 3, 4) and (plural := _plural(text, run, i + used)):
                return used + 1, (plural * sense.value, str(sense.value) + plural)
        return used, (str(sense.value),)
    if sense.value >= 100 and sense.value < 1000:
        return _hundreds(text, run, i, used, sense.value, language)
    return _tens(text, run, i, used, sense.value, language)


def _sense_at(text: Text, run: Run, i: int, spoken: list[str]) -> tuple[int, Sense | None]:
    """Return the longest phrase that starts at piece `i`, and its sense in the likeliest language."""
    words = number_words()
    surface = text.lower[run.pieces[i].start : run.pieces[i].end]
    if surface in words.phrase_starts:
        for length in range(min(words.longest_phrase, len(run.pieces) - i), 1, -1):
            if any(joint not in _TOGETHER for joint in run.joints[i : i + length - 1]):
                continue
            phrase = " ".join(text.lower[p.start : p.end] for p in run.pieces[i : i + length])
            if (sense := _pick(words.senses.get(phrase, ()), spoken)) is not None:
                return length, sense
    return 1, _pick(run.pieces[i].senses, spoken)


def _pick(senses: tuple[Sense, ...], spoken: list[str]) -> Sense | None:
    ranked = [
        (sense.weak, spoken.index(sense.language), n) for n, sense in enumerate(senses) if sense.language in spoken
    ]
    return senses[min(ranked, key=lambda rank: (rank[1], rank[0]))[2]] if ranked else None


def _next(text: Text, run: Run, i: int, language: str) -> tuple[int, Sense] | None:
    """Return the piece after `i` where it is said in one breath and in the same language: its length and sense."""
    if i + 1 >= len(run.pieces) or run.joints[i] not in _TOGETHER:
        return None
    length, sense = _sense_at(text, run, i + 1, [language])
    return (length, sense) if sense else None


def _plural(text: Text, run: Run, i: int) -> str | None:
    if i >= len(run.pieces):
        return None
    piece = run.pieces[i]
    word = text.lower[piece.start : piece.end]
    sense = number_words().plurals.get(word)
    return str(sense.value) if sense else None


def _repeated(text: Text, run: Run, i: int, times: int, spoken: list[str], used: int) -> tuple[int, tuple[str, ...]]:
    """ "double five" and "triple 5"; a repeat with no single digit after it says nothing."""
    if i >= len(run.pieces):
        return used, ("",)
    piece = run.pieces[i]
    if piece.digits:
        if len(piece.digits) == 1:
            return used + 1, (piece.digits * times,)
        return used + 1, (piece.digits[0] * times + piece.digits[1:], piece.digits)
    length, sense = _sense_at(text, run, i, spoken)
    if sense and sense.role is Role.DIGIT:
        return used + length, (str(sense.value) * times,)
    return used, ("",)


def _tens(text: Text, run: Run, i: int, used: int, value: int, language: str) -> tuple[int, tuple[str, ...]]:
    if value not in range(20, 100, 10):
        return used, (str(value),)
    last = i + used - 1
    following = _next(text, run, last, language)
    joined = 0
    if following and following[1].role is Role.JOINER:
        joined = following[0]
        following = _next(text, run, last + joined, language)
    if following and following[1].role is Role.DIGIT and 1 <= following[1].value <= 9:
        unit = following[1].value
        return used + joined + following[0], (str(value + unit), f"{value}{unit}")
    return used, (str(value),)


def _hundreds(text: Text, run: Run, i: int, used: int, value: int, language: str) -> tuple[int, tuple[str, ...]]:
    """A hundred takes a ten after it; a unit only where a pause shows that the digits are not said one by one."""
    last = i + used - 1
    following = _next(text, run, last, language)
    joined = 0
    if following and following[1].role is Role.JOINER:
        joined = following[0]
        following = _next(text, run, last + joined, language)
    if not following:
        return used, (str(value),)
    length, sense = following
    place = last + joined + 1
    if sense.role is Role.NUMBER and 10 <= sense.value < 100:
        more, rest = _tens(text, run, place, length, sense.value, language)
        small = [int(choice) for choice in rest if len(choice) == 2]
        return used + joined + more, (*(str(value + n) for n in small), *(f"{value}{choice}" for choice in rest))
    if sense.role is Role.DIGIT and 1 <= sense.value <= 9:
        after = _next(text, run, place + length - 1, language)
        if after and after[1].role is Role.JOINER and number_words().languages[language].unit_first:
            ten = _next(text, run, place + length + after[0] - 1, language)
            if ten and ten[1].role is Role.NUMBER and ten[1].value in range(20, 100, 10):
                whole = value + ten[1].value + sense.value
                return used + joined + length + after[0] + ten[0], (str(whole),)
        if after is None or after[1].role is not Role.DIGIT or joined:
            return used + joined + length, (str(value + sense.value), f"{value}{sense.value}")
        return used + joined + length, (f"{value}{sense.value}", str(value + sense.value))
    return used, (str(value),)
