"""Reads links, plain and spelled: "t.me/lorenzo", "t dot me slash lorenzo", "wa . me / 4477", "calendly slash ruth"."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sidedoor.address_words import Trigger, load_address_words
from sidedoor.decoding import View, as_written, decoded, hidden
from sidedoor.domains import registered_domain
from sidedoor.ordinary import is_ordinary
from sidedoor.services import Service, load_services
from sidedoor.spelled_domain import WIDEST_GAP, how, joins, read_labels
from sidedoor.text import Text
from sidedoor.tokens import Sign, Token, tokenise
from sidedoor.vocabulary import Technique


class Hyperlink(NamedTuple):
    """A link as it can be read: its span in the plain view, its host in lower case, and what follows the host."""

    start: int
    end: int
    host: str
    rest: str
    techniques: frozenset[Technique] = frozenset()

    @property
    def path(self) -> tuple[str, ...]:
        """The segments of the path, in lower case."""
        return tuple(part for part in re.split(r"[?#]", self.rest, maxsplit=1)[0].lower().split("/") if part)


@lru_cache(maxsize=1)
def places() -> dict[str, list[tuple[tuple[str, ...], Service]]]:
    """Return for each host the paths below it that belong to a service, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Service]]] = {}
    for service in load_services().by_id.values():
        for link in service.links:
            host, _, path = link.partition("/")
            found.setdefault(host, []).append((tuple(path.split("/")) if path else (), service))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def find_hyperlinks(text: Text) -> Iterator[Hyperlink]:
    """Yield every link in `text`, wherever it leads; readings of the same characters overlap, the surest come first."""
    if "." in text.plain and _DOMAIN.search(text.plain):
        yield from _plain(text.plain, as_written(text))
    if other := decoded(text):
        yield from _plain(other.text, other)
    if _may_be_dictated(text.lower):
        yield from _dictated(text)
    for start, end, meant in hidden(text):
        for link in _plain(meant, as_written(Text(meant))):
            yield link._replace(start=start, end=end, techniques=frozenset({Technique.ENCODED}))


_DOMAIN = re.compile(r"\.[^\W\d_]{2}")
_URL = re.compile(
    r"(?<![\w@.-])(?:(?:https?|hxxps?)://)?(?P<host>(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{0,22}[^\W_])(?![\w@-])"
    r"(?::\d{2,5})?(?P<rest>[/?#][^\s<>\"]{0,2000})?",
    re.IGNORECASE,
)


def _plain(written: str, view: View) -> Iterator[Hyperlink]:
    for match in _URL.finditer(written):
        host = match["host"].lower()
        if "_" in host or registered_domain(host) is None:
            continue
        rest = _trimmed(match["rest"] or "")
        end = match.end() - len(match["rest"] or "") + len(rest)
        techniques = set(view.techniques)
        if match.group()[:2].lower() == "hx":
            techniques.add(Technique.SYMBOL_SWAP)
        yield Hyperlink(*view.span(match.start(), end), host, rest, frozenset(techniques))


_TRAILING = ".,;:!?'*_~|`"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def _trimmed(rest: str) -> str:
    """Return `rest` without the punctuation of the sentence around it; a closing bracket stays if it was opened."""
    while rest and (
        rest[-1] in _TRAILING or (rest[-1] in _BRACKETS and rest.count(rest[-1]) > rest.count(_BRACKETS[rest[-1]]))
    ):
        rest = rest[:-1]
    return rest


@lru_cache(maxsize=1)
def _spelled() -> Trigger:
    return Trigger((*load_address_words().dot, *load_address_words().slash))


# A dot or slash that stands alone or in a frame, another sign in its place, or a comma or space inside "t.me".
_SIGNS = (
    " . ",
    " / ",
    "\n.",
    "\n/",
    "[.",
    "(.",
    "{.",
    "<.",
    "|.",
    "[ .",
    "( .",
    "/\n",
    "(/",
    "[/",
    "{/",
    *"•·∙●。⁄∕⧸\\",
    "hxxp",
)
_NEARLY = re.compile(r"\b(?:t|wa|m)(?:,|\. ?| \.)me\b|[a-z],[a-z]{2,3}/")


def _may_be_dictated(lower: str) -> bool:
    return _spelled().fires(lower) or any(sign in lower for sign in _SIGNS) or _NEARLY.search(lower) is not None


def _dictated(text: Text) -> Iterator[Hyperlink]:
    tokens = tokenise(text.lower)
    i = 0
    while i < len(tokens):
        link, after = _dictated_at(text, tokens, i)
        if link is not None:
            yield link
        i = max(after, i + 1)


def _dictated_at(text: Text, tokens: Sequence[Token], first: int) -> tuple[Hyperlink | None, int]:
    """Return the link whose host begins at token `first`, if one does, and the index after it."""
    if tokens[first].sign != Sign.WORD or _is_inside(tokens, first):
        return None, first
    for host, after, techniques, is_guess in _hosts(tokens, first):
        rest, end, more = _path(text, tokens, after)
        if is_guess and not (host in places() and _is_name(rest[1:])):
            continue
        begin = _scheme(tokens, first)
        used = techniques | more
        if "\n" in text.plain[tokens[begin].start : tokens[end - 1].end]:
            if rest and not _is_name(rest.rpartition("/")[2]):  # "on instagram.com/\nThanks"
                continue
            used |= {Technique.SPLIT_LINES}
        return Hyperlink(tokens[begin].start, tokens[end - 1].end, host, rest, used), end
    return None, first


def _is_name(segment: str) -> bool:
    """Return whether what follows a guessed host can be somebody's name there: "facebook slash meta ads" has none."""
    return bool(segment) and not is_ordinary(segment.lower()) and load_services().named(segment) is None


def _is_inside(tokens: Sequence[Token], i: int) -> bool:
    """Return whether token `i` is glued to a word, dot or at sign before it, so that no host begins there."""
    return i > 0 and tokens[i - 1].end == tokens[i].start and tokens[i - 1].sign not in (Sign.SLASH, Sign.MARK)


def _scheme(tokens: Sequence[Token], first: int) -> int:
    """Return the index at which the scheme before token `first` begins ("hxxps : / /"), else `first`."""
    before = tokens[max(0, first - 4) : first]
    is_scheme = len(before) == 4 and before[0].text.startswith(("http", "hxxp")) and before[3].sign == Sign.SLASH
    return first - 4 if is_scheme else first


def _hosts(tokens: Sequence[Token], first: int) -> Iterator[tuple[str, int, frozenset[Technique], bool]]:
    """Yield host, index after it, techniques and whether it is a guess, for the hosts that can begin at `first`."""
    labels, ends, techniques, _ = read_labels(tokens, first)
    for count in range(len(labels), 1, -1):
        if registered_domain(host := ".".join(labels[:count])):
            yield host, ends[count - 1], techniques, False
            break
    labels, ends, techniques, _ = read_labels(tokens, first, loose=True)
    if len(labels) > 1:
        yield ".".join(labels[:2]), ends[1], techniques, True
    after = tokens[first + 1 : first + 3]
    missing = frozenset({Technique.MISSING_PART})
    if len(after) == 2 and after[0].sign == Sign.WORD and after[1].spelled:  # "t me slash"
        yield f"{tokens[first].text}.{after[0].text}", first + 2, missing, True
    if after and after[0].spelled and after[0].sign == Sign.SLASH:  # "calendly slash"
        known = load_services().by_id.get(load_services().named(tokens[first].text) or "")
        if known and known.links and not is_ordinary(tokens[first].text):
            yield known.links[0].partition("/")[0], first + 1, missing, True


def _path(text: Text, tokens: Sequence[Token], i: int) -> tuple[str, int, frozenset[Technique]]:
    """Read slash, segment, slash ... from token `i` on: the path, the index after it, how it is written."""
    rest = ""
    techniques: frozenset[Technique] = frozenset()
    while i + 1 < len(tokens) and tokens[i].sign == Sign.SLASH:
        if max(tokens[i].start - tokens[i - 1].end, tokens[i + 1].start - tokens[i].end) > WIDEST_GAP:
            break
        apart = tokens[i].start > tokens[i - 1].end
        segment, after = _segment(text, tokens, i + 1, apart)
        if not segment:
            break
        techniques |= how(tokens, i)
        rest += "/" + segment
        i = after
    return rest, i, techniques


def _segment(text: Text, tokens: Sequence[Token], i: int, apart: bool) -> tuple[str, int]:
    """Read one segment of a path: words with spelled or tight signs between, in the letters that were written.

    Where the link is spaced `apart` ("t . me / jo _ dev"), dots and underscores inside of it are too.
    """
    segment = ""
    while i < len(tokens):
        token = tokens[i]
        tight = bool(segment) and token.start == tokens[i - 1].end
        if token.sign == Sign.WORD:
            if segment and not tight and tokens[i - 1].sign == Sign.WORD:
                break
            written = text.plain[token.start : token.end]
            segment += written if len(written) == len(token.text) else token.text
        elif segment and token.sign not in (Sign.MARK, Sign.SLASH, Sign.AT, Sign.WEAK_AT):
            among = tight or token.spelled or (apart and token.sign in (Sign.DOT, Sign.UNDERSCORE))
            if not among or not joins(tokens, i, Sign.DOT, Sign.DASH, Sign.UNDERSCORE, Sign.PLUS):
                break
            segment += token.text
        elif token.written in "@+?=&%~" and i + 1 < len(tokens) and tokens[i + 1].start == token.end:
            segment += token.written
        else:
            break
        i += 1
    return segment, i
