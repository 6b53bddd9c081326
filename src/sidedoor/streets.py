"""Where a text may name a street with its number, in the ways of many countries."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

import msgspec
import regex

from sidedoor.address_words import any_of
from sidedoor.nobody import load_placeholders
from sidedoor.number_words import number_words
from sidedoor.ordinary import is_ordinary
from sidedoor.resources import folder, read_toml
from sidedoor.services import load_services
from sidedoor.text import Text

LONGEST_TAIL = 80  # characters after the street in which its postal code stands

_DIGIT = re.compile("[0-9]")
_WORD = re.compile(r"[^\W\d_]+")
_NAME = r"[^\W\d_][^\W_'.-]{0,24}(?:['.-][^\W\d_]{1,20})?"
_HOUSE = r"[0-9]{1,5}[a-z]?(?:[-/][0-9]{1,4}[a-z]?)?(?![\w:%]|[.,-][0-9])"
# On the continent a code and a town after the number make a street of any name: "Hinter der Mauer 6, 37073 Jena".
_CODE = r"(?:[A-Z]{1,2}-)?(?:[0-9]{4,5}|[0-9]{3} [0-9]{2}|[0-9]{2}-[0-9]{3}|[0-9]{4} [A-Z]{2})"
BEFORE_TOWN = re.compile(r"[0-9][a-z]?,[ \n]{1,2}(?:[a-z]{1,2}-)?[0-9]{2}[0-9 -][0-9]")
# After a number that ends a street comes the town, a stop, or nothing.
_NEXT = re.compile(r"\s{0,2}(?:$|[,.;:)(\n!?\]،、。/-]|[^\Wa-z\d_])")


class Postal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of `patterns/LANGUAGE/postal.toml`; the English file says what each list means."""

    after: tuple[str, ...] = ()
    weak_after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    cue: tuple[str, ...] = ()
    work: tuple[str, ...] = ()


class Street(NamedTuple):
    """A street and number in `plain[start:end]`; `named` like a street, of a `kind` that is no everyday word."""

    start: int
    end: int
    named: bool
    kind: bool


class Streets:
    """The streets of all countries, as expressions over `Text.lower`, and the words around addresses."""

    def __init__(self, postal: Postal) -> None:
        self._postal = postal
        self._particles = frozenset(postal.particles)
        self._weak = frozenset(postal.weak_after)
        self._units = frozenset(unit.rstrip(".:") for unit in postal.unit)
        # A text without the longest word of any kind of street holds no street.
        self._named_kinds = frozenset(map(_longest_word, (*postal.after, *postal.before)))
        kinds = self._named_kinds | frozenset(map(_longest_word, (*postal.weak_after, *postal.unit)))
        self._kinds = frozenset(kind for kind in kinds if len(kind) > 1)
        self._signs = tuple(kind for kind in postal.before if "/" in kind)
        self._numbers = _number_words()
        self._joined = "|".join(map(re.escape, sorted(postal.joined, key=len, reverse=True)))
        self._joined_word = re.compile(rf"(?:{self._joined})(?!\w)")

    @cached_property
    def cue(self) -> regex.Pattern[str]:
        """Says that somebody can be met or written to at an address."""
        return regex.compile(any_of(self._postal.cue))

    @cached_property
    def work(self) -> regex.Pattern[str]:
        """Says that an address is data to work on."""
        return regex.compile(any_of(self._postal.work))

    @cached_property
    def postcode(self) -> regex.Pattern[str]:
        """A postal code with what must stand beside it to be one."""
        codes = "|".join(f"(?:{code})" for code in self._postal.postcodes)
        return regex.compile(rf"(?<!\w)(?:{codes})(?!\w)")

    @cached_property
    def _shapes(self) -> regex.Pattern[str]:
        return regex.compile("|".join(self._postal.shapes))

    @cached_property
    def unit(self) -> regex.Pattern[str]:
        """A flat or floor, with its number, that follows a street: ", Apt 14", ", 7th floor"."""
        unit = any_of(self._postal.unit)
        floor = rf"[0-9]{{1,2}}(?:st|nd|rd|th|[.ºª])\s?{unit}"
        return regex.compile(rf"[,\s]{{1,3}}(?:{unit}[\s.:#]{{0,3}}[0-9]{{1,5}}[a-z]?(?![\w%]|[.,][0-9])|{floor})")

    @cached_property
    def _towned(self) -> re.Pattern[str]:
        small = "|".join(sorted(self._particles, key=len, reverse=True))
        name = r"[A-Z][a-z'-]{1,24}"
        return re.compile(
            rf"(?<![\w.-])(?P<name>{name}(?: (?:{name}|(?:{small})(?= ))){{0,4}}) {_HOUSE},[ \n]{{1,2}}"
            rf"(?={_CODE} (?P<town>[A-Z][a-z]{{2,24}}))"
        )

    @cached_property
    def _forms(self) -> list[regex.Pattern[str]]:
        return [regex.compile(form) for form in _forms(self._postal, self._joined, any_of(self._numbers))]

    def may_stand_in(self, lower: str) -> bool:
        """Return whether a word for a kind of street, or a whole address without spaces, stands in `lower`."""
        words = _WORD.findall(lower)
        if _DIGIT.search(lower):
            if not self._kinds.isdisjoint(words) or self._joined_word.search(lower):
                return True
            if any(sign in lower for sign in self._signs) or BEFORE_TOWN.search(lower):
                return True
        elif not (self._named_kinds.isdisjoint(words) or self._numbers.isdisjoint(words)):
            return True
        return not lower.isascii() and self._shapes.search(lower) is not None

    def find(self, text: Text) -> Iterator[Street]:
        """Yield each street with its number; streets may overlap."""
        for form in self._forms:
            for match in form.finditer(text.lower):
                if street := self._street(text, match):
                    yield street
        for towned in self._towned.finditer(text.plain) if BEFORE_TOWN.search(text.lower) else ():
            if not any(is_ordinary(word.lower()) for word in (towned["name"].split()[-1], towned["town"])):
                yield Street(towned.start(), towned.end(), True, True)
        for match in self._shapes.finditer(text.lower):
            yield Street(match.start(), match.end(), True, True)

    def _street(self, text: Text, match: "regex.Match[str]") -> Street | None:
        name = text.plain[match.start("name") : match.end("name")]
        words = _WORD.findall(name)
        if not words:  # a post box
            return Street(match.start(), match.end(), True, True)
        if load_services().named(name) or not load_placeholders().names.isdisjoint(map(str.lower, words)):
            return None  # "via Skype 2", "1 Test Street"
        kind_first = match.start("kind") < match.start("name")
        ends_in_number = match.end() > max(match.end("name"), match.end("kind")) and text.plain[match.end() - 1] != ","
        if ends_in_number and not self._may_end_at(text, match.end()):
            return None  # "rue the day 3 times"
        proper = [word for word in words if word.lower() not in self._particles]
        capital = not name.isascii() or (bool(proper) and all(word[0].isupper() for word in proper))
        ordinary = all(len(word) < 2 or is_ordinary(word.lower()) for word in words)
        named = capital or not ordinary
        if match["kind"] in self._weak and not kind_first:
            named = capital and text.plain[match.start("kind")].isupper()
        elif ends_in_number and not kind_first and match.end("kind") != match.end("name"):
            named = capital or not is_ordinary(words[-1].lower())  # "what is showing at Boulevard 14"
        elif match.end("kind") == match.end("name"):  # written together: "offering" is no Ring
            named = not ordinary
        elif kind_first and _DIGIT.search(text.plain, match.end("kind"), match.start("name")):  # "Unit 7, Ropewalk,"
            tail = text.lower[match.end() : match.end() + LONGEST_TAIL]
            on_street = (capital or _DIGIT.search(name)) and not self._named_kinds.isdisjoint(map(str.lower, words))
            named = self.postcode.search(tail) is not None or match["kind"] == "floor" or bool(on_street)
        return Street(match.start(), match.end(), named, match["kind"] not in self._weak and len(words) < 3)

    def _may_end_at(self, text: Text, end: int) -> bool:
        if _NEXT.match(text.plain, end):
            return True
        word = _WORD.search(text.lower, end, end + 20)
        return word is not None and word.group() in self._units


def _forms(postal: Postal, joined: str, spoken: str) -> list[str]:
    number = rf"(?:{_HOUSE}|{spoken}(?:[ -]{spoken}){{0,3}})"
    after, before = any_of((*postal.after, *postal.weak_after)), any_of(postal.before)
    sign = rf"(?:{any_of(postal.number)}[.:°ºo]{{0,2}}|n[°º]|№|#)"
    boxes, unit = any_of(word for word in postal.before if "box" in word), any_of(postal.unit)
    name = rf"{_NAME}(?:\s{_NAME})"
    return [
        rf"(?<![\w.,/-]){number},?\s{{1,2}}(?P<name>{name}{{0,3}})\s(?P<kind>{after})",
        rf"(?<!\w)(?P<name>{name}{{0,3}})\s(?P<kind>{after}),?\s{{0,2}}(?:{sign}\s{{0,2}}|\s){_HOUSE}",
        rf"(?P<kind>{before})\s{{0,2}}(?P<name>{name}{{0,5}})[,،]?\s{{1,2}}(?:{sign}\s{{0,2}})?{_HOUSE}",
        rf"(?<![\w.,/-]){_HOUSE}(?:\s(?:bis|ter))?,?\s{{1,2}}(?P<kind>{before})\s(?P<name>{name}{{0,5}})",
        rf"(?<!\w)(?P<name>(?:{_NAME}-){{0,3}}[^\W\d_]{{2,20}}(?P<kind>{joined}))\s{{1,2}}{_HOUSE}",
        rf"(?P<kind>{boxes})\s(?P<name>[0-9]{{1,6}})",
        rf"(?P<kind>{unit})[\s.:#-]{{1,3}}[0-9]{{1,5}}[a-z]?,\s{{0,2}}(?P<name>[^,\n]{{3,40}}),",
        r"[0-9]{1,2}(?:st|nd|rd|th)\s(?P<kind>floor),\s{0,2}(?P<name>[^,\n]{3,40}),",
    ]


def _longest_word(kind: str) -> str:
    words: list[str] = _WORD.findall(kind)
    return max(words, key=len)


def _number_words() -> frozenset[str]:
    senses = number_words().senses
    return frozenset(w for w, meant in senses.items() if any(s.language == "en" and not s.weak for s in meant))


@lru_cache(maxsize=1)
def streets() -> Streets:
    """Return the streets of `patterns/*/postal.toml`. Raises PatternError with file and reason."""
    lists: dict[str, list[str]] = {}
    for path in sorted(folder("patterns").glob("*/postal.toml")):
        read = read_toml(path, Postal)
        for name in Postal.__struct_fields__:
            lists.setdefault(name, []).extend(Text(word).lower for word in getattr(read, name))
    return Streets(msgspec.convert(lists, Postal))
