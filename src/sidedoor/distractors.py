"""Figures that are no telephone numbers, by family: each is recognised by its shape, before any number is looked for.

A family yields spans of `Text.lower`. What only the words around it tell (an order, a sample) is not here but in
`cues`; a distractor is lifted where the message says that its figures are to be dialled.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import regex

from sidedoor.text import Text


class Distractor(NamedTuple):
    """A figure in `text.plain[start:end]` and the family it belongs to."""

    family: str
    start: int
    end: int


Span = tuple[int, int]

_EDGE = r"(?<![\w.,:/-])"
_NO_MORE = r"(?![\w]|[.,:/-]\d)"


def _shape(pattern: str, *, plain: bool = False) -> Callable[[Text], Iterator[Span]]:
    compiled = regex.compile(pattern)

    def find(text: Text) -> Iterator[Span]:
        for match in compiled.finditer(text.plain if plain else text.lower):
            yield match.span()

    return find


_ADDRESS_LIKE = re.compile(
    r"://|www\.|@[\w-]+\.|[a-z_][\w-]*\.[a-z]{2,12}(?:[/?#:]|$)|[a-z][\w.-]*/[\w.-]+/|[?&]\w{1,40}=|^[~./]+[a-z]"
    r"|\.(?:jpe?g|png|gif|svg|pdf|docx?|xlsx?|csv|zip|rar|mp[34]|mov|avi|psd|ai|txt|log|html?|json|xml|deb|exe|apk)$"
)
_LETTER_AND_DIGIT = re.compile(r"(?=.*[a-z/@])(?=.*\d)", re.DOTALL)
_LONGEST_TOKEN = 2000


def _web(text: Text) -> Iterator[Span]:
    """Links, domains, file names and paths, e-mail addresses, parameters."""
    for token in re.finditer(r"[^\s\"'<>{}()\[\],;|!]+", text.lower):
        word = token.group().rstrip(".:")
        if len(word) > _LONGEST_TOKEN or (_LETTER_AND_DIGIT.match(word) and _ADDRESS_LIKE.search(word)):
            yield token.span()


_LUHN = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def _card(text: Text) -> Iterator[Span]:
    """Payment cards: sixteen digits (fifteen for one brand) with a right check digit."""
    pattern = r"(?<![\d+])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})(?!\d)"
    for match in re.finditer(pattern, text.lower):
        digits = [int(c) for c in match.group() if c.isdecimal()]
        if sum(d if i % 2 else _LUHN[d] for i, d in enumerate(digits, start=len(digits) % 2)) % 10 == 0:
            yield match.span()


def _product_code(text: Text) -> Iterator[Span]:
    """ISBN and EAN: thirteen digits with a right check digit."""
    for match in re.finditer(r"(?<![\d+])(?:97[89][ -]?(?:\d[ -]?){9}\d|(?!00)\d{13})(?!\d)", text.lower):
        digits = [int(c) for c in match.group() if c.isdecimal()]
        if match.group().startswith("97") or sum(d * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0:
            yield match.span()


def _ip(text: Text) -> Iterator[Span]:
    """IP addresses with port or mask, and the beginnings of some."""
    for match in re.finditer(_EDGE + r"\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\d{1,5})?(?!\w|[.-]?\d)", text.lower):
        octets = re.split(r"[:/]", match.group())[0].split(".")
        if all(int(octet) < 256 for octet in octets) and not all(len(octet) == 2 for octet in octets):
            yield match.span()


_COMPACT_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")


def _date(text: Text) -> Iterator[Span]:
    """Dates in figures: 2025-04-15, 15/04/25, 20250415."""
    for match in re.finditer(r"(?<![\d./-])(\d{1,4})([./-]) ?(\d{1,2})\2 ?(\d{2,4})(?![\d]|[./-]\d)", text.lower):
        a, b, c = int(match[1]), int(match[3]), int(match[4])
        year_first = len(match[1]) == 4 and 1900 <= a < 2100 and b <= 12 and c <= 31 and len(match[4]) == 2
        year_last = (
            len(match[1]) <= 2 and min(a, b) <= 12 and max(a, b) <= 31 and (len(match[4]) == 2 or 1900 <= c < 2100)
        )
        if year_first or year_last:
            yield match.span()
    for match in _COMPACT_DATE.finditer(text.lower):
        yield match.span()


_VERSION = re.compile(
    r"(?<![\d.,:/])(?<!\d-)(?!0\d)(?:v?\d{1,3}\.\d{1,3}\.\d{1,2}(?:[.-]\d{1,3}){0,3}(?:-?[a-z+~][\w.+~-]{0,40})?"
    r"|\d{1,3}\.\d\.\d{3,5}\.\d{1,4})(?![\w]|[.,:/-]\d)"
)
_PAIRS = re.compile(r"\d\d(?:[.-]\d\d){3,5}")


def _version(text: Text) -> Iterator[Span]:
    """Versions of software: three numbers or more; pairs of digits all through are a telephone number in France."""
    for match in _VERSION.finditer(text.lower):
        if not _PAIRS.fullmatch(match.group()):
            yield match.span()


FAMILIES: dict[str, Callable[[Text], Iterator[Span]]] = {
    "web": _web,
    "code": _shape(r"`[^`\n]{1,300}`"),
    "ip": _ip,
    "ipv6": _shape(
        r"(?<![\w:])(?=[0-9a-f:]{0,39}[a-f]|[0-9a-f:]{0,39}::)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])"
    ),
    "mac": _shape(r"(?<![\w:])[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![\w:])"),
    "date": _date,
    "time": _shape(r"(?<![\d:])\d{1,3}:[0-5]\d(?::[0-5]\d){0,2}(?:[.,]\d{1,3})?(?![\d:])"),
    "card": _card,
    "iban": _shape(
        r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])", plain=True
    ),
    "product_code": _product_code,
    "trunk_zero": _shape(r"(?<=[+0]\d{2} \()0(?=\))|(?<=[+0]\d{2}\()0(?=\))|(?<=[+0]\d{3} \()0(?=\))"),
    "social_security": _shape(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"),
    "uuid": _shape(r"(?<!\w)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?!\w)"),
    "hash": _shape(r"(?<!\w)(?=[0-9a-f]{0,64}[a-f])(?=[0-9a-f]{0,64}[0-9])[0-9a-f]{12,128}(?!\w)"),
    "colour": _shape(r"#[0-9a-f]{3,8}(?!\w)(?<!#\d{7})(?<!#\d{8})"),
    "version": _version,
    "decimal": _shape(r"(?<![\d.,+)])(?![2-9]\d\d\.\d{7}(?!\d))\d{1,9}\.\d{4,12}(?!\d|\.\d)"),
    "thousands": _shape(
        r"(?<![\d.,])\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,2})?(?![\d,])|(?<![\d.,])\d{1,3}(?:\.\d{3}){1,4},\d{1,2}(?!\d)"
    ),
    "money": _shape(
        r"[\p{Sc}] ?\d[\d.,']{0,12}(?: ?[-/] ?[\p{Sc}]? ?\d[\d.,']{0,12})?k?"
        r"|(?<![\d-])(?:\d{1,3}(?: \d{3}){1,3}|\d[\d.,']{0,12}) ?[\p{Sc}](?! ?\d)"
    ),
    "dimensions": _shape(
        r"(?<![\w-])(?<!\d[ .)])\d{1,5}(?:[.,]\d{1,3})?(?: ?[x×] ?\d{1,5}(?:[.,]\d{1,3})?){1,2}(?!\d)"
    ),
    # Sums one after the other; a telephone number has no plus sign inside.
    "sums": _shape(
        r"(?<![\w.+])(?=[\d ,;*x×/-]{1,40}[+*×])"
        r"(?:\d{1,2} ?[-+*x×/] ?\d{1,2}(?:[,;] ?| )){3,40}\d{1,2} ?[-+*x×/] ?\d{1,2}(?![\w+])"
    ),
    "equation": _shape(r"\d{1,9}(?: ?[-+*/x×] ?\d{1,9}){1,4} ?= ?\d{1,12}"),
    "percent": _shape(r"\d{1,6}(?:[.,]\d{1,4})? ?%"),
    "list_item": _shape(
        r"(?m)^[ \t]{0,4}(?:[1-9]\d?[.)](?=[ \t]+\S)|\([1-9]\d?\)(?=[ \t]+[^\s\d]))|(?<=\s)\d{1,2}\)(?=\s)"
    ),
    "range": _shape(_EDGE + r"(?:\d{1,3} ?- ?\d{1,3}|(?:19|20)\d\d ?- ?(?:19|20)?\d\d)(?![\w]|[ .,-]{0,3}\d)"),
    "state_zip": _shape(r"(?<![A-Za-z])[A-Z]{2} \d{5}(?:-\d{4})?(?!\d)", plain=True),
}


def distractors(text: Text) -> list[Distractor]:
    """Return every distractor in `text`, family by family; they may overlap."""
    return [Distractor(family, start, end) for family, find in FAMILIES.items() for start, end in find(text)]


class Spans:
    """A set of places: `place in spans` tells whether one of the spans, half open, holds it."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, place: int) -> bool:
        before = bisect_right(self._starts, place) - 1
        return before >= 0 and place < self._ends[before]
