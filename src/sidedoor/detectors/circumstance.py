"""Circumstances: what excuses or colours a contact point: a plan, a system, the platform's own call, a legal need."""

from collections.abc import Iterator

from sidedoor.records import Finding
from sidedoor.text import Text


def find_circumstances(text: Text) -> Iterator[Finding]:
    """Yield every circumstance."""
    yield from ()
