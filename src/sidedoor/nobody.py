"""Addresses that belong to nobody in the chat: placeholders, test data, code, machines, and words that are the work."""

import re
from functools import lru_cache

import msgspec

from sidedoor.address_words import Phrases, cues
from sidedoor.domains import under
from sidedoor.errors import PatternError
from sidedoor.resources import folder
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
    path = folder("patterns") / "placeholders.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Placeholders)
    except msgspec.MsgspecError as error:
        raise PatternError(f"{path}: {error}.") from error


@lru_cache(maxsize=1)
def _own_domains() -> tuple[frozenset[str], frozenset[str]]:
    services = load_services()
    return (
        frozenset(link for service in services.of("marketplace") for link in service.links),
        frozenset(link for service in services.of("work", "meeting", "form") for link in service.links)
        - frozenset(link for service in services.of("provider") for link in service.links),
    )


def is_nobodys(text: Text, start: int, end: int, address: str) -> bool:
    """Return whether the e-mail `address`, read at `text.lower[start:end]`, reaches neither of the two parties."""
    local, _, domain = address.partition("@")
    known = load_placeholders()
    marketplaces, vendors = _own_domains()
    if local in known.machines or any(under(domain, own) for own in marketplaces):
        return True
    if local in known.roles and any(under(domain, vendor) for vendor in vendors):
        return True
    if in_code(text.plain, start, end):
        return True
    sentence_start, sentence_end = sentence(text.lower, start, end)
    said = text.lower[sentence_start:sentence_end]
    mine = cues().mine.search(said) is not None
    sample = cues().sample.search(said) is not None
    labels = domain.split(".")
    name = local.partition("+")[0]
    if labels[-2] == _RESERVED:
        return sample or name in known.names or (name in known.roles and not mine)
    if labels[-2] in known.domains:
        return sample or name in known.names or not mine
    if name in known.names:
        return not mine or sample
    if is_copy(text.lower, start, end):
        return True
    if mine:
        return False
    if sample or is_led_to(text.lower[sentence_start:start], cues().reach, cues().mine):
        return sample
    return bool(cues().copy.search(said) or (not cues().reach.search(said) and cues().sample.search(text.lower)))


def is_led_to(before: str, *invitations: Phrases) -> bool:
    """Return whether `before` ends in an invitation to what follows: "find me at", but not "find me a theme on"."""
    ends = [end for phrases in invitations for _, end in phrases.find(before)]
    return bool(ends) and cues().lead.cover(before, max(ends), len(before))


_SENTENCE_END = re.compile(r"[.!?]\s|\n|[。！？।؟]")


def sentence(lower: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around `lower[start:end]` begins and ends."""
    begin = 0
    for match in _SENTENCE_END.finditer(lower, 0, start):
        begin = match.end()
    after = _SENTENCE_END.search(lower, end)
    return begin, after.start() if after else len(lower)


# What stands right before an address in code: a shell command, a call, an attribute, a key, a user in a URL.
_CODE_BEFORE = re.compile(
    r"""(?:\b(?:ssh|scp|sftp|rsync|psql|mosh|curl|wget|git\ clone|git\ remote)\b[^\n]{0,60}
    | [\w\])]=["']?
    | ["']\s?(?::|=>|,)\s?["']
    | [\w.]\(\s?["']
    | \b(?:insert|values|select|where)\b[^\n]{0,60}["'(]
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
        or plain.count("```", 0, start) % 2 == 1
    )


_QUOTED = re.compile(r'"([^"\n]{1,600})"')


def is_copy(lower: str, start: int, end: int) -> bool:
    """Return whether `lower[start:end]` stands in a quotation with other words, as copy to be used or translated does.

    A quotation that is the whole message is no quotation, and one that holds nothing but the address is emphasis.
    """
    if lower.count('"') < 2:
        return False
    for quoted in _QUOTED.finditer(lower):
        if quoted.start() < start and end < quoted.end():
            around = lower[: quoted.start()] + lower[quoted.end() :]
            beside = lower[quoted.start() : start] + lower[end : quoted.end()]
            return len(beside.split()) > 1 and any(c.isalnum() for c in around)
    return False
