"""Finds the numbers of bank accounts and cards that money is to be sent to."""

import re
from collections.abc import Iterator
from itertools import islice

from sidedoor.checksums import IBAN_LENGTHS, iban, luhn
from sidedoor.ordinary import is_ordinary
from sidedoor.payment_words import MOST, NEAR, Account, is_sample, near, said
from sidedoor.text import Text
from sidedoor.vocabulary import Technique

_BETWEEN = 30  # characters between "account number" and the number
_BESIDE = 14  # characters, the name of a bank and all
_FEWEST_DIGITS, _FEWEST_AT_BANK = 6, 8
_FEWEST_OF_LONG = 20  # digits: longer than a card, and than what else is called an account
_LONG_CODES = (18, 22)  # digits of a CLABE in Mexico, of a CBU or CVU in Argentina


def find_bank_accounts(text: Text) -> Iterator[Account]:
    """Yield each account: an IBAN, a number that is called an account or a bank's, a card that is to be topped up."""
    yield from _ibans(text)
    yield from _national(text)
    yield from _numbers(text)
    yield from _cards(text)


# Digit by digit, or in groups, with up to three signs or spaces between, over the end of a line or not.
_IBAN = re.compile(
    r"(?<![\w/=])[A-Za-z][^\w,;:]{0,2}[A-Za-z][^\w,;:]{0,3}[0-9][^\w,;:]{0,2}[0-9](?=[^\w,;:]{0,3}[0-9A-Za-z])"
)
_CHARACTER = re.compile(r"[^\w,;:]{0,3}([0-9A-Za-z])")
_TYPED = re.compile(r"[A-Za-z]{2}[0-9]{2}(?:[ -]?[0-9A-Za-z]{1,4}){2,8}(?![\w/=])")


def _ibans(text: Text) -> Iterator[Account]:
    for match in islice(_IBAN.finditer(text.plain), MOST):
        start = match.start()
        length = IBAN_LENGTHS.get("".join(filter(str.isalnum, match.group()))[:2].upper())
        if length is None:
            continue
        number, end = _take(text.plain, start, length)
        if not (iban(number) and not text.plain[end : end + 1].isalnum()):
            # People mistype and leave out a digit: a number that is called an IBAN is one.
            typed = _TYPED.match(text.plain, start)
            if typed is None or said(text, "iban", start - NEAR, start) is None:
                continue
            number, end = _take(text.plain[: typed.end()], start, length)
            if len(number) < length - 1 or sum(c.isdigit() for c in number) <= length // 2:
                continue
        if not is_sample(text, start, end):
            yield Account(start, end, number, "iban", _how_set_apart(text.plain[start:end]))


_ONE_BY_ONE = re.compile(r"(?:\w ){6}")


def _how_set_apart(written: str) -> tuple[Technique, ...]:
    apart = {Technique.SPLIT_LINES} if "\n" in written else set()
    apart |= {Technique.SPACED} if _ONE_BY_ONE.search(written) else set()
    apart |= {Technique.SEPARATORS} if re.search(r"[^\w\s-]", written) else set()
    return tuple(sorted(apart))


def _take(plain: str, start: int, length: int) -> tuple[str, int]:
    """Return up to `length` letters and digits from `start` on, without what stands between, and where they end."""
    number = ""
    end = start
    while len(number) < length and (character := _CHARACTER.match(plain, end)):
        number += character[1].upper()
        end = character.end()
    return number, end


_POLISH = re.compile(r"(?<![\w/=.-])[0-9]{2}(?:[ -]?[0-9]{4}){6}(?![\w/=-])")
_ALIAS = re.compile(
    r"(?<!\w)alias(?:\s[a-z]{1,14}){0,3}?\s{0,2}(?:es|:|=)?\s{0,2}(?P<name>[a-z0-9]{2,20}(?:[.-][a-z0-9]{2,20}){1,4})(?!\w)"
)


def _national(text: Text) -> Iterator[Account]:
    """A Polish number is an IBAN without its country; an Argentine account has an alias of words."""
    for match in islice(_POLISH.finditer(text.plain), MOST):
        number = "PL" + re.sub(r"\D", "", match.group())
        if iban(number) and not is_sample(text, *match.span()):
            yield Account(match.start(), match.end(), number, "iban")
    for match in islice(_ALIAS.finditer(text.lower), MOST) if "alias" in text.lower else ():
        span = match.start(), match.end("name")
        if any(near(text, name, *span) or said(text, name, *span) for name in ("routing", "pay")):
            yield Account(match.start("name"), match.end("name"), match["name"], "mercado_pago")


# Other letters than Latin ones may stand right beside a number: "番号12345671".
_NUMBER = re.compile(r"(?<![a-z0-9_.,$€£#/-])[0-9](?:[ .-]?[0-9]){5,25}(?![a-z0-9_/]|[.,][0-9])")


def _numbers(text: Text) -> Iterator[Account]:
    """Numbers that are called an account, or stand beside a bank's name, and another word of banking or paying."""
    for match in islice(_NUMBER.finditer(text.lower), MOST):
        start, end = match.span()
        digits = re.sub(r"\D", "", match.group())
        called = said(text, "account", start - _BETWEEN, start)
        coded = said(text, "long_codes", start - _BETWEEN, start) and len(digits) in _LONG_CODES
        beside = said(text, "banks", start - _BESIDE, start) or said(text, "banks", end, end + _BESIDE)
        bank = beside or said(text, "banks", start - _BETWEEN, start)
        if not (called or bank or coded) or len(digits) < _FEWEST_DIGITS or is_sample(text, start, end):
            continue
        routed = near(text, "routing", start, end) or near(text, "banks", start, end)
        paid = near(text, "pay", start, end, 2 * NEAR)
        at_home = beside and not is_ordinary(text.lower[slice(*beside)]) and len(digits) >= _FEWEST_AT_BANK
        if (
            coded
            or (called and len(digits) >= _FEWEST_OF_LONG)
            or (called and routed)
            or (bank and (paid or called or said(text, "routing", start - _BETWEEN, start)))
            or at_home
        ):
            yield Account(start, end, digits)


_CARD = re.compile(r"(?<![a-z0-9_.-])[0-9]{4}([ -]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?![a-z0-9_-])")


def _cards(text: Text) -> Iterator[Account]:
    for match in islice(_CARD.finditer(text.lower), MOST):
        start, end = match.span()
        digits = re.sub(r"\D", "", match.group())
        called, at_bank = near(text, "card", start, end), near(text, "banks", start, end)
        to_card = said(text, "card_to", start - _BETWEEN, start) is not None
        paid = to_card or (called and (at_bank or near(text, "pay", start, end)))
        # 4111 1111 1111 1111 adds up as well, and is nobody's.
        varied = len(set(digits)) > 4
        if varied and (paid or (luhn(digits) and (called or at_bank))) and not is_sample(text, start, end):
            yield Account(start, end, digits)
