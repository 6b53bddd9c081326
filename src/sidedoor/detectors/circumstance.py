"""Circumstances: what excuses or colours a contact: a plan, a work system, the platform's own call, a legal need."""

from collections.abc import Iterator

from sidedoor.evidence import finding
from sidedoor.marked import marked_text
from sidedoor.pattern_pack import load_pack
from sidedoor.records import Finding
from sidedoor.stance import meant
from sidedoor.text import Text
from sidedoor.vocabulary import CIRCUMSTANCES, Kind


def find_circumstances(text: Text) -> Iterator[Finding]:
    """Yield every plan claim, access to a work system, call on the platform, and legal need.

    The `service` of an access is the work system where one is named.
    """
    marked = marked_text(text)
    for pattern, match in meant(load_pack(*CIRCUMSTANCES), marked):
        start, end = match.span()
        service = None
        if pattern.kind == Kind.SYSTEM_ACCESS:
            service = marked.service(start, end, "work") or marked.service(0, len(text), "work")
        yield finding(text, Kind(pattern.kind), start, end, service=service)
