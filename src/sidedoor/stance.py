"""Whether words are meant: people also refuse, quote the rule, warn others, and describe the thing they build.

Stances are patterns like any other (`patterns/LANG/stance.toml`). Each says how far it is felt: on what follows it
closely (a refusal), on what it follows closely ("... on Upwork"), in its clause, its sentence, or the whole message.
Words that turn ("but", the lexicon's `turn`) end a sentence here: who knows the rule, but gives a number, gives it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from sidedoor.marked import MarkedText, marked_text
from sidedoor.pattern_pack import PatternPack, load_pack
from sidedoor.patterns import STANCE, Pattern, alternatives, load_lexicon
from sidedoor.resources import folder
from sidedoor.text import Text
from sidedoor.vocabulary import Kind

_SENTENCE_END = r"[.!?]+(?=\s|$)|\n|[。！？؟।]"
_CLAUSE_END = r"[.!?:]+(?=\s|$)|[;\n()。！？،؛，；؟।…]|,(?=\s)|\s-\s"
_WORDS_NEAR = 5  # words that may stand between a refusal and what it refuses
_FARTHEST = 500  # characters to look for a stance: far beyond any sentence, and a bound for hostile texts
_QUOTES = re.compile(
    r'"[^"\n]{1,200}"|(?<!\w)\'[^\'\n](?:[^\'\n]|\'(?=\w)){1,200}\'(?!\w)|「[^」]{1,200}」|『[^』]{1,200}』'
)


@lru_cache(maxsize=64)
def _ends(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what ends a sentence and what ends a clause in `language`."""
    lexicon = load_lexicon(folder("patterns"), language)
    turns, joints = lexicon.get("turn", []), lexicon.get("joint", [])
    sentence = "|".join([_SENTENCE_END, *_words(turns)])
    return re.compile(sentence), re.compile("|".join([_CLAUSE_END, *_words([*turns, *joints])]))


def _words(words: list[str] | str) -> list[str]:
    return [rf"(?<!\w){alternatives(list(words))}(?!\w)"] if words else []


def meant(pack: PatternPack, marked: MarkedText) -> Iterator[tuple[Pattern, re.Match[str]]]:
    """Yield the matches of `pack` that are meant: offered, asked or agreed, and not refused, quoted or described."""
    stances: Stances | None = None
    for pattern, match in pack.matches(marked, marked.text.woken):
        stances = stances or Stances(marked)
        span = match.span()
        if not stances.quoted(*span) and not any(_is_about(stance, pattern) for stance in stances.felt(*span)):
            yield pattern, match


def disowned(text: Text, start: int, end: int) -> bool:
    """Return whether `text.plain[start:end]`, a contact point say, is refused, warned of, quoted or described."""
    stances = Stances(marked_text(text))
    return stances.quoted(start, end) or any(
        not stance.about or Kind.CONTACT_REQUEST in stance.about for stance in stances.felt(start, end)
    )


def _is_about(stance: Pattern, pattern: Pattern) -> bool:
    """A stance speaks for its own language; those of `patterns/any` for each other too, as neighbours share words."""
    heard = stance.language == pattern.language or (stance.shared and pattern.shared)
    return heard and (not stance.about or pattern.kind in stance.about)


class Stances:
    """The stances taken in one text, found once and asked of any span of `marked.view`."""

    def __init__(self, marked: MarkedText) -> None:
        self.view = marked.view
        self._quotes = [match.span() for match in _QUOTES.finditer(self.view)]
        found = sorted(
            (_Taken(*match.span(), stance) for stance, match in load_pack(STANCE).matches(marked)), key=_place
        )
        self._everywhere = {stance for _, _, stance in found if stance.reach == "message"}
        self._found = [taken for taken in found if taken.stance.reach != "message"]

    def quoted(self, start: int, end: int) -> bool:
        """Return whether a pair of quotation marks stands around the span."""
        before = bisect_right(self._quotes, start, key=itemgetter(0)) - 1
        return before >= 0 and end <= self._quotes[before][1]

    def felt(self, start: int, end: int) -> Iterator[Pattern]:
        """Yield the stances that reach the span."""
        yield from self._everywhere
        first = bisect_left(self._found, start - _FARTHEST, key=_place)
        last = bisect_right(self._found, end + _FARTHEST, key=_place)
        for taken in self._found[first:last]:
            if self._reaches(taken, start, end):
                yield taken.stance

    def _reaches(self, taken: "_Taken", start: int, end: int) -> bool:
        begin, stop, stance = taken
        sentence_end, clause_end = _ends(stance.language)
        between = self.view[stop:start] if stop <= start else self.view[end:begin]
        if stance.reach == "sentence":
            return not sentence_end.search(between)
        if clause_end.search(between):
            return False
        if stance.reach == "before":
            return begin < start and len(between.split()) <= _WORDS_NEAR
        if stance.reach == "after":
            return stop > start and len(between.split()) <= _WORDS_NEAR
        return True


class _Taken(NamedTuple):
    begin: int
    stop: int
    stance: Pattern


_place = attrgetter("begin")
