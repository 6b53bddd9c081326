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


# For the cheap look: a number, and up to five words behind it; how far before it a kind of street may stand.
_NUMBER = re.compile(r"[0-9](?<![\w/-].)[0-9]{0,4}[a-z]?(?:[-/][0-9]{1,4}[a-z]?)?(?![\w:%]|[.,-][0-9])")
_AHEAD = re.compile(rf"(?:\s(?:bis|ter))?,?\s{{1,2}}(?P<names>{_NAME}(?:\s{_NAME}){{0,4}})")
_LONGEST_NAME, _MOST_CHUNKS = 100, 9
_CODE_LIKE = re.compile(r"[0-9]{3}|[0-9][a-z]|[a-z][0-9]")  # the postal codes that prove an address by themselves


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
        self._named_kinds = frozenset(map(_longest_word, (*postal.after, *postal.before)))
        kinds = self._named_kinds | frozenset(map(_longest_word, (*postal.weak_after, *postal.unit)))
        self._kinds = frozenset(kind for kind in kinds if len(kind) > 1)
        self._signs = tuple(kind for kind in postal.before if "/" in kind)
        self._after = _told_by((*postal.after, *postal.weak_after))
        self._before = _told_by(postal.before)
        self._begin = frozenset(_WORD.findall(kind)[0] for kind in postal.before)
        self._boxes = frozenset(_longest_word(kind) for kind in postal.before if "box" in kind)
        self._unit_words = frozenset(map(_longest_word, postal.unit))
        self._number_signs = frozenset(postal.number) | {"", "n", "№"}
        self._joined_ends = tuple(postal.joined)
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
    def _latin_shapes(self) -> list[re.Pattern[str]]:
        # One by one: each has a first sign of its own to look for.
        return [re.compile(shape) for shape in self._postal.shapes if max(shape) < "\u0250" and "\\u" not in shape]

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

    def may_hold(self, text: Text) -> bool:
        """Return whether a number and a kind of street stand together in `text` as they do in an address.

        This is the cheap look before `find`: it goes from each number to its neighbours, and doubts in favour.
        """
        lower = text.lower
        numbers = list(_NUMBER.finditer(lower))
        if any(self._leads(text, n.end()) or self._follows(text, n.start(), n.end()) for n in numbers):
            return True
        if (numbers or _DIGIT.search(lower)) and self._may_need_no_kind(lower):
            return True
        if self._numbers.isdisjoint(_WORD.findall(lower)):
            return False
        return any(self._leads(text, word.end()) for word in _WORD.finditer(lower) if word.group() in self._numbers)

    def _may_need_no_kind(self, lower: str) -> bool:
        if "floor," in lower or BEFORE_TOWN.search(lower):
            return True
        shapes = self._latin_shapes if lower.isascii() else (self._shapes,)
        return any(shape.search(lower) for shape in shapes)

    def _leads(self, text: Text, end: int) -> bool:
        """Whether a kind of street comes behind the number that ends at `end`: "12 Mill Road", "3 place du Marché"."""
        ahead = _AHEAD.match(text.lower, end)
        if ahead is None:
            return False
        first, *others = _WORD.findall(ahead["names"])
        if first in self._begin and self._is_named(text, ahead.start("names"), first, others):
            return True
        return any(word in self._after and self._is_meant(text, end, word) for word in others)

    def _follows(self, text: Text, start: int, end: int) -> bool:
        """Whether a kind of street comes before the number: "Alder Strasse 12", "ul. Lipowa 14", "Lindenweg 5"."""
        lower = text.lower
        begin = max(0, start - _LONGEST_NAME)
        chunks = lower[begin:start].split()[-_MOST_CHUNKS:]
        if chunks and chunks[-1].rstrip(".:#°ºo") in self._number_signs:
            chunks.pop()
        if not chunks:
            return False
        last = [*_WORD.findall(chunks[-1]), chunks[-1]]
        in_a_list = lower[end : end + 1] == "," and lower.find(",", end + 1, end + 50) > 0
        if in_a_list and not self._unit_words.isdisjoint(last):
            return True
        if not self._may_end_at(text, end):
            return False
        joined = chunks[-1].endswith(self._joined_ends) and not is_ordinary(chunks[-1])
        if joined or not self._boxes.isdisjoint(last):
            return True
        if len(chunks) > 1 and any(word in self._after and self._is_meant(text, begin, word) for word in last):
            return True
        names: list[str] = []
        for chunk in reversed(chunks):
            words = _WORD.findall(chunk) or ([chunk] if chunk[0].isdigit() else [])  # "Carrera 7 # 45-12"
            for i, word in enumerate(words):
                behind = [*words[i + 1 :], *names]
                if word in self._before and behind and self._is_named(text, begin, word, behind):
                    return True
            if names and not chunk[-1].isalnum():
                return False
            names = [*words, *names]
        return False

    def _is_meant(self, text: Text, begin: int, kind: str) -> bool:
        """Whether a kind of street behind a name can be one; where it is an everyday word, a capital or code tells."""
        if kind not in self._weak:
            return True
        place = text.lower.find(kind, begin)
        return text.plain[place].isupper() or _CODE_LIKE.search(text.lower, place) is not None

    def _is_named(self, text: Text, begin: int, kind: str, name: list[str]) -> bool:
        """Whether a kind of street before a name can be one: "my place for 2" has no name that anybody gave."""
        if not (is_ordinary(kind) and all(len(word) < 2 or is_ordinary(word) for word in name)):
            return True
        return text.plain[text.lower.find(kind, begin)].isupper()

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


def _told_by(kinds: tuple[str, ...]) -> frozenset[str]:
    """Return the longest word of each of `kinds`; where that is a letter ("u."), what it is written like."""
    return frozenset(word if len(word := _longest_word(kind)) > 1 else kind for kind in kinds)


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
