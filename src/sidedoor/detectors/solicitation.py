"""Solicitation: asking for a contact point, proposing another channel, payment or hire off the platform."""

from collections.abc import Iterator
from functools import lru_cache

from sidedoor.detectors.evidence import finding
from sidedoor.marked import MarkedText
from sidedoor.patterns import PatternPack, load_patterns
from sidedoor.records import Finding
from sidedoor.resources import folder
from sidedoor.stance import Stances
from sidedoor.text import Text
from sidedoor.vocabulary import SOLICITATIONS, Kind


@lru_cache(maxsize=1)
def _patterns() -> PatternPack:
    return PatternPack(load_patterns(folder("patterns"), frozenset(kind.value for kind in SOLICITATIONS)))


def find_solicitations(text: Text) -> Iterator[Finding]:
    """Yield every contact request, channel switch, and offer to pay or hire off the platform that is meant."""
    marked = MarkedText(text)
    stances: Stances | None = None
    for pattern, match in _patterns().matches(marked):
        stances = stances or Stances(marked)
        if not stances.dismiss(Kind(pattern.kind), match.start(), match.end(), pattern.language):
            asked = next((name for name, words in match.groupdict().items() if words), None)
            yield finding(
                text,
                Kind(pattern.kind),
                match.start(),
                match.end(),
                value=None if asked == "any" else asked,
                service=marked.service(match.start(), match.end()),
            )
