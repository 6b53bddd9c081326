"""Finds what a person can be paid by outside the marketplace: bank accounts, wallets, names on payment services."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from sidedoor.bank_accounts import find_bank_accounts
from sidedoor.detectors.email import find_emails
from sidedoor.evidence import disguises, finding
from sidedoor.identifiers import plain_identifiers
from sidedoor.linking import Link, is_own, link_after, link_before
from sidedoor.mentions import Mention, find_service_mentions
from sidedoor.nobody import in_code, is_copy
from sidedoor.payment_words import MOST, Account, is_sample, payment_words
from sidedoor.records import Finding
from sidedoor.services import load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique
from sidedoor.wallets import find_wallets

_SIGN = re.compile(r"[0-9@$]|alias|\.[a-z]{2,3}/")
# A long number, a wallet, an IBAN, a UPI name, a cashtag, a page: what needs no service beside it.
_MAY_HOLD = re.compile(
    r"(?:[0-9][ .-]?){7}|[0-9a-z]{25}|[a-z]{2}[0-9]{2} ?[0-9a-z]{4}|[a-z0-9]@[a-z]{2}|\$[a-z]{2}|\.[a-z]{2,3}/|alias"
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
_PAID_ELSEWISE = frozenset({"western_union", "crypto"})  # to a person's name, to a wallet


def _beside_services(text: Text, payments: list[Mention]) -> Iterator[Account]:
    """Yield the e-mails, user names and numbers that are tied to the name of a payment service."""
    payments = [mention for mention in payments if mention.service not in _PAID_ELSEWISE]
    if not payments:
        return
    emails = [_in_plain(text, email) for email in find_emails(text)]
    names = [Account(i.start, i.end, i.value) for i in plain_identifiers(text.plain) if i.odd or i.marked]
    for mention in payments:
        for account in _behind(text, mention, link_after(text.lower, mention.end), emails, names):
            yield account._replace(service=mention.service)
        for account in (*emails, *names, *_numbers_before(text, mention)):
            near = mention.start - _BEFORE < account.end <= mention.start
            if near and link_before(text.lower, account.end, mention.start):
                yield account._replace(service=mention.service)


def _behind(text: Text, mention: Mention, link: Link, emails: list[Account], names: list[Account]) -> Iterator[Account]:
    """Yield what stands behind the service's name; behind an everyday word only what words tie to it."""
    told = mention.sure or link.points or link.tells or link.names or link.own
    told = told or is_own(text.lower, mention.start, directly=True)
    told = told or _AS_VERB.match(text.lower, mention.end) is not None
    for stop in link.stops if told or link.words == 0 else ():
        shown = Technique.NICKNAME in mention.techniques or "(" in text.plain[mention.end : stop]
        if told or shown:
            yield from (email for email in emails if email.start == stop)
        for shape in (_KEY, _NUMBER, _CASHTAG):
            match = shape.match(text.lower, stop)
            if match and (told or sum(c.isdigit() for c in match.group()) >= _WHOLE_NUMBER):
                yield Account(stop, match.end(), _PUNCTUATION.sub("", match.group()))
                break
    if told:
        yield from (name for name in names if name.start == link.end)


def _numbers_before(text: Text, mention: Mention) -> Iterator[Account]:
    low = max(0, mention.start - _RIGHT_BEFORE)
    for shape in (_NUMBER, _CASHTAG):
        for match in shape.finditer(text.lower, low, mention.start):
            yield Account(*match.span(), _PUNCTUATION.sub("", match.group()))


def _in_plain(text: Text, email: Finding) -> Account:
    """Return an e-mail, whose span is of the original, as an account in the plain view."""
    origin = range(len(text.plain))
    start, end = (bisect_left(origin, at, key=lambda i: text.span(i, i)[0]) for at in (email.start, email.end))
    return Account(start, end, email.value or "")
