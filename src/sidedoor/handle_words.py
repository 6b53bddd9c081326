"""The words around user names, of `patterns/LANG/handle.toml`, and how they are looked for."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

import msgspec
import regex

from sidedoor.address_words import Phrases, any_of
from sidedoor.resources import folder, read_toml
from sidedoor.text import Text

_SMALL_WORDS = "me|us|at|on|to|is|are|all|as|the|here|it's"


class HandleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of `patterns/LANG/handle.toml`; `patterns/en/handle.toml` says what each one means."""

    words: dict[str, list[str]] = {}
    not_names: dict[str, list[str]] = {}


class HandleCues:
    """What is looked for in `Text.lower`, made ready on first need: a list of hundreds of words is no expression."""

    def __init__(self, lists: HandleWords) -> None:
        self._words, self._not_names = lists.words, lists.not_names
        self.never = frozenset(Text(word).lower for word in lists.not_names["at"])
        self.code = frozenset(lists.not_names["code"])

    @cached_property
    def introduction(self) -> "Leading":
        """Stands right before a user name: "I go by", "search for"."""
        return Leading(self._words["intro"], r"\s{0,2}[:=-]?\s{0,2}(?:[\"'(]\s?)?")

    @cached_property
    def title(self) -> "Leading":
        """Stands right before what is called a user name: "username "."""
        return Leading(self._words["id"], r"\s{1,2}[\"']?")

    @cached_property
    def told(self) -> regex.Pattern[str]:
        """Says what the user name is, up to where it stands: "id: ", "nick is "."""
        tells = any_of(self._words["is"])
        return regex.compile(rf"{any_of(self._words['id'])}(?:\s{{0,2}}[:=]|\s{{1,2}}{tells})\s{{0,2}}(?:at\s)?[\"'(]?")

    @cached_property
    def closing(self) -> regex.Pattern[str]:
        """Begins right behind a user name, in languages whose verb comes last: " hai", "입니다"."""
        return regex.compile(rf"[\"')]?\s{{0,2}}'?{any_of(self._words['closing'])}")

    @cached_property
    def contact(self) -> "Leading":
        """Invites to write to what follows: "DM ", "my socials are all "."""
        return Leading(self._words["contact"], rf"(?:[\s:=-]{{0,3}}(?:{_SMALL_WORDS})\b){{0,3}}[\s:=-]{{0,3}}")

    @cached_property
    def ownership(self) -> Phrases:
        """Says whose the service is that is named next, or invites to it."""
        return Phrases((*self._words["own"], *self._words["contact"]))

    @cached_property
    def article(self) -> regex.Pattern[str]:
        """Ends right before a word that an article makes an ordinary one: "the ", "a "."""
        return regex.compile(rf"{any_of(self._words['articles'])}\s{{1,2}}\Z")

    @cached_property
    def everywhere(self) -> regex.Pattern[str]:
        """Begins right behind a user name that is given as a contact: " on all socials"."""
        return regex.compile(rf"[\s,(-]{{1,3}}{any_of(self._words['everywhere'])}")

    @cached_property
    def inviting(self) -> regex.Pattern[str]:
        """Begins right behind a user name to which one is invited, or which is spoken to: ", message me"."""
        return regex.compile(rf"[\s,(-]{{1,3}}{any_of(self._words['inviting'])}")

    @cached_property
    def greeting(self) -> regex.Pattern[str]:
        """Nothing, or what calls to the person whose name follows: "hey "."""
        return regex.compile(rf"\s{{0,2}}(?:{any_of(self._words['greeting'])}\s{{1,2}})?\Z")

    @cached_property
    def personal(self) -> Phrases:
        """The writer speaks of himself, or invites."""
        return Phrases((*self._words["mine"], *self._words["contact"]))

    @cached_property
    def speaking(self) -> Phrases:
        """The writer speaks of himself, of his account, or invites."""
        return Phrases((*self._words["mine"], *self._words["own"], *self._words["contact"]))

    @cached_property
    def asking(self) -> Phrases:
        """A verb of contact: "add me", "escribeme"."""
        return Phrases(self._words["contact"])

    @cached_property
    def other_reversal(self) -> regex.Pattern[str]:
        """Begins right behind "reverse" where that tells of work: " engineer", "-proxy"."""
        return regex.compile(rf"[\s-]{{1,2}}{any_of(self._not_names['backwards'])}")

    @cached_property
    def product(self) -> Phrases:
        """What is built, designed or analysed for a service."""
        return Phrases(self._not_names["product"])


class Leading:
    """Phrases that lead up to a place, where `rest`, a regular expression, is all that stands between."""

    def __init__(self, phrases: Iterable[str], rest: str) -> None:
        self._phrases, self._rest = Phrases(phrases), re.compile(rest)

    def to(self, lower: str, start: int, end: int) -> bool:
        """Return whether one of them stands in `lower[start:end]` and leads to `end`."""
        return any(self._rest.fullmatch(lower, stop, end) for _, stop in self._phrases.find(lower, start, end))


@lru_cache(maxsize=1)
def handle_words() -> HandleWords:
    """Return the word lists of all languages together. Raises PatternError with file and reason."""
    read = [
        read_toml(path, HandleWords)
        for path in (folder("patterns") / "handle.toml", *sorted(folder("patterns").glob("*/handle.toml")))
    ]
    return HandleWords(_together(lists.words for lists in read), _together(lists.not_names for lists in read))


def _together(many: Iterable[dict[str, list[str]]]) -> dict[str, list[str]]:
    together: dict[str, list[str]] = {}
    for lists in many:
        for name, words in lists.items():
            together.setdefault(name, []).extend(words)
    return together


@lru_cache(maxsize=1)
def handle_cues() -> HandleCues:
    """Return the expressions."""
    return HandleCues(handle_words())
