"""Which digits a run of numerals can mean: "sixty two" is 62, or 60 and 2; "double five" is 55."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product
from typing import NamedTuple

from sidedoor.number_words import Role, Sense, number_words
from sidedoor.numerals import Form, Numeral
from sidedoor.ordinary import is_ordinary
from sidedoor.runs import Joint, Run
from sidedoor.text import Text

# A run with more doubtful places than this is not read in every way: the likeliest ways come first.
MOST_READINGS = 48
_MOST_TRIMMED = 4  # more weak words than this beside a number are a sentence
_MOST_DOUBTS = 10
_TEN = 10
_ROMAN_DIGITS = 4  # "I" alone is a person
_ONE_BREATH = (Joint.TIGHT, Joint.SPACE, Joint.MARK, Joint.FILLER)


class Reading(NamedTuple):
    """One way to read a run: its digits, and the first and last piece (inclusive) that they came from."""

    digits: str
    first: int
    last: int


class _Item(NamedTuple):
    """A piece of a run, or several that make one word ("quatre-vingt"), with what it means in the run's language.

    `figures` are digits as written, or what a letter is drawn like; `sense` is None for those, and for a word that
    is no number in any language spoken here; `said` tells the two apart.
    """

    first: int
    last: int
    figures: str
    sense: Sense | None
    weak: bool
    said: bool
    plural: bool
    breath: bool  # said in one breath with the next

    def is_digit(self) -> bool:
        return self.sense is not None and self.sense.role is Role.DIGIT

    def has(self, role: Role, *values: int) -> bool:
        return self.sense is not None and self.sense.role is role and (not values or self.sense.value in values)


class _Slot(NamedTuple):
    """Pieces that make one group of digits; `readings` come the likeliest first, "" means that they are no digits."""

    readings: tuple[str, ...]
    first: int
    last: int


def languages(run: Run) -> list[str]:
    """Return the languages of the run's number words, the one that explains most of them first.

    Each further one must explain what is left: three words, two in a row, or one amid the digits, since one alone may
    be an ordinary word of another language ("once"). English is always understood.
    """
    row = [piece for piece in run.pieces if not piece.senses or any(s.role is not Role.JOINER for s in piece.senses)]
    left = {i: _tongues(piece) for i, piece in enumerate(row) if piece.senses}
    spoken: list[str] = []
    while known := Counter(name for names in left.values() for name in names):
        best = min(known, key=lambda name: (-known[name], name != "en", name))
        places = {i for i, names in left.items() if best in names}
        in_a_row = any(i + 1 in places for i in places)
        if not (in_a_row or known[best] >= 3 or best == "en" or any(_is_amid(row, i) for i in places)):
            break
        spoken.append(best)
        left = {i: names for i, names in left.items() if i not in places}
    return spoken if "en" in spoken else [*spoken, "en"]


def _tongues(piece: Numeral) -> set[str]:
    """Languages in which the piece is a number; glued to digits ("năm5") an ordinary word of English is one as well."""
    mixed = piece.form is Form.MIXED
    return {sense.language for sense in piece.senses if sense.is_telling or (mixed and sense.foreign)}


def _is_amid(row: list[Numeral], i: int) -> bool:
    """Whether a word stands between digits, or in one token with them, and is none in English."""
    if row[i].form is Form.MIXED:
        return True
    return 0 < i < len(row) - 1 and all(sense.language != "en" for sense in row[i].senses)


def readings(text: Text, run: Run) -> Iterator[Reading]:
    """Yield the ways to read `run`, the likeliest first, each once.

    Weak pieces at either end are left out first and then taken in one by one.
    """
    slots = list(_slots(_items(text, run)))
    core = [i for i, slot in enumerate(slots) if "" not in slot.readings]
    if not core:
        return
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
    befores = range(begin, max(-1, begin - _MOST_TRIMMED - 1), -1)
    afters = range(end, min(length, end + _MOST_TRIMMED) + 1)
    yield from sorted(product(befores, afters), key=lambda trim: (begin - trim[0]) + (trim[1] - end))


def _in_order(choices: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield the joined choices: all first ones, then those that differ in one place, then in two."""
    first = [choice[0] for choice in choices]
    yield "".join(first)
    doubtful = [i for i, choice in enumerate(choices) if len(choice) > 1][:_MOST_DOUBTS]
    for changes in (1, 2):
        for places in combinations(doubtful, changes):
            for others in product(*(choices[place][1:] for place in places)):
                changed = first.copy()
                for place, other in zip(places, others, strict=True):
                    changed[place] = other
                yield "".join(changed)


def _items(text: Text, run: Run) -> list[_Item]:
    spoken = languages(run)
    drawn = any(piece.form is Form.LOOKALIKE and not piece.weak for piece in run.pieces)
    letters_are_digits = drawn or sum(piece.form is Form.ROMAN for piece in run.pieces) >= _ROMAN_DIGITS
    items: list[_Item] = []
    i = 0
    while i < len(run.pieces):
        piece, last = run.pieces[i], i
        sense, figures, weak = None, piece.digits, piece.weak
        if figures:
            weak = weak and not (letters_are_digits and _is_drawn(text.plain[piece.start : piece.end]))
        else:
            last, sense = _word(text, run, i, spoken)
            weak = sense is None or sense.weak or piece.weak
            if sense is None:
                figures = _homophone(piece)
        breath = last + 1 < len(run.pieces) and run.joints[last] in _ONE_BREATH
        items.append(_Item(i, last, figures, sense, weak, bool(piece.senses), piece.plural, breath))
        i = last + 1
    return items


def _is_drawn(written: str) -> bool:
    """Whether letters amid others that are drawn like digits are so too: capitals, and what is no word ("ol")."""
    within = written[1:]
    return written.isupper() or within != within.lower() or not is_ordinary(written.lower())


def _word(text: Text, run: Run, i: int, spoken: list[str]) -> tuple[int, Sense | None]:
    """Return the last piece of the longest phrase that starts at piece `i`, and its sense in the likeliest language."""
    words = number_words()
    if text.lower[run.pieces[i].start : run.pieces[i].end] in words.phrase_starts:
        for length in range(min(words.longest_phrase, len(run.pieces) - i), 1, -1):
            if any(joint not in _ONE_BREATH for joint in run.joints[i : i + length - 1]):
                continue
            phrase = " ".join(text.lower[p.start : p.end] for p in run.pieces[i : i + length])
            if sense := _likeliest(words.senses.get(phrase, ()), spoken):
                return i + length - 1, sense
    return i, _likeliest(run.pieces[i].senses, spoken)


def _likeliest(senses: tuple[Sense, ...], spoken: list[str]) -> Sense | None:
    ranked = [sense for sense in senses if sense.language in spoken]
    return min(ranked, key=lambda sense: (spoken.index(sense.language), sense.weak), default=None)


def _homophone(piece: Numeral) -> str:
    """English "to" and "for" stand for digits in any company."""
    return next((str(s.value) for s in piece.senses if s.language == "en" and s.role is Role.DIGIT), "")


def _slots(items: list[_Item]) -> Iterator[_Slot]:
    i = 0
    while i < len(items):
        used, choices = _group(items, i)
        yield _Slot(choices, items[i].first, items[i + used - 1].last)
        i += used


def _group(items: list[_Item], i: int) -> tuple[int, tuple[str, ...]]:
    """Return how many items from `i` make one group of digits, and the group's readings."""
    item = items[i]
    if item.sense is None:
        if not item.figures:
            return 1, ("",)
        if not item.weak:
            return 1, (item.figures,)
        # One letter amid digits is a digit; a word is more likely a word.
        return 1, (item.figures, "") if len(item.figures) == 1 and not item.said else ("", item.figures)
    value, after = item.sense.value, _next(items, i)
    if item.sense.role in (Role.JOINER, Role.TEEN):
        return 1, ("",)
    if item.sense.role is Role.REPEAT:
        return _repeated(items, i, value)
    if item.is_digit():
        if item.weak:
            return 1, (str(value), "")
        if after and 1 <= value <= 9:
            if after.has(Role.TIMES, 100):
                return _hundreds(items, i + 1, value * 100, used=2)
            if after.has(Role.TIMES, 10):
                return _tens(items, i + 1, value * 10, used=2)
            if after.has(Role.TEEN):
                return 2, (str(value + _TEN),)
            if (ten := _ten_after_unit(items, i)) is not None:
                return 3, (str(ten + value),)
        if value in (2, 3, 4) and i + 1 < len(items) and (many := _plural(items[i + 1])):
            return 2, (many * value, f"{value}{many}")
        return 1, (str(value),)
    if 100 <= value < 1000:
        return _hundreds(items, i, value, used=1)
    return _tens(items, i, value, used=1)


def _next(items: list[_Item], i: int) -> _Item | None:
    """Return the item after `i` where it is said in one breath with it and in the same language."""
    if i + 1 >= len(items) or not items[i].breath:
        return None
    here, after = items[i].sense, items[i + 1].sense
    if here is None or after is None or here.language != after.language:
        return None
    return items[i + 1]


def _repeated(items: list[_Item], i: int, times: int) -> tuple[int, tuple[str, ...]]:
    """ "double five" and "triple 5"; a repeat without a digit after it says nothing."""
    if i + 1 >= len(items):
        return 1, ("",)
    after = items[i + 1]
    if after.figures and (not after.weak or len(after.figures) == 1):
        return 2, (after.figures[0] * times + after.figures[1:], after.figures)
    if after.is_digit() and after.sense:
        return 2, (str(after.sense.value) * times,)
    return 1, ("",)


def _plural(item: _Item) -> str:
    """Return the digit of "fives" or "5s"."""
    if not item.plural:
        return ""
    return str(item.sense.value) if item.sense else item.figures


def _ten_after_unit(items: list[_Item], i: int) -> int | None:
    """Return the ten of "fünf und vierzig" when the unit stands at `i` in a language that says it first."""
    item, joiner = items[i], _next(items, i)
    if not (item.sense and joiner and joiner.has(Role.JOINER)):
        return None
    ten = _next(items, i + 1)
    if ten and ten.sense and number_words().languages[item.sense.language].unit_first:
        return ten.sense.value if ten.has(Role.NUMBER, *range(20, 100, 10)) else None
    return None


def _tens(items: list[_Item], i: int, value: int, used: int) -> tuple[int, tuple[str, ...]]:
    """A ten takes a unit after it: 62, or 60 and 2 where the two are groups of their own."""
    sense = items[i].sense
    smallest = 10 if sense and number_words().languages[sense.language].composes_teens else 20
    if value not in range(smallest, 100, 10):
        return used, (str(value),)
    after, joined = _past_joiner(items, i)
    if after and after.is_digit() and after.sense and 1 <= after.sense.value <= 9:
        unit = after.sense.value
        return used + joined + 1, (str(value + unit), f"{value}{unit}")
    return used, (str(value),)


def _past_joiner(items: list[_Item], i: int) -> tuple[_Item | None, int]:
    after = _next(items, i)
    if after and after.has(Role.JOINER):
        return _next(items, i + 1), 1
    return after, 0


def _hundreds(items: list[_Item], i: int, value: int, used: int) -> tuple[int, tuple[str, ...]]:
    """A hundred takes a ten after it; a unit only where the digits after it are not said one by one."""
    after, joined = _past_joiner(items, i)
    if after is None or after.sense is None:
        return used, (str(value),)
    place = i + joined + 1
    if after.has(Role.NUMBER, *range(10, 100)):
        more, rest = _tens(items, place, after.sense.value, used=1)
    elif after.is_digit() and 1 <= after.sense.value <= 9:
        more, rest = _group(items, place)
        following = _next(items, place)
        if more == 1 and not joined and following and following.is_digit():
            return used, (str(value), str(value)[0])  # "eight hundred five five five": 800 555
    else:
        return used, (str(value),)
    whole = [str(value + int(choice)) for choice in rest if 0 < len(choice) <= 2]
    return used + joined + more, (*whole, *(f"{value}{choice}" for choice in rest))
