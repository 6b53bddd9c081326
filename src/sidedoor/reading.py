"""What patterns read: the folded text in lower case, with every mention of a service replaced by a mark of its sort.

"let's talk on t3legr4m" reads "let's talk on MMMMMMMM": a pattern says `{messenger}` and need not know names, nicknames
or disguises. A mark fills the mention, so offsets stay those of `Text.plain`.
"""

import re
from functools import cached_property, lru_cache

from sidedoor.services import CATEGORIES, load_services
from sidedoor.text import Text

# Private-use characters, one a category: no keyboard types them.
MARKS = {category: chr(0xE000 + index) for index, category in enumerate(CATEGORIES)}

# Alphabets whose words stand apart are keyed by beginnings of words. Other scripts join words, prefix them with
# particles or spell vowels with marks: there every pair of neighbours is a key.
ALPHABET = "a-z0-9\u00df-\u00f6\u00f8-\u02af\u0370-\u0587"
JOINED = "\u0590-\u1fff\u3041-\ud7ff\uf900-\ufdff\ufe70-\ufefc"
KEY_LENGTH = 4
_WORDS = re.compile(f"[{ALPHABET}]+|[\ue000-\ue0ff]")
_RUNS = re.compile(f"[{JOINED}]+")


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    services = load_services()
    names = {Text(n).lower for s in services.by_id.values() for n in (*s.names, *s.weak)}
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)")


def find_service_mentions(text: Text) -> list[tuple[int, int, str, tuple[str, ...], bool]]:
    """Stand-in: plain names."""
    services = load_services()
    found = []
    for match in _names().finditer(text.lower):
        service = services.named(match.group())
        if service:
            sure = match.group() in {Text(n).lower for n in services.by_id[service].names}
            found.append((match.start(), match.end(), service, (), sure))
    return found


class Reading:
    """A text as patterns read it: `view`, of the same length as `text.plain`, and the `keys` that wake patterns."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.view = text.lower
        # Names that are ordinary words too ("line", "wire") stay words: the lexicons know where they can be meant.
        self._mentions = [mention for mention in find_service_mentions(text) if mention[4]]
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
        """The first four letters of every word, every pair of neighbours in scripts that join words, every mark."""
        keys = {word[:KEY_LENGTH] for word in _WORDS.findall(self.view)}
        if not self.view.isascii():
            for run in _RUNS.findall(self.view):
                keys.update(map("".join, zip(run, run[1:], strict=False)))
        return frozenset(keys)

    def service(self, start: int, end: int) -> str | None:
        """Return the id of the first service mentioned within `view[start:end]`, or None."""
        return next((m[2] for m in self._mentions if m[0] >= start and m[1] <= end), None)
