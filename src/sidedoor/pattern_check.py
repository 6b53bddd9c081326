"""What a pattern must be before it may ship: explained, bounded, gated, and true to its examples.

`python -m sidedoor.pattern_check` checks the patterns of this installation and writes their index anew; run it after
every edit.
"""

from collections.abc import Iterable
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parse  # type: ignore[attr-defined]
from typing import Any

import msgspec

from sidedoor.errors import PatternError
from sidedoor.marked import MarkedText
from sidedoor.pattern_pack import INDEX, build_index
from sidedoor.patterns import STANCE, Pattern, load_patterns
from sidedoor.resources import folder
from sidedoor.text import Text

LONGEST_REPEAT = 80
FEWEST_EXAMPLES = 2


def check_patterns(patterns: Iterable[Pattern]) -> None:
    """Raise PatternError, with the reason, for the first pattern that may not ship.

    An example of a pattern in `patterns/any` must be matched in one language at least, a counter-example in none.
    """
    groups: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        _check_form(pattern)
        groups.setdefault(pattern.where, []).append(pattern)
    for where, group in groups.items():
        for example in group[0].match:
            if not any(_finds(pattern, example) for pattern in group):
                raise PatternError(f"{where}: its own example is not matched: {example!r}.")
        for example in group[0].no_match:
            if any(_finds(pattern, example) for pattern in group):
                raise PatternError(f"{where}: its counter-example is matched: {example!r}.")


def _check_form(pattern: Pattern) -> None:
    if (pattern.kind == STANCE) != (pattern.reach is not None):
        raise PatternError(f"{pattern.where}: a stance says how far it is felt ('reach'); no other pattern does.")
    if not pattern.needs:
        raise PatternError(f"{pattern.where}: no word is sure to stand in a match, so every message would be tried.")
    if not pattern.why.strip():
        raise PatternError(f"{pattern.where}: say in 'why' what the pattern catches and what it must not.")
    for name in ("match", "no_match"):
        if len(getattr(pattern, name)) < FEWEST_EXAMPLES:
            raise PatternError(f"{pattern.where}: give at least two examples in '{name}'.")
    if (widest := _widest_repeat(sre_parse.parse(pattern.source))) > LONGEST_REPEAT:
        found = "without end" if widest == sre.MAXREPEAT else f"of up to {widest}"
        raise PatternError(
            f"{pattern.where}: a repeat {found} can be made slow on purpose; bound it at {LONGEST_REPEAT} or less."
        )


def _finds(pattern: Pattern, example: str) -> bool:
    """Return whether `pattern` is woken by `example` and matches it."""
    marked = MarkedText(Text(example))
    return not any(marked.keys.isdisjoint(keys) for keys in pattern.needs) and any(pattern.find(marked))


def _widest_repeat(tree: Any) -> int:
    widest = 0
    for operator, argument in tree:
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            widest = max(widest, int(argument[1]), _widest_repeat(argument[2]))
        elif operator is sre.BRANCH:
            widest = max(widest, *(_widest_repeat(branch) for branch in argument[1]))
        elif operator is sre.SUBPATTERN:
            widest = max(widest, _widest_repeat(argument[3]))
        elif operator in (sre.ASSERT, sre.ASSERT_NOT):
            widest = max(widest, _widest_repeat(argument[1]))
        elif operator is sre.ATOMIC_GROUP:
            widest = max(widest, _widest_repeat(argument))
    return widest


if __name__ == "__main__":
    path = folder("patterns")
    check_patterns(load_patterns(path))
    (path / INDEX).write_bytes(msgspec.json.encode(build_index(path)) + b"\n")
