"""Reads domains as they are spelled: "gmail dot com", "kestrel dash studio punkt de", "that google mail thing"."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sidedoor.address_words import UNSPACED, load_address_words
from sidedoor.domains import SHORTEST_MISSPELT, correct, is_slip, providers, registered_domain
from sidedoor.ordinary import is_ordinary
from sidedoor.resources import folder, read_toml
from sidedoor.services import Service
from sidedoor.text import Text
from sidedoor.tokens import Sign, Token
from sidedoor.vocabulary import Technique

SEPARATING = frozenset("*|~^!#=\\'")  # marks that are put into an address to be taken out again


class Domain(NamedTuple):
    """A domain as read: its name, the index after its last token, and how it is written.

    `spelled` tells that a dot is a word or stands in a frame or alone; `complete` that an ending is there; `known` that
    it is a provider's, and not by a name that is a word as well.
    """

    name: str
    first: int
    after: int
    spelled: bool
    complete: bool
    known: bool
    techniques: frozenset[Technique]


@lru_cache(maxsize=1)
def _endings() -> dict[str, str]:
    table = read_toml(folder("patterns") / "endings.toml", dict[str, list[str]])
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
            name, slip = correct(name)
            used = techniques | {slip} if slip else techniques
            return Domain(name, first, ends[count - 1], spelled, True, name in providers().by_domain, used)
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
    """The domain of the provider that is named from token `first` on."""
    for phrase, service, weak in providers().phrases.get(tokens[first].text, ()):
        after = first + len(phrase)
        if tuple(token.text for token in tokens[first:after]) != phrase:
            continue
        named = _named_domain(tokens, first, after, service, weak)
        if not (named and named.complete) and after < len(tokens) and tokens[after].text in _around():
            longer = _named_domain(tokens, first, after + 1, service, weak)  # "google mail thing dot com"
            named = longer if longer and longer.complete else named
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
        if token.sign == Sign.WORD and token.start == last.end and same_kind(last.text, token.text):
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


def same_kind(a: str, b: str) -> bool:
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
    """The domain of a provider named by tokens `first` to `after`, with an ending or without."""
    used = tokens[first:after]
    dots = [i for i in range(first + 1, after) if tokens[i].sign == Sign.DOT]
    techniques = frozenset().union(*(token.techniques for token in used), *(how(tokens, i) for i in dots))
    spelled = any(token.spelled for token in used) or Technique.SPACED in techniques
    written = ".".join(_endings().get(part, part) for part in "".join(token.text for token in used).split("."))
    missing = frozenset({Technique.MISSING_PART})
    if written in service.links:  # the name is the whole domain: "mail.ru"
        longer = _ended(tokens, after, written)
        if longer and longer[0] in service.links:  # "outlook.com", but "outlook.com.tr" as well
            return Domain(longer[0], first, longer[1], spelled or longer[2], True, True, techniques | longer[3])
        return Domain(written, first, after, spelled, True, True, techniques)
    if written in providers().glued:  # "web de"
        return Domain(providers().glued[written], first, after, False, True, True, techniques | missing)
    main = service.links[0]
    labels = {link.partition(".")[0]: link for link in reversed(service.links)}
    label = written if written in labels else main.partition(".")[0]
    if weak and len(used) == 1 and after < len(tokens) and tokens[after].written == "." and _is_tight(tokens, after):
        return None  # "google.com" is no mail
    if written != label and written.isascii():
        techniques |= {Technique.MISSPELT if is_slip(written, label) else Technique.NICKNAME}
    if ended := _ended(tokens, after, label):
        name, end, dotted, more = ended
        return Domain(name, first, end, spelled or dotted, True, name in providers().by_domain, techniques | more)
    if any(token.text in _endings() for token in used[1:]):  # "мейл ру"
        return Domain(main, first, after, False, True, True, techniques)
    if len(used) == 1:  # "googlemail" is a domain of its own, "google mail" the provider's name
        main = labels[label]
    return Domain(main, first, after, False, False, not weak, techniques | missing)


def _is_tight(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i - 1].end == tokens[i].start and i + 1 < len(tokens) and tokens[i].end == tokens[i + 1].start


def _ended(tokens: Sequence[Token], i: int, label: str) -> tuple[str, int, bool, frozenset[Technique]] | None:
    """The domain that `label` and the ending from token `i` on make, the index after it, and how it is written."""
    if i < len(tokens) and joins(tokens, i, Sign.DOT):
        labels, ends, techniques, dotted = read_labels(tokens, i + 1)
        for count in range(len(labels), 0, -1):
            name = _clipped(".".join([label, *labels[:count]]), tokens[ends[count - 1] - 1])
            if registered_domain(name):
                spelled = dotted or tokens[i].spelled or tokens[i].start > tokens[i - 1].end
                return name, ends[count - 1], spelled, techniques | how(tokens, i)
    if i + 1 < len(tokens) and tokens[i].written in SEPARATING:
        i += 1
    if i < len(tokens) and tokens[i].sign == Sign.WORD:
        name = f"{label}.{_endings().get(tokens[i].text, tokens[i].text)}"
        if name in providers().by_domain:  # "gmail com", "gmail*com"
            return name, i + 1, True, frozenset({Technique.MISSING_PART})
    return None


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
