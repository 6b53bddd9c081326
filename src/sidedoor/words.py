"""Distinct words, each judged once: chat repeats a few thousand words, so the rest of a batch is look-ups.

A judged word gets a sort, a small number; sort 0 is that of words that tell nothing. Words are bytes between two
spaces, as `canonical` writes them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Judge = Callable[[str], int]

_PLACES = 20  # bits: a million places, so that hardly two common words meet in one
_LONGEST = 32  # bytes of a word that is remembered; longer ones (links, base64) hardly come twice
_PADDING = bytes(_LONGEST)


class Found(NamedTuple):
    """The words of a batch: where each starts, and its sort."""

    starts: "NDArray[np.intp]"
    sorts: "NDArray[np.uint16]"


class JudgedWords:
    """Remembers the sorts of words in a table of fixed size: of two words that want one place, the later one gets it.

    A word's place is its hash, multiplied out with random numbers, so that nobody can prepare words that collide.
    """

    def __init__(self, judge: Judge) -> None:
        import numpy as np

        self._judge = judge
        self._hashes = np.zeros(1 << _PLACES, np.uint64)
        self._sorts = np.zeros(1 << _PLACES, np.uint16)
        random = np.random.default_rng()
        self._factors = random.integers(1 << 62, 1 << 63, 5, np.uint64) | np.uint64(1)
        self._masks = np.array([(1 << 8 * n) - 1 for n in range(8)] + [(1 << 64) - 1], np.uint64)

    def sorts(self, words: bytes) -> Found:
        """Return the words of a batch, whose bytes are letters, digits, spaces and NULs, with their sorts."""
        import numpy as np

        padded = words + _PADDING
        characters = np.frombuffer(words, np.uint8)
        ends = np.flatnonzero(characters <= 32)
        lengths = np.diff(ends) - 1
        told = np.flatnonzero(lengths)
        starts = ends[told] + 1
        lengths = lengths[told]
        eights = np.ndarray((len(words) + _LONGEST - 7,), "<u8", padded, 0, (1,))
        hashes = self._hashed(eights, starts, lengths)
        places = hashes >> np.uint64(64 - _PLACES)
        known = self._hashes[places] == hashes
        sorts = self._sorts[places]
        for i in np.flatnonzero(~known):
            start = starts[i]
            sorts[i] = sort = self._judge(words[start : start + lengths[i]].decode())
            if lengths[i] <= _LONGEST:
                self._sorts[places[i]] = sort
                self._hashes[places[i]] = hashes[i]
        return Found(starts, sorts)

    def _hashed(
        self, eights: "NDArray[np.uint64]", starts: "NDArray[np.intp]", lengths: "NDArray[np.intp]"
    ) -> "NDArray[np.uint64]":
        import numpy as np

        first, last, second, third, length = self._factors
        hashes = (eights[starts] & self._masks[np.minimum(lengths, 8)]) * first
        longer = np.flatnonzero(lengths > 8)
        if longer.size:
            at, long = starts[longer], lengths[longer]
            more = eights[at + long - 8] * last + long.astype(np.uint64) * length
            longest = np.flatnonzero(long > 16)
            if longest.size:
                at, long = at[longest], long[longest]
                more[longest] += eights[at + 8] * second + eights[at + long - 16] * third
            hashes[longer] += more
        hashes ^= hashes >> np.uint64(29)
        told: NDArray[np.uint64] = hashes | np.uint64(1)  # an empty place holds 0
        return told
