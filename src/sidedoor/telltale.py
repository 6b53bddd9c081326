"""Words that solicitations hold and ordinary talk mostly lacks: the cheapest look before a model is asked.

The list is chosen from the training messages (`train/telltale.py`) so that nine in ten solicitations that no pattern
finds hold one of its words; a text without any is not worth a model's time.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from sidedoor.resources import folder
from sidedoor.text import Text

KEY_LENGTH = 6  # letters; longer words are told by their beginnings, so that endings don't matter
# Alphabets by words; scripts that join words by pairs of letters or by single signs.
_WORD = re.compile(
    "[a-z0-9\u00df-\u024f\u0370-\u0587]+|[\u0590-\u06ff]+|[\u0900-\u0dff]+|[\u0e00-\u0e7f]{2}|[\u3040-\ud7af]"
)


def keys(text: Text) -> Iterator[str]:
    """Yield the keys of a text's words."""
    for word in _WORD.findall(text.lower):
        yield word[:KEY_LENGTH]


def may_solicit(text: Text) -> bool:
    """Return whether `text` holds a telltale word; always true where no list is installed."""
    known = telltale()
    return known is None or any(key in known for key in keys(text))


@lru_cache(maxsize=1)
def telltale() -> frozenset[str] | None:
    """Return the keys of `models/telltale.txt`, or None where it is missing."""
    path = folder("models") / "telltale.txt"
    if not path.is_file():
        return None
    return frozenset(line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
