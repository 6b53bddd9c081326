"""What the gate looks for on behalf of a pattern: phrases of which a match needs one, and words that it needs besides.

Derived from the expressions, never written by hand: a superset, like `needs`. It takes seconds, so the index of the
patterns keeps the result.
"""

from collections import Counter
from collections.abc import Iterable
from math import fsum
from pathlib import Path
from typing import NamedTuple

from sidedoor.literals import Phrases, rarity, required
from sidedoor.marked import MARKS
from sidedoor.patterns import STANCE, load_language

LANGUAGE = "en"  # other languages are woken as a whole, by words that tell them
_CATEGORY_OF = {mark: category for category, mark in MARKS.items()}
_MOST_BESIDE = 5  # sets of words; more hardly ever keep a pattern asleep


class Wanted(NamedTuple):
    """`first`: phrases (`literals`) and marks (`marked`), of which a text needs one. `beside`: sets of words, of parts
    of words and of signs, as in `Wake.beside`, of which it needs one each."""

    first: Phrases
    beside: tuple[frozenset[str], ...]


def wanted_by_patterns(path: Path) -> dict[str, Wanted]:
    """Return what each pattern in the folder `path` needs, by its id."""
    needed: dict[str, tuple[Phrases, ...]] = {}
    for name, pattern in load_language(path, LANGUAGE).items():
        if pattern.kind != STANCE:
            needed[name] = required(pattern.source, *pattern.sources_beside)
    used: Counter[str] = Counter()

    def cost(phrases: Phrases) -> float:
        return fsum(rarity(phrase) * (0.15 if used[phrase] else 1.15) for phrase in phrases)  # shared ones cost less

    chosen: dict[str, Wanted] = {}
    for name, sets in sorted(needed.items(), key=lambda item: min(map(cost, item[1]))):
        first = min(sets, key=cost)
        used.update(first)
        chosen[name] = Wanted(
            first, tuple(_rarest_words(phrases) for phrases in sets if phrases != first)[:_MOST_BESIDE]
        )
    return chosen


def mark_name(mark: str) -> str:
    """Return the name of the gate's sign for a mark, or for an at sign."""
    return f"mention {_CATEGORY_OF[mark]}" if mark in _CATEGORY_OF else mark


def is_mark(phrase: str) -> bool:
    """Return whether `phrase` stands for a sign of its own rather than for words."""
    return phrase in _CATEGORY_OF or phrase == "@"


def _rarest_words(phrases: Iterable[str]) -> frozenset[str]:
    """Return the rarest word of each phrase, or part of a word where it is open to one side."""
    words = set()
    for phrase in phrases:
        if is_mark(phrase):
            words.add(f"<{mark_name(phrase)}>")
            continue
        parts = [f" {part} " for part in phrase.split()]
        if phrase[0] != " ":
            parts[0] = parts[0][1:]
        if phrase[-1] != " ":
            parts[-1] = parts[-1][:-1]
        rarest = min(parts, key=rarity)
        words.add(f"{'' if rarest[0] == ' ' else '*'}{rarest.strip()}{'' if rarest[-1] == ' ' else '*'}")
    return frozenset(words)
