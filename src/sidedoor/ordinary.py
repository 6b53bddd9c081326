"""Which words people use in marketplace chat anyway, so that they are neither a user name nor a misspelt service."""

from functools import lru_cache

from sidedoor.resources import folder


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset((folder("patterns") / "ordinary_words.txt").read_text(encoding="utf-8").split())


def is_ordinary(word: str) -> bool:
    """Return whether `word` (folded, lower case) is in `patterns/ordinary_words.txt`."""
    return word in _words()


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    lines = (folder("patterns") / "word_frequencies.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split()[0] for line in lines)


def is_common_english(word: str) -> bool:
    """Return whether `word` (folded, lower case) is one of the words that English chat is mostly made of."""
    return word in _common()
