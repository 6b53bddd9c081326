"""The words around the numbers by which people are paid, in all languages."""

from functools import lru_cache
from typing import NamedTuple

import msgspec

from sidedoor.address_words import Phrases, cues
from sidedoor.resources import folder, read_toml
from sidedoor.text import Text
from sidedoor.vocabulary import Technique

MOST = 50  # a text with more accounts is a list of them, and nobody's details
NEAR = 60  # characters within which a word speaks of a number
_MESSAGE = 300  # characters to either side that can say that the data are made up


class Account(NamedTuple):
    """An account in `plain[start:end]`: number without spaces, id of the service where one is named, disguise."""

    start: int
    end: int
    value: str
    service: str | None = None
    techniques: tuple[Technique, ...] = ()


class PaymentWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of `patterns/payment_account.toml`, which says what each one means, or of one language's."""

    account: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    iban: tuple[str, ...] = ()
    routing: tuple[str, ...] = ()
    long_codes: tuple[str, ...] = ()
    banks: tuple[str, ...] = ()
    card: tuple[str, ...] = ()
    card_to: tuple[str, ...] = ()
    pay: tuple[str, ...] = ()
    wallet: tuple[str, ...] = ()
    contract_talk: tuple[str, ...] = ()
    test: tuple[str, ...] = ()
    upi: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def payment_words() -> PaymentWords:
    """Return the word lists of all languages together. Raises PatternError with file and reason."""
    patterns = folder("patterns")
    paths = patterns / "payment_account.toml", *sorted(patterns.glob("*/payment_words.toml"))
    read = [read_toml(path, PaymentWords) for path in paths]
    return PaymentWords(
        *(tuple(word for lists in read for word in getattr(lists, name)) for name in PaymentWords.__struct_fields__)
    )


@lru_cache(maxsize=16)
def _phrases(name: str) -> Phrases:
    return Phrases(getattr(payment_words(), name))


def said(text: Text, name: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a word of the list `name` stands in `text.lower[start:end]`, or None."""
    return _phrases(name).search(text.lower, max(0, start), max(0, end))


def near(text: Text, name: str, start: int, end: int, reach: int = NEAR) -> bool:
    """Return whether a word of the list `name` stands within `reach` characters of the span."""
    return said(text, name, start - reach, start) is not None or said(text, name, end, end + reach) is not None


def is_sample(text: Text, start: int, end: int) -> bool:
    """Return whether the message says that the number is made up, or what a program is tested with."""
    around = max(0, start - _MESSAGE), end + _MESSAGE
    return cues().sample.search(text.lower, *around) is not None or near(text, "test", start, end, 2 * NEAR)
