"""Which words people use in marketplace chat anyway, so that they are neither a user name nor a misspelt service."""

from functools import lru_cache

from sidedoor.resources import folder


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset((folder("patterns") / "ordinary_words.txt").read_text(encoding="utf-8").split())


def is_ordinary(word: str) -> bool:
    """Return whether `word` (folded, lower case) is in `patterns/ordinary_words.txt`."""
    return word in _words()
