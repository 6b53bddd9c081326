"""The words of addresses that are spelled out ("at", "punto", "подчеркивание"), and the words around addresses."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec
import regex

from sidedoor.errors import PatternError
from sidedoor.resources import folder
from sidedoor.text import Text

# Scripts that put no spaces between words: a word there has no edge to ask for.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")


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
    chat: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    backwards: tuple[str, ...] = ()
    pointer: tuple[str, ...] = ()
    phonetic: tuple[str, ...] = ()


def any_of(words: Iterable[str]) -> str:
    """Return an expression that matches any of `words` as whole words of a folded lower-case text, longest first."""
    spaced: list[str] = []
    unspaced: list[str] = []
    for word in sorted({Text(word).lower for word in words}, key=lambda word: (-len(word), word)):
        expression = r"\s{1,2}".join(regex.escape(part) for part in word.split(" "))
        (unspaced if _UNSPACED.search(word) else spaced).append(expression)
    parts = []
    if spaced:
        parts.append(r"(?<![\w@])(?:" + "|".join(spaced) + r")(?!\w)")
    if unspaced:
        parts.append("(?:" + "|".join(unspaced) + ")")
    return "(?:" + "|".join(parts) + ")" if parts else "(?!)"


class Cues:
    """What surrounds an address and tells whose it is: one expression for each list, to be searched in `Text.lower`."""

    def __init__(self, words: AddressWords) -> None:
        self._words = words
        self._compiled: dict[str, regex.Pattern[str]] = {}

    def __getattr__(self, name: str) -> regex.Pattern[str]:
        if name not in self._compiled:
            self._compiled[name] = regex.compile(any_of(getattr(self._words, name)))
        return self._compiled[name]


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
    """Return the expressions of all languages, compiled on first need."""
    return Cues(load_address_words())
