"""Detection as data: patterns with their reasons and examples, and the named word lists that they are built from.

A pattern file holds one kind in one language (`patterns/en/channel_switch.toml`); `patterns/en/lexicon.toml` holds the
language's word lists and fragments. The syntax is that of Python's `re`, matched against a `MarkedText`, with these
short forms (patterns/README.md shows them at work):

- a space stands for one to three white-space characters, ` ?` for none to three;
- `{name}` stands for any word of the list `name`, or for the fragment `name`, of this language;
- `{messenger}`, `{payment}`, ... stand for a sure mention of such a service; `{messenger_any}` takes names that are
  ordinary words too ("line", "signal");
- `{gap} ` stands for up to four words in between, in the same clause;
- a line break stands for nothing: a long pattern is written on several lines.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parse  # type: ignore[attr-defined]
from re import error as SyntaxFault  # noqa: N812
from typing import Any, Literal

import msgspec
import regex

from sidedoor.errors import PatternError, did_you_mean
from sidedoor.fold import fold_character
from sidedoor.marked import MARKS, MarkedText
from sidedoor.needs import needs
from sidedoor.text import Text
from sidedoor.vocabulary import Kind

LONGEST_REPEAT = 80

Lexicon = Mapping[str, "list[str] | str"]

_SERVICES = {category: f"(?<!{mark}){mark}{{1,40}}+" for category, mark in MARKS.items()}
_ANY_LANGUAGE = "any"
_SHORT_FORM = regex.compile(r"\{([a-z][a-z_]*)\}")
_SPACE = regex.compile(r" +(\??)")
_SPACE_AFTER_GAP = regex.compile(r"(\{(?:gap|far|some)\}) +")  # these end in a space of their own
_FIRST_PLACEHOLDER = 0xF000

Reach = Literal["before", "after", "clause", "sentence", "message"]


class _PatternEntry(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    regex: str
    beside: list[str] = []
    why: str = ""
    match: list[str] = []
    no_match: list[str] = []
    reach: Reach | None = None
    about: frozenset[Kind] = frozenset()


class _PatternFile(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    pattern: list[_PatternEntry] = []


class Pattern:
    """One way of saying one thing: a regular expression with its reason and its examples.

    `kind` is what a match means; a `shared` pattern stands in `patterns/any` and was made for `language`. A named
    group tells more of the finding: `(?P<email>...)` says which kind of contact point a request asks for. `reach` and
    `about` belong to stances alone: how far from its words a stance is felt, and which kinds of finding it concerns
    (all, where none is named).
    """

    def __init__(self, entry: _PatternEntry, kind: str, language: str, lexicon: Lexicon, path: Path):
        self.id = f"{language}/{kind}/{entry.id}"
        self.kind = kind
        self.language = language
        self.why = entry.why
        self.match = entry.match
        self.no_match = entry.no_match
        self.reach = entry.reach
        self.about = entry.about
        self._regex = entry.regex
        self._beside = entry.beside
        self._lexicon = lexicon
        self.shared = path.parent.name == _ANY_LANGUAGE
        self.where = f"{path}, pattern '{entry.id}'"

    @cached_property
    def beside(self) -> list[regex.Pattern[str]]:
        """What must stand somewhere in the text as well, each of them."""
        return [regex.compile(_expand(other, self._lexicon, self.where, alternatives)) for other in self._beside]

    @cached_property
    def source(self) -> str:
        """The expression with its short forms written out."""
        return _expand(f"{{before}}(?:{self._regex}){{after}}", self._lexicon, self.where, alternatives)

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The compiled expression; compiled on first need, since most patterns are never needed in a run."""
        return regex.compile(self.source)

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Sets of keys: a text that lacks all keys of any one set cannot match (see `needs.py`)."""
        lists: dict[str, list[str]] = {}

        def placeholder(words: list[str]) -> str:
            mark = chr(_FIRST_PLACEHOLDER + len(lists))
            lists[mark] = words
            return mark

        return needs(_expand(f"{{before}}(?:{self._regex}){{after}}", self._lexicon, self.where, placeholder), lists)

    def find(self, marked: MarkedText) -> Iterator[regex.Match[str]]:
        """Yield every match in `marked.view`."""
        if all(other.search(marked.view) for other in self.beside):
            yield from self.compiled.finditer(marked.view)

    def check(self) -> None:
        """Raise PatternError unless the pattern is explained, bounded, gated, and true to its examples."""
        if not self.why.strip():
            raise PatternError(f"{self.where}: say in 'why' what the pattern catches and what it must not.")
        for name in ("match", "no_match"):
            if len(getattr(self, name)) < 2:
                raise PatternError(f"{self.where}: give at least two examples in '{name}'.")
        try:
            tree = sre_parse.parse(self.source)
        except SyntaxFault as error:
            raise PatternError(f"{self.where}: not a regular expression ({error}).") from error
        if (widest := _widest_repeat(tree)) > LONGEST_REPEAT:
            found = "without end" if widest == sre.MAXREPEAT else f"of up to {widest}"
            raise PatternError(
                f"{self.where}: a repeat {found} can be made slow on purpose; bound it at {LONGEST_REPEAT} or less."
            )
        if not self.needs:
            raise PatternError(f"{self.where}: no word is sure to stand in a match, so every message would be tried.")

    def finds(self, marked: MarkedText) -> bool:
        """Return whether the pattern matches, needs and all: what the gate passes over is not found."""
        return not any(marked.keys.isdisjoint(words) for words in self.needs) and any(self.find(marked))


class PatternPack:
    """Patterns behind one gate: a marked wakes only those whose words it has."""

    def __init__(self, patterns: list[Pattern]) -> None:
        self.patterns = patterns
        shared = Counter(key for pattern in patterns for words in pattern.needs for key in words)
        self._by_key: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            # Wake a pattern by its rarest need. A key that many patterns share ("your", "me") is a common word.
            for key in min(pattern.needs, key=lambda words: sum(shared[key] for key in words), default=()):
                self._by_key.setdefault(key, []).append(pattern)

    def matches(self, marked: MarkedText) -> Iterator[tuple[Pattern, regex.Match[str]]]:
        """Yield every match of every pattern, with its pattern."""
        keys = marked.keys
        woken = {pattern: None for key in keys & self._by_key.keys() for pattern in self._by_key[key]}
        for pattern in woken:
            if not any(keys.isdisjoint(words) for words in pattern.needs):
                for match in pattern.find(marked):
                    yield pattern, match


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


def _expand(source: str, lexicon: Lexicon, where: str, write_list: Any, depth: int = 0) -> str:
    """Return `source` with its short forms written out, folded like the texts it meets."""

    def written(name: regex.Match[str]) -> str:
        meaning = lexicon.get(name[1], _SERVICES.get(name[1]))
        if meaning is None:
            known = [*lexicon, *_SERVICES]
            raise PatternError(f"{where}: there is no word list '{name[1]}'.{did_you_mean(name[1], known)}")
        if isinstance(meaning, list):
            return str(write_list(meaning))
        if depth > 5:
            raise PatternError(f"{where}: the fragment '{name[1]}' is made of itself.")
        return f"(?:{_expand(meaning, lexicon, where, write_list, depth + 1)})"

    folded = "".join(map(fold_character, _SPACE_AFTER_GAP.sub(r"\1", source.replace("\n", ""))))
    return _SHORT_FORM.sub(written, _SPACE.sub(lambda space: r"\s{0,3}" if space[1] else r"\s{1,3}", folded))


def alternatives(words: list[str]) -> str:
    """Return a group that matches any of `words`, the longest first; a space in a word is up to three white spaces."""
    folded = sorted({Text(word).lower for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s{1,3}".join(regex.escape(part) for part in word.split(" ")) for word in folded) + ")"


def load_lexicon(path: Path) -> Lexicon:
    """Return the word lists and fragments of one `lexicon.toml`. Raises PatternError with file and reason."""
    if not path.exists():
        return {}
    try:
        lexicon = msgspec.toml.decode(path.read_bytes(), type=dict[str, list[str] | str])
    except msgspec.MsgspecError as error:
        raise PatternError(f"{path}: {error}. A lexicon holds word lists and fragments, name = [...].") from error
    if taken := MARKS.keys() & lexicon.keys():
        raise PatternError(f"{path}: '{min(taken)}' stands for mentions of services; give the list another name.")
    return lexicon


def load_patterns(folder: Path, kinds: frozenset[str]) -> list[Pattern]:
    """Return every pattern of the given kinds in `folder`, one sub-folder a language, in a stable order.

    The patterns of the folder `any` are made for each language whose lexicon has the lists that they name. Raises
    PatternError for a file that cannot be read, a duplicate id or an unknown word list; `check_patterns` looks closer,
    at examples and repeats, and is left to tests and commands.
    """
    common = load_lexicon(folder / _ANY_LANGUAGE / "lexicon.toml")
    shared = list(_entries(folder / _ANY_LANGUAGE, kinds))
    patterns: list[Pattern] = []
    for language in sorted(path.parent for path in folder.glob("*/lexicon.toml") if path.parent.name != _ANY_LANGUAGE):
        lexicon = {**common, **load_lexicon(language / "lexicon.toml")}
        for path, kind, entry in [*_entries(language, kinds), *(e for e in shared if _expressible(e[2], lexicon))]:
            patterns.append(Pattern(entry, kind, language.name, lexicon, path))
    seen: set[str] = set()
    for pattern in patterns:
        if pattern.id in seen:
            raise PatternError(f"{folder}: the pattern id '{pattern.id}' stands there twice; rename one.")
        seen.add(pattern.id)
    return patterns


def _expressible(entry: _PatternEntry, lexicon: Lexicon) -> bool:
    """Return whether `lexicon` has every list and fragment that `entry` is made of."""
    open_names = [entry.regex, *entry.beside]
    while open_names:
        for name in _SHORT_FORM.findall(open_names.pop()):
            meaning = lexicon.get(name)
            if meaning is None and name not in _SERVICES:
                return False
            if isinstance(meaning, str):
                open_names.append(meaning)
    return True


def _entries(language: Path, kinds: frozenset[str]) -> Iterator[tuple[Path, str, _PatternEntry]]:
    for path in sorted(language.glob("*.toml")):
        if path.stem not in kinds:
            continue
        try:
            content = msgspec.toml.decode(path.read_bytes(), type=_PatternFile)
        except msgspec.MsgspecError as error:
            raise PatternError(f"{path}: {error}. patterns/README.md shows how a pattern is written.") from error
        if content.kind != path.stem:
            raise PatternError(f"{path}: its kind is '{content.kind}', but a pattern file is named after its kind.")
        for entry in content.pattern:
            yield path, content.kind, entry


def check_patterns(patterns: list[Pattern]) -> None:
    """Raise PatternError unless every pattern is explained, bounded, gated, and true to its examples.

    An example of a pattern in `any` must be matched in one language at least, a counter-example in none.
    """
    groups: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        pattern.check()
        groups.setdefault(pattern.where, []).append(pattern)
    for where, group in groups.items():
        for example in group[0].match:
            if not any(pattern.finds(MarkedText(Text(example))) for pattern in group):
                raise PatternError(f"{where}: its own example is not matched: {example!r}.")
        for example in group[0].no_match:
            if any(pattern.finds(MarkedText(Text(example))) for pattern in group):
                raise PatternError(f"{where}: its counter-example is matched: {example!r}.")
