"""The detectors: each is a function that reads a Text and yields findings; this tuple lists them all."""

from collections.abc import Callable, Iterator

from sidedoor.detectors.address import find_addresses
from sidedoor.detectors.circumstance import find_circumstances
from sidedoor.detectors.email import find_emails
from sidedoor.detectors.handle import find_handles
from sidedoor.detectors.link import find_links
from sidedoor.detectors.payment_account import find_payment_accounts
from sidedoor.detectors.phone import find_phones
from sidedoor.detectors.solicitation import find_solicitations
from sidedoor.pattern_pack import LANGUAGES
from sidedoor.records import Finding
from sidedoor.text import Text

Detector = Callable[[Text], Iterator[Finding]]

# By the names that the gate wakes them by; what has no name there reads patterns, which have names of their own.
DETECTORS: dict[str, Detector] = {
    "email": find_emails,
    "phone": find_phones,
    "handle": find_handles,
    "link": find_links,
    "address": find_addresses,
    "payment_account": find_payment_accounts,
    "solicitation": find_solicitations,
    "circumstance": find_circumstances,
}


def awake(woken: frozenset[str] | None) -> Iterator[str]:
    """Yield the names of the detectors that look at a text in which the gate has `woken` these; all for None."""
    for name in DETECTORS:
        if woken is None or name in woken or (name in _PATTERNED and any(map(_is_pattern, woken))):
            yield name


_PATTERNED = ("solicitation", "circumstance")


def _is_pattern(target: str) -> bool:
    return "/" in target or target == LANGUAGES
