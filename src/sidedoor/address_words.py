"""The words of addresses that are spelled out ("at", "punto", "подчеркивание"), and the words around addresses."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec
import regex

from sidedoor.errors import PatternError
from sidedoor.ordinary import is_ordinary
from sidedoor.resources import folder
from sidedoor.text import Text


class AddressWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of `patterns/LANG/address_words.toml`; `patterns/en/address_words.toml` says what each list means."""

    at: tuple[str, ...] = ()
    weak_at: tuple[str, ...] = ()
    dot: tuple[str, ...] = ()
    underscore: tuple[str, ...] = ()
    dash: tuple[str, ...] = ()
    slash: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()
    reach: tuple[str, ...] = ()
    mine: tuple[str, ...] = ()
    sample: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    placing: tuple[str, ...] = ()
    adding: tuple[str, ...] = ()
    no_name: tuple[str, ...] = ()
    chat: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    as_in: tuple[str, ...] = ()
    removal: tuple[str, ...] = ()
    preposition: tuple[str, ...] = ()
    meaning: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    backwards: tuple[str, ...] = ()
    pointer: tuple[str, ...] = ()


class Phrases:
    """A list of words and phrases, found as whole words in a folded lower-case text."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        unspaced: list[str] = []
        for phrase in {Text(phrase).lower for phrase in phrases}:
            if UNSPACED.search(phrase):
                unspaced.append(re.escape(phrase))
            else:
                pieces = tuple(piece for piece, _, _ in pieces_of(phrase))
                self._by_first.setdefault(pieces[0], []).append(pieces)
        for entries in self._by_first.values():
            entries.sort(key=len, reverse=True)
        self._unspaced = re.compile("|".join(sorted(unspaced, key=len, reverse=True)) or "(?!)")

    def find(self, lower: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield where phrases stand in `lower[start:end]`, spaced ones in text order, then the unspaced ones."""
        written = lower[start:end]
        pieces = pieces_of(written)
        for i, (piece, begin, _) in enumerate(pieces):
            for phrase in self._by_first.get(piece, ()):
                if len(phrase) == 1 or tuple(p for p, _, _ in pieces[i : i + len(phrase)]) == phrase:
                    yield start + begin, start + pieces[i + len(phrase) - 1][2]
                    break
        if not written.isascii():
            for match in self._unspaced.finditer(written):
                yield start + match.start(), start + match.end()

    def search(self, lower: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Return where a phrase stands in `lower[start:end]`, or None."""
        return next(self.find(lower, start, end), None)

    def cover(self, lower: str, start: int, end: int) -> bool:
        """Return whether `lower[start:end]` holds no word that is not part of one of the phrases."""
        position = start
        for begin, stop in sorted(self.find(lower, start, end)):
            if any(c.isalnum() for c in lower[position:begin]):
                return False
            position = max(position, stop)
        return not any(c.isalnum() for c in lower[position:end])


# Scripts that put no spaces between words: a word there has no edge to ask for.
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")
_ASCII_PIECES = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")
_PIECES = regex.compile(r"[a-z0-9]+|[\p{L}\p{M}\p{N}--[a-z0-9]]+|\S", regex.V1)


@lru_cache(maxsize=16)  # several lists are looked for in the same sentence
def pieces_of(lower: str) -> list[tuple[str, int, int]]:
    """Return the words and signs of a folded lower-case text, each with its start and end."""
    pattern = _ASCII_PIECES if lower.isascii() else _PIECES
    return [(match.group(), match.start(), match.end()) for match in pattern.finditer(lower)]


def any_of(words: Iterable[str]) -> str:
    """Return an expression that matches any of `words` as whole words of a folded lower-case text, longest first."""
    spaced: list[str] = []
    unspaced: list[str] = []
    for word in sorted({Text(word).lower for word in words}, key=lambda word: (-len(word), word)):
        expression = r"\s{1,2}".join(regex.escape(part) for part in word.split(" "))
        (unspaced if UNSPACED.search(word) else spaced).append(expression)
    parts = []
    if spaced:
        parts.append(r"(?<![\w@])(?:" + "|".join(spaced) + r")(?!\w)")
    if unspaced:
        parts.append("(?:" + "|".join(unspaced) + ")")
    return "(?:" + "|".join(parts) + ")" if parts else "(?!)"


class Trigger:
    """Whether any of some phrases may be in a text: their rarest words are looked up, foreign ones searched for."""

    def __init__(self, phrases: Iterable[str]) -> None:
        folded = {Text(phrase).lower for phrase in phrases}
        self._ascii = frozenset(_rarest(phrase) for phrase in folded if phrase.isascii() and "." not in phrase)
        foreign = sorted((re.escape(phrase) for phrase in folded if not phrase.isascii()), key=len)
        self._foreign = re.compile("|".join(foreign) or "(?!)")

    def fires(self, lower: str) -> bool:
        """Return whether the folded lower-case text has to be looked at more closely."""
        if not self._ascii.isdisjoint(words_in(lower)):
            return True
        return not lower.isascii() and self._foreign.search(lower) is not None


def _rarest(phrase: str) -> str:
    words: list[str] = _WORD.findall(phrase)
    return max(words, key=lambda word: (len(word) > 2, not is_ordinary(word), len(word)))


_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=4)  # several detectors ask about the same text, one after the other
def words_in(lower: str) -> list[str]:
    """Return the words of Latin letters and digits in a lower-case text."""
    return _WORD.findall(lower)


class Cues:
    """What surrounds an address and tells whose it is: the lists of `AddressWords` by their names, as phrases."""

    def __init__(self, words: AddressWords) -> None:
        self._words = words
        self._phrases: dict[str, Phrases] = {}

    def __getattr__(self, name: str) -> Phrases:
        if name not in self._phrases:
            self._phrases[name] = Phrases(getattr(self._words, name))
        return self._phrases[name]


@lru_cache(maxsize=1)
def load_address_words() -> AddressWords:
    """Return the words of all languages together. Raises PatternError with file and reason."""
    lists: dict[str, list[str]] = {}
    for path in sorted(folder("patterns").glob("*/address_words.toml")):
        for name, words in _load_file(path).items():
            lists.setdefault(name, []).extend(words)
    return msgspec.convert(lists, AddressWords)


def _load_file(path: Path) -> dict[str, list[str]]:
    try:
        lists = msgspec.toml.decode(path.read_bytes(), type=dict[str, list[str]])
        msgspec.convert(lists, AddressWords)
    except msgspec.MsgspecError as error:
        raise PatternError(f"{path}: {error}. A file of address words holds lists of words, name = [...].") from error
    return lists


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Return the phrases of all languages."""
    return Cues(load_address_words())
