"""What detectors share: making a finding from a span of the readable view, and telling how folding undressed it."""

import unicodedata

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


def disguises(text: Text, start: int, end: int) -> tuple[Technique, ...]:
    """Return the techniques that folding took off `text.plain[start:end]`: invisible, styled, foreign characters.

    Accents, ordinary punctuation marks and emoji variants are no disguise: honest people type them.
    """
    written = text.written(start, end)
    if written.isascii():
        return ()
    read = text.plain[start:end]
    found: set[Technique] = set()
    for character in written:
        if character < "\x80":
            continue
        category = unicodedata.category(character)
        if category == "Cf":
            found.add(Technique.ZERO_WIDTH)
        elif category == "Nd" and not unicodedata.decomposition(character):
            found.add(Technique.NATIVE_DIGITS)
        elif category[0] in "LNS" and unicodedata.normalize("NFKC", character).isascii():
            found.add(Technique.STYLED_CHARACTERS)
        elif character == "\u20e3":
            found.add(Technique.STYLED_CHARACTERS)  # a keycap
        elif category[0] == "L" and character not in read and _became_latin(character):
            found.add(Technique.HOMOGLYPH)
    return tuple(sorted(found))


def _became_latin(character: str) -> bool:
    return unicodedata.name(character, "").split(" ")[0] in ("CYRILLIC", "GREEK", "ARMENIAN")
