"""Whether words are meant: people also refuse, quote the rule, warn others, and describe the thing they build."""

import re
from collections.abc import Iterator
from functools import lru_cache

from sidedoor.patterns import PatternPack, load_patterns
from sidedoor.reading import Reading
from sidedoor.resources import folder

_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n|[。！？؟।]")
_CLAUSE_END = re.compile(r"[.!?:]+(?=\s|$)|[;\n()。！？،؛，；؟।…]|,(?=\s)|\s-\s")
_WORDS_BETWEEN = 5


@lru_cache(maxsize=1)
def _stances() -> PatternPack:
    return PatternPack(load_patterns(folder("patterns"), frozenset({"stance"})))


class Stances:
    """The stances taken in one reading, found once and asked of any span in it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._found = [(p, m.start(), m.end()) for p, m in _stances().matches(reading)]

    def dismiss(self, start: int, end: int, language: str) -> bool:
        """Return whether what `view[start:end]` says, in `language`, is refused, quoted or part of the work."""
        view = self.reading.view
        for pattern, begin, stop in self._found:
            if pattern.language != language:
                continue
            if pattern.reach == "message":
                return True
            if pattern.reach == "sentence" and not _broken(_SENTENCE_END, view, start, end, begin, stop):
                return True
            if pattern.reach == "clause" and not _broken(_CLAUSE_END, view, start, end, begin, stop):
                return True
            if (
                pattern.reach == "before"
                and begin <= start
                and len(view[stop:start].split()) <= _WORDS_BETWEEN
                and not _broken(_CLAUSE_END, view, start, end, begin, stop)
            ):
                return True
        return False


def _broken(ends: re.Pattern[str], view: str, start: int, end: int, begin: int, stop: int) -> bool:
    low, high = (stop, start) if stop <= start else (end, begin)
    return low < high and ends.search(view, low, high) is not None
