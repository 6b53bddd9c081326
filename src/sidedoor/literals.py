"""Which words a text must hold before an expression can match: sets of phrases, of which it must have one each.

They are read from the parse tree of the expression, never written by hand. A phrase is written as `canonical` writes
words: lower case, one space between two words, and a space at an end where the word ends there ("your number " takes
"my your number" and "pour number", but no "your numbers"). Where the words of a set are common ones, their neighbours
are taken in ("number" -> "your number", "own number"), as far as these are known.

The idea is that of the prefilters of RE2 and of trigram indexes (Russ Cox, "Regular Expression Matching with a Trigram
Index", 2012), on words instead of letters.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from math import fsum
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parse  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import regex

from sidedoor.resources import folder

Phrases = frozenset[str]

FREQUENCIES = "word_frequencies.txt"  # in the folder of patterns
_MOST = 500  # phrases in a set; each costs the gate some memory, hardly any time
_MOST_EXTENDED = 2000  # the same, with their neighbours taken in
_MOST_REPEATS = 3
_EDGE = "\x01"  # a place where a word begins or ends, until phrases are finished
_HOLE = "\x02"  # anything
_NOTHING: Phrases = frozenset({""})
_NAME = regex.compile(r"\(\?P<\w+>")  # may stand there twice for `regex`, but not for the parser
_NO_WORD = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_SIGN = regex.compile("[@\ue000-\ue0ff]")  # marks of services, and what tells something without being a word
_WORD_EDGE = [(sre.IN, [(sre.CATEGORY, sre.CATEGORY_WORD)])]


def required(*expressions: str) -> tuple[Phrases, ...]:
    """Return the sets of phrases that a text needs where all of `expressions` are to match, the rarest set first.

    A mark of a service and "@" stand as themselves. Nothing is returned for an expression that can do without any word
    that is known.
    """
    found: dict[Phrases, float] = {}
    for expression in expressions:
        part = _sequence(sre_parse.parse(_NAME.sub("(?:", expression)))
        for phrases in _needed(part, _NOTHING, _NOTHING):
            found.setdefault(phrases, commonness(phrases))
    return tuple(sorted(found, key=lambda phrases: (found[phrases], len(phrases), sorted(phrases))))


class _Part(NamedTuple):
    """A part of an expression.

    `whole` are all strings that it can match, `first` and `last` those at its ends, with holes where anything may
    stand; None where they are too many.
    """

    whole: Phrases | None
    first: Phrases | None
    last: Phrases | None
    optional: bool
    sequence: "tuple[_Part, ...]" = ()
    branches: "tuple[_Part, ...]" = ()
    repeated: "_Part | None" = None


def _sequence(tree: Iterable[Any]) -> _Part:
    parts: list[_Part] = []
    for operator, argument in tree:
        part = _part(operator, argument)
        one = parts and 1 in (len(parts[-1].whole or ()), len(part.whole or ()))
        if one and (together := _joined(parts[-1].whole, part.whole)):
            parts[-1] = _exactly(together)
        else:
            parts.append(part)
    if len(parts) == 1:
        return parts[0]
    whole: Phrases | None = _NOTHING
    for part in parts:
        whole = _joined(whole, part.whole)
    found = tuple(parts)
    return _Part(whole, _ends(found, 0, 1), _ends(found, len(parts) - 1, -1), all(p.optional for p in parts), found)


def _part(operator: Any, argument: Any) -> _Part:
    if operator is sre.LITERAL:
        return _exactly(frozenset({chr(argument)}))
    if operator is sre.IN:
        return _exactly(_letters(argument))
    if operator is sre.SUBPATTERN:
        return _sequence(argument[3])
    if operator is sre.ATOMIC_GROUP:
        return _sequence(argument)
    if operator is sre.BRANCH:
        parts = tuple(map(_sequence, argument[1]))
        return _Part(
            _any([p.whole for p in parts]),
            _any([p.first for p in parts]),
            _any([p.last for p in parts]),
            any(p.optional for p in parts),
            branches=parts,
        )
    if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return _repeat(*argument)
    if operator is sre.ASSERT_NOT and list(argument[1]) == _WORD_EDGE:
        return _exactly(frozenset({_EDGE}))
    if operator in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
        return _exactly(_NOTHING)
    return _exactly(frozenset({_HOLE}))


def _exactly(strings: Phrases) -> _Part:
    return _Part(strings, strings, strings, "" in strings)


_SPACES = ([(sre.CATEGORY, sre.CATEGORY_SPACE)], [(sre.NEGATE, None), (sre.CATEGORY, sre.CATEGORY_NOT_SPACE)])


def _letters(members: Any) -> Phrases:
    """Return the characters of a class, a space for white space of any sort, a hole for a class of many."""
    if members[:1] == _SPACES[0] or members[:2] == _SPACES[1]:
        return frozenset({" "})
    letters: set[str] = set()
    for operator, argument in members:
        if operator is sre.LITERAL:
            letters.add(chr(argument))
        elif operator is sre.RANGE and argument[1] - argument[0] < 12:
            letters.update(map(chr, range(argument[0], argument[1] + 1)))
        elif operator is sre.CATEGORY and argument is sre.CATEGORY_SPACE:
            letters.add(" ")
        else:
            return frozenset({_HOLE})
    return frozenset(letters)


def _repeat(fewest: int, most: int, tree: Any) -> _Part:
    part = _sequence(tree)
    if part.whole is not None:
        if all(map(_SIGN.fullmatch, part.whole)) and fewest:
            return part  # a mark fills the name that it stands for
        if part.whole == frozenset({" "}):
            return _exactly(frozenset({" "}) | (frozenset() if fewest else _NOTHING))
        if most <= _MOST_REPEATS:
            times: list[Phrases | None] = [_NOTHING]
            for _ in range(most):
                times.append(_joined(times[-1], part.whole))
            whole = _any(times[fewest:])
            if whole is not None:
                return _exactly(whole)
    optional = fewest == 0 or part.optional
    if most == 1:
        return part._replace(whole=_any([part.whole, _NOTHING]), optional=True, sequence=(), branches=(), repeated=part)
    first = _joined(part.first, frozenset({_HOLE}))
    last = _joined(frozenset({_HOLE}), part.last)
    whole = _any([frozenset({_HOLE}), _NOTHING if optional else frozenset()])
    return _Part(whole, first, last, optional, repeated=part)


def _any(sets: Iterable[Phrases | None]) -> Phrases | None:
    together: set[str] = set()
    for strings in sets:
        if strings is None:
            return None
        together |= strings
    return frozenset(together) if len(together) <= 4 * _MOST else None


def _joined(left: Phrases | None, right: Phrases | None) -> Phrases | None:
    if left is None or right is None or len(left) * len(right) > _MOST:
        return None
    return frozenset(a + b for a, b in product(left, right))


def _tells(string: str) -> bool:
    return any(c.isalnum() or c == _HOLE or _SIGN.match(c) for c in string)


def _ends(parts: tuple[_Part, ...], i: int, step: int) -> Phrases | None:
    """Return the strings that may stand at `parts[i]` and on from there, up to the first with a letter or hole in it.

    A string without any is returned where nothing more follows; None where the strings are too many.
    """
    if not 0 <= i < len(parts):
        return _NOTHING
    here = parts[i].first if step > 0 else parts[i].last
    return _further(here, parts[i].optional, lambda: _ends(parts, i + step, step), step)


def _further(here: Phrases | None, optional: bool, more: Any, step: int) -> Phrases | None:
    if here is None:
        return None
    found = {string for string in here if _tells(string)}
    short = (here - found) | (_NOTHING if optional else frozenset())
    if short:
        rest = more()
        if rest is None:
            return None
        found |= {string + other if step > 0 else other + string for string in short for other in rest}
    return frozenset(found) if len(found) <= 4 * _MOST else None


def _needed(part: _Part, before: Phrases | None, after: Phrases | None) -> Iterator[Phrases]:
    """Yield sets of phrases of which each match of `part` needs one; `before` and `after` are its neighbours."""
    if part.optional:
        return
    if part.whole is not None and (phrases := _extended(part.whole, before, after)):
        yield phrases
    if part.branches:
        each = [_rarest(branch, before, after) for branch in part.branches]
        if all(each):
            yield frozenset().union(*(phrases for phrases in each if phrases))
    if part.repeated:
        yield from _needed(part.repeated, frozenset({_HOLE}), frozenset({_HOLE}))
    for i, inner in enumerate(part.sequence):
        if inner.optional:
            continue
        left = _further(_ends(part.sequence, i - 1, -1), False, lambda: before, -1)
        right = _further(_ends(part.sequence, i + 1, 1), False, lambda: after, 1)
        yield from _needed(inner, left, right)
        together = inner.whole
        for j in range(i + 1, min(i + 5, len(part.sequence))):
            together = _joined(together, part.sequence[j].whole)
            if together is None:
                break
            if not part.sequence[j].optional:
                right = _further(_ends(part.sequence, j + 1, 1), False, lambda: after, 1)
                if phrases := _extended(together, left, right):
                    yield phrases


def _rarest(part: _Part, before: Phrases | None, after: Phrases | None) -> Phrases | None:
    return min(_needed(part, before, after), key=commonness, default=None)


def _extended(strings: Phrases, before: Phrases | None, after: Phrases | None) -> Phrases | None:
    """Return `strings` as phrases, each with the neighbours that make it rare, or None where one tells nothing."""
    lefts = {_last_word(string) for string in before or ()}
    rights = {_first_word(string) for string in after or ()}
    none_left = {" "} if lefts and all(left[-1:] in (" ", _EDGE) for left in lefts) else {""}
    none_right = {" "} if rights and all(right[:1] in (" ", _EDGE) for right in rights) else {""}
    ways = [
        (left, right)
        for left, right in product((none_left, lefts), (none_right, rights))
        if 0 < len(left) * len(right) * len(strings) <= _MOST_EXTENDED or (left == none_left and right == none_right)
    ]
    found: set[str] = set()
    for string in strings:
        variants = [
            phrases for left, right in ways if (phrases := _phrases(f"{a}{string}{b}" for a, b in product(left, right)))
        ]
        if not variants:
            return None
        found |= min(variants, key=lambda phrases: (commonness(phrases), len(phrases)))
    return frozenset(found)


def _last_word(string: str) -> str:
    return string[string.rstrip(f" {_EDGE}").rfind(" ") + 1 :]


def _first_word(string: str) -> str:
    begin = len(string) - len(string.lstrip(f" {_EDGE}"))
    end = string.find(" ", begin)
    return string if end < 0 else string[: end + 1]


def _phrases(strings: Iterable[str]) -> Phrases | None:
    found = set()
    for string in strings:
        phrase = _phrase(string)
        if phrase is None:
            return None
        found.add(phrase)
    return frozenset(found)


@lru_cache(maxsize=1 << 18)
def _phrase(string: str) -> str | None:
    """Return a string as `canonical` would write it, the rarest stretch without a hole, or None if it says nothing."""
    phrases = []
    for stretch in string.split(_HOLE):
        if sign := _SIGN.search(stretch):
            phrases.append(sign.group())
        elif (phrase := _NO_WORD.sub(" ", stretch.lower())).strip():
            phrases.append(phrase)
    return min(phrases, key=rarity, default=None)


# How often phrases are met


def commonness(phrases: Iterable[str]) -> float:
    """Return how often any of `phrases` is met; the same in every process, in whatever order a set comes."""
    return fsum(map(rarity, phrases))


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, float]:
    lines = (folder("patterns") / FREQUENCIES).read_text(encoding="utf-8").splitlines()
    return {word: float(times) for word, _, times in (line.partition(" ") for line in lines)}


# Words beside each other belong together: two are met together so many times as often as chance would have it.
_TOGETHER = 25
_PER = 1e5
_UNLISTED = 2.5  # the list ends at five
_SIGN_RARITY = 60.0  # services are named in one of a hundred messages of twenty words, in most talk less often


@lru_cache(maxsize=1 << 18)
def rarity(phrase: str) -> float:
    """Return about how often `phrase` is met in a hundred thousand words of chat: the smaller, the rarer."""
    if _SIGN.match(phrase):
        return _SIGN_RARITY
    words = phrase.split()
    times = None
    for i, word in enumerate(words):
        here = _times(word, i > 0 or phrase[0] == " ", i + 1 < len(words) or phrase[-1] == " ")
        times = here if times is None else min(times * here / _PER * _TOGETHER, 0.3 * min(times, here))
    return times or 0.0


@lru_cache(maxsize=1 << 16)
def _times(word: str, begins: bool, ends: bool) -> float:
    """Return how often `word` is met, as a whole word, or as the beginning, end or middle of one."""
    if begins and ends:
        return _frequencies().get(word, _UNLISTED)
    listed = (
        times
        for other, times in _frequencies().items()
        if (other.startswith(word) if begins else other.endswith(word) if ends else word in other)
    )
    return sum(listed) + 3 * _UNLISTED
