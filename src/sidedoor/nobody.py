"""Addresses that belong to nobody in the chat: placeholders, test data, code, machines, and words that are the work."""

import re
from functools import lru_cache

import msgspec

from sidedoor.address_words import Phrases, cues
from sidedoor.domains import under
from sidedoor.resources import folder, read_toml
from sidedoor.services import load_services
from sidedoor.text import Text

_RESERVED = (
    "example"  # example.com and .example are for examples, but people write their own there when they make one up
)


class Placeholders(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of `patterns/placeholders.toml`, which says what each one means."""

    domains: frozenset[str]
    names: frozenset[str]
    machines: frozenset[str]
    roles: frozenset[str]


@lru_cache(maxsize=1)
def load_placeholders() -> Placeholders:
    """Return the names that stand for any name. Raises PatternError with file and reason."""
    return read_toml(folder("patterns") / "placeholders.toml", Placeholders)


@lru_cache(maxsize=1)
def _own_domains() -> tuple[frozenset[str], frozenset[str]]:
    services = load_services()
    return (
        frozenset(link for service in services.of("marketplace") for link in service.links),
        frozenset(link for service in services.of("work", "meeting", "form") for link in service.links)
        - frozenset(link for service in services.of("provider") for link in service.links),
    )


def is_nobodys(text: Text, start: int, end: int, address: str, *, disguised: bool) -> bool:
    """Return whether the e-mail `address`, read at `text.lower[start:end]`, reaches neither of the two parties.

    A placeholder is not `disguised`: whoever hides an address means it.
    """
    local, _, domain = address.partition("@")
    known = load_placeholders()
    marketplaces, _ = _own_domains()
    if local in known.machines or any(under(domain, own) for own in marketplaces):
        return True
    if local in known.roles and is_vendors(domain):
        return True
    if in_code(text.plain, start, end):
        return True
    sentence_start, sentence_end = sentence(text.lower, start, end)
    said = text.lower[sentence_start:sentence_end]
    mine = cues().mine.search(said) is not None
    sample = cues().sample.search(said) is not None
    given = mine or disguised
    label = domain.split(".")[-2]
    name = local.partition("+")[0]
    if label == _RESERVED:
        return sample or (name in (known.names | known.roles if not mine else known.names) and not disguised)
    if label in known.domains or name in known.names or (name == label and name in known.roles):
        return sample or not given or (label in known.domains and name in known.names)
    if is_copy(text.lower, start, end):
        return True
    if mine:
        return False
    if sample or is_led_to(text.lower[sentence_start:start], cues().reach, cues().mine):
        return sample
    if cues().copy.search(said):
        return True
    return not cues().reach.search(said) and cues().sample.search(text.lower, *window(start, end)) is not None


def is_vendors(domain: str) -> bool:
    """Return whether `domain` belongs to the maker of a tool, who is known by it to everybody."""
    _, vendors = _own_domains()
    return any(under(domain, vendor) for vendor in vendors)


def is_led_to(before: str, *invitations: Phrases) -> bool:
    """Return whether `before` ends in an invitation to what follows: "find me at", but not "find me a theme on"."""
    ends = [end for phrases in invitations for _, end in phrases.find(before)]
    return bool(ends) and cues().lead.cover(before, max(ends), len(before))


_SENTENCE_END = re.compile(r"[.!?]\s|\n|[。！？।؟]")


WINDOW = 300  # characters around an address within which words can speak of it


def window(start: int, end: int) -> tuple[int, int]:
    """Return the stretch of text around `start` and `end` that is looked at for what is said of them."""
    return max(0, start - WINDOW), end + WINDOW


def sentence(lower: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around `lower[start:end]` begins and ends, as far as the window reaches."""
    begin, stop = window(start, end)
    for match in _SENTENCE_END.finditer(lower, begin, start):
        begin = match.end()
    after = _SENTENCE_END.search(lower, end, stop)
    return begin, after.start() if after else min(stop, len(lower))


# What stands right before an address in code: a shell command, a call, an attribute, a key, a user in a URL.
_CODE_BEFORE = re.compile(
    r"""(?:(?<!\w)(?:ssh|scp|sftp|rsync|psql|curl|wget|docker|sendmail|git\ clone|git\ remote|\|\ mail)\b[^\n]{0,60}
    | [\w\])]=["']?(?:mailto:)?
    | \{\{[^\n]{0,60}
    | ["']\s?(?::|=>|,)\s?["']
    | [\w.]\(\s?["']
    | \bvalues\s?\([^\n]{0,60}["']
    | ://(?:[^\s/@]{0,40}:)?
    | (?:://|www\.)[^\s"'<>]{1,70}/
    )\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_CODE_AFTER = re.compile(
    r""":[\w~.-]{0,40}[/~$#] | [$^\\\]] | ["']\s?(?::\s?["{\[] | => | ; | \)\s?[;{])""", re.VERBOSE
)
_LOOK_BACK = 80


def in_code(plain: str, start: int, end: int) -> bool:
    """Return whether `plain[start:end]` is part of a program, a command or a fenced block."""
    return (
        _CODE_BEFORE.search(plain, max(0, start - _LOOK_BACK), start) is not None
        or _CODE_AFTER.match(plain, end) is not None
        or any(begin < start and end <= stop for begin, stop in _fences(plain))
    )


_FENCED = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)


@lru_cache(maxsize=4)  # asked for every address in a text
def _fences(plain: str) -> list[tuple[int, int]]:
    return [match.span() for match in _FENCED.finditer(plain)] if "```" in plain else []


_QUOTED = re.compile(rf'"([^"\n]{{1,{WINDOW}}})"')


def is_copy(lower: str, start: int, end: int) -> bool:
    """Return whether `lower[start:end]` stands in a quotation with other words, as copy to be used or translated does.

    A quotation that is the whole message is no quotation, and one that holds nothing but the address is emphasis.
    """
    begin, stop = window(start, end)
    if lower.count('"', begin, stop) < 2:
        return False
    for quoted in _QUOTED.finditer(lower, begin, stop):
        if quoted.start() < start and end < quoted.end():
            around = lower[begin : quoted.start()] + lower[quoted.end() : stop]
            beside = lower[quoted.start() : start] + lower[end : quoted.end()]
            return len(beside.split()) > 1 and any(c.isalnum() for c in around)
    return False
