"""Solicitation: asking for a contact point, proposing another channel, payment or hire off the platform."""

from collections.abc import Iterator

from sidedoor.evidence import finding
from sidedoor.marked import marked_text
from sidedoor.pattern_pack import load_pack
from sidedoor.records import Finding
from sidedoor.stance import meant
from sidedoor.text import Text
from sidedoor.vocabulary import SOLICITATIONS, Kind

_BESIDE = 20  # characters before a request for a user name that may say where: "DiscordのID を教えて"


def find_solicitations(text: Text) -> Iterator[Finding]:
    """Yield every request for a contact and every offer to talk, pay or hire off the platform.

    The `value` of a contact request is the kind of contact point asked for, or None where that is left open.
    """
    marked = marked_text(text)
    for pattern, match in meant(load_pack(*SOLICITATIONS), marked):
        asked = next((name for name, words in match.groupdict().items() if words), None)
        yield finding(
            text,
            Kind(pattern.kind),
            match.start(),
            match.end(),
            value=None if asked == "any" else asked,
            service=marked.channel(match.start() - (_BESIDE if asked == "handle" else 0), match.end()),
        )
