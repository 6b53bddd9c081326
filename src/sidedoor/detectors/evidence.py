"""What detectors share: making a finding from a span of the readable view."""

from sidedoor.records import Finding
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique


def finding(
    text: Text,
    kind: Kind,
    start: int,
    end: int,
    *,
    value: str | None = None,
    service: str | None = None,
    techniques: tuple[Technique, ...] = (),
) -> Finding:
    """Return the finding for `text.plain[start:end]`, with its span and words in the original text."""
    begin, stop = text.span(start, end)
    return Finding(
        kind=kind,
        start=begin,
        end=stop,
        text=text.original[begin:stop],
        value=value,
        service=service,
        techniques=techniques,
    )
