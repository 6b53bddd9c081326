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
from sidedoor.records import Finding
from sidedoor.text import Text

Detector = Callable[[Text], Iterator[Finding]]

DETECTORS: tuple[Detector, ...] = (
    find_emails,
    find_phones,
    find_handles,
    find_links,
    find_addresses,
    find_payment_accounts,
    find_solicitations,
    find_circumstances,
)
