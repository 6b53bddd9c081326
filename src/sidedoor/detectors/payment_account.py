"""Finds what a person can be paid by outside the marketplace: bank accounts, wallets, names on payment services."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from sidedoor.bank_accounts import find_bank_accounts
from sidedoor.detectors.email import find_emails
from sidedoor.detectors.phone import find_phones
from sidedoor.evidence import disguises, finding
from sidedoor.identifiers import plain_identifiers, spelled_identifier
from sidedoor.linking import Link, is_own, link_after, link_before
from sidedoor.mentions import Mention, find_service_mentions, is_among_foreign_letters
from sidedoor.nobody import in_code, is_copy, sentence
from sidedoor.payment_words import MOST, Account, is_sample, payment_words, said
from sidedoor.records import Finding
from sidedoor.services import load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique
from sidedoor.wallets import find_wallets

_SIGN = re.compile(r"[0-9@$]|alias|\.[a-z]{2,3}/")
# A long number, a wallet, an IBAN, a UPI name, a cashtag, a page: what needs no service beside it.
_MAY_HOLD = re.compile(
    r"(?:[0-9][ .-]?){7}|[0-9a-z]{25}|[a-z]{2}[0-9]{2} ?[0-9a-z]{4}|[a-z0-9]@[a-z]{2}|\$[a-z]{2}|\.[a-z]{2,3}/|alias"
    # an IBAN in pieces, some with the letters of a bank
    r"|(?<![a-z0-9])[a-z][^\w,;:]{0,2}[a-z](?:[^\w,;:]{0,3}[0-9]){2}(?:[^\w,;:]{0,3}[a-z]){0,4}(?:[^\w,;:]{0,3}[0-9]){5}"
)


def find_payment_accounts(text: Text) -> Iterator[Finding]:
    """Yield each account by which somebody is to be paid; value without spaces, an e-mail in lower case."""
    payments = _payments(text)
    if not payments and not (_SIGN.search(text.lower) and _MAY_HOLD.search(text.lower)):
        return
    seen: list[tuple[int, int]] = []
    for account in islice(_accounts(text, payments), MOST):
        start, end = account.start, account.end
        if any(start < stop and begin < end for begin, stop in seen):
            continue
        if in_code(text.plain, start, end) or is_copy(text.lower, start, end):
            continue
        seen.append((start, end))
        techniques = set(disguises(text, start, end))
        techniques.update(*(mention.techniques for mention in payments if mention.service == account.service))
        yield finding(
            text,
            Kind.PAYMENT_ACCOUNT,
            start,
            end,
            value=account.value,
            service=account.service,
            techniques=tuple(sorted(techniques)),
        )


def _accounts(text: Text, payments: list[Mention]) -> Iterator[Account]:
    yield from find_wallets(text)
    yield from _upi_names(text)
    yield from _pages(text)
    yield from _beside_services(text, payments)
    yield from find_bank_accounts(text)


def _payments(text: Text) -> list[Mention]:
    by_id = load_services().by_id
    return [m for m in find_service_mentions(text) if by_id[m.service].category == "payment"][:MOST]


def _upi_names(text: Text) -> Iterator[Account]:
    for match in islice(_upi_name().finditer(text.lower), MOST) if "@" in text.lower else ():
        if not is_sample(text, *match.span()):
            yield Account(*match.span(), match.group(), "upi")


@lru_cache(maxsize=1)
def _upi_name() -> re.Pattern[str]:
    hosts = "|".join(sorted(payment_words().upi, key=len, reverse=True))
    return re.compile(rf"(?<![\w.+-])[a-z0-9][a-z0-9._-]{{1,60}}@(?:{hosts})(?![\w-]|\.\w)")


def _pages(text: Text) -> Iterator[Account]:
    for match in _page().finditer(text.lower) if "/" in text.lower else ():
        yield Account(*match.span(), match.group().rstrip("."), _places()[match["place"]])


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    return {link: service.id for service in load_services().of("payment") for link in service.links}


@lru_cache(maxsize=1)
def _page() -> re.Pattern[str]:
    places = "|".join(map(re.escape, sorted(_places(), key=len, reverse=True)))
    return re.compile(rf"(?<![\w.-])(?:https?://)?(?:www\.)?(?P<place>{places})/(?:u/|p/|me/)?[$@]?[\w.-]{{2,60}}")


_NUMBER = re.compile(r"(?<![\w.,])(?<![0-9][ -])\(?\+?[0-9](?:[ ().-]{0,2}[0-9]){4,17}(?![\w%])")
_CASHTAG = re.compile(r"\$[a-z][a-z0-9_]{1,20}(?![\w$])")
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_AS_VERB = re.compile(r"\s(?:me|us)\b")  # "wise me"
_PUNCTUATION = re.compile(r"[ ().-]")
_BEFORE = 60  # characters in front of a service in which its user's e-mail or name may stand
_RIGHT_BEFORE = 30  # and a number, which is all of them: "0917 555 0148 (GCash)"
_WHOLE_NUMBER = 10  # digits of a telephone number, as it takes beside a service with an everyday name
_STRANGERS = 6  # words that no list has, between a service and an account, where somebody speaks of paying
_PAID_ELSEWISE = frozenset({"western_union", "crypto"})  # to a person's name, to a wallet


def _beside_services(text: Text, payments: list[Mention]) -> Iterator[Account]:
    """Yield the e-mails, user names and numbers that are tied to the name of a payment service."""
    payments = [mention for mention in payments if mention.service not in _PAID_ELSEWISE]
    if not payments:
        return
    emails = [_in_plain(text, email) for email in find_emails(text)]
    phones = [_in_plain(text, phone) for phone in find_phones(text)]
    names = [Account(i.start, i.end, i.value) for i in plain_identifiers(text.plain) if i.odd or i.marked]
    for mention in payments:
        link = link_after(text.lower, mention.end)
        told = _is_told(text, mention, link)
        found = [*_behind(text, mention, link, told, emails, phones, names)]
        if not found:
            far = link_after(text.lower, mention.end, strangers=_STRANGERS)
            if (far.strange or not told) and _pays(text, mention, far.end):
                found = [*_behind(text, mention, far, True, emails, phones, names)]
        for account in found:
            yield account._replace(service=mention.service)
        for account in (*emails, *names, *_numbers_before(text, mention)):
            near = mention.start - _BEFORE < account.end <= mention.start
            if near and link_before(text.lower, account.end, mention.start):
                yield account._replace(service=mention.service)


def _is_told(text: Text, mention: Mention, link: Link) -> bool:
    """Return whether the name means the service: it is sure, or words say so."""
    return (
        mention.sure
        or is_among_foreign_letters(text.lower, mention)
        or link.points
        or link.tells
        or link.names
        or link.own
        or is_own(text.lower, mention.start, directly=True)
        or _AS_VERB.match(text.lower, mention.end) is not None
    )


def _pays(text: Text, mention: Mention, end: int) -> bool:
    """Return whether somebody speaks of paying between the beginning of the service's sentence and `end`."""
    return said(text, "pay", sentence(text.lower, mention.start, mention.end)[0], end) is not None


def _behind(
    text: Text,
    mention: Mention,
    link: Link,
    told: bool,
    emails: list[Account],
    phones: list[Account],
    names: list[Account],
) -> Iterator[Account]:
    """Yield what stands behind the service's name; behind an everyday word only what words tie to it."""
    for stop in link.stops if told or link.words == 0 else ():
        shown = Technique.NICKNAME in mention.techniques or "(" in text.plain[mention.end : stop]
        if told or shown:
            yield from (email for email in emails if email.start == stop)
        for shape in (_KEY, _NUMBER, _CASHTAG):
            match = shape.match(text.lower, stop)
            if match and (told or sum(c.isdigit() for c in match.group()) >= _WHOLE_NUMBER):
                yield Account(stop, match.end(), _PUNCTUATION.sub("", match.group()))
                break
        else:
            yield from (phone for phone in phones if told and phone.start == stop)
    if told:
        yield from (name for name in names if name.start == link.end)
        spelled = (spelled_identifier(text.plain, stop) for stop in link.stops)
        if name := next(filter(None, spelled), None):
            yield Account(name.start, name.end, name.value)


def _numbers_before(text: Text, mention: Mention) -> Iterator[Account]:
    low = max(0, mention.start - _RIGHT_BEFORE)
    for shape in (_NUMBER, _CASHTAG):
        for match in shape.finditer(text.lower, low, mention.start):
            yield Account(*match.span(), _PUNCTUATION.sub("", match.group()))


def _in_plain(text: Text, contact: Finding) -> Account:
    """Return a contact, whose span is of the original, as an account in the plain view."""
    origin = range(len(text.plain))
    start, end = (bisect_left(origin, at, key=lambda i: text.span(i, i)[0]) for at in (contact.start, contact.end))
    return Account(start, end, contact.value or "")
