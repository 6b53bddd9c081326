"""Which patterns a text wakes: an index from keys to patterns, so that a pattern is read only where it may match.

Deriving the needs of all patterns takes a second, so `patterns/index.json` keeps them. It is made by
`python -m sidedoor.pattern_check` and holds a digest of the files it was made from: after an edit it no longer counts,
and the needs are derived anew.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import msgspec

from sidedoor.marked import MarkedText
from sidedoor.needs import key_of
from sidedoor.pattern_phrases import Wanted, wanted_by_patterns
from sidedoor.patterns import PATTERN_KINDS, Pattern, languages, load_language, load_lexicon, load_patterns
from sidedoor.resources import folder

INDEX = "index.json"
LANGUAGES = "languages"  # what the gate calls the patterns of all languages but English
_ALWAYS = "en"  # people of every language mix English in


class Index(msgspec.Struct):
    """What is known of the patterns before they are read: each language's telltales, the keys of its commonest words;
    the sets of keys that each id needs; and the sets that the gate looks for, first the one that wakes the pattern.
    Sets are told by their numbers."""

    digest: str
    telltales: dict[str, list[str]]
    sets: list[list[str]]
    needs: dict[str, list[int]]
    wanted: dict[str, list[int]]


class PatternPack:
    """The patterns of some kinds: a language is looked at where its words stand, a pattern where its needs do."""

    def __init__(self, index: Index, path: Path, kinds: frozenset[str]) -> None:
        self._path = path
        self._telltales = {language: frozenset(keys) for language, keys in index.telltales.items()}
        sets = {number: frozenset(index.sets[number]) for numbers in index.needs.values() for number in numbers}
        self._needs: dict[str, dict[str, list[frozenset[str]]]] = {language: {} for language in self._telltales}
        for name, numbers in index.needs.items():
            language, kind, _ = name.split("/")
            if kind in kinds:
                self._needs[language][name] = [sets[number] for number in numbers]
        self._by_key: dict[str, dict[str, list[str]]] = {}

    def matches(
        self, marked: MarkedText, woken: frozenset[str] | None = None
    ) -> Iterator[tuple[Pattern, re.Match[str]]]:
        """Yield every match of every pattern in the languages that `marked` may be written in, with its pattern.

        Where the gate has `woken` some, only those are read, and other languages than English only if it says so.
        """
        if woken is not None and LANGUAGES not in woken and woken.isdisjoint(self._needs[_ALWAYS]):
            return
        keys = marked.keys
        for language in self._spoken(keys) if woken is None or LANGUAGES in woken else [_ALWAYS]:
            by_key, needs = self._gate(language), self._needs[language]
            if woken is not None and language == _ALWAYS:
                names = woken & needs.keys()
            else:
                names = frozenset(name for key in keys & by_key.keys() for name in by_key[key])
            for name in sorted(names):
                if not any(keys.isdisjoint(words) for words in needs[name]):
                    pattern = load_language(self._path, language)[name]
                    for match in pattern.find(marked):
                        yield pattern, match

    def _spoken(self, keys: frozenset[str]) -> list[str]:
        """Return the languages whose telltales are there; every language, where none is told (a word or two).

        Beside one English word one telltale is enough ("me passa seu número"); beside more, one may be an accident
        ("I'm a fan of it, das is all"), and two are none.
        """
        english = len(keys & self._telltales[_ALWAYS])
        fewest = min(max(english, 1), 2)
        told = [name for name, telltales in self._telltales.items() if len(keys & telltales) >= fewest]
        if not told and not english:
            return list(self._telltales)
        return told if _ALWAYS in told else [_ALWAYS, *told]

    def _gate(self, language: str) -> dict[str, list[str]]:
        """Return the ids that each key wakes: a pattern by its rarest need, the one whose keys fewest others share."""
        if language not in self._by_key:
            needs = self._needs[language]
            shared = Counter(key for sets in needs.values() for keys in sets for key in keys)
            gate: dict[str, list[str]] = {}
            for name, sets in needs.items():
                for key in min(sets, key=lambda keys: sum(shared[key] for key in keys), default=()):
                    gate.setdefault(key, []).append(name)
            self._by_key[language] = gate
        return self._by_key[language]


@lru_cache(maxsize=8)
def load_pack(*kinds: str) -> PatternPack:
    """Return the patterns of `kinds` that ship with sidedoor.

    Raises PatternError where one cannot be read, and, once a file has been edited, where one may not ship.
    """
    path = folder("patterns")
    return PatternPack(_load_index(path), path, frozenset(kinds))


def load_wanted() -> dict[str, Wanted]:
    """Return what the gate looks for on behalf of each shipped pattern, by its id. Raises as `load_pack` does."""
    index = _load_index(folder("patterns"))
    sets = {number: frozenset(index.sets[number]) for numbers in index.wanted.values() for number in numbers}
    return {
        name: Wanted(sets[first], tuple(sets[number] for number in beside))
        for name, (first, *beside) in index.wanted.items()
    }


@lru_cache(maxsize=2)
def _load_index(path: Path) -> Index:
    digest = _digest(path)
    if (path / INDEX).exists():
        index = msgspec.json.decode((path / INDEX).read_bytes(), type=Index)
        if index.digest == digest:
            return index  # it was written once all patterns had been checked
    from sidedoor.pattern_check import check_patterns

    check_patterns(load_patterns(path))
    return build_index(path)


def build_index(path: Path) -> Index:
    """Return the index of the patterns in the folder `path`, derived from the patterns themselves."""
    numbers: dict[frozenset[str], int] = {}
    index = Index(digest=_digest(path), telltales={}, sets=[], needs={}, wanted={})
    for language in languages(path):
        telltales = load_lexicon(path, language).get("telltale", [])
        index.telltales[language] = sorted({key_of(word) for word in telltales})
        for name, pattern in load_language(path, language).items():
            index.needs[name] = [numbers.setdefault(keys, len(numbers)) for keys in pattern.needs]
    for name, (first, beside) in wanted_by_patterns(path).items():
        index.wanted[name] = [numbers.setdefault(words, len(numbers)) for words in (first, *beside)]
    index.sets = [sorted(keys) for keys in numbers]
    return index


def _digest(path: Path) -> str:
    """Return a digest of everything that the needs of patterns are derived from."""
    digest = blake2b(digest_size=16)
    for file in sorted(path.glob("*/*.toml")):
        if file.stem in PATTERN_KINDS or file.stem == "lexicon":
            digest.update(f"{file.parent.name}/{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()
