"""The message ids met so far, in memory that does not grow: a log of any length is read without holding its ids."""

import os
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.int64]

_WORDS = 1 << 21  # of 64 bits, 16 MB
_MOST_IN_A_WORD = 6  # codes; then one new id in 150 is searched for in vain, and the filter doubles
_MARKS = range(28, 64, 6)  # which bits of a code choose its six marks; those below choose its word
_HELD = 1 << 19  # codes, 4 MB; once so many are gathered, they go to the file
_BLOCK = 512  # codes that are read at once: a page


class Seen(Protocol):
    """Remembers ids while its `with` block lasts."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> bool | None: ...

    def repeats(self, ids: Sequence[str]) -> list[int]:
        """Return the positions in `ids` of those met before, there or in an earlier call; remember the rest."""


def seen_ids() -> Seen:
    """Return a memory of ids, empty as yet: one of constant size, or without numpy one of 75 bytes an id."""
    return SeenIds() if find_spec("numpy") else SeenInSet()


class SeenInSet(ExitStack):
    """Remembers ids by their hashes in a set."""

    def __init__(self) -> None:
        super().__init__()
        self._codes: set[int] = set()

    def repeats(self, ids: Sequence[str]) -> list[int]:
        """Return the positions of those met before; see `Seen`."""
        return _known(list(map(hash, ids)), self._codes)


class SeenIds(ExitStack):
    """Remembers ids by their 64-bit hashes: in 20 MB, and 8 bytes an id in a temporary file without a name.

    A new id costs a tenth of a microsecond: it is known to be new by a Bloom filter, in which each code sets six marks
    of one word. Only what the filter holds possible is searched for, in sorted runs of codes: the latest in memory, all
    others in the file. A repeat costs 2 microseconds for each half million ids before it. From 12 million ids on, the
    filter grows by 1.3 to 2.7 bytes an id.

    Two different ids share a hash with a chance of n²/2⁶⁵: one in 370,000 for a log of ten million messages. The hash
    is Python's own, keyed anew in every process, so nobody can prepare ids that collide, or read any from the file.
    """

    def __init__(self) -> None:
        import numpy as np

        super().__init__()
        self._filter = np.zeros(_WORDS, np.uint64)
        self._held: list[Codes] = []  # runs in memory, each at least twice as long as the next
        self._stored: list[_Stored] = []
        self._file = self.enter_context(tempfile.TemporaryFile(buffering=0))  # noqa: SIM115 - closed with this object

    def repeats(self, ids: Sequence[str]) -> list[int]:
        """Return the positions of those met before; see `Seen`."""
        import numpy as np

        codes = np.fromiter(map(hash, ids), np.int64, len(ids))
        fresh = np.sort(codes)
        words, marks = self._places(fresh)
        known = [code for code in fresh[self._filter[words] & marks == marks] if self._is_there(code)]
        repeated: list[int] = []
        if known or (fresh[1:] == fresh[:-1]).any():
            repeated = _known(codes.tolist(), set(map(int, known)))
            fresh = np.setdiff1d(fresh, known)
        self._mark(fresh)
        self._hold(fresh)
        return repeated

    def _is_there(self, code: "np.int64") -> bool:
        for run in self._held:
            if run[run[:-1].searchsorted(code)] == code:
                return True
        written = code.tobytes()
        for stored in self._stored:
            block = int(stored.firsts[1:].searchsorted(code, "right"))
            self._file.seek(stored.begin + block * 8 * _BLOCK)
            if written in self._file.read(8 * _BLOCK):
                return True
        return False

    def _hold(self, run: "Codes") -> None:
        import numpy as np

        while self._held and len(self._held[-1]) < 2 * len(run):
            run = np.sort(np.concatenate((self._held.pop(), run)), kind="stable")  # merges what is sorted
        if len(run) < _HELD:
            self._held += [run] if len(run) else []
            return
        self._stored.append(_Stored(self._file.seek(0, os.SEEK_END), len(run), run[::_BLOCK].copy()))
        self._file.write(run.data)
        if sum(stored.length for stored in self._stored) > _MOST_IN_A_WORD * len(self._filter):
            self._filter = np.zeros(2 * len(self._filter), np.uint64)
            for stored in self._stored:
                self._file.seek(stored.begin)
                self._mark(np.frombuffer(self._file.read(8 * stored.length), np.int64))

    def _mark(self, codes: "Codes") -> None:
        import numpy as np

        words, marks = self._places(codes)
        np.bitwise_or.at(self._filter, words, marks)

    def _places(self, codes: "Codes") -> "tuple[Codes, NDArray[np.uint64]]":
        """Return the word of each code in the filter, and the marks that it sets there."""
        import numpy as np

        unsigned = codes.view(np.uint64)
        marks = np.zeros(len(codes), np.uint64)
        for shift in _MARKS:
            marks |= np.uint64(1) << (unsigned >> np.uint64(shift) & np.uint64(63))
        return codes & (len(self._filter) - 1), marks


class _Stored(NamedTuple):
    """A run in the file: where it begins, how many codes it has, and the first code of each block."""

    begin: int
    length: int
    firsts: "Codes"


def _known(codes: Sequence[int], met: set[int]) -> list[int]:
    """Return the positions of those `codes` that are in `met` or come for the second time, and add all to it."""
    repeated: list[int] = []
    for position, code in enumerate(codes):
        if code in met:
            repeated.append(position)
        met.add(code)
    return repeated
