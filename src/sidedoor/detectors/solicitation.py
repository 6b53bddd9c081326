"""Solicitation: asking for a contact point, proposing another channel, payment or hire off the platform."""

from collections.abc import Iterator
from functools import lru_cache

from sidedoor.evidence import finding
from sidedoor.marked import marked_text
from sidedoor.patterns import PatternPack, load_patterns
from sidedoor.records import Finding
from sidedoor.resources import folder
from sidedoor.stance import meant
from sidedoor.text import Text
from sidedoor.vocabulary import SOLICITATIONS, Kind


@lru_cache(maxsize=1)
def _patterns() -> PatternPack:
    return PatternPack(load_patterns(folder("patterns"), SOLICITATIONS))


def find_solicitations(text: Text) -> Iterator[Finding]:
    """Yield every request for a contact and every offer to talk, pay or hire off the platform.

    The `value` of a contact request is the kind of contact point asked for, or None where that is left open.
    """
    marked = marked_text(text)
    for pattern, match in meant(_patterns(), marked):
        asked = next((name for name, words in match.groupdict().items() if words), None)
        yield finding(
            text,
            Kind(pattern.kind),
            match.start(),
            match.end(),
            value=None if asked == "any" else asked,
            service=marked.service(match.start(), match.end()),
        )
