"""Whether words are meant: people also refuse, quote the rule, warn others, and describe the thing they build.

Stances are patterns like any other (`patterns/LANG/stance.toml`). Each says how far it is felt: on what follows it
closely (a refusal), on what it follows closely ("... on Upwork"), in its clause, its sentence, or the whole message.
Words that turn ("but", the lexicon's `turn`) end a sentence here: who knows the rule, but gives a number, gives it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from sidedoor.marked import MarkedText
from sidedoor.pattern_pack import PatternPack, load_pack
from sidedoor.patterns import STANCE, Pattern, alternatives, load_lexicon
from sidedoor.resources import folder

_SENTENCE_END = r"[.!?]+(?=\s|$)|\n|[。！？؟।]"
_CLAUSE_END = r"[.!?:]+(?=\s|$)|[;\n()。！？،؛，；؟।…]|,(?=\s)|\s-\s"
_WORDS_NEAR = 5  # words that may stand between a refusal and what it refuses
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
    for pattern, match in pack.matches(marked):
        stances = stances or Stances(marked)
        if not stances.dismiss(pattern, *match.span()):
            yield pattern, match


class Stances:
    """The stances taken in one text, found once and asked of any span in it."""

    def __init__(self, marked: MarkedText) -> None:
        self.view = marked.view
        self._found = [(pattern, match.start(), match.end()) for pattern, match in load_pack(STANCE).matches(marked)]
        self._quotes = [match.span() for match in _QUOTES.finditer(self.view)]

    def dismiss(self, meaning: Pattern, start: int, end: int) -> bool:
        """Return whether `meaning`, matched at `view[start:end]`, is refused, quoted or part of the work.

        Stances speak for their own language; those of `patterns/any` for each other too, since neighbours share words.
        """
        if any(begin <= start and end <= stop for begin, stop in self._quotes):
            return True
        return any(
            (stance.language == meaning.language or (stance.shared and meaning.shared))
            and (not stance.about or meaning.kind in stance.about)
            and self._reaches(stance, begin, stop, start, end)
            for stance, begin, stop in self._found
        )

    def _reaches(self, stance: Pattern, begin: int, stop: int, start: int, end: int) -> bool:
        if stance.reach == "message":
            return True
        sentence_end, clause_end = _ends(stance.language)
        between = self.view[stop:start] if stop <= start else self.view[end:begin]
        if stance.reach == "sentence":
            return not sentence_end.search(between)
        if clause_end.search(between):
            return False
        if stance.reach == "before":
            return begin <= start and len(between.split()) <= _WORDS_NEAR
        if stance.reach == "after":
            return stop > start and len(between.split()) <= _WORDS_NEAR
        return True
