"""How each language says its numbers, and the words that tell what a number is: `patterns/LANGUAGE/numbers.toml`."""

from collections import defaultdict
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

import msgspec

from sidedoor.resources import folder, read_toml
from sidedoor.text import Text


class Role(Enum):
    """What a number word does in a number."""

    DIGIT = "digit"
    NUMBER = "number"  # ten and more: teens, tens, hundreds
    TIMES = "times"  # makes the digit before it tens or hundreds: "five hundred", "lima puluh"
    TEEN = "teen"  # adds ten to the digit before it: "lima belas"
    REPEAT = "repeat"  # "double"
    JOINER = "joiner"  # the "and" in "two hundred and six"


class Sense(NamedTuple):
    """One meaning of a word.

    A weak one is an ordinary word as well and means the digit only among digits ("for"); a foreign one is an ordinary
    word of English, and means the digit only where its language is spoken ("once").
    """

    language: str
    role: Role
    value: int
    weak: bool = False
    foreign: bool = False

    @property
    def is_telling(self) -> bool:
        """Whether it is a number wherever it stands."""
        return not self.weak and not self.foreign and self.role is not Role.JOINER


class LanguageNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One language's `numbers.toml`: value -> words in each table.

    `home` is the country that nearly all its speakers write from, `regions` are others (ISO 3166).
    `unit_first` languages say the unit before the ten ("fünfundvierzig"); those that compose teens say fifteen as ten
    and five. `particles` are hung on a number without a space, `plural` endings on a digit ("three fives"). `ordinary`
    words of English are numbers in other languages. `cues` are the words around numbers, by role.
    """

    home: str | None = None
    regions: tuple[str, ...] = ()
    ordinary: tuple[str, ...] = ()
    joiners: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    unit_first: bool = False
    composes_teens: bool = False
    digits: dict[str, tuple[str, ...]] = {}
    weak: dict[str, tuple[str, ...]] = {}
    misspelt: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, tuple[str, ...]] = {}
    times: dict[str, tuple[str, ...]] = {}
    teens: dict[str, tuple[str, ...]] = {}
    repeats: dict[str, tuple[str, ...]] = {}
    fillers: dict[str, tuple[str, ...]] = {}
    cues: dict[str, tuple[str, ...]] = {}


class NumberWords:
    """The number words of all languages.

    `senses` maps a folded word (words, for "quatre vingt") to its meanings; `glue` holds, for each language, the words
    that may be run together; `fillers` may stand between digits in any language. `telling` words mean numbers
    wherever they stand: neither weak nor ordinary English.
    """

    def __init__(self, languages: Mapping[str, LanguageNumbers]) -> None:
        self.languages = languages
        ordinary = frozenset(word for language in languages.values() for word in language.ordinary)
        senses: defaultdict[str, list[Sense]] = defaultdict(list)
        self.glue: dict[str, dict[str, Sense]] = {}
        self.fillers: set[str] = set()
        self.plurals: dict[str, Sense] = {}
        for name, language in languages.items():
            glue = self.glue[name] = {}
            for table, role, weak in (
                (language.digits, Role.DIGIT, False),
                (language.misspelt, Role.DIGIT, False),
                (language.weak, Role.DIGIT, True),
                (language.numbers, Role.NUMBER, False),
                (language.times, Role.TIMES, False),
                (language.teens, Role.TEEN, False),
                (language.repeats, Role.REPEAT, False),
                ({"0": language.joiners}, Role.JOINER, True),
            ):
                for value, words in table.items():
                    for word in map(_folded, words):
                        sense = Sense(name, role, int(value), weak, name != "en" and word in ordinary)
                        senses[word].append(sense)
                        if not sense.weak or role is Role.JOINER or name == "en":
                            glue.setdefault(word, sense)
                        if role is Role.DIGIT and not weak:
                            for ending in language.plural:
                                self.plurals.setdefault(word + ending, sense)
            self.fillers.update(_folded(word) for words in language.fillers.values() for word in words)
        self.senses = {word: tuple(found) for word, found in senses.items()}
        self.telling = frozenset(word for word, found in self.senses.items() if any(s.is_telling for s in found))
        self.longest_phrase = max(word.count(" ") for word in self.senses) + 1
        self.phrase_starts = frozenset(word.split(" ")[0] for word in self.senses if " " in word)
        self.glue_starts = {name: frozenset(word[:2] for word in glue) for name, glue in self.glue.items()}
        self.glue_longest = {name: max(map(len, glue)) for name, glue in self.glue.items()}


def _folded(word: str) -> str:
    folded = word if word.isascii() else Text(word).lower
    return folded.lower().replace("-", " ")


@lru_cache(maxsize=1)
def number_words() -> NumberWords:
    """Return the number words of `patterns/*/numbers.toml`. Raises PatternError with file and reason."""
    languages: dict[str, LanguageNumbers] = {}
    for path in sorted(folder("patterns").glob("*/numbers.toml")):
        languages[path.parent.name] = read_toml(path, LanguageNumbers)
    return NumberWords(languages)
