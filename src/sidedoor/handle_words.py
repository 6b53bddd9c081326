"""The words around user names, of `patterns/handle.toml` and each language's, and the expressions made of them."""

from collections.abc import Iterable
from functools import cached_property, lru_cache

import msgspec
import regex

from sidedoor.address_words import any_of
from sidedoor.resources import folder, read_toml
from sidedoor.text import Text

_LONGEST_GAP = 20  # characters between "add me" and the service's name
_SMALL_WORDS = "me|us|at|on|to|is|are|all|as|the|here|it's"


class HandleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of `patterns/handle.toml`, which says what each one means, or of one language's `handle.toml`."""

    words: dict[str, list[str]]
    not_names: dict[str, list[str]] = {}


class HandleCues:
    """Expressions to be searched in `Text.lower`, compiled on first need; those that lead up to a place end in \\Z."""

    def __init__(self, lists: HandleWords) -> None:
        self._words, self._not_names = lists.words, lists.not_names
        self.never = frozenset(Text(word).lower for word in lists.not_names["at"])
        self.code = frozenset(lists.not_names["code"])

    @cached_property
    def introduction(self) -> regex.Pattern[str]:
        """Ends right before a user name: "I go by", "search for"."""
        return regex.compile(rf"{any_of(self._words['intro'])}\s{{0,2}}[:=-]?\s{{0,2}}(?:[\"'(]\s?)?\Z")

    @cached_property
    def title(self) -> regex.Pattern[str]:
        """Ends right before what is called a user name: "username "."""
        return regex.compile(rf"{any_of(self._words['id'])}\s{{1,2}}[\"']?\Z")

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
    def contact(self) -> regex.Pattern[str]:
        """Ends in an invitation to write to what follows: "DM ", "my socials are all "."""
        small = rf"(?:[\s:=-]{{0,3}}(?:{_SMALL_WORDS})\b){{0,3}}"
        return regex.compile(rf"{any_of(self._words['contact'])}{small}[\s:=-]{{0,3}}\Z")

    @cached_property
    def ownership(self) -> regex.Pattern[str]:
        """Ends near a service's name and says whose it is, or invites to it; `gap` stands between."""
        words = any_of((*self._words["own"], *self._words["contact"]))
        return regex.compile(rf"{words}(?P<gap>[^.!?\n]{{0,{_LONGEST_GAP}}})\Z")

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
    def personal(self) -> regex.Pattern[str]:
        """The writer speaks of himself, or invites."""
        words = any_of((*self._words["mine"], *self._words["contact"]))
        return regex.compile(rf"{words}(?!\s{{1,2}}{any_of(self._not_names['product'])})")  # "write captions for"

    @cached_property
    def speaking(self) -> regex.Pattern[str]:
        """The writer speaks of himself, of his account, or invites."""
        return regex.compile(any_of((*self._words["mine"], *self._words["own"], *self._words["contact"])))

    @cached_property
    def asking(self) -> regex.Pattern[str]:
        """A verb of contact: "add me", "escribeme"."""
        return regex.compile(any_of(self._words["contact"]))

    @cached_property
    def other_reversal(self) -> regex.Pattern[str]:
        """Begins right behind "reverse" where that tells of work: " engineer", "-proxy"."""
        return regex.compile(rf"[\s-]{{1,2}}{any_of(self._not_names['backwards'])}")

    @cached_property
    def product(self) -> regex.Pattern[str]:
        """What is built, designed or analysed for a service."""
        return regex.compile(any_of(self._not_names["product"]))


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
