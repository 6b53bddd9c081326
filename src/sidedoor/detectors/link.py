"""Links that lead to a way to make contact: chats, profiles, calls, calendars, forms, contact pages."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from sidedoor.address_words import cues
from sidedoor.evidence import disguises, finding
from sidedoor.hyperlinks import Hyperlink, find_hyperlinks, places
from sidedoor.nobody import in_code, is_led_to, sentence
from sidedoor.records import Finding
from sidedoor.resources import folder, read_toml
from sidedoor.services import Service
from sidedoor.text import Text
from sidedoor.vocabulary import Kind

_CONTACT = ("messenger", "social", "meeting", "form")

# Schemes that open a chat. A mailto: is left to the e-mail that it holds, a tel: to the number.
_SCHEME = re.compile(
    r"(?<!\w)(?:skype:[\w.:,-]{3,40}\?(?:call|chat|add)"
    r"|(?:whatsapp|tg|viber|facetime|facetime-audio|weixin|line|sgnl|zoommtg|msteams|discord)://[^\s<>\"]{1,200})"
)


class Pages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of `patterns/link_pages.toml`, which says what each one means."""

    contact: frozenset[str]
    apply_hosts: frozenset[str]
    apply: frozenset[str]
    asked_for: frozenset[str]
    shorteners: frozenset[str]
    own: frozenset[str]
    own_hosts: frozenset[str]
    technical: frozenset[str]
    files: frozenset[str]


@lru_cache(maxsize=1)
def load_pages() -> Pages:
    """Return the pages by which a person can be reached or not. Raises PatternError with file and reason."""
    return read_toml(folder("patterns") / "link_pages.toml", Pages)


def find_links(text: Text) -> Iterator[Finding]:
    """Yield every link by which somebody can be reached; the value is the link as it can be read, without scheme."""
    if ":" in text.plain:
        for match in _SCHEME.finditer(text.lower):
            if not in_code(text.plain, *match.span()):
                yield finding(text, Kind.LINK, *match.span(), value=match.group())
    taken = bytearray(len(text))  # one for every character that an earlier reading has used
    for link in find_hyperlinks(text):
        if any(taken[link.start : link.end]):
            continue
        leads, service = leads_to_contact(text, link)
        if leads or link.path:  # a bare host may be the beginning of a link that goes on in words
            taken[link.start : link.end] = bytes([1]) * (link.end - link.start)
        if leads:
            techniques = tuple(sorted({*link.techniques, *disguises(text, link.start, link.end)}))
            value = link.host + link.rest
            yield finding(text, Kind.LINK, link.start, link.end, value=value, service=service, techniques=techniques)


def leads_to_contact(text: Text, link: Hyperlink) -> tuple[bool, str | None]:
    """Return whether `link` leads to a way to make contact, and the id of the service that it is on."""
    begin, stop = sentence(text.lower, link.start, link.end)
    before = text.lower[begin : link.start]
    said = before + " " + text.lower[link.end : stop]
    if in_code(text.plain, link.start, link.end) or _is_work(before, text.lower[link.end : stop]):
        return False, None
    service, below, labels = _service(link)
    if service is not None:
        return service.category in _CONTACT and _is_somebodys(service, link, below, labels), service.id
    pages, path = load_pages(), frozenset(link.path)
    if path & (pages.contact | pages.apply) or (path and link.host.split(".")[0] in pages.apply_hosts):
        return True, None
    if link.host in pages.shorteners:
        return bool(path and cues().chat.search(said)), None
    if path:
        return bool(path & pages.asked_for and (cues().reach.search(said) or cues().chat.search(said))), None
    is_file = link.host.rpartition(".")[2] in pages.files  # "write to parser.py"
    return not is_file and is_led_to(before, cues().reach) and not cues().copy.search(said), None


def _is_work(before: str, after: str) -> bool:
    """Return whether the sentence speaks of a thing to be made, and of nobody to be reached nearer to the link."""
    made = max((end for _, end in cues().product.find(before)), default=0)
    if not (made or cues().product.search(after)) or cues().mine.search(before) or cues().mine.search(after):
        return False
    met = max((end for _, end in cues().reach.find(before)), default=0)
    return bool(cues().product.search(after)) or met <= made


def _service(link: Hyperlink) -> tuple[Service | None, tuple[str, ...], tuple[str, ...]]:
    """The service whose place the link is on, the path segments below that place, and the labels before its host."""
    labels, path = link.host.split("."), link.path
    for i in range(len(labels) - 1):
        for place, service in places().get(".".join(labels[i:]), ()):
            if path[: len(place)] == place:
                return service, path[len(place) :], tuple(labels[:i])
            if service.category == "social" and path and path[0][0] == "@":  # youtube.com/@nora
                return service, path, tuple(labels[:i])
    return None, path, ()


def _is_somebodys(service: Service, link: Hyperlink, below: tuple[str, ...], labels: tuple[str, ...]) -> bool:
    """Return whether a link on a contact service is somebody's own, and no page of the service about itself."""
    pages = load_pages()
    if not pages.own_hosts.isdisjoint(labels):
        return False
    if below != link.path:  # the place has a path of its own, as zoom.us/j has: what follows it is somebody's
        return bool(below) or not {"?", "#"}.isdisjoint(link.rest)
    if below:  # on a network the second segment tells a post from a profile: x.com/jo/status/1
        return pages.own.isdisjoint(below[: 2 if service.category == "social" else 1])
    if "#" in link.rest:  # signal.me/#p/...
        return True
    name = labels[-1] if labels else "www"
    return service.category != "messenger" and name not in pages.technical
