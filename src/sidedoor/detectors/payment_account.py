"""Finds what a person can be paid by outside the marketplace: bank accounts, wallets, names on payment services."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice

import msgspec
import regex

from sidedoor.address_words import any_of, cues
from sidedoor.checksums import IBAN_LENGTHS, base58check, bech32, eip55, iban, luhn, ripple
from sidedoor.detectors.email import find_emails
from sidedoor.evidence import disguises, finding
from sidedoor.identifiers import plain_identifiers
from sidedoor.linking import is_own, link_after, link_before
from sidedoor.mentions import Mention, find_service_mentions
from sidedoor.nobody import in_code, is_copy
from sidedoor.records import Finding
from sidedoor.resources import folder
from sidedoor.services import load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique

_MOST = 50  # a text with more accounts or payment services is a list of them, and nobody's details
_MESSAGE = 300  # characters to either side that can say that the data are made up
_NEAR = 60  # characters within which a word speaks of a number

_Account = tuple[int, int, str, str | None]  # start and end in `plain`, value, service


def find_payment_accounts(text: Text) -> Iterator[Finding]:
    """Yield each account by which somebody is to be paid; value without spaces, an e-mail in lower case."""
    if not (_SIGN.search(text.lower) and _MAY_HOLD.search(text.lower)) and not _payments(text):
        return
    seen: list[tuple[int, int]] = []
    for search in (_wallets, _ibans, _national, _upi, _pages, _linked, _bank_accounts, _cards):
        for start, end, value, service in islice(search(text), _MOST):
            if any(start < stop and begin < end for begin, stop in seen):
                continue
            if in_code(text.plain, start, end) or is_copy(text.lower, start, end):
                continue
            seen.append((start, end))
            yield finding(
                text,
                Kind.PAYMENT_ACCOUNT,
                start,
                end,
                value=value,
                service=service,
                techniques=_techniques(text, start, end, service),
            )


_SIGN = re.compile(r"[0-9@$]|alias|\.[a-z]{2,3}/")
# A long number, a wallet, an IBAN, a UPI name: the shapes that need no service beside them.
_MAY_HOLD = re.compile(
    r"(?:[0-9][ .-]?){7}|[0-9a-z]{25}|[a-z]{2}[0-9]{2} ?[0-9a-z]{4}|[a-z0-9]@[a-z]{2}|\$[a-z]{2}|\.[a-z]{2,3}/|alias"
)


class _Words(msgspec.Struct, forbid_unknown_fields=True):
    account: list[str]
    routing: list[str]
    long_codes: list[str]
    banks: list[str]
    card: list[str]
    card_to: list[str]
    pay: list[str]
    wallet: list[str]
    contract_talk: list[str]
    test: list[str]
    upi: list[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    return msgspec.toml.decode((folder("patterns") / "payment_account.toml").read_bytes(), type=_Words)


@lru_cache(maxsize=16)
def _list(name: str) -> regex.Pattern[str]:
    return regex.compile(any_of(getattr(_words(), name)))


def _near(text: Text, name: str, start: int, end: int, reach: int = _NEAR) -> bool:
    """Return whether a word of the list `name` stands within `reach` characters of the span."""
    words = _list(name)
    before, after = (max(0, start - reach), start), (end, end + reach)
    return any(words.search(text.lower, *part) is not None for part in (before, after))


def _is_sample(text: Text, start: int, end: int) -> bool:
    around = max(0, start - _MESSAGE), end + _MESSAGE
    return cues().sample.search(text.lower, *around) is not None or _near(text, "test", start, end, 2 * _NEAR)


def _payments(text: Text) -> list[Mention]:
    by_id = load_services().by_id
    mentions = (mention for mention in find_service_mentions(text) if by_id[mention.service].category == "payment")
    return list(islice(mentions, _MOST))


def _techniques(text: Text, start: int, end: int, service: str | None) -> tuple[Technique, ...]:
    found = set(disguises(text, start, end))
    for mention in _payments(text):
        if mention.service == service:
            found.update(mention.techniques)
    return tuple(sorted(found))


# Wallets. A checksum proves an address; where none adds up, the named coin or "wallet" does, since people mistype.

_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_EDGE, _NO_MORE = r"(?<![\w/.=+-])", r"(?![\w/=+-])"


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(_EDGE + pattern + _NO_MORE)


_WALLETS: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (_shape(rf"[13]{_BASE58}{{25,34}}"), base58check),  # Bitcoin
    (_shape(r"(?:bc1|ltc1|BC1|LTC1)[02-9ac-hj-np-zAC-HJ-NP-Z]{11,71}"), bech32),
    (_shape(rf"T{_BASE58}{{33}}"), base58check),  # Tron
    (_shape(rf"[LMDX]{_BASE58}{{25,34}}"), base58check),  # Litecoin, Dogecoin, Dash
    (_shape(r"r[1-9A-HJ-NP-Za-km-z]{24,34}"), ripple),
    (_shape(r"0x[0-9a-fA-F]{40}"), eip55),
    (_shape(rf"[48]{_BASE58}{{94}}"), lambda _: False),  # Monero's checksum is Keccak over a base58 of its own
    (_shape(r"addr1[02-9ac-hj-np-z]{50,110}"), lambda _: False),
    (_shape(r"(?:bitcoincash:)?[qp][02-9ac-hj-np-z]{41}"), lambda _: False),
    (_shape(r"(?:EQ|UQ)[A-Za-z0-9_-]{46}"), lambda _: False),  # TON
    (_shape(rf"{_BASE58}{{32,44}}"), lambda _: False),  # Solana
)
_LONG_WORD = re.compile(r"[0-9A-Za-z]{24}")


def _wallets(text: Text) -> Iterator[_Account]:
    if not _LONG_WORD.search(text.plain):
        return
    for shape, adds_up in _WALLETS:
        for match in islice(shape.finditer(text.plain), _MOST):
            start, end = match.span()
            address = match.group()
            if not any(c.isdigit() for c in address) or not any(c.isalpha() for c in address):
                continue
            named = _near(text, "wallet", start, end)
            work = _near(text, "contract_talk", start, end) or _is_sample(text, start, end)
            alone = not re.search(r"\w", text.plain[:start] + text.plain[end:])
            if work:
                continue
            proven = adds_up(address) and (not address.startswith("0x") or alone)
            if proven or named or (address.startswith("0x") and (alone or _near(text, "pay", start, end))):
                yield start, end, address, "crypto"


_IBAN = re.compile(r"(?<![\w/=])(?P<number>[A-Za-z]{2}[0-9]{2}(?:[ -]?[0-9A-Za-z]{1,4}){2,8})(?![\w/=])")
_IBAN_NAMED = regex.compile(r"(?<!\w)(?:iban|i b a n|sheba|آیبان|ایبان|ايبان|شبا)")


def _ibans(text: Text) -> Iterator[_Account]:
    for match in islice(_IBAN.finditer(text.plain), _MOST):
        country = match.group()[:2].upper()
        length = IBAN_LENGTHS.get(country)
        if length is None:
            continue
        start = match.start()
        number, end = _take(text.plain, start, length)
        if len(number) < length - 1 or _is_sample(text, start, end):
            continue
        named = _IBAN_NAMED.search(text.lower, max(0, start - _NEAR), start) is not None
        if iban(number) or (named and sum(c.isdigit() for c in number) > 9):
            yield start, end, number, "iban"


_POLISH = re.compile(r"(?<![\w/=.-])[0-9]{2}(?:[ -]?[0-9]{4}){6}(?![\w/=-])")
_ALIAS = re.compile(r"(?<!\w)alias\s{0,2}(?:es|:|=)?\s{0,2}(?P<name>[a-z0-9]{2,20}(?:[.-][a-z0-9]{2,20}){1,4})(?!\w)")


def _national(text: Text) -> Iterator[_Account]:
    """A Polish number lacks the country of its IBAN; an Argentine account has an alias of words."""
    for match in islice(_POLISH.finditer(text.plain), _MOST):
        number = "PL" + re.sub(r"\D", "", match.group())
        if iban(number) and not _is_sample(text, *match.span()):
            yield match.start(), match.end(), number, "iban"
    for match in _ALIAS.finditer(text.lower) if "alias" in text.lower else ():
        if _payments(text) or _near(text, "routing", *match.span()) or _near(text, "pay", *match.span()):
            yield match.start("name"), match.end("name"), match["name"], "mercado_pago"


def _take(plain: str, start: int, length: int) -> tuple[str, int]:
    """Return up to `length` letters and digits from `start` on, single separators left out, and where they end."""
    number = ""
    end = start
    for match in re.compile(r"[ -]?([0-9A-Za-z]{1,4})(?![0-9A-Za-z]{30})").finditer(plain, start):
        if match.start() != end or len(number) + len(match[1]) > length:
            break
        number += match[1].upper()
        end = match.end()
    return number, end


def _upi(text: Text) -> Iterator[_Account]:
    if "@" in text.lower:
        for match in islice(_upi_name().finditer(text.lower), _MOST):
            if not _is_sample(text, *match.span()):
                yield match.start(), match.end(), match.group(), "upi"


@lru_cache(maxsize=1)
def _upi_name() -> re.Pattern[str]:
    hosts = "|".join(sorted(_words().upi, key=len, reverse=True))
    return re.compile(rf"(?<![\w.+-])[a-z0-9][a-z0-9._-]{{1,60}}@(?:{hosts})(?![\w-]|\.\w)")


def _pages(text: Text) -> Iterator[_Account]:
    if "." in text.lower:
        for match in _page().finditer(text.lower):
            yield match.start(), match.end(), match.group().rstrip(".,"), _pages_of()[match["place"]]


@lru_cache(maxsize=1)
def _pages_of() -> dict[str, str]:
    return {link: service.id for service in load_services().of("payment") for link in service.links}


@lru_cache(maxsize=1)
def _page() -> re.Pattern[str]:
    places = "|".join(map(re.escape, sorted(_pages_of(), key=len, reverse=True)))
    return re.compile(rf"(?<![\w.-])(?:https?://)?(?:www\.)?(?P<place>{places})/(?:u/|p/|me/)?[$@]?[\w.-]{{2,60}}")


# What stands beside the name of a payment service: an e-mail, a user name, a telephone or account number.

_NUMBER = re.compile(r"(?<![\w.,])(?<![0-9][ -])\(?\+?[0-9](?:[ ().-]{0,2}[0-9]){4,17}(?![\w%])")
_RIGHT_BEFORE = 30  # characters, number and all: "0917 555 0148 (GCash)"
_WHOLE_NUMBER = 10  # digits of a telephone number or a tax number, as beside a service with an everyday name
_CASHTAG = re.compile(r"\$[a-z][a-z0-9_]{1,20}(?![\w$])")
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NAMED_BY_WORDS = frozenset({"western_union", "crypto"})  # paid to a name or a wallet, not to a user name


def _linked(text: Text) -> Iterator[_Account]:
    payments = [m for m in _payments(text) if m.service not in _NAMED_BY_WORDS]
    if not payments:
        return
    emails = [_in_plain(text, email) for email in find_emails(text)]
    names = [i for i in plain_identifiers(text.plain) if i.odd or i.marked]
    for mention in payments:
        link = link_after(text.lower, mention.end)
        told = mention.sure or link.points or link.tells or link.names or link.own
        told = told or is_own(text.lower, mention.start, directly=True)
        for stop in link.stops if told or link.words == 0 else ():
            if told:
                yield from ((s, e, v, mention.service) for s, e, v in emails if s == stop)
            for shape in (_KEY, _NUMBER, _CASHTAG):
                match = shape.match(text.lower, stop)
                if match and (told or sum(c.isdigit() for c in match.group()) >= _WHOLE_NUMBER):
                    yield stop, match.end(), re.sub(r"[ ().-]", "", match.group()), mention.service
                    break
        if told:
            yield from ((i.start, i.end, i.value, mention.service) for i in names if i.start == link.end)
        for start, end, value in (*emails, *((i.start, i.end, i.value) for i in names)):
            if mention.start - _NEAR < end <= mention.start and link_before(text.lower, end, mention.start):
                yield start, end, value, mention.service
        low = max(0, mention.start - _RIGHT_BEFORE)
        for match in (m for shape in (_NUMBER, _CASHTAG) for m in shape.finditer(text.lower, low, mention.start)):
            if link_before(text.lower, match.end(), mention.start):
                yield match.start(), match.end(), re.sub(r"[ ().-]", "", match.group()), mention.service


def _in_plain(text: Text, found: Finding) -> tuple[int, int, str]:
    """Return where an e-mail finding, whose span is of the original, stands in the plain view, and its value."""
    origin = range(len(text.plain))
    start, end = (bisect_left(origin, at, key=lambda i: text.span(i, i)[0]) for at in (found.start, found.end))
    return start, end, found.value or ""


# Banks: a number that is called an account, or follows a bank's name, beside another word of banking or paying.

_ACCOUNT_NUMBER = re.compile(r"(?<![\w.,$€£#/-])[0-9](?:[ .-]?[0-9]){5,25}(?![\w/]|[.,][0-9])")
_BESIDE = 14  # characters, the name of a bank and all
_BETWEEN = 30  # characters between "account number" and the number


def _bank_accounts(text: Text) -> Iterator[_Account]:
    for match in islice(_ACCOUNT_NUMBER.finditer(text.lower), _MOST):
        start, end = match.span()
        digits = re.sub(r"\D", "", match.group())
        lead = max(0, start - _BETWEEN), start
        called = _list("account").search(text.lower, *lead) is not None
        beside = any(
            _list("banks").search(text.lower, *part)
            for part in ((max(0, start - _BESIDE), start), (end, end + _BESIDE))
        )
        at_bank = beside or _list("banks").search(text.lower, *lead) is not None
        coded = _list("long_codes").search(text.lower, *lead) is not None
        if not (called or at_bank or coded) or len(digits) < 6 or _is_sample(text, start, end):
            continue
        routed = _near(text, "routing", start, end) or _near(text, "banks", start, end)
        paid = _near(text, "pay", start, end, 2 * _NEAR)
        at_home = beside and len(digits) > 7 and not _near(text, "contract_talk", start, end)
        if (coded and len(digits) in (18, 22)) or (called and routed) or (at_bank and (paid or called)) or at_home:
            yield start, end, digits, None


_CARD = re.compile(r"(?<![\w.-])[0-9]{4}([ -]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?![\w-])")


def _cards(text: Text) -> Iterator[_Account]:
    for match in islice(_CARD.finditer(text.lower), _MOST):
        start, end = match.span()
        digits = re.sub(r"\D", "", match.group())
        called, paid = _near(text, "card", start, end), _near(text, "pay", start, end)
        at_bank = _near(text, "banks", start, end)
        led_to = _list("card_to").search(text.lower, max(0, start - _BETWEEN), start) is not None
        meant = led_to or (called and (paid or at_bank)) or (luhn(digits) and (called or at_bank))
        if meant and len(set(digits)) > 4 and not _is_sample(text, start, end):
            yield start, end, digits, None
