"""Signs: what can be seen in a text at little cost, and what they wake.

Every detector names the signs without which it finds nothing, and the gate looks for all of them at once. A sign may be
seen where nothing is meant, but must never be missed.
"""

from collections.abc import Callable
from typing import NamedTuple

DIGITS = "digits"
CAPITALS = "capitals"  # three or more in a row count as one

Phrases = frozenset[str]


class Sign(NamedTuple):
    """One sign, by its `name`.

    `shapes` are expressions over `canonical.written`, in the syntax that `re` and Hyperscan share; they are read byte
    by byte, so `\\w` is ASCII. `phrases` are words in a row, as `literals` writes them. `words` tells how often a word
    (as in `canonical.words`) gives the sign; with `run`, what neighbours say must come to so much together, and a
    word that says 0 parts them.
    """

    name: str
    shapes: tuple[str, ...] = ()
    words: Callable[[str], int] | None = None
    phrases: Phrases = frozenset()
    run: int = 0


class Wake(NamedTuple):
    """What wakes `target`, a detector or a pattern: all of `signs`, unless `without` is there too.

    `least` says how many there must be of a sign, of DIGITS or of CAPITALS in a row. `beside` are sets of words, parts
    of words ("numb*", "*ber", "*umb*") and signs ("<name>"), of which the text must have one each. `confirm` is asked
    about the text as it was written, folded, where all else is there.
    """

    target: str
    signs: tuple[Sign, ...] = ()
    least: tuple[tuple[str, int], ...] = ()
    without: Sign | None = None
    beside: tuple[frozenset[str], ...] = ()
    confirm: Callable[[str], bool] | None = None


class Doubt(NamedTuple):
    """What only a closer look can tell: where any of `signs` is seen, `confirm` is asked about the text as it was
    written, folded, and where it says so, the text has the signs named in `gives` too."""

    signs: tuple[Sign, ...]
    confirm: Callable[[str], bool]
    gives: tuple[str, ...]
