"""The names of services as they may stand in a text, inflected, with what each one means there."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from sidedoor.ordinary import is_ordinary
from sidedoor.resources import folder, read_toml
from sidedoor.services import CATEGORIES, Service, load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Technique

# What people disguise; the other categories are only looked for by their plain names.
DISGUISED = ("messenger", "social", "payment", "meeting")
LONG = 5  # letters; a shorter name has too many ordinary neighbours for disguises to be told from words

# Scripts that put spaces between words, each a run of its own so that "lineのid" falls into its parts.
# Their own marks of punctuation (؟ ، ؛ ।) are no letters.
_SCRIPTS = {
    "latin": "[a-z0-9]",
    "greek": "[\u0370-\u03ff]",
    "cyrillic": "[\u0400-\u04ff]",
    "hebrew": "[\u05d0-\u05ea]",
    "arabic": "[\u0620-\u06d3\u06d5-\u06ff]",
    "indic": "[\u0900-\u0963\u0966-\u0dff]",
}
WORD = re.compile("|".join(f"{letter}+" for letter in _SCRIPTS.values()))
_ALPHABETIC = re.compile(r"[a-z]+|[\u0400-\u04ff]+")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")


class Name(NamedTuple):
    """One way to write a service's name: `text` is folded and in lower case.

    `service` is None for a decoy, which only keeps its place from being read as a name. A name that is not `sure` may
    be an ordinary word.
    """

    text: str
    service: str | None
    techniques: tuple[Technique, ...] = ()
    sure: bool = True


class _Words(msgspec.Struct, forbid_unknown_fields=True):
    """The lists of `patterns/mentions.toml`, which says what each one means."""

    endings: dict[str, list[str]]
    prefixes: dict[str, list[str]]
    context: dict[str, list[str]]
    decoys: list[str]


class ServiceNames:
    """All names, by the way in which they are looked for.

    `by_word` and `signs` hold names under their first word, the longest first; `unspaced` and `emoji` those that stand
    anywhere between other characters; `long` those that may be disguised, by their letters. A text with a name of
    `by_word` holds one of the words `keys`, or two neighbours that together make one of `pairs`. `app` are the words
    beside which a sign means its service, `sure_app` those that hardly mean anything else.
    """

    def __init__(self, services: list[Service], words: _Words) -> None:
        self.by_word: dict[str, list[Name]] = {}
        self.unspaced: dict[str, Name] = {}
        self.signs: dict[str, list[Name]] = {}
        self.emoji: dict[str, Name] = {}
        self.long: dict[str, Name] = {}
        self.sure_app = frozenset(Text(word).lower for word in words.context["app"])
        self.app = self.sure_app | {Text(word).lower for word in words.context["thing"]}
        for decoy in words.decoys:
            self._add(Name(Text(decoy).lower, None))
        for service in services:
            self._add_service(service, words)
        for entries in (*self.by_word.values(), *self.signs.values()):
            entries.sort(key=lambda name: -len(name.text))
        keys: set[str] = set()
        pairs: set[str] = set()
        for name in (name for entries in self.by_word.values() for name in entries if name.service):
            parts = WORD.findall(name.text)
            rare = [part for part in parts if len(part) > 2 and not is_ordinary(part)]
            if len(parts) > 1 and not rare:
                pairs.add(parts[0] + parts[1])
            else:
                keys.add(max(rare or parts, key=len))
        self.keys, self.pairs = frozenset(keys), frozenset(pairs)
        self.unspaced_search = re.compile("|".join(map(re.escape, sorted(self.unspaced, key=len, reverse=True))))
        self.emoji_search = re.compile("[" + "".join(self.emoji) + "]")

    def _add_service(self, service: Service, words: _Words) -> None:
        nickname = (Technique.NICKNAME,)
        names = [Name(Text(written).lower, service.id) for written in service.names]
        names += [Name(Text(written).lower, service.id, nickname) for written in service.nicknames]
        for name in names:
            self._add(name)
            if service.category not in DISGUISED:
                continue
            for leet in _short_leet(name.text) if service.category in ("messenger", "social") else ():
                self._add(Name(leet, service.id, (Technique.LEET,), sure=False))
            for inflected in _inflected(name, words):
                self._add(Name(inflected, *name[1:]))
            if len(name.text) >= LONG and _ALPHABETIC.fullmatch(name.text):
                self.long.setdefault(name.text, name)
        for written in service.weak:
            official = written == service.id
            name = Name(Text(written).lower, service.id, () if official else nickname, sure=False)
            self._add(name)
            for leet in _short_leet(name.text) if service.category in ("messenger", "social") else ():
                self._add(Name(leet, service.id, (Technique.LEET,), sure=False))
            if official and service.category in ("messenger", "social") and len(name.text) > LONG:
                self.long.setdefault(name.text, name)  # whoever disguises "signal" means no signal
        for written in service.signs:
            sign = Name(Text(written).lower, service.id, nickname, sure=False)
            self.signs.setdefault(sign.text.split()[0], []).append(sign)
        for written in service.emoji:
            if not written.isascii() and Text(written).lower.isascii():
                continue  # "𝕏" is folded to a letter, and is a word of its own
            self.emoji.setdefault(Text(written).lower, Name(written, service.id, (Technique.EMOJI,), sure=False))

    def _add(self, name: Name) -> None:
        if _UNSPACED.search(name.text) or not name.text[0].isalnum():
            self.unspaced.setdefault(name.text, name)
        elif word := WORD.match(name.text):
            self.by_word.setdefault(word.group(), []).append(name)


_DIGITS_FOR_LETTERS = {"a": "4", "b": "8", "e": "3", "i": "1", "l": "1", "o": "0", "s": "5", "t": "7"}


def _short_leet(name: str) -> Iterator[str]:
    """Yield a name that is one letter too short for `disguised_names` with one of its letters drawn as a digit."""
    if len(name) == LONG - 1 and name.isalpha():
        for i, letter in enumerate(name):
            if digit := _DIGITS_FOR_LETTERS.get(letter):
                yield name[:i] + digit + name[i + 1 :]


def _inflected(name: Name, words: _Words) -> Iterator[str]:
    if name.text.isascii() and len(name.text) < LONG:
        return
    for script, letter in _SCRIPTS.items():
        if re.fullmatch(f"{letter}+", name.text):
            yield from (name.text + ending for ending in words.endings.get(script, ()))
            yield from (prefix + name.text for prefix in words.prefixes.get(script, ()))


@lru_cache(maxsize=1)
def service_names() -> ServiceNames:
    """Return the names of all services. A name that two categories claim belongs to the one that is disguised."""
    words = read_toml(folder("patterns") / "mentions.toml", _Words)
    others = [category for category in CATEGORIES if category not in DISGUISED]
    return ServiceNames(load_services().of(*DISGUISED) + load_services().of(*others), words)
