"""Detection as data: patterns with their reasons and examples, and the named word lists that they are built from.

A pattern file holds one kind in one language (`patterns/en/channel_switch.toml`); `patterns/en/lexicon.toml` holds the
language's word lists. The syntax is that of Python's `re`, matched against `Text.lower`, with three short forms:

- a space stands for one to three white-space characters;
- `{name}` stands for any word of the list `name`;
- `{gap}` stands for up to four words in between, on the same line.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parse  # type: ignore[attr-defined]
from typing import Any

import msgspec
import regex

from sidedoor.errors import PatternError, did_you_mean
from sidedoor.text import Text
from sidedoor.vocabulary import Kind

LONGEST_REPEAT = 80
_GAP = r"(?:[^\S\n]{0,3}[,(]?[^\S\n]{0,3}[^\s.!?;:,()]{1,30}[,)]?){0,4}?[^\S\n]{0,3}"
_LIST_NAME = re.compile(r"\{([a-z][a-z_]*)\}")
_SPACE = re.compile(r"(?<!\\) +")


class _PatternEntry(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    regex: str
    why: str = ""
    match: list[str] = []
    no_match: list[str] = []
    asks: Kind | None = None
    service: str | None = None


class _PatternFile(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    pattern: list[_PatternEntry] = []


class Pattern:
    """One way of saying one thing: a regular expression with its reason and its examples.

    `kind` is what a match means; `asks` is the kind of contact point that a contact request asks for, `service` a
    service that the words imply. Named groups: `service` holds a service's name, `value` what the finding is worth.
    """

    def __init__(self, entry: _PatternEntry, kind: str, language: str, words: Mapping[str, list[str]], where: str):
        self.id = f"{language}/{kind}/{entry.id}"
        self.kind = kind
        self.language = language
        self.why = entry.why
        self.match = entry.match
        self.no_match = entry.no_match
        self.asks = entry.asks
        self.service = entry.service
        self._where = f"{where}, pattern '{entry.id}'"
        if not entry.why.strip():
            raise PatternError(f"{self._where}: say in 'why' what the pattern catches and what it must not.")
        for name in ("match", "no_match"):
            if len(getattr(entry, name)) < 2:
                raise PatternError(f"{self._where}: give at least two examples in '{name}'.")
        self.source = expand(entry.regex, words, self._where)

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The compiled expression; compiled on first need, since most patterns are never needed in a run."""
        return regex.compile(self.source)

    def find(self, text: Text) -> Iterator[regex.Match[str]]:
        """Yield every match in `text.lower`."""
        return self.compiled.finditer(text.lower)

    def check(self) -> None:
        """Raise PatternError unless repeats are bounded and every example comes out as it says."""
        try:
            tree = sre_parse.parse(self.source)
        except re.error as error:
            raise PatternError(f"{self._where}: not a regular expression ({error}).") from error
        if (widest := _widest_repeat(tree)) > LONGEST_REPEAT:
            found = "without end" if widest == sre.MAXREPEAT else f"of up to {widest}"
            raise PatternError(
                f"{self._where}: a repeat {found} can be made slow on purpose; bound it at {LONGEST_REPEAT} or less."
            )
        for example in self.match:
            if not self.compiled.search(Text(example).lower):
                raise PatternError(f"{self._where}: its own example is not matched: {example!r}.")
        for example in self.no_match:
            if self.compiled.search(Text(example).lower):
                raise PatternError(f"{self._where}: its counter-example is matched: {example!r}.")


def _widest_repeat(tree: Any) -> int:
    widest = 0
    for operator, argument in tree:
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            widest = max(widest, int(argument[1]), _widest_repeat(argument[2]))
        elif operator is sre.BRANCH:
            widest = max(widest, *(_widest_repeat(branch) for branch in argument[1]))
        elif operator is sre.SUBPATTERN:
            widest = max(widest, _widest_repeat(argument[3]))
        elif operator in (sre.ASSERT, sre.ASSERT_NOT):
            widest = max(widest, _widest_repeat(argument[1]))
        elif operator is sre.ATOMIC_GROUP:
            widest = max(widest, _widest_repeat(argument))
    return widest


def expand(source: str, words: Mapping[str, list[str]], where: str) -> str:
    """Return `source` as an ordinary regular expression: short forms written out, folded like the texts it meets."""

    def listed(name: "re.Match[str]") -> str:
        if name[1] == "gap":
            return _GAP
        if name[1] not in words:
            raise PatternError(f"{where}: there is no word list '{name[1]}'.{did_you_mean(name[1], words)}")
        return alternatives(words[name[1]])

    folded = Text(source).plain.strip()
    return _LIST_NAME.sub(listed, _SPACE.sub(r"\\s{1,3}", folded))


def alternatives(words: list[str]) -> str:
    """Return a group that matches any of `words`, the longest first; a space in a word is up to three white spaces."""
    folded = sorted({Text(word).lower for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s{1,3}".join(re.escape(part) for part in word.split(" ")) for word in folded) + ")"


def load_lexicon(path: Path) -> dict[str, list[str]]:
    """Return the word lists of one `lexicon.toml`: name -> words. Raises PatternError with file and reason."""
    if not path.exists():
        return {}
    try:
        return msgspec.toml.decode(path.read_bytes(), type=dict[str, list[str]])
    except msgspec.MsgspecError as error:
        raise PatternError(f"{path}: {error}. A lexicon holds lists of words, name = [...].") from error


def load_patterns(folder: Path, kinds: frozenset[str], shared: Mapping[str, list[str]]) -> list[Pattern]:
    """Return every pattern of the given kinds in `folder`, one sub-folder a language, in a stable order.

    `shared` are word lists that all languages may use (names of services). Raises PatternError for a file that cannot
    be read, an unknown kind, a missing reason or example, a duplicate id or an unknown word list.
    """
    patterns: list[Pattern] = []
    for language in sorted(path for path in folder.iterdir() if path.is_dir()):
        words = {**shared, **load_lexicon(language / "lexicon.toml")}
        for path in sorted(language.glob("*.toml")):
            if path.stem not in kinds:
                continue
            patterns += _load_file(path, language.name, words)
    seen: set[str] = set()
    for pattern in patterns:
        if pattern.id in seen:
            raise PatternError(
                f"{folder}: the pattern id '{pattern.id}' stands there twice; give one a name of its own."
            )
        seen.add(pattern.id)
    return patterns


def _load_file(path: Path, language: str, words: Mapping[str, list[str]]) -> list[Pattern]:
    try:
        content = msgspec.toml.decode(path.read_bytes(), type=_PatternFile)
    except msgspec.MsgspecError as error:
        raise PatternError(f"{path}: {error}. patterns/README.md shows how a pattern is written.") from error
    if content.kind != path.stem:
        raise PatternError(f"{path}: its kind is '{content.kind}', but a pattern file is named after its kind.")
    return [Pattern(entry, content.kind, language, words, str(path)) for entry in content.pattern]
