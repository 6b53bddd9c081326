"""What patterns read: the folded text in lower case, with every mention of a service replaced by a mark of its sort.

"let's talk on t3legr4m" reads "let's talk on MMMMMMMM": a pattern says `{messenger}` and need not know names, nicknames
or disguises. A mark fills the mention, so offsets stay those of `Text.plain`.
"""

import re
from functools import cached_property, lru_cache
from itertools import pairwise

from sidedoor.mentions import find_service_mentions
from sidedoor.services import CATEGORIES, load_services
from sidedoor.text import Text

# Private-use characters, one a category: no keyboard types them.
MARKS = {category: chr(0xE000 + index) for index, category in enumerate(CATEGORIES)}

# Alphabets whose words stand apart are keyed by beginnings of words. Other scripts join words, prefix them with
# particles or spell vowels with marks: there every letter and every pair of neighbours is a key.
ALPHABET = "a-z0-9\u00df-\u00f6\u00f8-\u02af\u0370-\u0587"
JOINED = "\u0590-\u1fff\u3041-\ud7ff\uf900-\ufdff\ufe70-\ufefc"
KEY_LENGTH = 4
SIGNS = "?@"
_WORDS = re.compile(f"[{ALPHABET}]+|[{SIGNS}\ue000-\ue0ff]")
_CHAT = ("messenger", "social")
_RUNS = re.compile(f"[{JOINED}]+")


@lru_cache(maxsize=1)  # several detectors read one text, one after the other
def marked_text(text: Text) -> "MarkedText":
    """Return `text` as patterns read it."""
    return MarkedText(text)


class MarkedText:
    """A text as patterns read it: `view`, of the same length as `text.plain`, and the `keys` that wake patterns."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.view = text.lower
        # Names that are ordinary words too ("line", "wire") stay words: the lexicons know where they can be meant.
        mentions = find_service_mentions(text)
        self._mentions = [mention for mention in mentions if mention.sure]
        self._perhaps = [mention for mention in mentions if not mention.sure]
        if self._mentions:
            by_id = load_services().by_id
            parts: list[str] = []
            position = 0
            for start, end, service, _, _ in self._mentions:
                mark = MARKS[by_id[service].category]
                parts += [self.view[position:start], mark * (end - start)]
                position = end
            self.view = "".join([*parts, self.view[position:]])

    @cached_property
    def keys(self) -> frozenset[str]:
        """The first four letters of every word (in scripts that join words: letters and pairs), the marks and signs."""
        keys = {word[:KEY_LENGTH] for word in _WORDS.findall(self.view)}
        if not self.view.isascii():
            for run in _RUNS.findall(self.view):
                keys.update(run, map("".join, pairwise(run)))
        return frozenset(keys)

    def service(self, start: int, end: int, *categories: str) -> str | None:
        """Return the id of the first service (of `categories`, if any) mentioned within `view[start:end]`, or None."""
        by_id = load_services().by_id
        inside = (m.service for m in self._mentions if m.start >= start and m.end <= end)
        return next((name for name in inside if not categories or by_id[name].category in categories), None)

    def channel(self, start: int, end: int) -> str | None:
        """Return the id of the service within `view[start:end]`; an everyday word counts, if people talk there."""
        by_id = load_services().by_id
        perhaps = (m.service for m in self._perhaps if m.start >= start and m.end <= end)
        return self.service(start, end) or next((name for name in perhaps if by_id[name].category in _CHAT), None)
