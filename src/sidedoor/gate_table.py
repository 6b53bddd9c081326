"""One look at a whole batch of texts, with numpy: what the gate tells of each, worked out for all at once."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sidedoor.canonical import canonical
from sidedoor.gate import Look, Woken
from sidedoor.scanners import Scanner
from sidedoor.words import JudgedWords

if TYPE_CHECKING:
    from sidedoor.gate import Gate

Numbers = NDArray[np.intp]


class Table:
    """The sorts and wakes of `gate` as arrays."""

    def __init__(self, gate: "Gate") -> None:
        self._gate = gate
        self._words = JudgedWords(gate.judge)
        self._notes = np.array(gate.notes, np.uint8)
        self._needs = _columns(gate.needs, gate.columns).T.copy()
        self._without = _columns(gate.without, gate.columns).T.copy()
        most = max(map(len, gate.least), default=0)
        padded = [(*least, *[(0, 0)] * (most - len(least))) for least in gate.least]
        self._least = np.array(padded, np.intp).reshape(len(padded), most, 2)
        self._grow()

    def _grow(self) -> None:
        gate = self._gate
        sorts = gate.sorts
        self._bits = _columns([sort.bits for sort in sorts], gate.columns)
        self._counts = np.array([sort.counts for sort in sorts], np.uint8)
        self._counted = np.array([any(sort.counts) for sort in sorts])
        self._giving = np.array([bool(sort.bits) for sort in sorts])
        self._doubting = np.array([bool(sort.doubts) for sort in sorts])
        self._many = np.array([len(sort.wakes) for sort in sorts], np.intp)
        self._begin = np.concatenate(([0], np.cumsum(self._many)[:-1]))
        self._wakes = np.array([number for sort in sorts for number in sort.wakes], np.intp)
        self._weights = [
            np.array([sort.weights[i] if sort.weights else 0 for sort in sorts], np.intp) for i in range(len(gate.runs))
        ]
        self._shapes = np.array(gate.shapes.sorts, np.uint16)
        self._phrases = np.array(gate.phrases.sorts, np.uint16)

    def look(self, texts: Sequence[str]) -> Look:
        """Return what `Gate.look` returns."""
        gate = self._gate
        batch = canonical(texts)
        size = len(texts)
        words = self._words.sorts(batch.words)
        written = np.frombuffer(batch.written, np.uint8)
        ends = np.flatnonzero(written == 0)
        word_ends = np.flatnonzero(np.frombuffer(batch.words, np.uint8) == 0)
        seen = [
            _seen(gate.shapes, batch.written, ends, self._shapes),
            _seen(gate.phrases, batch.words, word_ends, self._phrases),
        ]
        if len(gate.sorts) != len(self._many):
            self._grow()
        # The words that tell something, and where each stands.
        told = np.flatnonzero(words.sorts)
        of_words = words.sorts[told]
        in_rows = np.searchsorted(word_ends, words.starts[told])
        for (sign, given), weights in zip(gate.runs, self._weights, strict=True):
            run = _in_a_row(weights[of_words], told, in_rows, sign.run)
            seen.append((run, np.full(len(run), given, np.uint16)))
        rows = np.concatenate((in_rows, *(part[0] for part in seen)))
        sorts = np.concatenate((of_words, *(part[1] for part in seen)))
        doubting = np.flatnonzero(self._doubting[sorts])
        if doubting.size:
            confirmed = list(self._confirmed(rows[doubting], sorts[doubting], batch.written, ends))
            rows = np.concatenate((rows, np.array([row for row, _ in confirmed], np.intp)))
            sorts = np.concatenate((sorts, np.array([given for _, given in confirmed], np.uint16)))
        counts = np.zeros((size, len(gate.counters)), np.intp)
        counts[:, 0] = _tally(_among(written, ord("0"), 10), ends)
        capital = np.asarray(_among(written, ord("A"), 26))
        counts[:, 1] = _tally(capital[:-2] & capital[1:-1] & capital[2:], ends)
        counted = np.flatnonzero(self._counted[sorts])
        np.add.at(counts, rows[counted], self._counts[sorts[counted]])
        # Each text with each wake whose first sign it has, as far as the other signs of that text allow it.
        waking = np.flatnonzero(self._many[sorts])
        may_wake = np.zeros(size, np.bool_)
        may_wake[rows[waking]] = True
        bits = self._all_bits(may_wake, rows, sorts)
        many = self._many[sorts[waking]]
        offsets = np.repeat(self._begin[sorts[waking]] - np.cumsum(many) + many, many) + np.arange(int(many.sum()))
        rows, wakes = np.repeat(rows[waking], many), self._wakes[offsets]
        for column, needs, without in zip(bits.T, self._needs, self._without, strict=True):
            needed = needs[wakes]
            holds = column[rows] & (needed | without[wakes]) == needed
            rows, wakes = rows[holds], wakes[holds]
        for number in gate.counted:
            enough = np.flatnonzero(counts[:, gate.least[number][0][0]] >= gate.least[number][0][1])
            rows = np.concatenate((rows, enough))
            wakes = np.concatenate((wakes, np.full(len(enough), number)))
        holds = np.ones(len(rows), np.bool_)
        least = self._least[wakes]
        for i in range(least.shape[1]):
            holds &= counts[rows, least[:, i, 0]] >= least[:, i, 1]
        rows, wakes = rows[holds], wakes[holds]
        noted = self._notes[wakes]
        notes = np.zeros(size, np.uint8)
        np.bitwise_or.at(notes, batch.rows[rows], noted)
        rows, wakes = rows[noted == 0], wakes[noted == 0]
        woken: dict[int, Woken] = {}
        for row, some in _by_row(rows, wakes):
            if targets := gate.awake(some, _row(batch.written, ends, row)):
                woken[int(batch.rows[row])] = targets
        return Look(woken, notes.tolist())

    def _confirmed(
        self, rows: Numbers, sorts: NDArray[np.uint16], written: bytes, ends: Numbers
    ) -> Iterator[tuple[int, int]]:
        """Yield each row that raises a doubt which is confirmed, and the sort which that gives."""
        gate = self._gate
        raised = {
            (row, doubt)
            for row, sort in zip(rows.tolist(), sorts.tolist(), strict=True)
            for doubt in gate.sorts[sort].doubts
        }
        for row, doubt in sorted(raised):
            if gate.doubts[doubt].confirm(_row(written, ends, row).decode()):
                yield row, gate.given[doubt]

    def _all_bits(self, wanted: NDArray[np.bool_], rows: Numbers, sorts: NDArray[np.uint16]) -> NDArray[np.uint64]:
        """Return the bits that the `sorts` in each of the `rows` give together, zero where they are not `wanted`."""
        bits = np.zeros((len(wanted), self._bits.shape[1]), np.uint64)
        giving = np.flatnonzero(wanted[rows] & self._giving[sorts])
        if giving.size:
            giving = giving[np.argsort(rows[giving], kind="stable")]
            row = rows[giving]
            first = np.flatnonzero(np.concatenate(([True], np.diff(row) > 0)))
            bits[row[first]] = np.bitwise_or.reduceat(self._bits[sorts[giving]], first, axis=0)
        return bits


def _row(written: bytes, ends: Numbers, row: int) -> bytes:
    return written[ends[row - 1] + 1 if row else 0 : ends[row]]


def _columns(numbers: Sequence[int], columns: int) -> NDArray[np.uint64]:
    """Return `numbers` of any length as rows of 64 bits a column."""
    return np.array([[number >> 64 * i & (1 << 64) - 1 for i in range(columns)] for number in numbers], np.uint64)


def _by_row(rows: Numbers, wakes: Numbers) -> Iterator[tuple[int, list[int]]]:
    """Yield each row once, with its wakes."""
    if not rows.size:
        return
    order = np.argsort(rows, kind="stable")
    rows, ordered = rows[order], wakes[order].tolist()
    starts = np.flatnonzero(np.concatenate(([True], np.diff(rows) > 0)))
    for row, start, end in zip(
        rows[starts].tolist(), starts.tolist(), [*starts[1:].tolist(), len(ordered)], strict=True
    ):
        yield row, ordered[start:end]


def _seen(
    scanner: Scanner, buffer: bytes, ends: Numbers, sorts: NDArray[np.uint16]
) -> tuple[Numbers, NDArray[np.uint16]]:
    """Return the row and the sort of each match in `buffer`."""
    seen: list[int] = []
    add = seen.append

    def note(number: int, start: int, end: int, flags: int, context: object) -> None:
        add(number)
        add(end)

    scanner.scan(buffer, note)
    hits = np.array(seen, np.intp).reshape(-1, 2)
    return np.searchsorted(ends, hits[:, 1] - 1), sorts[hits[:, 0]]


def _in_a_row(weights: NDArray[np.intp], places: Numbers, rows: Numbers, enough: int) -> Numbers:
    """Return the rows in which words in a row weigh `enough` together; a word without weight ends a row.

    `places` number the words of the batch, `rows` are theirs.
    """
    told = np.flatnonzero(weights)
    if not told.size:
        return told
    row = rows[told]
    begins = np.concatenate(([True], (np.diff(places[told]) > 1) | (np.diff(row) > 0)))
    first = np.flatnonzero(begins)
    return row[first][np.add.reduceat(weights[told], first) >= enough]


def _among(characters: NDArray[np.uint8], first: int, many: int) -> NDArray[np.bool_]:
    """Return which of `characters` are among so `many` from `first` on."""
    told: NDArray[np.bool_] = np.less(characters - np.uint8(first), many)
    return told


def _tally(told: NDArray[np.bool_], ends: Numbers) -> Numbers:
    """Return how many are told in each row."""
    return np.bincount(np.searchsorted(ends, np.flatnonzero(told)), minlength=len(ends))
