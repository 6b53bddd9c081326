"""Finds postal addresses at which somebody can be visited or written to."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import msgspec
import regex

from sidedoor.address_words import any_of, cues
from sidedoor.errors import PatternError
from sidedoor.evidence import disguises, finding
from sidedoor.nobody import is_copy, load_placeholders
from sidedoor.number_words import number_words
from sidedoor.ordinary import is_ordinary
from sidedoor.records import Finding
from sidedoor.resources import folder
from sidedoor.services import load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique

_TAIL = 80  # characters after the street in which the postal code stands
_LEAD = 160  # characters before it in which a word can say whose address it is
_MOST = 50  # a text with more streets is a list of them, and nobody's address
_DIGIT = re.compile("[0-9]")
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_END = re.compile(r"\s*(?:$|[,.;)\n])")
_LEADING = re.compile(r"\b(?:is|at|to|in|the|on|it's)\b")


class Postal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of `patterns/LANGUAGE/postal.toml`; the English file says what each list means."""

    after: tuple[str, ...] = ()
    weak_after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    cue: tuple[str, ...] = ()
    work: tuple[str, ...] = ()


def find_addresses(text: Text) -> Iterator[Finding]:
    """Yield each postal address that is given as a contact; the value is the address on one line."""
    if not _streets().may_stand_in(text.lower):
        return
    reached = 0
    for start, end, sure, kind_sure in sorted(islice(_streets().find(text), _MOST)):
        if start < reached or _is_work(text, start, end):
            continue
        code = _streets().postcode.search(text.lower, end, end + _TAIL)
        given = _streets().cue.search(text.lower, max(0, start - _LEAD), end + _LEAD) is not None
        unmistakable = code is not None and _WORD.search(code.group()) is not None
        placed = sure and (given or code is not None or _is_alone(text, start, end))
        led_to = kind_sure and _CLAUSE_END.match(text.plain, end) is not None and _leads_to(text, start)
        if not (unmistakable or placed or led_to):
            continue
        reached = end = max(end, code.end() if code else end)
        techniques = {*disguises(text, start, end)}
        if not _DIGIT.search(text.plain[start:end].split(",")[0]):
            techniques.add(Technique.SPELLED_DIGITS)
        value = " ".join(text.plain[start:end].split())
        yield finding(text, Kind.ADDRESS, start, end, value=value, techniques=tuple(sorted(techniques)))


def _is_alone(text: Text, start: int, end: int) -> bool:
    """Return whether the street is all that the message says, but for a town after it."""
    rest = _WORD.findall(text.lower[end:])
    named = text.plain[start:end] != text.lower[start:end] or not text.original.isascii()
    return named and not _WORD.search(text.lower[:start]) and len(rest) < 5 and not any(map(is_ordinary, rest))


def _leads_to(text: Text, start: int) -> bool:
    """Return whether a word that gives an address ends right before it: "I live at", "my studio is"."""
    lead = text.lower[max(0, start - 40) : start]
    ends = [match.end() for match in _streets().cue.finditer(lead)]
    return bool(ends) and not _WORD.search(_LEADING.sub("", lead[max(ends) :]))


def _is_work(text: Text, start: int, end: int) -> bool:
    """Return whether the address is data to work on: a form's, a listing's, a footer's, made up, or quoted copy."""
    around = max(0, start - _LEAD), end + _LEAD
    return (
        _streets().work.search(text.lower, *around) is not None
        or cues().sample.search(text.lower, *around) is not None
        or is_copy(text.lower, start, end)
    )


_NAME = r"[^\W\d_][^\W_'.-]{0,24}(?:['.-][^\W\d_]{1,20})?"
_HOUSE = r"[0-9]{1,5}[a-z]?(?:[-/][0-9]{1,4}[a-z]?)?"
_ENDS = r"(?=\s{0,2}(?:$|[,.;:)\n!?\]،、。-]|\s\(|[^\W\d_]))(?![\w:%]|[.,-][0-9])"


class _Streets:
    """The streets of all countries, as expressions over `Text.lower`."""

    def __init__(self, postal: Postal) -> None:
        self.cue = regex.compile(any_of(postal.cue))
        self.work = regex.compile(any_of(postal.work))
        self.postcode = regex.compile(rf"(?<!\w)(?:{'|'.join(f'(?:{code})' for code in postal.postcodes)})(?!\w)")
        self.weak, self.units = frozenset(postal.weak_after), frozenset(postal.unit) - frozenset(postal.before)
        # A text without the longest word of any kind of street holds no street.
        self.named_kinds = frozenset(map(_longest_word, (*postal.after, *postal.before)))
        self.kinds = self.named_kinds | frozenset(map(_longest_word, (*postal.weak_after, *postal.unit)))
        self.kinds -= {word for word in self.kinds if len(word) < 2}
        self.numbers = _number_words()
        joined = "|".join(map(re.escape, sorted(postal.joined, key=len, reverse=True)))
        self.joined_word = re.compile(rf"(?:{joined})(?!\w)")
        self.shapes = regex.compile("|".join(postal.shapes))
        spoken = any_of(self.numbers)
        number = rf"(?:{_HOUSE}|{spoken}(?:[ -]{spoken}){{0,3}})"
        after, before = any_of((*postal.after, *postal.weak_after)), any_of(postal.before)
        sign = rf"(?:{any_of(postal.number)}[.:°ºo]{{0,2}}|n[°º]|№|#)"
        boxes = any_of(word for word in postal.before if "box" in word)
        name = rf"{_NAME}(?:\s{_NAME})"
        self.forms = [
            rf"(?<![\w.,/-]){number},?\s{{1,2}}(?P<name>{name}{{0,3}})\s(?P<kind>{after})",
            rf"(?<!\w)(?P<name>{name}{{0,3}})\s(?P<kind>{after}),?\s{{0,2}}{sign}\s{{0,2}}{_HOUSE}{_ENDS}",
            rf"(?<!\w)(?P<name>{name}{{0,3}})\s(?P<kind>{after}),?\s{{1,2}}{_HOUSE}(?=\s*(?:[,.;)\n]|$))",
            rf"(?P<kind>{before})\s{{0,2}}(?P<name>{name}{{0,5}})[,،]?\s{{1,2}}(?:{sign}\s{{0,2}})?{_HOUSE}{_ENDS}",
            rf"(?<![\w.,/-]){_HOUSE}(?:\s(?:bis|ter))?,?\s{{1,2}}(?P<kind>{before})\s(?P<name>{name}{{0,5}})",
            rf"(?<!\w)(?P<name>(?:{_NAME}-){{0,3}}[^\W\d_]{{2,20}}(?P<kind>{joined}))\s{{1,2}}{_HOUSE}{_ENDS}",
            rf"(?P<kind>{boxes})\s(?P<name>[0-9]{{1,6}})",
            rf"(?P<kind>{any_of(postal.unit)})[\s.:#-]{{1,3}}[0-9]{{1,5}}[a-z]?,\s{{0,2}}(?P<name>[^,\n]{{3,40}}),",
        ]
        self.compiled = [regex.compile(form) for form in self.forms]

    def may_stand_in(self, lower: str) -> bool:
        """Return whether a word for a kind of street, or a whole address without spaces, stands in `lower`."""
        words = _WORD.findall(lower)
        if _DIGIT.search(lower):
            if not self.kinds.isdisjoint(words) or self.joined_word.search(lower):
                return True
        elif not (self.named_kinds.isdisjoint(words) or self.numbers.isdisjoint(words)):
            return True
        return not lower.isascii() and self.shapes.search(lower) is not None

    def find(self, text: Text) -> Iterator[tuple[int, int, bool, bool]]:
        """Yield start and end of each street with its number, whether its name is sure, and whether its kind is."""
        for form in self.compiled:
            for match in form.finditer(text.lower):
                name = text.plain[match.start("name") : match.end("name")]
                words = _WORD.findall(name)
                if load_services().named(name) or not load_placeholders().names.isdisjoint(map(str.lower, words)):
                    continue  # "via Skype 2", "1 Test Street"
                capital = not name.isascii() or (name[:1].isupper() and words and words[-1][0].isupper())
                ordinary = all(is_ordinary(word.lower()) for word in words)
                sure = capital or not ordinary
                if match["kind"] in self.weak and match.start("kind") > match.start("name"):
                    sure = capital and text.plain[match.start("kind")].isupper()
                elif match.end("kind") == match.end("name"):  # written together: "offering" is no Ring
                    sure = not ordinary
                elif match["kind"] in self.units:
                    sure = self.postcode.search(text.lower, match.end(), match.end() + _TAIL) is not None
                yield match.start(), match.end(), sure, match["kind"] not in self.weak and len(words) < 3
        for match in self.shapes.finditer(text.lower):
            yield match.start(), match.end(), True, True


def _longest_word(kind: str) -> str:
    words: list[str] = _WORD.findall(kind)
    return max(words, key=len)


def _number_words() -> frozenset[str]:
    senses = number_words().senses
    return frozenset(w for w, meant in senses.items() if any(s.language == "en" and not s.weak for s in meant))


@lru_cache(maxsize=1)
def _streets() -> _Streets:
    lists: dict[str, list[str]] = {}
    for path in sorted(folder("patterns").glob("*/postal.toml")):
        try:
            read = msgspec.toml.decode(path.read_bytes(), type=Postal)
        except msgspec.MsgspecError as error:
            raise PatternError(f"{path}: {error}.") from error
        for name in Postal.__struct_fields__:
            lists.setdefault(name, []).extend(Text(word).lower for word in getattr(read, name))
    return _Streets(msgspec.convert(lists, Postal))
