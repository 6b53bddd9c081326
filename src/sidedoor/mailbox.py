"""Reads the two sides of an at sign: the local part before it, the domain or the provider after it."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from sidedoor.address_words import UNSPACED, load_address_words
from sidedoor.domains import SHORTEST_MISSPELT, correct, is_slip, providers, registered_domain
from sidedoor.ordinary import is_ordinary
from sidedoor.resources import folder
from sidedoor.services import Service
from sidedoor.text import Text
from sidedoor.tokens import Sign, Token
from sidedoor.vocabulary import Technique


class MailAddress(NamedTuple):
    """An address as read: its span in the plain view; `address` is None where a known name is to be put in."""

    start: int
    end: int
    address: str | None
    techniques: frozenset[Technique]


class Domain(NamedTuple):
    """A domain as read: its name, the index after its last token, and how it is written.

    `spelled` tells that a dot is a word or stands in a frame or alone; `complete` that an ending is there; `known` that
    it is a provider's.
    """

    name: str
    first: int
    after: int
    spelled: bool
    complete: bool
    known: bool
    techniques: frozenset[Technique]


class Local(NamedTuple):
    """A local part as read: its value and the indices of its first token and of the one after its last."""

    value: str
    first: int
    after: int
    techniques: frozenset[Technique]


@lru_cache(maxsize=1)
def _endings() -> dict[str, str]:
    table = msgspec.toml.decode((folder("patterns") / "endings.toml").read_bytes(), type=dict[str, list[str]])
    return {Text(word).lower: ending for ending, words in table.items() for word in words}


_MOST_LABELS = 6


def read_domain(tokens: Sequence[Token], first: int) -> Domain | None:
    """Return the domain that begins at token `first`, the longest that makes sense, or None."""
    while first < len(tokens) and tokens[first].written in _FILLERS:
        first += 1
    if first >= len(tokens):
        return None
    for start in range(first, min(first + _MOST_BEFORE, len(tokens))):  # "that google mail thing dot com"
        if named := _provider_at(tokens, start):
            return named
        if tokens[start].text not in _around():
            break
    labels, ends, techniques, spelled = read_labels(tokens, first)
    for count in range(len(labels), 0, -1):
        name = ".".join(labels[:count])
        if count == 1:
            name = providers().glued.get(name, "")
        name = _clipped(name, tokens[ends[count - 1] - 1])
        if name and registered_domain(name):
            corrected, slip = correct(name)
            if slip:
                techniques |= {slip}
            return Domain(
                corrected, first, ends[count - 1], spelled, True, corrected in providers().by_domain, techniques
            )
    labels, ends, techniques, _ = read_labels(tokens, first, loose=True)
    for count in range(len(labels), 1, -1):
        name = ".".join(labels[:count])
        if name in providers().by_domain:
            return Domain(name, first, ends[count - 1], True, True, True, techniques)
    return _bare_provider(tokens, first) or _in_chunks(tokens, first)


_MOST_BEFORE = 4


@lru_cache(maxsize=1)
def _around() -> frozenset[str]:
    words = load_address_words()
    return frozenset(Text(word).lower for word in (*words.lead, *words.between))


def _provider_at(tokens: Sequence[Token], first: int) -> Domain | None:
    for phrase, service, weak in providers().phrases.get(tokens[first].text, ()):
        after = first + len(phrase)
        if tuple(t.text for t in tokens[first:after]) == phrase:
            named = _named_domain(tokens, first, after, service, weak)
            if named and not named.complete and after + 1 < len(tokens) and tokens[after].text in _around():
                return _named_domain(tokens, first, after + 1, service, weak) or named
            if named:
                return named
    return None


_FILLERS = frozenset("\"'([{<*|~^`:=")


def _clipped(name: str, last: Token) -> str:
    """Return `name` without letters that spacing stuck on its ending: "gmail.comi" in "g m a i l . c o m I hope"."""
    if Technique.SPACED in last.techniques:
        stem, _, ending = name.rpartition(".")
        for length in range(len(ending), 1, -1):
            if stem and registered_domain(f"{stem}.{ending[:length]}"):
                return f"{stem}.{ending[:length]}"
    return name


def read_labels(
    tokens: Sequence[Token], first: int, loose: bool = False
) -> tuple[list[str], list[int], frozenset[Technique], bool]:
    """Read label, dot, label ... from token `first` on; the indices after each label; whether a dot is spelled.

    Where `loose`, a comma is a dot and a gap on one side of it does not matter: "mail,ru", "gmail. com".
    """
    labels: list[str] = []
    ends: list[int] = []
    techniques: frozenset[Technique] = frozenset()
    spelled = False
    i = first
    while len(labels) < _MOST_LABELS:
        word, after, used = _word(tokens, i)
        if not word:
            break
        techniques |= used
        labels.append(_endings().get(word, word))
        ends.append(after)
        if after >= len(tokens) or not (joins(tokens, after, Sign.DOT) or (loose and _nearly_joins(tokens, after))):
            break
        spelled |= tokens[after].spelled or tokens[after].start > tokens[after - 1].end
        techniques |= how(tokens, after)
        i = after + 1
    return labels, ends, techniques, spelled


def _word(tokens: Sequence[Token], i: int) -> tuple[str, int, frozenset[Technique]]:
    """Read one label: a word, or words with a dash between or stuck together ("маша22")."""
    if i >= len(tokens) or not tokens[i].is_word:
        return "", i, frozenset()
    word, techniques = tokens[i].word, tokens[i].techniques
    i += 1
    while i < len(tokens):
        token, last = tokens[i], tokens[i - 1]
        if token.sign == Sign.WORD and token.start == last.end and _same_kind(last.text, token.text):
            word, i = word + token.text, i + 1
        elif (
            token.sign == Sign.DASH
            and i + 1 < len(tokens)
            and tokens[i + 1].sign == Sign.WORD
            and (token.spelled or token.start == last.end)
            and (token.spelled or tokens[i + 1].start == token.end)
        ):
            word, techniques, i = word + "-" + tokens[i + 1].text, techniques | token.techniques, i + 2
        else:
            break
    return word, i, techniques


def _same_kind(a: str, b: str) -> bool:
    """Return whether two words stuck together are one: scripts without spaces stick to any neighbour."""
    return bool(UNSPACED.search(a)) == bool(UNSPACED.search(b))


def joins(tokens: Sequence[Token], i: int, *signs: Sign) -> bool:
    """Return whether token `i` joins its neighbours: a spelled sign does, a written one if its gaps are alike."""
    token = tokens[i]
    if token.sign not in signs or i == 0 or i + 1 >= len(tokens):
        return False
    before, after = token.start - tokens[i - 1].end, tokens[i + 1].start - token.end
    if max(before, after) > WIDEST_GAP:
        return False
    return token.spelled or (before > 0) == (after > 0)


def _nearly_joins(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.written not in ".,;" or i == 0 or i + 1 >= len(tokens):
        return False
    return token.start - tokens[i - 1].end <= 1 and tokens[i + 1].start - token.end <= 1


WIDEST_GAP = 3


def how(tokens: Sequence[Token], i: int) -> frozenset[Technique]:
    """Return the techniques of token `i`, a sign between two words."""
    token = tokens[i]
    techniques = token.techniques
    if token.sign == Sign.MARK:
        return techniques | {Technique.SYMBOL_SWAP}
    if not token.spelled and token.start > tokens[i - 1].end:
        techniques |= {Technique.SPACED}
    return techniques


def _named_domain(tokens: Sequence[Token], first: int, after: int, service: Service, weak: bool) -> Domain | None:
    """The domain of a provider that is named, with or without an ending ("gmail dot com", "web de", "gmail")."""
    used = tokens[first:after]
    techniques = frozenset().union(*(token.techniques for token in used))
    spelled = any(token.spelled for token in used)
    written = "".join(token.text for token in used)
    written = ".".join(_endings().get(label, label) for label in written.split("."))
    main = service.links[0]
    if written in service.links:  # the name is the whole domain: "mail.ru"
        return Domain(written, first, after, spelled, True, True, techniques)
    missing = techniques | {Technique.MISSING_PART}
    if written in providers().glued:  # "web de"
        return Domain(providers().glued[written], first, after, False, True, True, missing)
    label = next((link.partition(".")[0] for link in service.links if link.partition(".")[0] == written), "")
    if not label:
        label = main.partition(".")[0]
        if written.isascii():
            other = Technique.MISSPELT if is_slip(written, label) else Technique.NICKNAME
            techniques, missing = techniques | {other}, missing | {other}
    if after < len(tokens) and joins(tokens, after, Sign.DOT):
        labels, ends, more, dotted = read_labels(tokens, after + 1)
        for count in range(len(labels), 0, -1):
            name = _clipped(".".join([label, *labels[:count]]), tokens[ends[count - 1] - 1])
            if registered_domain(name):
                spelled |= dotted or tokens[after].spelled or tokens[after].start > tokens[after - 1].end
                known = name in providers().by_domain
                return Domain(
                    name, first, ends[count - 1], spelled, True, known, techniques | more | how(tokens, after)
                )
    ending = after + (after + 1 < len(tokens) and tokens[after].written in _SEPARATING)
    if ending < len(tokens) and tokens[ending].sign == Sign.WORD:
        dropped = f"{label}.{_endings().get(tokens[ending].text, tokens[ending].text)}"
        if dropped in providers().by_domain:  # "gmail com", "gmail*com"
            return Domain(dropped, first, ending + 1, True, True, True, missing)
    if any(token.text in _endings() for token in used[1:]):  # "мейл ру"
        return Domain(main, first, after, False, True, True, techniques)
    if weak:
        return None
    if len(used) == 1:  # "googlemail", but "google mail" is the provider's name
        main = next((link for link in service.links if link.partition(".")[0] == label), main)
    return Domain(main, first, after, False, False, True, missing)


def _bare_provider(tokens: Sequence[Token], first: int) -> Domain | None:
    """A misspelt provider without an ending: "lena at gmial"."""
    word, after, techniques = _word(tokens, first)
    if len(word) < SHORTEST_MISSPELT or is_ordinary(word):
        return None
    for label, service in providers().labels.items():
        if len(label) >= SHORTEST_MISSPELT and is_slip(word, label) and service.links[0].startswith(label + "."):
            used = techniques | {Technique.MISSPELT, Technique.MISSING_PART}
            return Domain(service.links[0], first, after, False, False, True, used)
    return None


_MOST_CHUNKS = 8


def _in_chunks(tokens: Sequence[Token], first: int) -> Domain | None:
    """A provider's domain that is cut up anyhow: "gm ail . c om"."""
    name = ""
    for i in range(first, min(first + _MOST_CHUNKS, len(tokens))):
        if tokens[i].sign not in (Sign.WORD, Sign.DOT):
            break
        name += tokens[i].text
        if name in providers().by_domain:
            return Domain(name, first, i + 1, True, True, True, frozenset({Technique.SPACED}))
    return None


_JOINERS = (Sign.DOT, Sign.UNDERSCORE, Sign.DASH, Sign.PLUS)
_MOST_PIECES = 12


def read_local(
    tokens: Sequence[Token], at: int, spaced: bool, together: int = 0, stops: Callable[[Token], bool] | None = None
) -> Local | None:
    """Return the local part that ends right before token `at`.

    `spaced` allows written signs to stand between spaces, as they do in an address that is spaced throughout;
    `together` is how many further words may be joined across a space ("suresh verma 22"), up to one that `stops`.
    """
    i = at - 1
    while i >= 0 and tokens[i].written in _CLOSERS:
        i -= 1
    after = i + 1
    pieces: list[str] = []
    techniques: frozenset[Technique] = frozenset()
    while i >= 0 and len(pieces) < _MOST_PIECES and tokens[i].is_word:
        word = tokens[i]
        pieces.append(word.word)
        if word.sign == Sign.WORD:
            techniques |= word.techniques
        if i == 0:
            break
        before, gap = tokens[i - 1], word.start - tokens[i - 1].end
        if before.sign == Sign.WORD and gap == 0 and _same_kind(before.text, word.text):
            i -= 1
        elif joins(tokens, i - 1, *_JOINERS) and (before.spelled or spaced or gap == 0) and tokens[i - 2].is_word:
            pieces.append(before.text)
            techniques |= how(tokens, i - 1)
            i -= 2
        elif i > 1 and before.written in _SEPARATING and _is_tight(tokens, i - 1) and tokens[i - 2].is_word:
            techniques |= {Technique.SEPARATORS}
            i -= 2
        elif before.sign == Sign.WORD and 0 < gap <= WIDEST_GAP and together and stops and not stops(before):
            techniques |= {Technique.SPACED}
            together -= 1
            i -= 1
        else:
            break
    return Local("".join(reversed(pieces)), i, after, techniques) if pieces else None


_CLOSERS = frozenset("\"')]}>*|~^`")
_SEPARATING = frozenset("*|~^!#=\\'")


def _is_tight(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start
