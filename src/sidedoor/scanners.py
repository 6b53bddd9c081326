"""Two ways to look for many expressions at once: Hyperscan, and `re` where it is not installed."""

import platform
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from importlib.metadata import version
from threading import local
from typing import Any, Protocol

from sidedoor.cache import kept

# Is told the number of an expression, where a match starts (Hyperscan does not know) and ends, and two things more.
Note = Callable[[int, int, int, int, Any], None]


class Scanner(Protocol):
    """Looks for many expressions in bytes; `sorts` is what its maker said of each of them."""

    sorts: list[int]

    def __init__(self, expressions: Mapping[str, int]) -> None: ...

    def scan(self, buffer: bytes, note: Note) -> None:
        """Tell `note` of every match in `buffer`."""


def scanners() -> tuple[type[Scanner], type[Scanner]]:
    """Return the quickest that are installed: one for shapes, one for phrases."""
    try:
        import hyperscan  # noqa: F401
    except ImportError:
        return PlainShapes, PlainPhrases
    return FastShapes, FastPhrases


class _Fast:
    """A Hyperscan database. Its scratch space is one a thread."""

    _literal = False

    def __init__(self, expressions: Mapping[str, int]) -> None:
        import hyperscan

        expressions = dict(sorted(expressions.items()))  # the same database whatever order they came in
        self.sorts = list(expressions.values())
        # A database is tied to the engine and the processor that it was compiled on.
        made_from = "\0".join([version("hyperscan"), *platform.uname()[4:], str(self._literal), *expressions])
        compiled = kept("database", made_from.encode(), lambda: hyperscan.dumpb(self._compiled(list(expressions))))
        try:
            self._database = hyperscan.loadb(compiled, mode=hyperscan.HS_MODE_BLOCK)
        except Exception:  # whatever the engine dislikes about what was kept, it can compile it again
            self._database = self._compiled(list(expressions))
        self._local = local()

    def _compiled(self, expressions: list[str]) -> Any:
        import hyperscan

        database = hyperscan.Database()
        database.compile(
            expressions=[expression.encode() for expression in expressions],
            ids=list(range(len(expressions))),
            elements=len(expressions),
            flags=[0 if self._literal else hyperscan.HS_FLAG_DOTALL] * len(expressions),
            literal=self._literal,
        )
        return database

    def scan(self, buffer: bytes, note: Note) -> None:
        """Tell `note` of every match in `buffer`, wherever one ends."""
        scratch = getattr(self._local, "scratch", None)
        if scratch is None:
            import hyperscan

            scratch = self._local.scratch = hyperscan.Scratch(self._database)
        self._database.scan(buffer, match_event_handler=note, scratch=scratch)


class FastShapes(_Fast):
    """Expressions in the syntax that `re` and Hyperscan share."""


class FastPhrases(_Fast):
    """Phrases, byte for byte."""

    _literal = True


class PlainShapes:
    """The same with `re`."""

    def __init__(self, expressions: Mapping[str, int]) -> None:
        self.sorts = list(expressions.values())
        self._compiled = [re.compile(expression.encode(), re.DOTALL) for expression in expressions]

    def scan(self, buffer: bytes, note: Note) -> None:
        """Tell `note` of the matches in `buffer` that do not overlap others of the same expression."""
        for number, expression in enumerate(self._compiled):
            for match in expression.finditer(buffer):
                note(number, match.start(), match.end(), 0, None)


class PlainPhrases:
    """The same with look-ups: phrases by their first word, those that begin or end within a word one by one."""

    def __init__(self, expressions: Mapping[str, int]) -> None:
        self.sorts = list(expressions.values())
        self._by_first: defaultdict[bytes, list[tuple[bytes, int]]] = defaultdict(list)
        inside: list[tuple[bytes, int]] = []
        for number, expression in enumerate(expressions):
            phrase = expression.encode()
            if phrase[:1] == b" " and b" " in phrase[1:]:
                self._by_first[phrase[1:].partition(b" ")[0]].append((phrase, number))
            else:
                inside.append((phrase, number))
        self._inside = inside

    def scan(self, buffer: bytes, note: Note) -> None:
        """Tell `note` of every match in `buffer`."""
        position = 0
        for word in buffer.split(b" "):
            for phrase, number in self._by_first.get(word, ()):
                if position and buffer.startswith(phrase, position - 1):
                    note(number, position - 1, position - 1 + len(phrase), 0, None)
            position += len(word) + 1
        for phrase, number in self._inside:
            start = buffer.find(phrase)
            while start >= 0:
                note(number, start, start + len(phrase), 0, None)
                start = buffer.find(phrase, start + 1)
