"""Finds postal addresses at which somebody can be visited or written to."""

import re
from collections.abc import Iterator
from itertools import islice

from sidedoor.address_words import cues
from sidedoor.evidence import disguises, finding
from sidedoor.nobody import is_copy
from sidedoor.ordinary import is_ordinary
from sidedoor.records import Finding
from sidedoor.streets import LONGEST_TAIL, Street, streets
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique

_AROUND = 160  # characters to either side in which a word can say whose address it is
_MOST = 50  # a text with more streets is a list of them, and nobody's address
_DIGIT = re.compile("[0-9]")
_WORD = re.compile(r"[^\W\d_]+")
_LEADING = re.compile(r"\b(?:is|at|to|in|the|on|it's)\b")
_CLAUSE_END = re.compile(r"\s*(?:$|[,.;)\n])")


def find_addresses(text: Text) -> Iterator[Finding]:
    """Yield each postal address that is given as a contact; the value is the address on one line."""
    if not streets().may_hold(text):
        return
    reached = 0
    for street in sorted(islice(streets().find(text), _MOST)):
        if street.start < reached or _is_work(text, street.start, street.end):
            continue
        code = streets().postcode.search(text.lower, street.end, street.end + LONGEST_TAIL)
        # A code with letters in it ("LS8 2QT", "OR 97214") is no other number.
        unmistakable = code is not None and _WORD.search(code.group()) is not None
        whole = code or streets().unit.match(text.lower, street.end)
        placed = street.named and (whole is not None or _is_given(text, street) or _is_alone(text, street))
        if not (unmistakable or placed or _is_led_to(text, street)):
            continue
        start, end = street.start, max(street.end, code.end() if code else street.end)
        reached = end
        techniques = {*disguises(text, start, end)}
        if not _DIGIT.search(text.plain[start:end].split(",")[0]):
            techniques.add(Technique.SPELLED_DIGITS)
        value = " ".join(text.plain[start:end].split())
        yield finding(text, Kind.ADDRESS, start, end, value=value, techniques=tuple(sorted(techniques)))


def _is_given(text: Text, street: Street) -> bool:
    """Return whether words around it say that somebody can be met or written to there."""
    return streets().cue.search(text.lower, max(0, street.start - _AROUND), street.end + _AROUND) is not None


def _is_alone(text: Text, street: Street) -> bool:
    """Return whether the street is all that the message says, but for a town after it."""
    rest = _WORD.findall(text.lower[street.end :])
    written = text.plain[street.start : street.end]
    capitals = written != written.lower() or not text.original.isascii()
    return (
        capitals and not _WORD.search(text.lower[: street.start]) and len(rest) < 5 and not any(map(is_ordinary, rest))
    )


def _is_led_to(text: Text, street: Street) -> bool:
    """Return whether a word that gives an address ends right before it, and a clause after it: "I live at ..."."""
    if not street.kind or not _CLAUSE_END.match(text.plain, street.end):
        return False
    lead = text.lower[max(0, street.start - 40) : street.start]
    ends = [match.end() for match in streets().cue.finditer(lead)]
    return bool(ends) and not _WORD.search(_LEADING.sub("", lead[max(ends) :]))


def _is_work(text: Text, start: int, end: int) -> bool:
    """Return whether the address is data to work on: a form's, a listing's, a footer's, made up, or quoted copy."""
    around = max(0, start - _AROUND), end + _AROUND
    return (
        streets().work.search(text.lower, around[0], start) is not None
        or streets().work.search(text.lower, end, around[1]) is not None
        or cues().sample.search(text.lower, *around) is not None
        or is_copy(text.lower, start, end)
    )
