"""Telephone numbers, plain or disguised: digits that can be dialled, where form or words say that they are to be."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import regex

from sidedoor.cues import Cue, Role, cues
from sidedoor.detectors.evidence import disguises, finding
from sidedoor.dialling import Fit, Number, dial, geography, home
from sidedoor.distractors import Distractor, distractors
from sidedoor.number_words import number_words
from sidedoor.numerals import Form, Joint, Numeral, Run, numerals, runs
from sidedoor.reading import Reading, languages, readings
from sidedoor.records import Finding
from sidedoor.riddles import riddles
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique

FEWEST_DIGITS, MOST_DIGITS = 7, 15
_NEAR = 60  # characters within which a word can speak of a number: a clause or two
_BESIDE = 25  # and within which a thing owns it: "the order that failed is #415..."
_WORK_NEAR = 160  # "for the form test use ... both are dummies" frames a whole message
_LIST_OF_NUMBERS = 60  # more digits in one run are a table, whose rows are judged one by one

_SCRIPTS = {
    "th": regex.compile(r"\p{Thai}"),
    "ko": regex.compile(r"\p{Hangul}"),
    "ja": regex.compile(r"[\p{Hiragana}\p{Katakana}]"),
    "zh": regex.compile(r"\p{Han}"),
    "bn": regex.compile(r"\p{Bengali}"),
    "hi": regex.compile(r"\p{Devanagari}"),
    "fa": regex.compile(r"[پچژگ]"),
    "ar": regex.compile(r"\p{Arabic}"),
    "uk": regex.compile(r"[іїєґ]"),
    "ru": regex.compile(r"\p{Cyrillic}"),
}

# What people write telephone numbers like, without any word to say so.
_FORMATTED = re.compile(
    r"(?:\+?1[-. ]?)?\(?[2-9]\d\d\)?(?:[-./ ]| - |)[2-9]\d\d[-./ ]\d{4}"  # North America: 3-3-4
    r"|\(0?\d{1,4}\)[-. ]?\d{3,5}(?:[-. ]?\d{2,5}){0,3}"  # an area code in brackets
    r"|0\d{2,4}[-. /]\d{3,8}|0\d{1,4}(?:[-. ]\d{2,4}){2,4}"  # a trunk zero, and groups
    r"|\+[\d ().-]{8,24}"
)


@dataclass(frozen=True)
class _Message:
    """A text with everything that its candidates are judged by."""

    text: Text

    @cached_property
    def cues(self) -> list[Cue]:
        return cues(self.text)

    @cached_property
    def words(self) -> int:
        return len(regex.findall(r"[\p{L}\p{M}']{2,}", self.text.plain))

    def having(self, *roles: Role) -> list[Cue]:
        return [cue for cue in self.cues if cue.role in roles]

    def regions(self, spoken: Sequence[str]) -> tuple[str, ...]:
        """Countries that the text speaks for: places named, then languages of number words, script and cues."""
        named = [cue.language for cue in self.having(Role.PLACE)]
        tongues = list(spoken)
        if not self.text.plain.isascii():
            tongues += [name for name, script in _SCRIPTS.items() if script.search(self.text.lower)][:2]
        tongues += self._tongues_of_cues()
        known = number_words().languages
        foreign = [name for name in dict.fromkeys(tongues) if name != "en" and name in known]
        return tuple(dict.fromkeys([*named, *(region for name in foreign for region in known[name].regions)]))

    def _tongues_of_cues(self) -> list[str]:
        """Languages of words around numbers that belong to one language alone; one short word is not enough."""
        spans: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
        for cue in self.having(Role.INVITE, Role.CHANNEL, Role.CURRENCY, Role.OWNER):
            spans[cue.start, cue.end].add(cue.language)
        told = Counter(name for names in spans.values() if len(names) == 1 for name in names)
        inviting = {cue.language for cue in self.having(Role.INVITE)}
        return [name for name, count in told.most_common() if count > 1 or name in inviting]


@dataclass(frozen=True)
class _Candidate:
    """A stretch of a run that could be one number."""

    message: _Message
    run: Run
    reading: Reading
    number: Number

    @cached_property
    def start(self) -> int:
        """Where it starts, with a plus sign or an opening bracket before the first digit."""
        start, plain = self.run.pieces[0].start, self.message.text.plain
        while start and plain[start - 1] in "+(":
            start -= 1
        return start

    @property
    def end(self) -> int:
        return self.run.pieces[-1].end

    @cached_property
    def written(self) -> str:
        return self.message.text.plain[self.start : self.end]

    @cached_property
    def is_plain(self) -> bool:
        """Whether it is digits with the signs that telephone numbers are written with, in groups."""
        joints = {Joint.TIGHT, Joint.SPACE, Joint.MARK, Joint.WIDE}
        singles = sum(len(piece.digits) == 1 for piece in self.run.pieces)
        return (
            all(piece.form is Form.DIGITS for piece in self.run.pieces)
            and joints.issuperset(self.run.joints)
            and singles <= 3
            and Technique.STYLED_CHARACTERS not in self.undressed
        )

    @cached_property
    def undressed(self) -> tuple[Technique, ...]:
        """The techniques that folding took off."""
        return disguises(self.message.text, self.start, self.end)

    @cached_property
    def spelled(self) -> int:
        """How many pieces are words, or parts of a token of words and digits."""
        return sum(piece.form in (Form.WORD, Form.MIXED) and not piece.weak for piece in self.run.pieces)

    def _gap_to(self, cue: Cue) -> int:
        return cue.start - self.end if cue.start >= self.end else self.start - cue.end

    def near(self, *roles: Role, within: int = _NEAR) -> bool:
        return any(self._gap_to(cue) <= within for cue in self.message.having(*roles))

    @cached_property
    def is_owned(self) -> bool:
        """Whether the number is that of an order, a part, an account."""
        lower = self.message.text.lower
        if lower[: self.start].rstrip().endswith("#") and not self.near(Role.INVITE):
            return True
        for cue in self.message.having(Role.OWNER):
            if 0 <= self.start - cue.end <= _BESIDE:
                between = lower[cue.end : self.start]
                if len(re.findall(r"[^\W\d]+", between)) <= 3 and not re.search(r"[;!?\n]|\. ", between):
                    inviting = (c for c in self.message.having(Role.INVITE, Role.CHANNEL) if c.start >= cue.end)
                    if not any(c.end <= self.start and c.start > cue.start for c in inviting if c.language):
                        return True
            if 0 <= cue.start - self.end <= _BESIDE and re.fullmatch(
                r"\s*(?:is|was|=|-|:)?\s*(?:the|our|your|my|an?)?\s*", lower[self.end : cue.start]
            ):
                return True
        return False

    @cached_property
    def is_work(self) -> bool:
        """Whether the number belongs to the work: test data, or a text that is quoted to be worked on."""
        return self.is_quoted or (self.near(Role.WORK, within=_WORK_NEAR) and not self.near(Role.INVITE))

    @cached_property
    def is_quoted(self) -> bool:
        """Whether it stands in quotation marks with other words."""
        before, after = self.message.text.plain[: self.start], self.message.text.plain[self.end :]
        if before.count('"') % 2 == 0 or '"' not in after:
            return False
        inside = before[before.rindex('"') :] + after[: after.index('"')]
        return len(regex.findall(r"\p{L}{2,}", inside)) >= 2

    @cached_property
    def is_quantity(self) -> bool:
        return any(0 <= self._gap_to(cue) <= 1 and cue.start >= self.end for cue in self.message.having(Role.UNIT)) or (
            self.near(Role.CURRENCY, within=2)
        )

    @cached_property
    def is_alone(self) -> bool:
        """Whether the message says next to nothing else."""
        inside = len(regex.findall(r"[\p{L}\p{M}']{2,}", self.written))
        return self.message.words - inside <= 3


def find_phones(text: Text) -> Iterator[Finding]:
    """Yield every telephone number in `text`; its value is E.164, or bare digits where no country can be told."""
    if not may_hold_number(text):
        return
    message = _Message(text)
    pieces = numerals(text)
    masks = distractors(text)
    free = [piece for piece in pieces if not any(d.start <= piece.start < d.end for d in masks)]
    backwards = bool(message.having(Role.BACKWARDS))
    found = [] if backwards else [c for run in runs(text, free) for c in _accepted(message, run)]
    yield from map(_finding, found)
    if not found:
        yield from _solved(message, pieces, masks)


def _solved(message: _Message, pieces: list[Numeral], masks: list[Distractor]) -> Iterator[Finding]:
    """Yield the number that the message makes a riddle of, if its solution can be dialled."""
    regions = message.regions([])
    for riddle in riddles(message.text, pieces, masks, message.cues):
        number = dial(riddle.digits, False, regions)
        if number and number.fit >= Fit.POSSIBLE:
            yield finding(
                message.text, Kind.PHONE, riddle.start, riddle.end, value=number.value, techniques=(riddle.technique,)
            )
            return


_ENOUGH = re.compile(r"(?:\d[^\d]*+){6}")
_DRAWN = re.compile(r"(?:(?<!\w)(?:[IVXO]{1,4}|[\dOolISsZzB]{1,6})\b[^\w\n]*+(?:then |and )?){3}")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Hangul}]{4}")
_LONG = regex.compile(r"\p{L}{9}")


def may_hold_number(text: Text) -> bool:
    """Return whether `text` has enough digits or number words for a telephone number: cheap, never wrongly False."""
    return (
        _ENOUGH.search(text.plain) is not None
        or len(_spoken(text)) > 1
        or _LONG.search(text.lower) is not None
        or _UNSPACED.search(text.lower) is not None
        or _DRAWN.search(text.plain) is not None
    )


def _spoken(text: Text) -> set[str]:
    senses = number_words().senses
    return {word for word in regex.findall(r"[\p{L}\p{M}']+", text.lower) if word in senses}


def _accepted(message: _Message, run: Run) -> Iterator[_Candidate]:
    """Yield the numbers in one run, the longest stretches first."""
    parts = _parts(run)
    if sum(len(piece.digits) or 1 for piece in run.pieces) > _LIST_OF_NUMBERS:
        windows = [(i, i + 1) for i in range(len(parts))]
    else:
        windows = [(i, j) for i in range(len(parts)) for j in range(len(parts), i, -1)]
    position = 0
    for i, j in windows:
        first, last = parts[i][0], parts[j - 1][1]
        if first < position:
            continue
        pieces = run.pieces[first:last]
        least = sum(len(piece.digits) for piece in pieces)
        most = least + 3 * sum(not piece.digits for piece in pieces)
        if most < FEWEST_DIGITS or least > MOST_DIGITS:
            continue
        if j - i > 1 and any(_digits(run.pieces[a:b]) >= 8 for a, b in parts[i:j]):
            continue
        candidate = _best(message, Run(pieces, run.joints[first : last - 1]))
        if candidate and _is_offered(candidate):
            position = last
            yield candidate


def _best(message: _Message, run: Run) -> _Candidate | None:
    """Return the reading of `run` that fits a telephone number best, the likeliest of equals."""
    regions = message.regions(languages(run))
    plus = _has_plus(message.text.lower, run.pieces[0].start)
    best: tuple[Reading, Number] | None = None
    trim: tuple[int, int] | None = None
    for reading in readings(message.text, run):
        if best and best[1].fit >= Fit.POSSIBLE and trim != (reading.first, reading.last):
            break  # good enough without the doubtful words at its ends
        trim = reading.first, reading.last
        if not FEWEST_DIGITS <= len(reading.digits) <= MOST_DIGITS:
            continue
        number = dial(reading.digits, plus and reading.first == 0, regions)
        if number and (best is None or number.fit > best[1].fit):
            best = reading, number
            if number.fit is Fit.VALID:
                break
    if best is None:
        return None
    first, last = best[0].first, best[0].last
    return _Candidate(message, Run(run.pieces[first : last + 1], run.joints[first:last]), *best)


def _has_plus(lower: str, start: int) -> bool:
    before = lower[max(0, start - 8) : start]
    return "+" in before[-3:] or before.endswith("plus ")


def _digits(pieces: Sequence[Numeral]) -> int:
    return sum(len(piece.digits) for piece in pieces)


def _parts(run: Run) -> list[tuple[int, int]]:
    """Return where a run falls into parts, as half-open ranges of pieces: at pauses, lines, odd signs and fillers."""
    cuts = [0]
    for i, joint in enumerate(run.joints):
        if joint in (Joint.PAUSE, Joint.LINE, Joint.ODD, Joint.FILLER, Joint.WIDE):
            cuts.append(i + 1)
    cuts.append(len(run.pieces))
    return list(pairwise(cuts))


def _is_offered(candidate: _Candidate) -> bool:
    if candidate.is_owned or candidate.is_work or _is_no_number(candidate):
        return False
    return _is_offered_plainly(candidate) if candidate.is_plain else _is_offered_in_disguise(candidate)


def _is_offered_plainly(candidate: _Candidate) -> bool:
    reading, number = candidate.reading, candidate.number
    if candidate.is_quantity:
        return False
    invited = candidate.near(Role.INVITE)
    if _is_placeholder(reading.digits) and not invited:
        return False
    if _FORMATTED.fullmatch(candidate.written):
        return number.fit >= Fit.POSSIBLE or len(reading.digits) >= 9
    if invited or candidate.near(Role.CHANNEL):
        return len(reading.digits) >= 9 or invited or candidate.near(Role.CHANNEL, within=20)
    return candidate.is_alone and len(reading.digits) >= 9


def _is_offered_in_disguise(candidate: _Candidate) -> bool:
    reading, number = candidate.reading, candidate.number
    if candidate.spelled >= 5:
        return len(reading.digits) >= FEWEST_DIGITS
    near = candidate.near(Role.INVITE, Role.CHANNEL)
    return (near and len(reading.digits) >= 9) or (number.fit is Fit.VALID and len(reading.digits) >= 10)


def _is_no_number(candidate: _Candidate) -> bool:
    """Counting ("one two three ...") and flags ("1 0 1 1 0 ...") fill digits up to any length."""
    if set(candidate.reading.digits) <= {"0", "1"}:
        return True
    values = [int(piece.digits) if piece.digits else piece.senses[0].value for piece in candidate.run.pieces]
    steps = {b - a for a, b in pairwise(values)}
    return len(values) >= 5 and steps in ({1}, {-1}, {2}, {5}, {10}, {100})


_RISING = "01234567890123456789"


def _is_placeholder(digits: str) -> bool:
    """Numbers that people make up for a form: 1234567890, 0000000, 0900000000."""
    return digits in _RISING or digits in _RISING[::-1] or len(set(digits[-7:])) == 1 or len(set(digits)) <= 2


def _finding(candidate: _Candidate) -> Finding:
    message, value = candidate.message, candidate.number.value
    if value.isdecimal() and not message.regions(languages(candidate.run)):
        region = home(value, geography().default)
        told = dial(value, regions=(region,)) if region else None
        value = told.value if told else value
    start, end = candidate.start, candidate.end
    return finding(message.text, Kind.PHONE, start, end, value=value, techniques=_techniques(candidate))


def _techniques(candidate: _Candidate) -> tuple[Technique, ...]:
    forms = {piece.form for piece in candidate.run.pieces}
    found = set(candidate.undressed)
    if Form.WORD in forms:
        found.add(Technique.SPELLED_DIGITS)
    if Form.MIXED in forms or (Form.WORD in forms and Form.DIGITS in forms):
        found.add(Technique.MIXED_DIGITS)
    if Form.LOOKALIKE in forms:
        found.add(Technique.LOOKALIKE_DIGITS)
    if Form.ROMAN in forms:
        found.add(Technique.MIXED_DIGITS)
    if Joint.FILLER in candidate.run.joints:
        found.add(Technique.FILLER)
    if Joint.LINE in candidate.run.joints:
        found.add(Technique.SPLIT_LINES)
    singles = sum(len(piece.digits) == 1 for piece in candidate.run.pieces)
    if Joint.ODD in candidate.run.joints or (Form.DIGITS in forms and singles > 5):
        found.add(Technique.SEPARATORS)
    return tuple(sorted(found))
