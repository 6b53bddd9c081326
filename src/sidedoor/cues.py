"""The words around a number that tell what it is: an invitation, an order, a sample, a place."""

from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

import regex

from sidedoor.dialling import geography
from sidedoor.errors import PatternError, did_you_mean
from sidedoor.number_words import number_words
from sidedoor.text import Text


class Role(Enum):
    """What a word says about the numbers beside it; the names are those of `[cues]` in numbers.toml."""

    INVITE = "invite"  # a way to reach somebody is offered: "call me"
    CHANNEL = "channel"  # a telephone or messenger is spoken of
    NUMBER = "number"  # some number is spoken of
    OWNER = "owner"  # a thing whose number it is: an order, a part
    WORK = "work"  # the number belongs to the work: test data, a layout
    UNIT = "unit"  # it is a quantity
    CURRENCY = "currency"
    DECODE = "decode"  # how a hidden number is to be got out
    BACKWARDS = "backwards"
    AREA = "area"  # an area code stands elsewhere
    HEAD = "head"  # the beginning of a number comes next
    TAIL = "tail"  # its end comes next
    PLACE = "place"  # a country; the language is its code


class Cue(NamedTuple):
    """One cue in a text's plain view; `language` is that of its word list, for a place the country."""

    role: Role
    language: str
    start: int
    end: int


# Letters, or one sign: currency signs and telephone emoji are cues as well.
_TOKEN = regex.compile(r"[\p{L}\p{M}']+(?:[.&/][\p{L}\p{M}]+)*\.?|#|[\p{Sc}\p{So}]")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Hangul}]")
_BREAK = regex.compile(r"[!?;\n]|\.\s")  # no phrase goes on behind it
_LONGEST_PHRASE = 4
_SHORTEST_STEM, _LONGEST_STEM = 3, 16


class _Book:
    """All cue words, for look-up by whole phrase, by stem ("telefon*") and, where no spaces are written, anywhere."""

    def __init__(self) -> None:
        self.phrases: defaultdict[str, list[tuple[Role, str]]] = defaultdict(list)
        self.stems: defaultdict[str, list[tuple[Role, str]]] = defaultdict(list)
        self.unspaced: defaultdict[str, list[tuple[Role, str]]] = defaultdict(list)
        for language, entry in number_words().languages.items():
            for name, words in entry.cues.items():
                for word in words:
                    self._add(word, _role(name, language), language)
        for region, words in geography().places.items():
            for word in words:
                self._add(word, Role.PLACE, region)
        self.phrase_starts = frozenset(phrase.split(" ")[0] for phrase in self.phrases if " " in phrase)
        self.stem_starts = frozenset(stem[:_SHORTEST_STEM] for stem in self.stems)

    def _add(self, word: str, role: Role, language: str) -> None:
        folded = word.lower() if word.isascii() else Text(word).lower
        if _UNSPACED.search(folded):
            self.unspaced[folded.rstrip("*")].append((role, language))
        elif folded.endswith("*"):
            if len(folded) <= _SHORTEST_STEM:
                raise PatternError(f"patterns/{language}: the stem '{word}' begins too many words; write them out.")
            self.stems[folded[:-1]].append((role, language))
        else:
            phrase = folded if folded.replace(" ", "").isalpha() else " ".join(_tokens(folded))
            self.phrases[phrase].append((role, language))


def _role(name: str, language: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        known = [role.value for role in Role]
        raise PatternError(
            f"patterns/{language}/numbers.toml: there are no cues '{name}'.{did_you_mean(name, known)}"
        ) from None


def _tokens(folded: str) -> list[str]:
    return [token.group().rstrip(".") for token in _TOKEN.finditer(folded)]


@lru_cache(maxsize=1)
def _book() -> _Book:
    return _Book()


def cues(text: Text) -> list[Cue]:
    """Return the cues in `text`, in text order; a word within a longer cue ("code" in "area code") is none itself."""
    kept: list[Cue] = []
    for cue in sorted(set(_cues(text)), key=lambda cue: (cue.start, -cue.end)):
        if not kept or cue.end > kept[-1].end or (cue.start, cue.end) == (kept[-1].start, kept[-1].end):
            kept.append(cue)
    return kept


def _cues(text: Text) -> Iterator[Cue]:
    book = _book()
    lower = text.lower
    tokens = [(match.start(), match.group().rstrip(".")) for match in _TOKEN.finditer(lower)]
    for i, (start, word) in enumerate(tokens):
        phrase = word
        for role, language in book.phrases.get(phrase, ()):
            yield Cue(role, language, start, start + len(word))
        if "'" in word:  # "l'ordine"
            noun = word.rpartition("'")[2]
            for role, language in book.phrases.get(noun, ()):
                yield Cue(role, language, start + len(word) - len(noun), start + len(word))
        if word in book.phrase_starts:
            for begin, following in tokens[i + 1 : i + _LONGEST_PHRASE]:
                phrase = f"{phrase} {following}"
                end = begin + len(following)
                if phrase in book.phrases and not _BREAK.search(lower, start, end):
                    for role, language in book.phrases[phrase]:
                        yield Cue(role, language, start, end)
        if word[:_SHORTEST_STEM] in book.stem_starts:
            for length in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
                for role, language in book.stems.get(word[:length], ()):
                    yield Cue(role, language, start, start + len(word))
    if _UNSPACED.search(lower):
        for word, meanings in book.unspaced.items():
            start = lower.find(word)
            while start >= 0:
                for role, language in meanings:
                    yield Cue(role, language, start, start + len(word))
                start = lower.find(word, start + len(word))
