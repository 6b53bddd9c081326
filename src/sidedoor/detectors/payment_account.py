"""Finds what a person can be paid by outside the marketplace: bank accounts, wallets, names on payment services."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from sidedoor.address_words import Trigger, any_of, load_address_words
from sidedoor.bank_accounts import find_bank_accounts
from sidedoor.detectors.email import find_emails
from sidedoor.detectors.phone import find_phones
from sidedoor.evidence import disguises, finding
from sidedoor.identifiers import plain_identifiers, spelled_identifier
from sidedoor.linking import Link, is_own, link_after, link_before
from sidedoor.mentions import Mention, find_service_mentions, is_among_foreign_letters
from sidedoor.nobody import in_code, is_copy, sentence
from sidedoor.ordinary import is_common_english
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
        techniques = {*account.techniques, *disguises(text, start, end)}
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
    yield from _upi_names_in_words(text, payments)
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


def _upi_names_in_words(text: Text, payments: list[Mention]) -> Iterator[Account]:
    """Yield names whose at sign is a word ("kemi at okaxis"), beside a service that has such names."""
    if any(mention.service in _WITH_UPI for mention in payments):
        for match in islice(_upi_name_in_words().finditer(text.lower), MOST):
            yield Account(*match.span(), f"{match['name']}@{match['host']}", "upi", (Technique.AT_DOT_WORDS,))


_WITH_UPI = frozenset({"upi", "gpay", "phonepe", "paytm"})


@lru_cache(maxsize=1)
def _upi_name() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.+-])[a-z0-9][a-z0-9._-]{{1,60}}@(?:{_upi_hosts()})(?![\w-]|\.\w)")


@lru_cache(maxsize=1)
def _upi_name_in_words() -> re.Pattern[str]:
    words = load_address_words()
    at = rf"\s?[(\[]?\s?(?:@|{any_of((*words.at, *words.weak_at))})\s?[)\]]?\s?"
    return re.compile(rf"(?<![\w.+-])(?P<name>[a-z0-9][a-z0-9._-]{{1,60}}){at}(?P<host>{_upi_hosts()})(?![\w-]|\.\w)")


def _upi_hosts() -> str:
    return "|".join(sorted(payment_words().upi, key=len, reverse=True))


def _pages(text: Text) -> Iterator[Account]:
    for match in _page().finditer(text.lower) if "/" in text.lower else ():
        yield Account(*match.span(), match.group().rstrip("."), _places()[match["place"]])
    for match in _page_in_words().finditer(text.lower) if _slashes().fires(text.lower) else ():
        place = next(place for place in _places() if match["first"] == place.partition(".")[0])
        yield Account(*match.span(), f"{place}/{match['name']}", _places()[place], (Technique.AT_DOT_WORDS,))


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    return {link: service.id for service in load_services().of("payment") for link in service.links}


@lru_cache(maxsize=1)
def _slashes() -> Trigger:
    return Trigger(load_address_words().slash)


@lru_cache(maxsize=1)
def _page_in_words() -> re.Pattern[str]:
    """A page whose signs are words: "paypal dot me slash kemi"."""
    words = load_address_words()
    pairs = [place.split(".") for place in _places() if place.count(".") == 1 and "/" not in place]
    dot, slash = rf"\s?(?:\.|{any_of(words.dot)})\s?", rf"\s?(?:/|{any_of(words.slash)})\s?"
    hosts = "|".join(rf"{first}{dot}{last}" for first, last in pairs)
    return re.compile(
        rf"(?<![\w.-])(?=(?P<first>[a-z]{{2,20}}))(?:{hosts}){slash}(?P<name>\$?[a-z0-9._-]{{2,40}})(?![\w@])"
    )


@lru_cache(maxsize=1)
def _page() -> re.Pattern[str]:
    places = "|".join(map(re.escape, sorted(_places(), key=len, reverse=True)))
    return re.compile(rf"(?<![\w.-])(?:https?://)?(?:www\.)?(?P<place>{places})/(?:u/|p/|me/)?[$@]?[\w.-]{{2,60}}")


_NUMBER = re.compile(r"(?<![a-z0-9_.,])(?<![0-9][ -])\(?\+?[0-9](?:[ ().-]{0,2}[0-9]){4,17}(?![a-z0-9_%])")
_DOLLAR = re.compile(r"\Adollar(?: sign)? ")
_CASHTAG = re.compile(r"(?:\$|(?<!\w)dollar(?: sign)? )[a-z][a-z0-9_-]{1,20}(?![\w$])")
_WORDS = re.compile(r"[^\W\d_]+")
_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_AS_VERB = re.compile(r"\s(?:me|us)\b")  # "wise me"
_PUNCTUATION = re.compile(r"[ ().-]")
_BEFORE = 60  # characters in front of a service in which its user's e-mail or name may stand
_BEHIND = 60  # characters behind a service, over the end of a sentence, in which an e-mail belongs to it
_RIGHT_BEFORE = 30  # and a number, which is all of them: "0917 555 0148 (GCash)"
_WHOLE_NUMBER = 10  # digits of a telephone number, as it takes beside a service with an everyday name
_STRANGERS = 6  # words that no list has, between a service and an account, where somebody speaks of paying
_PAID_ELSEWISE = frozenset({"western_union", "crypto"})  # to a person's name, to a wallet


class _Contacts(NamedTuple):
    """What of a text could be somebody's account on a payment service."""

    emails: list[Account]
    phones: list[Account]
    names: list[Account]


def _contacts(text: Text) -> _Contacts:
    emails = [_in_plain(text, email) for email in find_emails(text)]
    names = [
        Account(i.start, i.end, i.value)
        for i in plain_identifiers(text.plain)
        if (i.odd or i.marked)
        and not i.value.isdigit()
        and not _KEY.fullmatch(i.value)
        and not any(i.start <= email.start < i.end for email in emails)
    ]
    return _Contacts(emails, [_in_plain(text, phone) for phone in find_phones(text)], names)


def _beside_services(text: Text, payments: list[Mention]) -> Iterator[Account]:
    """Yield the e-mails, user names and numbers that are tied to the name of a payment service."""
    payments = [mention for mention in payments if mention.service not in _PAID_ELSEWISE]
    if not payments:
        return
    contacts = _contacts(text)
    for mention in payments:
        for account in (*_after(text, mention, contacts), *_before(text, mention, contacts)):
            yield account._replace(service=mention.service)


def _before(text: Text, mention: Mention, contacts: _Contacts) -> Iterator[Account]:
    spelled = (*_numbers_before(text, mention), *_spelled_before(text, mention))
    for account in (*contacts.emails, *contacts.names, *spelled):
        near = mention.start - _BEFORE < account.end <= mention.start
        right_before = _is_whole(account.value) and text.lower[account.end : mention.start].isspace()
        if near and (right_before or link_before(text.lower, account.end, mention.start)):
            yield account


def _after(text: Text, mention: Mention, contacts: _Contacts) -> list[Account]:
    """Return what stands behind a service: right there, behind words that no list has, or after its sentence."""
    link = link_after(text.lower, mention.end)
    told = _is_told(text, mention, link)
    if found := [*_behind(text, mention, link, told, contacts)]:
        return found
    far = link_after(text.lower, mention.end, strangers=_STRANGERS)
    if (far.strange or not told) and (_pays(text, mention, far.end) or (told and far.points)):
        pointed = far.points or far.own or far.names or said(text, "number", mention.end, far.end)
        return [*_behind(text, mention, far, True, contacts if pointed else contacts._replace(names=[]))]
    if far.strange:
        numbers = _Contacts([], contacts.phones, [])
        return [account for account in _behind(text, mention, far, True, numbers) if _is_whole(account.value)]
    marked = (name for name in contacts.names if text.plain[name.start] == "@")
    beyond = (a for a in (*contacts.emails, *marked) if 0 <= a.start - mention.end < _BEHIND)
    return [account for account in beyond if told and _pays(text, mention, account.start)][:1]


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
        or said(text, "number", mention.end, link.end) is not None
        or (link.words > 0 and not any(map(is_common_english, _WORDS.findall(text.lower, mention.end, link.end))))
    )


def _pays(text: Text, mention: Mention, end: int) -> bool:
    """Return whether somebody speaks of paying between the beginning of the service's sentence and `end`."""
    return said(text, "pay", sentence(text.lower, mention.start, mention.end)[0], end) is not None


def _behind(text: Text, mention: Mention, link: Link, told: bool, contacts: _Contacts) -> Iterator[Account]:
    """Yield what stands behind the service's name; behind an everyday word only what words tie to it."""
    for stop in link.stops if told or link.words == 0 else ():
        shown = Technique.NICKNAME in mention.techniques or "(" in text.plain[mention.end : stop]
        if told or shown:
            yield from (
                email for email in contacts.emails if stop <= email.start <= stop + 2
            )  # "PP me @ dana at gmail"
        start = stop + 2 if text.lower.startswith("@ ", stop) else stop  # "zelle me @ 202 555 0143"
        for shape in (_KEY, _NUMBER, _CASHTAG):
            match = shape.match(text.lower, start)
            if match and (told or sum(c.isdigit() for c in match.group()) >= _WHOLE_NUMBER):
                yield Account(start, match.end(), _value(match.group()))
                break
        else:
            yield from (phone for phone in contacts.phones if told and phone.start == stop)
    if told:
        yield from (name for name in contacts.names if name.start == link.end)
        spelled = (spelled_identifier(text.plain, stop) for stop in link.stops)
        if name := next(filter(None, spelled), None):
            yield Account(name.start, name.end, name.value, techniques=name.techniques)


def _value(written: str) -> str:
    tag = _DOLLAR.sub("$", written)
    return tag if tag.startswith("$") else _PUNCTUATION.sub("", written)


def _is_whole(value: str) -> bool:
    return value.strip("+").isdigit() and len(value) >= _WHOLE_NUMBER


def _spelled_before(text: Text, mention: Mention) -> Iterator[Account]:
    """Yield what is spelled right before a service: "k e m i 2 5 on venmo"."""
    for word in _WORD_START.finditer(text.lower, max(0, mention.start - _BEFORE), mention.start):
        if name := spelled_identifier(text.plain[: mention.start], word.start()):
            yield Account(name.start, name.end, name.value, techniques=name.techniques)
            return


def _numbers_before(text: Text, mention: Mention) -> Iterator[Account]:
    for shape, reach in ((_KEY, _BEFORE), (_NUMBER, _RIGHT_BEFORE), (_CASHTAG, _RIGHT_BEFORE)):
        for match in shape.finditer(text.lower, max(0, mention.start - reach), mention.start):
            yield Account(*match.span(), _value(match.group()))


def _in_plain(text: Text, contact: Finding) -> Account:
    """Return a contact, whose span is of the original, as an account in the plain view."""
    origin = range(len(text.plain))
    start, end = (bisect_left(origin, at, key=lambda i: text.span(i, i)[0]) for at in (contact.start, contact.end))
    return Account(start, end, contact.value or "", techniques=contact.techniques)
