"""Whether words are meant: people also refuse, quote the rule, warn others, and describe the thing they build.

Stances are patterns like any other (`patterns/LANG/stance.toml`). Each says how far it is felt: on what follows it
closely (a refusal), on what it follows closely ("... on Upwork"), on the question that it answers ("Skype? No."), in
its clause, its sentence, or the whole message. Words that turn ("but", the lexicon's `turn`) end a sentence here: who
knows the rule, but gives a number, gives it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from sidedoor.marked import MarkedText
from sidedoor.pattern_pack import PatternPack, load_pack
from sidedoor.patterns import STANCE, Pattern, alternatives, load_lexicon
from sidedoor.resources import folder

_SENTENCE_END = r"[.!?]+(?=\s|$)|\n|[。！？؟।]"
_CLAUSE_END = r"[.!?:]+(?=\s|$)|[;\n()。！？،؛，；؟।…]|,(?=\s)|\s-\s"
_LONGEST_TAIL = 80  # characters of a question behind what it asks for
_ASKED = re.compile(r"[^.!?؟\n]*[?؟]\s")
_WORDS_NEAR = 5  # words that may stand between a refusal and what it refuses
_FARTHEST = 300  # characters to look for a stance: far beyond any sentence, and a bound for hostile texts
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
        if not stances.quoted(*match.span()) and not stances.speak_against(pattern, match):
            yield pattern, match


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

    def speak_against(self, pattern: Pattern, match: re.Match[str]) -> bool:
        """Return whether a stance about such a pattern reaches its match."""
        if any(_is_about(stance, pattern) for stance in self._everywhere):
            return True
        start, end = match.span()
        first = bisect_left(self._found, start - _FARTHEST, key=_place)
        last = bisect_right(self._found, end + _FARTHEST, key=_place)
        return any(
            _is_about(taken.stance, pattern) and self._reaches(taken, start, end, pattern.language)
            for taken in self._found[first:last]
        )

    def _reaches(self, taken: "_Taken", start: int, end: int, language: str) -> bool:
        begin, stop, stance = taken
        between = self.view[stop:start] if stop <= start else self.view[end:begin]
        if stance.reach == "question":
            return begin >= end and len(between) <= _LONGEST_TAIL and _ASKED.fullmatch(between) is not None
        # Neighbours share words but not all: what turns a sentence in either language ends the reach.
        for spoken in {stance.language, language}:
            sentence_end, clause_end = _ends(spoken)
            if (sentence_end if stance.reach == "sentence" else clause_end).search(between):
                return False
        if stance.reach == "sentence":
            return True
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
