"""Detection as data: patterns with their reasons and examples, and the word lists that they are built from.

A language is a folder (`patterns/es`), its `lexicon.toml` holds word lists and fragments. A pattern file holds one kind
(`patterns/en/channel_switch.toml`); those in `patterns/any` are made for every language whose lexicon has the lists
that they name. The syntax is that of Python's `re`, matched against a `MarkedText`, with these short forms
(patterns/README.md shows them at work):

- a space stands for one to three white-space characters, ` ?` for none to three;
- `{name}` stands for any word of the list `name`, or for the fragment `name`, of this language;
- `{messenger}`, `{payment}`, ... stand for a mention of such a service, in any disguise;
- `{gap} ` stands for a few words in between, in the same clause;
- a line break stands for nothing: a long pattern is written on several lines.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from sidedoor.errors import PatternError, did_you_mean
from sidedoor.fold import fold_character
from sidedoor.marked import MARKS, MarkedText
from sidedoor.needs import needs
from sidedoor.text import Text
from sidedoor.vocabulary import CIRCUMSTANCES, SOLICITATIONS, Kind

STANCE = "stance"
PATTERN_KINDS = frozenset({*SOLICITATIONS, *CIRCUMSTANCES, STANCE})

Lexicon = Mapping[str, "list[str] | str"]
Reach = Literal["before", "after", "question", "clause", "sentence", "message"]

_ANY_LANGUAGE = "any"
_DEEPEST_FRAGMENT = 5  # fragments in fragments; more is a circle
_SERVICES = {category: f"(?<!{mark}){mark}{{1,40}}+" for category, mark in MARKS.items()}
_SHORT_FORM = re.compile(r"\{([a-z][a-z_]*)\}")
_SPACE = re.compile(r" +(\??)")
_LOOK_BEHIND = re.compile(r"\(\?<[=!][^()]*\)")  # of one width, so its spaces are one white space each
_SPACE_AFTER_GAP = re.compile(r"(\{(?:gap|far|some)\}) +")  # these end in a space of their own
_FIRST_PLACEHOLDER = 0xF000


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    regex: str
    beside: list[str] = []
    why: str = ""
    match: list[str] = []
    no_match: list[str] = []
    reach: Reach | None = None
    about: frozenset[Kind] = frozenset()


class _File(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    pattern: list[_Entry] = []


class Pattern:
    """One way of saying one thing: a regular expression with its reason and its examples.

    `kind` is what a match means; a `shared` pattern stands in `patterns/any` and was made for `language`. A named
    group tells more of the finding: `(?P<email>...)` says which kind of contact point a request asks for. `reach` and
    `about` belong to stances alone: how far from its words a stance is felt, and which kinds of finding it concerns
    (all, where none is named).
    """

    def __init__(self, entry: _Entry, kind: str, language: str, lexicon: Lexicon, path: Path) -> None:
        self.id = f"{language}/{kind}/{entry.id}"
        self.kind = kind
        self.language = language
        self.shared = path.parent.name == _ANY_LANGUAGE
        self.where = f"{path}, pattern '{entry.id}'"
        self.why = entry.why
        self.match = entry.match
        self.no_match = entry.no_match
        self.reach = entry.reach
        self.about = entry.about
        self._regex = f"{{before}}(?:{entry.regex}){{after}}"
        self._beside = entry.beside
        self._lexicon = lexicon

    @cached_property
    def source(self) -> str:
        """The expression with its short forms written out."""
        return self._expand(self._regex, alternatives)

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Sets of keys: a text that lacks all keys of any one set cannot match (see `needs.py`).

        Raises PatternError for an expression that is none.
        """
        lists: dict[str, list[str]] = {}

        def placeholder(words: list[str]) -> str:
            mark = chr(_FIRST_PLACEHOLDER + len(lists))
            lists[mark] = words
            return mark

        try:
            return needs(self._expand(self._regex, placeholder), lists)
        except re.error as error:
            raise PatternError(f"{self.where}: not a regular expression ({error}).") from error

    def find(self, marked: MarkedText) -> Iterator[re.Match[str]]:
        """Yield every match in `marked.view`, if what must stand `beside` it stands there too."""
        if all(other.search(marked.view) for other in self._others):
            yield from self._compiled.finditer(marked.view)

    # Compiled on first need, since most patterns are never needed in a run.

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.source)

    @cached_property
    def _others(self) -> list[re.Pattern[str]]:
        return [re.compile(source) for source in self.sources_beside]

    @property
    def sources_beside(self) -> list[str]:
        """The expressions of what must stand beside a match, with their short forms written out."""
        return [self._expand(other, alternatives) for other in self._beside]

    def _expand(self, source: str, write_list: Callable[[list[str]], str], depth: int = 0) -> str:
        """Return `source` with its short forms written out, folded like the texts it meets."""

        def written(name: re.Match[str]) -> str:
            meaning = self._lexicon.get(name[1], _SERVICES.get(name[1]))
            if meaning is None:
                known = [*self._lexicon, *_SERVICES]
                raise PatternError(f"{self.where}: there is no word list '{name[1]}'.{did_you_mean(name[1], known)}")
            if isinstance(meaning, list):
                return write_list(meaning)
            if depth > _DEEPEST_FRAGMENT:
                raise PatternError(f"{self.where}: the fragment '{name[1]}' is made of itself.")
            return f"(?:{self._expand(meaning, write_list, depth + 1)})"

        source = _SPACE_AFTER_GAP.sub(r"\1", source.replace("\n", ""))
        source = _LOOK_BEHIND.sub(lambda behind: behind[0].replace(" ", r"\s"), source)
        source = _SPACE.sub(lambda space: r"\s{0,3}" if space[1] else r"\s{1,3}", source)
        return _SHORT_FORM.sub(written, "".join(map(fold_character, source)))


def alternatives(words: list[str]) -> str:
    """Return a group that matches any of `words`, the longest first; a space in a word is up to three white spaces."""
    folded = sorted({Text(word).lower for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s{1,3}".join(re.escape(part) for part in word.split(" ")) for word in folded) + ")"


def languages(folder: Path) -> list[str]:
    """Return the languages that have a lexicon in `folder`, in a stable order."""
    return sorted(path.parent.name for path in folder.glob("*/lexicon.toml") if path.parent.name != _ANY_LANGUAGE)


@lru_cache(maxsize=64)
def load_lexicon(folder: Path, language: str) -> Lexicon:
    """Return the word lists and fragments of `language`, with those that every language shares.

    Raises PatternError with file and reason.
    """
    path = folder / language / "lexicon.toml"
    try:
        lexicon = msgspec.toml.decode(path.read_bytes(), type=dict[str, list[str] | str])
    except msgspec.MsgspecError as error:
        raise PatternError(f"{path}: {error}. A lexicon holds word lists and fragments, name = [...].") from error
    if taken := MARKS.keys() & lexicon.keys():
        raise PatternError(f"{path}: '{min(taken)}' stands for mentions of services; give the list another name.")
    return lexicon if language == _ANY_LANGUAGE else {**load_lexicon(folder, _ANY_LANGUAGE), **lexicon}


@lru_cache(maxsize=64)
def load_language(folder: Path, language: str) -> Mapping[str, Pattern]:
    """Return every pattern of `language`, its own and those of `patterns/any`, by id, in a stable order.

    Raises PatternError for a file that cannot be read, a kind that does not fit its file, or an id that stands twice.
    """
    lexicon = load_lexicon(folder, language)
    patterns: dict[str, Pattern] = {}
    for source in (language, _ANY_LANGUAGE):
        for path, content in _files(folder / source):
            for entry in content.pattern:
                if source == _ANY_LANGUAGE and not _expressible(entry, lexicon):
                    continue
                pattern = Pattern(entry, content.kind, language, lexicon, path)
                if pattern.id in patterns:
                    raise PatternError(f"{pattern.where}: the id '{pattern.id}' stands there twice; rename one.")
                patterns[pattern.id] = pattern
    return patterns


def load_patterns(folder: Path) -> list[Pattern]:
    """Return every pattern in `folder`, language by language. Raises PatternError like `load_language`."""
    return [pattern for language in languages(folder) for pattern in load_language(folder, language).values()]


@lru_cache(maxsize=64)
def _files(folder: Path) -> list[tuple[Path, _File]]:
    files: list[tuple[Path, _File]] = []
    for path in sorted(path for path in folder.glob("*.toml") if path.stem in PATTERN_KINDS):
        try:
            content = msgspec.toml.decode(path.read_bytes(), type=_File)
        except msgspec.MsgspecError as error:
            raise PatternError(f"{path}: {error}. patterns/README.md shows how a pattern is written.") from error
        if content.kind != path.stem:
            raise PatternError(f"{path}: its kind is '{content.kind}', but a pattern file is named after its kind.")
        files.append((path, content))
    return files


def _expressible(entry: _Entry, lexicon: Lexicon) -> bool:
    """Return whether `lexicon` has every list and fragment that `entry` is made of."""
    open_texts = [entry.regex, *entry.beside]
    while open_texts:
        for name in _SHORT_FORM.findall(open_texts.pop()):
            meaning = lexicon.get(name)
            if meaning is None and name not in _SERVICES:
                return False
            if isinstance(meaning, str):
                open_texts.append(meaning)
    return True
