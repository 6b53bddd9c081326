"""The surroundings of the numbers in a text: which words stand near them, and which countries they speak of."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

import regex

from sidedoor.cues import Cue, Role, cues
from sidedoor.dialling import Countries
from sidedoor.number_words import number_words
from sidedoor.text import Text

_WORD = regex.compile(r"[\p{L}\p{M}']{2,}")
_LONGEST_QUOTE = 300  # characters of a quoted text in which a number is looked for
# A script speaks for a language; the Persian and Ukrainian letters stand before the scripts that they belong to.
_SCRIPTS = {
    "th": regex.compile(r"\p{Thai}"),
    "ko": regex.compile(r"\p{Hangul}"),
    "ja": regex.compile(r"[\p{Hiragana}\p{Katakana}]"),
    "zh": regex.compile(r"\p{Han}"),
    "bn": regex.compile(r"\p{Bengali}"),
    "hi": regex.compile(r"\p{Devanagari}"),
    "fa": regex.compile(r"[پچژگ]"),
    "ar": regex.compile(r"\p{Arabic}"),
    "uk": regex.compile(r"[іїєґ]"),
    "ru": regex.compile(r"\p{Cyrillic}"),
}


def count_words(text: str) -> int:
    """Return how many words of two letters or more are in `text`."""
    return len(_WORD.findall(text))


class Surroundings:
    """A text, its cues, and where they stand. Offsets are those of the plain view."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.cues = cues(text)
        self._starts = [cue.start for cue in self.cues]
        self._longest = max((cue.end - cue.start for cue in self.cues), default=0)
        self._roles = {cue.role for cue in self.cues}

    def has(self, *roles: Role) -> bool:
        """Return whether a cue of one of the roles is anywhere in the text."""
        return not self._roles.isdisjoint(roles)

    def around(self, start: int, end: int, within: int, *roles: Role) -> list[Cue]:
        """Return the cues of the roles that stand at most `within` characters before `start` or after `end`."""
        low = bisect_left(self._starts, start - within - self._longest)
        high = bisect_right(self._starts, end + within)
        return [cue for cue in self.cues[low:high] if cue.role in roles and start - cue.end <= within]

    @cached_property
    def words(self) -> int:
        """How many words the text has."""
        return count_words(self.text.plain)

    def countries(self, spoken: Sequence[str]) -> Countries:
        """Return the countries that the text speaks for.

        Places that it names, then those of the languages of its number words (`spoken`), of its script, of its cues.
        """
        known = number_words().languages
        tongues = [known[name] for name in dict.fromkeys([*spoken, *self._tongues]) if name != "en"]
        return Countries(
            named=self._places,
            home=tuple(tongue.home for tongue in tongues if tongue.home),
            shared=tuple(region for tongue in tongues for region in tongue.regions),
        )

    @cached_property
    def _places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cue.language for cue in self.cues if cue.role is Role.PLACE))

    @cached_property
    def _tongues(self) -> list[str]:
        """Languages of the script, then of cues that belong to one language alone; one short word is not enough."""
        written = [] if self.text.plain.isascii() else [n for n, s in _SCRIPTS.items() if s.search(self.text.lower)][:2]
        known = number_words().languages
        spans: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
        for cue in self.cues:
            spans[cue.start, cue.end].add(cue.language)
        told = Counter(name for names in spans.values() if len(names) == 1 for name in names if name in known)
        telling = {cue.language for cue in self.cues if cue.role in (Role.INVITE, Role.BACKWARDS, Role.DECODE)}
        return [*written, *(name for name, count in told.most_common() if count > 1 or name in telling)]

    @cached_property
    def _quotes(self) -> list[int]:
        return [i for i, character in enumerate(self.text.plain) if character == '"']

    def quoted_words(self, start: int, end: int) -> int:
        """Return how many other words stand in the quotation marks around `text.plain[start:end]`, 0 without any."""
        before = bisect_left(self._quotes, start)
        if before % 2 == 0 or before == len(self._quotes):
            return 0
        opened, closed = self._quotes[before - 1], self._quotes[before]
        if start - opened > _LONGEST_QUOTE or closed - end > _LONGEST_QUOTE:
            return 0
        return count_words(self.text.plain[opened:start]) + count_words(self.text.plain[end:closed])
