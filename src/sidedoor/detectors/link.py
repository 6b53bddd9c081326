"""Links that lead to a way to make contact: chats, profiles, calls, calendars, forms, contact pages."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from sidedoor.address_words import cues
from sidedoor.detectors.evidence import disguises, finding
from sidedoor.domains import registered_domain
from sidedoor.errors import PatternError
from sidedoor.nobody import in_code, sentence
from sidedoor.records import Finding
from sidedoor.resources import folder
from sidedoor.services import Service, load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Kind

_CONTACT = ("messenger", "social", "meeting", "form")
_OTHER = ("work", "marketplace", "payment", "provider")

_DOMAIN = re.compile(r"\w\.[^\W\d_]{2}|\w:(?://|\+?\d)|skype:")
_URL = re.compile(
    r"(?<![\w@.-])(?:(?:https?|hxxps?)://)?(?P<host>(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{0,22}[^\W_])(?![\w@-])"
    r"(?::\d{2,5})?(?P<rest>[/?#][^\s<>\"]{0,2000})?"
)
# Schemes that open a call or a chat. A mailto: is left to the e-mail that it holds.
_SCHEME = re.compile(
    r"(?<!\w)(?:(?:tel|sms|smsto|callto):(?://)?(?=\+?\d)[\d+().-]{6,24}"
    r"|skype:[\w.:,-]{3,40}\?(?:call|chat|add)"
    r"|(?:whatsapp|tg|viber|facetime|facetime-audio|weixin|line|sgnl|zoommtg|msteams|discord)://[^\s<>\"]{1,200})"
)
# Sub-domains that stand for a device or a language of the same site, not for a person.
_TECHNICAL = frozenset({"www", "www2", "mobile", "web", "app", "go", "desktop"})
_TRAILING = ".,;:!?'*_~|`"


class Pages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of `patterns/link_pages.toml`, which says what each one means."""

    contact: frozenset[str]
    apply_hosts: frozenset[str]
    apply: frozenset[str]
    asked_for: frozenset[str]
    shorteners: frozenset[str]
    own: frozenset[str]
    own_hosts: frozenset[str]


@lru_cache(maxsize=1)
def _pages() -> Pages:
    path = folder("patterns") / "link_pages.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Pages)
    except msgspec.MsgspecError as error:
        raise PatternError(f"{path}: {error}.") from error


@lru_cache(maxsize=1)
def _places() -> dict[str, list[tuple[tuple[str, ...], Service]]]:
    """Host -> the paths below it that belong to a service, the longest first."""
    places: dict[str, list[tuple[tuple[str, ...], Service]]] = {}
    for service in load_services().of(*_OTHER, *_CONTACT):
        for link in service.links:
            host, _, path = link.partition("/")
            places.setdefault(host, []).append((tuple(path.split("/")) if path else (), service))
    for entries in places.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return places


class Link(NamedTuple):
    """A link as it can be read: its span in the plain view, its host in lower case, and what follows the host."""

    start: int
    end: int
    host: str
    rest: str

    @property
    def path(self) -> tuple[str, ...]:
        """The segments of the path, in lower case."""
        return tuple(part for part in re.split(r"[?#]", self.rest, maxsplit=1)[0].lower().split("/") if part)


def find_links(text: Text) -> Iterator[Finding]:
    """Yield every link by which somebody can be reached; the value is the link as it can be read, without scheme."""
    if not _DOMAIN.search(text.plain):
        return
    for match in _SCHEME.finditer(text.lower):
        if not in_code(text.plain, *match.span()):
            yield finding(text, Kind.LINK, *match.span(), value=text.plain[match.start() : match.end()])
    for link in _plain_links(text):
        contact, service = leads_to_contact(text, link)
        if contact:
            yield finding(
                text,
                Kind.LINK,
                link.start,
                link.end,
                value=link.host + link.rest,
                service=service,
                techniques=disguises(text, link.start, link.end),
            )


def _plain_links(text: Text) -> Iterator[Link]:
    for match in _URL.finditer(text.plain):
        host = match["host"].lower()
        if registered_domain(host) is None:
            continue
        rest = _trimmed(match["rest"] or "")
        end = match.end() - len(match["rest"] or "") + len(rest)
        yield Link(match.start(), end, host, rest)


def _trimmed(rest: str) -> str:
    """Return `rest` without the punctuation of the sentence around it; a closing bracket stays if it was opened."""
    while rest:
        if rest[-1] in _TRAILING or (
            rest[-1] in ")]}" and rest.count(rest[-1]) > rest.count("([{"[")]}".index(rest[-1])])
        ):
            rest = rest[:-1]
        else:
            break
    return rest


def leads_to_contact(text: Text, link: Link) -> tuple[bool, str | None]:
    """Return whether `link` leads to a way to make contact, and the id of the service that it is on."""
    begin, stop = sentence(text.lower, link.start, link.end)
    said = text.lower[begin : link.start] + " " + text.lower[link.end : stop]
    if in_code(text.plain, link.start, link.end) or (cues().product.search(said) and not cues().mine.search(said)):
        return False, None
    service, below, labels = _service(link)
    if service is not None:
        if service.category not in _CONTACT:
            return False, None
        return _is_personal(service, link, below, labels), service.id
    pages, path = _pages(), link.path
    if not pages.contact.isdisjoint(path) or not pages.apply.isdisjoint(path):
        return True, None
    if link.host.split(".")[0] in pages.apply_hosts and path:
        return True, None
    if link.host in pages.shorteners:
        return bool(path) and cues().chat.search(said) is not None, None
    invited = cues().reach.search(said) is not None
    if path:
        return invited and not pages.asked_for.isdisjoint(path), None
    return invited and _is_led_to(text.lower[begin : link.start]), None


def _service(link: Link) -> tuple[Service | None, tuple[str, ...], tuple[str, ...]]:
    """The service whose place the link is on, the path segments below that place, and the labels before its host."""
    labels, path = link.host.split("."), link.path
    for i in range(len(labels) - 1):
        for place, service in _places().get(".".join(labels[i:]), ()):
            if path[: len(place)] == place:
                return service, path[len(place) :], tuple(labels[:i])
    return None, path, ()


def _is_personal(service: Service, link: Link, below: tuple[str, ...], labels: tuple[str, ...]) -> bool:
    """Return whether a link on a contact service is somebody's own, and no page of the service about itself."""
    pages = _pages()
    if not pages.own_hosts.isdisjoint(labels):
        return False
    if below != link.path:  # the place has a path of its own: what follows it is a person's
        return bool(below) or "?" in link.rest
    if below:
        depth = 2 if service.category == "social" else 1
        return pages.own.isdisjoint(below[:depth])
    name = labels[-1] if labels else ""
    return service.category != "messenger" and len(name) > 2 and name not in _TECHNICAL


def _is_led_to(before: str) -> bool:
    """Return whether an invitation leads straight to what follows: "find me at", but not "find me a theme on"."""
    ends = [invitation.end() for invitation in cues().reach.finditer(before)]
    if not ends:
        return False
    between = cues().lead.sub(" ", before[ends[-1] :])
    return not any(c.isalnum() for c in between)
