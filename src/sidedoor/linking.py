"""Reads the words between a service's name and what might be the name, number or address of somebody there."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from sidedoor.address_words import load_address_words
from sidedoor.handle_words import handle_cues, handle_words
from sidedoor.ordinary import is_common_english
from sidedoor.text import Text

LONGEST = 80  # characters between the two
_MOST_WORDS = 9
_LEAD = 30  # characters in front of a service in which its owner may be named


class Link(NamedTuple):
    """What stands between a service and `end`: `stops` are the places where a name could begin, `end` the last.

    `points` says that a sign (":", "->") points at what follows, `tells` that a word does ("is"), `names` that it is
    called a user name ("id"), `calls` that somebody goes by it ("as"), `own` that it is somebody's ("my"). `words`
    counts the words in between, `broken` tells that a sentence ends there; `strange` counts words that no list has.
    """

    end: int
    stops: tuple[int, ...]
    points: bool
    tells: bool
    names: bool
    calls: bool
    own: bool
    words: int
    broken: bool
    strange: int = 0


def link_after(lower: str, start: int, *, strangers: int = 0) -> Link:
    """Return the longest link that begins at `start`, the end of a service's name.

    With `strangers`, so many words that are in no list, and are none of common English, may be part of it.
    """
    stops = [start]
    points = tells = names = calls = own = broken = False
    words = strange = 0
    position = start
    limit = min(len(lower), start + LONGEST)
    while position < limit and words <= _MOST_WORDS:
        token = _after().match(lower, position)
        if token is None:
            stranger = _STRANGER.match(lower, position) if strange < strangers and not broken else None
            if stranger is None or is_common_english(stranger.group()):
                break
            strange += 1
            position = stranger.end()
            stops.append(position)
            continue
        kind = _kind(token)
        points |= kind == "points"
        tells |= kind == "tells"
        names |= kind == "names"
        calls |= kind == "calls"
        own |= kind == "owns"
        words += kind in ("tells", "names", "calls", "owns", "between")
        broken |= kind == "ends"
        position = token.end()
        stops.append(position)
    return Link(position, tuple(stops), points, tells, names, calls, own, words, broken, strange)


# A whole word of any language, but nothing that could be a user name by its shape.
_STRANGER = re.compile(r"[a-z]{1,24}(?![a-z0-9_@]|[.#-][a-z0-9])|[^\W_a-z0-9](?:[^\W_a-z0-9]|[\u0900-\u0e7f'-]){0,30}")


def link_before(lower: str, start: int, end: int) -> bool:
    """Return whether `lower[start:end]`, between a name and a service after it, ties the one to the other."""
    position = start
    tied = False
    for _ in range(_MOST_WORDS):
        if position >= end:
            return tied and position == end
        token = _before().match(lower, position, end)
        if token is None:
            return False
        tied |= token.lastgroup == "tied"
        position = token.end()
    return False


def is_own(lower: str, start: int, *, directly: bool = False) -> bool:
    """Return whether a word before `start` says whose the thing there is, or invites to it: "my", "add me on".

    `directly` allows nothing but a preposition between the two.
    """
    for _, stop in handle_cues().ownership.find(lower, max(0, start - _LEAD), start):
        gap = lower[stop:start]
        if len(gap) > _LONGEST_GAP or _SENTENCE_SIGN.search(gap):
            continue
        if not directly or not gap.strip() or gap.strip() in handle_words().words["on"]:
            return True
    return False


_LONGEST_GAP = 20  # characters between "add me" and the service's name
_SENTENCE_SIGN = re.compile(r"[.!?\n]")
_KINDS = ("calls", "names", "tells", "owns", "between")  # of link words, the one that tells most first
_LISTS = {"calls": "as", "names": "id", "tells": "is", "owns": "own", "between": "between"}


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """Return the kind of each link word, folded."""
    words = handle_words().words
    signs = {Text(word).lower: "between" for word in load_address_words().at}  # "телеграм собака kemi_25"
    return signs | {Text(word).lower: kind for kind in reversed(_KINDS) for word in words[_LISTS[kind]]}


def _kind(token: re.Match[str]) -> str:
    return _kinds()[" ".join(token.group().split())] if token.lastgroup == "word" else token.lastgroup or ""


def _here(words: Iterable[str]) -> str:
    """Return an alternation of `words` to be matched at a place, the longest first, each ending where a word ends."""
    folded = sorted({Text(word).lower for word in words}, key=lambda word: (-len(word), word))
    spaced = [re.escape(word).replace(r"\ ", r"\s{1,3}") for word in folded if word.isascii()]
    # Scripts without spaces let the next word follow at once.
    joined = [re.escape(word).replace(r"\ ", r"\s{1,3}") for word in folded if not word.isascii()]
    parts = ([f"(?:{'|'.join(spaced)})(?![a-z0-9_]|[.#-][a-z0-9])"] if spaced else []) + joined
    return "|".join(parts)


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    return re.compile(
        r"(?P<points>[:=→➡➜👉⇒]|-{1,2}>|=>|>{1,2}|-(?=\s))"
        r"|(?P<ends>[.!?。！？।]+(?=\s|$|[^a-z0-9_.]))"
        r"|(?P<aside>\([a-z']{1,20}(?:\s[a-z']{1,20}){1,5}\)(?=\s))"  # "(yes that one)"
        r"|(?P<mark>\s{1,4}|'(?!s\s)|[,;()\[\]{}\"*/|~&+、，（）「」…•·-]|[\U0001f300-\U0001faff\u2600-\u27bf])"
        r"|(?P<names>@(?=\s+(?:is|:|=)))|(?P<sign>\#(?=\s?[0-9]))"
        f"|(?P<word>{_here(_kinds())})"
    )


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    words = handle_words().words
    return re.compile(
        rf"(?P<tied>[(/|=~-]|{_here(words['on'])})|(?P<loose>\s{{1,3}}|[,)\"'*]|{_here(words['between'])})"
    )
