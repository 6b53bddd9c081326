"""Telephone numbers, plain or disguised: digits that can be dialled, where form or words say that they are to be."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from sidedoor.cues import Role
from sidedoor.detectors.phone_evidence import Candidate, is_offered
from sidedoor.dialling import FEWEST_DIGITS, MOST_DIGITS, Fit, Number, dial
from sidedoor.distractors import Spans, distractors
from sidedoor.evidence import finding
from sidedoor.numerals import Form, Numeral, is_lettered, may_hold_number, numerals
from sidedoor.reading import Reading, languages, readings
from sidedoor.records import Finding
from sidedoor.riddles import Riddle, plain_riddles, riddles
from sidedoor.runs import Joint, Run, runs
from sidedoor.surroundings import Surroundings
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique

_WHOLE = 9  # digits of a number that needs no area code
_LONG_PART = 8  # a part with so many is not joined to others: it is a number, or none
_PARTING = (Joint.PAUSE, Joint.LINE, Joint.ODD, Joint.FILLER, Joint.WIDE)
_ORDERING = (Role.AREA, Role.HEAD, Role.TAIL)
# What the solution of a riddle must be: figures picked from a whole message must be a real number, letters and mirrored
# digits are told by their own cue.
_SURE = {
    Technique.REVERSED: Fit.LENGTH,
    Technique.ENCODED: Fit.LENGTH,
    Technique.VANITY: Fit.POSSIBLE,
    Technique.ARITHMETIC: Fit.VALID,
    Technique.FILLER: Fit.VALID,
    Technique.DISGUISED_AS_NUMBER: Fit.VALID,
}
_LIST_OF_NUMBERS = 60  # more digits in one run are a table, whose rows are judged one by one


def find_phones(text: Text) -> Iterator[Finding]:
    """Yield every telephone number in `text`; its value is E.164, or bare digits where no country can be told."""
    if not may_hold_number(text):
        return
    pieces = numerals(text)
    # Without so many digits in all there is no riddle, but for those of letters and of words from their end.
    few = 0 < _width(pieces) < _WHOLE and not is_lettered(text)
    if few and not any(_width(run.pieces) >= FEWEST_DIGITS for run in runs(text, pieces)):
        return
    around, masks = Surroundings(text), distractors(text)
    if told := _solved(around, plain_riddles(text), Fit.POSSIBLE):
        yield told
        return
    covered = Spans((mask.start, mask.end) for mask in masks)
    free = [piece for piece in pieces if piece.start not in covered]
    found = [candidate for run in runs(text, free) for candidate in _accepted(around, run)]
    # A riddle says how the digits are to be read; without one they are read as they stand.
    if not found or around.has(Role.BACKWARDS) or _is_doubtful(found, around):
        solved = _solved(around, riddles(text, pieces, masks, around.cues))
        if solved:
            yield solved
            return
    yield from map(_finding, found)


def _width(pieces: Sequence[Numeral]) -> int:
    """Return how many digits the pieces can come to at most."""
    return sum(piece.width for piece in pieces)


def _is_doubtful(found: list[Candidate], around: Surroundings) -> bool:
    """Whether the numbers found may be parts of one: local ones, or uncertain where the text speaks of parts."""
    if any(candidate.number.fit is Fit.VALID for candidate in found):
        return False
    return around.has(*_ORDERING) or all(len(candidate.reading.digits) < _WHOLE for candidate in found)


def _solved(around: Surroundings, told: Iterable[Riddle], sure: Fit | None = None) -> Finding | None:
    """Return the number that the message makes a riddle of, if its solution can be dialled.

    `sure` is how well it must fit; None asks for what its technique needs.
    """
    countries = around.countries([])
    for riddle in told:
        number = dial(riddle.digits.lstrip("+"), riddle.digits[0] == "+", countries)
        if number and number.fit >= (sure or _SURE[riddle.technique]) and len(riddle.digits) >= _WHOLE:
            return finding(
                around.text, Kind.PHONE, riddle.start, riddle.end, value=number.value, techniques=(riddle.technique,)
            )
    return None


def _accepted(around: Surroundings, run: Run) -> Iterator[Candidate]:
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
        if _width(pieces) < FEWEST_DIGITS or _digits(pieces) > MOST_DIGITS:
            continue
        joined = parts[i:j]
        if j - i > 1 and _has_plus(around.text.lower, run.pieces[first].start):
            joined = joined[1:]  # behind a country code comes the whole number
        numbers = [part for part in joined if not all(piece.weak for piece in run.pieces[slice(*part)])]
        if len(numbers) > 1 and any(_digits(run.pieces[a:b]) >= _LONG_PART for a, b in numbers):
            continue
        candidate = _best(around, Run(pieces, run.joints[first : last - 1]))
        if candidate and is_offered(candidate):
            position = last
            yield candidate


def _best(around: Surroundings, run: Run) -> Candidate | None:
    """Return the likeliest reading of `run` that is possible in some country, or else of a fitting length."""
    countries = around.countries(languages(run))
    plus = _has_plus(around.text.lower, run.pieces[0].start)
    best: tuple[Reading, Number] | None = None
    for reading in readings(around.text, run):
        if not FEWEST_DIGITS <= len(reading.digits) <= MOST_DIGITS:
            continue
        number = dial(reading.digits, plus and reading.first == 0, countries)
        if number and (best is None or number.fit > best[1].fit):
            best = reading, number
            if number.fit >= Fit.POSSIBLE:
                break
    if best is None:
        return None
    first, last = best[0].first, best[0].last
    return Candidate(around, Run(run.pieces[first : last + 1], run.joints[first:last]), *best)


def _has_plus(lower: str, start: int) -> bool:
    before = lower[max(0, start - 8) : start]
    return "+" in before[-3:] or before.endswith("plus ")


def _digits(pieces: Sequence[Numeral]) -> int:
    return sum(len(piece.digits) for piece in pieces)


def _parts(run: Run) -> list[tuple[int, int]]:
    """Return where a run falls into parts, as half-open ranges of pieces.

    At pauses, lines, odd signs, fillers and doubtful words, and where a bracket opens behind a whole number.
    """
    cuts = [0]
    for i, joint in enumerate(run.joints, start=1):
        doubtful = run.pieces[i - 1].weak or run.pieces[i].weak
        opens = joint is Joint.OPENING and len(run.pieces[i].digits) > 1
        opens = opens and _digits(run.pieces[cuts[-1] : i]) >= _WHOLE
        if joint in _PARTING or opens or (doubtful and joint is not Joint.TIGHT):
            cuts.append(i)
    cuts.append(len(run.pieces))
    return list(pairwise(cuts))


def _finding(candidate: Candidate) -> Finding:
    text, value = candidate.surroundings.text, candidate.number.value
    techniques = _techniques(candidate)
    return finding(text, Kind.PHONE, candidate.start, candidate.end, value=value, techniques=techniques)


def _techniques(candidate: Candidate) -> tuple[Technique, ...]:
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
