"""Numbers that must be worked out: read backwards, picked out of prices or fruit, put in order, added up, decoded."""

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from sidedoor.cues import Cue, Role
from sidedoor.decoding import decoded, fillers, hidden
from sidedoor.dialling import FEWEST_DIGITS, MOST_DIGITS
from sidedoor.distractors import Distractor, Spans
from sidedoor.numerals import Form, Numeral, numerals
from sidedoor.reading import readings
from sidedoor.runs import Joint, Run, runs
from sidedoor.text import Text
from sidedoor.vocabulary import Technique

_MOST_FIGURES = 200  # a message with more hides no number, it is full of them
_MOST_PIECES = 40  # more figures than this are a price list, not one number
_MOST_WORDS_BETWEEN, _LONGEST_GAP = 2, 30  # between digits that belong together
_FEWEST_WORDED = 3  # gaps with words in them; with fewer it is an ordinary run
_NEAR = 40  # characters between digits and the word that turns them round
_BESIDE = 14  # characters between an area code and the words that name it


class Riddle(NamedTuple):
    """The digits that a riddle in `text.plain[start:end]` comes to, a plus before them if told, and how it hid them."""

    digits: str
    start: int
    end: int
    technique: Technique


def riddles(
    text: Text, pieces: Sequence[Numeral], masked: Sequence[Distractor], cues: Sequence[Cue]
) -> Iterator[Riddle]:
    """Yield what each riddle in `text` could come to, the likeliest first.

    `pieces` are all numerals of the text, `masked` the figures among them that look like prices, dates and the like.
    Whether the digits can be dialled is for the caller to say.
    """
    roles = {cue.role for cue in cues}
    if len(pieces) > _MOST_FIGURES:
        return
    if Role.BACKWARDS in roles:
        covered = Spans((mask.start, mask.end) for mask in masked)
        free = [piece for piece in pieces if piece.start not in covered]
        yield from _backwards(text, free, [cue for cue in cues if cue.role is Role.BACKWARDS])
    if roles.isdisjoint((Role.INVITE, Role.CHANNEL)):
        return
    yield from _vanity(text)
    solved = _sums_solved(text, pieces)
    if not roles.isdisjoint((Role.HEAD, Role.TAIL)):
        yield from _in_named_order(text, solved, cues)
    if Role.AREA in roles:
        yield from _area_apart(text, pieces, cues)
    if Role.INVITE not in roles:
        return
    if Role.DECODE in roles:
        yield from _scattered(text, solved, masked)
    else:
        yield from _interleaved(text, pieces)
    if len(solved) != len(pieces):
        yield from _sums(text, solved)


def plain_riddles(text: Text) -> Iterator[Riddle]:
    """Yield the numbers that are told outright, in code or with a filler that the text says to take out.

    They come before all else, for their digits could also be read as they stand.
    """
    yield from _encoded(text)
    yield from _filled(text)


_MOST_FILLERS = 6  # between the groups of one number


def _filled(text: Text) -> Iterator[Riddle]:
    """Groups of digits with a word between that is named elsewhere: "415 banana 555 banana 0134, no bananas"."""
    for word in fillers(text):
        group = r"\+?\d[\d ().-]{0,12}"
        for match in re.finditer(rf"{group}(?:{word} ?{group}){{1,{_MOST_FILLERS}}}(?!\w)", text.lower):
            written = match.group().rstrip(" ().-")
            digits = re.sub(r"[^\d+]", "", written)
            if FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
                yield Riddle(digits, match.start(), match.start() + len(written), Technique.FILLER)


_TELEPHONE = re.compile(r"\+?\(?\d[\d ().-]{6,20}\d")


def _encoded(text: Text) -> Iterator[Riddle]:
    """Entities and escapes for digits ("&#52;&#49;"), and base64."""
    if view := decoded(text):
        for match in _TELEPHONE.finditer(view.text):
            start, end = view.span(*match.span())
            if end - start >= 2 * len(match.group()):
                yield Riddle(re.sub(r"[^\d+]", "", match.group()), start, end, Technique.ENCODED)
    for start, end, meant in hidden(text):
        if _TELEPHONE.fullmatch(meant):
            yield Riddle(re.sub(r"[^\d+]", "", meant), start, end, Technique.ENCODED)


def _digits(text: Text, pieces: Sequence[Numeral]) -> str:
    """Return the likeliest digits of `pieces`, wherever they stand."""
    run = Run(list(pieces), [Joint.FILLER] * (len(pieces) - 1))
    best = next(readings(text, run), None)
    return best.digits if best else ""


def _riddle(digits: str, pieces: Sequence[Numeral], technique: Technique) -> Iterator[Riddle]:
    strong = [piece for piece in pieces if not piece.weak]
    if strong and FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        yield Riddle(digits, strong[0].start, strong[-1].end, technique)


def _backwards(text: Text, pieces: Sequence[Numeral], told: Sequence[Cue]) -> Iterator[Riddle]:
    """Digits from right to left; words written backwards ("eno evif") as well."""
    mirror = Text(text.plain[::-1])
    length = len(text.plain)
    for run in runs(mirror, numerals(mirror)):
        words = sum(piece.form is Form.WORD and not piece.weak for piece in run.pieces)
        if words >= 4:
            for reading in readings(mirror, run):
                start, end = run.pieces[reading.first].start, run.pieces[reading.last].end
                if FEWEST_DIGITS <= len(reading.digits) <= MOST_DIGITS:
                    yield Riddle(reading.digits, length - end, length - start, Technique.REVERSED)
    for run in runs(text, list(pieces)):
        if not any(_gap(run, cue) <= _NEAR for cue in told):
            continue
        for reading in readings(text, run):
            used = run.pieces[reading.first : reading.last + 1]
            yield from _riddle(reading.digits[::-1], used, Technique.REVERSED)


def _scattered(text: Text, pieces: Sequence[Numeral], masked: Sequence[Distractor]) -> Iterator[Riddle]:
    """All figures of the message in a row, with and without the numbers of a list."""
    strong = [piece for piece in pieces if not piece.weak]
    listed = {d.start for d in masked if d.family == "list_item"}
    covered = Spans((mask.start, mask.end) for mask in masked)
    hidden = any(piece.start in covered for piece in strong)
    technique = Technique.DISGUISED_AS_NUMBER if hidden else Technique.FILLER
    for chosen in (strong, [piece for piece in strong if piece.start not in listed]):
        if 2 <= len(chosen) <= _MOST_PIECES:
            yield from _riddle(_digits(text, chosen), chosen, technique)


def _interleaved(text: Text, pieces: Sequence[Numeral]) -> Iterator[Riddle]:
    """Single digits with words between them: "7 apples 0 pears 2 apples ...", "the first is 4, the second 1 ..."."""
    streak: list[Numeral] = []
    worded = 0
    for piece in (*(p for p in pieces if not p.weak), None):
        words = _words_between(text, streak[-1], piece) if piece and streak else 0
        if piece and len(piece.digits) <= 2 and words <= _MOST_WORDS_BETWEEN:
            streak.append(piece)
            worded += words > 0
            continue
        if worded >= _FEWEST_WORDED:
            yield from _riddle(_digits(text, streak), streak, Technique.FILLER)
        streak, worded = [piece] if piece else [], 0


def _words_between(text: Text, left: Numeral, right: Numeral) -> int:
    gap = text.lower[left.end : right.start]
    return len(regex.findall(r"\p{L}+", gap)) if len(gap) <= _LONGEST_GAP else _MOST_WORDS_BETWEEN + 1


_SUM = re.compile(r"(?<![\w.])(\d{1,2}) ?([-+*x×/]|plus|minus|times) ?(\d{1,2})(?!\w|\.\d|[-+*/]\d)")
_WORK_OUT: dict[str, Callable[[int, int], int]] = {
    **dict.fromkeys(("+", "plus"), operator.add),
    **dict.fromkeys(("-", "minus"), operator.sub),
    **dict.fromkeys(("*", "x", "×", "times"), operator.mul),
    "/": lambda a, b: a // b if b and a % b == 0 else -1,
}


def _sums_solved(text: Text, pieces: Sequence[Numeral]) -> list[Numeral]:
    """Return the pieces with each sum ("2+2", "3x3") as the one digit that it comes to."""
    solved = list(pieces)
    for match in _SUM.finditer(text.lower):
        result = _WORK_OUT[match[2]](int(match[1]), int(match[3]))
        if 0 <= result <= 9:
            whole = Numeral(match.start(), match.end(), Form.MIXED, str(result))
            outside = [p for p in solved if p.end <= match.start() or p.start >= match.end()]
            solved = sorted([*outside, whole], key=lambda piece: piece.start)
    return solved


def _sums(text: Text, solved: list[Numeral]) -> Iterator[Riddle]:
    for run in runs(text, solved):
        yield from _riddle(_digits(text, run.pieces), run.pieces, Technique.ARITHMETIC)
    strong = [piece for piece in solved if not piece.weak]
    if len(strong) <= _MOST_PIECES:
        yield from _riddle(_digits(text, strong), strong, Technique.ARITHMETIC)


def _in_named_order(text: Text, pieces: Sequence[Numeral], cues: Sequence[Cue]) -> Iterator[Riddle]:
    """ "The last four are ..., the first six ...": the parts in the order that their names give."""
    names = [cue for cue in cues if cue.role in (Role.HEAD, Role.TAIL)]
    parts: dict[int, list[Numeral]] = {}
    for piece in pieces:
        before = [n for n, cue in enumerate(names) if cue.end <= piece.start]
        within = any(cue.start <= piece.start < cue.end for cue in names)
        if not piece.weak and not within:
            parts.setdefault(before[-1] if before else -1, []).append(piece)
    heads = [part for n, part in parts.items() if n >= 0 and names[n].role is Role.HEAD]
    tails = [part for n, part in parts.items() if n >= 0 and names[n].role is Role.TAIL]
    middle = [parts[-1]] if -1 in parts else []
    ordered = [piece for part in (*heads, *middle, *tails) for piece in part]
    if len(parts) >= 2 and len(ordered) <= _MOST_PIECES:
        digits = "".join(_digits(text, part) for part in (*heads, *middle, *tails))
        yield from _riddle(digits, sorted(ordered, key=lambda piece: piece.start), Technique.FILLER)


def _area_apart(text: Text, pieces: Sequence[Numeral], cues: Sequence[Cue]) -> Iterator[Riddle]:
    """A local number, and its area code somewhere else: "555 0162 with the 312 in front"."""
    areas = [cue for cue in cues if cue.role is Role.AREA]
    found = [(run, _digits(text, run.pieces)) for run in _runs_apart(text, pieces, areas)]
    for run, code in found:
        if not 2 <= len(code) <= 5 or not any(_gap(run, cue) <= _BESIDE for cue in areas):
            continue
        for other, local in found:
            if other is not run and 6 <= len(local) <= 8:
                both = sorted([*run.pieces, *other.pieces], key=lambda piece: piece.start)
                yield from _riddle(code + local, both, Technique.FILLER)


def _runs_apart(text: Text, pieces: Sequence[Numeral], cues: Sequence[Cue]) -> Iterator[Run]:
    """Yield runs that end where a cue or a filler word stands."""
    for run in runs(text, list(pieces)):
        start = 0
        for i, (left, right) in enumerate(pairwise(run.pieces), start=1):
            told_apart = any(left.end <= cue.start and cue.end <= right.start for cue in cues)
            if told_apart or run.joints[i - 1] is Joint.FILLER:
                yield Run(run.pieces[start:i], run.joints[start : i - 1])
                start = i
        yield Run(run.pieces[start:], run.joints[start:])


def _gap(run: Run, cue: Cue) -> int:
    start, end = run.pieces[0].start, run.pieces[-1].end
    return max(cue.start - end, start - cue.end)


_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_KEYED = re.compile(
    r"(?<![\w-])(?:(?:\+?1[-. ])?\(?[2-9]\d\d\)?[-. ](?=[A-Z\d-]{0,9}[A-Z]{3})[A-Z\d]{3}[-. ]?[A-Z\d]{4,6}"
    r"|(?:\+?1[-. ])?8\d\d[-. ][A-Z]{7,9}|1[38]00[-. ][A-Z]{6,8}|13[-. ][A-Z]{4,6}|0800[-. ][A-Z]{6,7})(?![\w-])"
)


def _vanity(text: Text) -> Iterator[Riddle]:
    """Letters of a telephone keypad: "1-800-FLOWERS"."""
    for match in _KEYED.finditer(text.plain):
        digits = re.sub(r"\D", "", match.group().translate(_KEYPAD))
        yield Riddle(digits, match.start(), match.end(), Technique.VANITY)


def digit_pieces(text: Text) -> list[tuple[str, int, int]]:
    """Return the digits in a short message, piece by piece: (digits, start, end) in the plain view.

    For numbers that are split over several messages, where a piece alone means nothing. Neighbouring words make one
    piece ("six four six" is one); figures that are prices, dates and the like are among them.
    """
    found: list[tuple[str, int, int]] = []
    for run in runs(text, numerals(text)):
        if reading := next(readings(text, run), None):
            found.append((reading.digits, run.pieces[reading.first].start, run.pieces[reading.last].end))
    return found
