"""The signs that a service is named, however the name is written."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations, pairwise

from sidedoor.disguised_names import HYPHENATED, disguised_names
from sidedoor.fold import drawn_in_latin
from sidedoor.ordinary import is_ordinary
from sidedoor.service_names import DISGUISED, WORD, service_names
from sidedoor.services import CATEGORIES, load_services
from sidedoor.signs import Doubt, Phrases, Sign
from sidedoor.text import Text


def _mention(service: str | None, sure: bool) -> str:
    return f"{'mention' if sure else 'perhaps'} {load_services().by_id[service or ''].category}"


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Words and phrases that names need, each with the signs that it gives."""
    names = service_names()
    words: defaultdict[str, set[str]] = defaultdict(set)
    phrases: defaultdict[str, set[str]] = defaultdict(set)
    for entries in names.by_word.values():
        for name in entries:
            parts = WORD.findall(name.text)
            if name.service and len(parts) > 1:
                phrases[f" {' '.join(parts)} "].add(_mention(name.service, name.sure))
            elif name.service:
                words[parts[0]].add(_mention(name.service, name.sure))
    for entries in names.signs.values():
        for name in entries:
            phrases[f" {' '.join(WORD.findall(name.text))} "].add(_mention(name.service, True))
    for text, name in names.long.items():
        for cuts in (1, 2):
            for places in combinations(range(1, len(text)), cuts):
                pieces = [text[a:b] for a, b in pairwise((0, *places, len(text)))]
                sure = cuts == 2 or not all(is_ordinary(piece) or len(piece) == 1 for piece in pieces)
                phrases[f" {' '.join(pieces)} "].add(_mention(name.service, sure))
    return {k: frozenset(v) for k, v in words.items()}, {k: frozenset(v) for k, v in phrases.items()}


_CYRILLIC = re.compile(r"[\u0400-\u04ff]{5,14}")
_FOREIGN = re.compile(r"[^\W_a-z0-9]")
_MIXED_WORD = re.compile(r"[a-z][0-9][a-z]|^[0-9][a-z]{3}")


@lru_cache(maxsize=1 << 14)
def signs_of(word: str) -> frozenset[str]:
    """Return the signs that a word gives as a name, or as what is left of one."""
    found: set[str] = set()
    for part in WORD.findall(word):
        found |= _names()[0].get(part, frozenset())
        if len(part) >= 5 and (name := disguised_names()._misspelt(part)):
            found.add(_mention(name.service, True))
    if _MIXED_WORD.search(word) or not word.isascii():
        found |= {f"mention {category}" for category in DISGUISED}
    if not word.isascii():
        for hit in _CYRILLIC.finditer(word):
            if name := service_names().long.get(drawn_in_latin(hit.group()) or ""):
                found.add(_mention(name.service, True))
        for hit in service_names().unspaced_search.finditer(word):
            if (name := service_names().unspaced[hit.group()]).service:
                found.add(_mention(name.service, True))
    return frozenset(found)


def _says(name: str) -> Callable[[str], int]:
    return lambda word: name in signs_of(word)


_ODD = (
    r"[A-Za-z](?:[@$^!|+(*]|\xe2\x82\xac|\xc2\xa5)[A-Za-z]",
    r"[^A-Za-z0-9][$!|][A-Za-z]{3}",
)


def escaped(text: str) -> str:
    """Return an expression that matches the bytes of `text` in UTF-8."""
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


@lru_cache(maxsize=1)
def mentions() -> dict[str, Sign]:
    """Return the signs that a service is mentioned, by their names."""
    shapes: defaultdict[str, list[str]] = defaultdict(list)
    names = service_names()
    for written, name in (*names.emoji.items(), *names.unspaced.items()):
        if name.service and not written.isascii() and not _FOREIGN.search(written):
            shapes[_mention(name.service, True)].append(escaped(written))
    phrases: defaultdict[str, set[str]] = defaultdict(set)
    for phrase, signs in _names()[1].items():
        for sign in signs:
            phrases[sign].add(phrase)
    return {
        name: Sign(name, tuple(shapes[name]), _says(name), frozenset(phrases[name]))
        for name in (f"{sure} {category}" for category in CATEGORIES for sure in ("mention", "perhaps"))
    }


ODD = Sign("odd", _ODD)
HYPHEN = Sign("a hyphen within a word", (r"[A-Za-z0-9]-[A-Za-z0-9]",))
FOUR_LETTERS = Sign("four letters apart", words=lambda word: len(word) == 1, run=4)
THREE_LETTERS = Sign("three letters apart", words=lambda word: len(word) == 1, run=3)


def _is_named(written: str) -> bool:
    from sidedoor.mentions import find_service_mentions

    return bool(find_service_mentions(Text(written)))


def _is_hyphenated(written: str) -> bool:
    # A name that is spelt right and cut in two is a phrase (`_names`); this is about those spelt wrong as well.
    return any(map(_is_misspelt, HYPHENATED.findall(written.lower())))


@lru_cache(maxsize=1 << 12)  # people hyphenate the same words again and again
def _is_misspelt(written: str) -> bool:
    return disguised_names().is_misspelt(written)


# A name written in a way that words and phrases don't tell. Its own words tell no language.
ODDLY = Sign("a name written oddly")


@lru_cache(maxsize=1)
def names_in_pieces() -> Phrases:
    """Return the names of several words, and those cut into pieces, as phrases."""
    return frozenset(_names()[1])


def name_doubts() -> Iterator[Doubt]:
    """Yield what only a closer look can tell to be a name."""
    given = (*(f"mention {category}" for category in DISGUISED), ODDLY.name)
    yield Doubt((ODD, FOUR_LETTERS), _is_named, given)
    yield Doubt((HYPHEN,), _is_hyphenated, given)
