"""What a pattern needs before it can match: sets of keys, of which a text must hold at least one each.

Keys are those of `MarkedText.keys`. They are derived from the parse tree of the expression, never written by hand, and
they are a superset: a text that lacks them cannot match, a text that has them may.
"""

import re
from collections.abc import Mapping
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parse  # type: ignore[attr-defined]
from typing import Any

from sidedoor.marked import ALPHABET, JOINED, KEY_LENGTH, SIGNS
from sidedoor.text import Text

_ALPHABET = re.compile(f"[{ALPHABET}]")
_JOINED = re.compile(f"[{JOINED}]")
_WORD = re.compile(f"[{ALPHABET}]+|[{JOINED}]+")
_PAIR = 2
_MOST_BEGINNINGS = 400
_LETTERS = (
    [(sre.CATEGORY, sre.CATEGORY_WORD)],
    [(sre.RANGE, (ord("a"), ord("z"))), (sre.RANGE, (ord("0"), ord("9")))],
)
_DONE = " "  # ends a beginning that is complete as it stands

_ALL_OF_A_WORD = ((sre.CATEGORY, sre.CATEGORY_WORD), (sre.CATEGORY, sre.CATEGORY_NOT_SPACE))

# The possible beginnings of the word that is being read, or None inside a word whose beginning is unknown.
_Beginnings = frozenset[str] | None
_START: _Beginnings = frozenset({""})


def needs(source: str, lists: Mapping[str, list[str]]) -> tuple[frozenset[str], ...]:
    """Return the sets of keys that `source` needs; a character of `lists` stands for any of its words."""
    walker = _Walker(lists)
    walker.walk(sre_parse.parse(source))
    walker.break_off()
    walker.close()
    return tuple(dict.fromkeys(walker.found))


class _Walker:
    """Reads an expression from left to right and notes what each of its words may begin with."""

    def __init__(self, lists: Mapping[str, list[str]], at: _Beginnings = _START) -> None:
        self.lists = lists
        self.at = at
        self.found: list[frozenset[str]] = []

    def close(self) -> None:
        """The word ends here."""
        if self.at is not None and "" not in self.at:
            self.found.append(frozenset(beginning.rstrip(_DONE) for beginning in self.at))
        self.at = _START

    def pending(self) -> list[frozenset[str]]:
        """Return the keys of the word being read, if they are known already."""
        if not self.at or not all(map(_complete, self.at)):
            return []
        return [frozenset(beginning.rstrip(_DONE) for beginning in self.at)]

    def break_off(self) -> None:
        """The word goes on in a way that is not known."""
        if self.at is not None and all(_complete(beginning) for beginning in self.at):
            self.at = frozenset(beginning.rstrip(_DONE) + _DONE for beginning in self.at)
        else:
            self.at = None

    def walk(self, tree: Any) -> None:
        for operator, argument in tree:
            if operator is sre.LITERAL:
                self.literal(chr(argument))
            elif operator is sre.IN:
                self.one_of(argument)
            elif operator is sre.SUBPATTERN:
                self.walk(argument[3])
            elif operator is sre.ATOMIC_GROUP:
                self.walk(argument)
            elif operator is sre.BRANCH:
                self.branch(argument[1])
            elif operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
                self.repeat(*argument)
            elif operator is sre.ASSERT_NOT and argument[0] == 1 and _is_word_edge(argument[1]):
                self.close()
            elif operator is sre.ASSERT and argument[0] == 1:
                self.look_ahead(argument[1])
            elif operator not in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
                self.break_off()

    def literal(self, character: str) -> None:
        if character in self.lists:
            self.words(self.lists[character])
        elif _ALPHABET.match(character):
            if self.at is not None and any(_JOINED.match(beginning) for beginning in self.at):
                self.close()  # scripts change: another word
            self.append(character, KEY_LENGTH)
        elif _JOINED.match(character):
            if self.at is None or any(_ALPHABET.match(beginning) for beginning in self.at):
                self.close()
            self.append(character, _PAIR)
        elif _is_mark(character):
            self.mark([character])
        else:
            self.close()
            if character in SIGNS:
                self.found.append(frozenset({character}))

    def mark(self, characters: list[str]) -> None:
        if self.at != _START:
            self.close()
        self.at = frozenset(character + _DONE for character in characters)

    def append(self, character: str, longest: int) -> None:
        if self.at is not None:
            self.at = frozenset(b if b.endswith(_DONE) or len(b) >= longest else b + character for b in self.at)

    def words(self, words: list[str]) -> None:
        if self.at != _START:
            self.break_off()
            return
        self.at = frozenset(map(_key_of_phrase, words))

    def one_of(self, members: Any) -> None:
        if _between_words(members):
            self.close()
        elif any(operator is not sre.LITERAL for operator, _ in members):
            self.break_off()
        elif all(_is_mark(chr(code)) for _, code in members):
            self.mark([chr(code) for _, code in members])
        else:
            self.branch([[member] for member in members])

    def look_ahead(self, tree: Any) -> None:
        walker = _Walker(self.lists, None)
        walker.walk(tree)
        self.found += walker.found

    def branch(self, branches: Any) -> None:
        walkers: list[_Walker] = []
        for branch in branches:
            walker = _Walker(self.lists, self.at)
            walker.walk(branch)
            walkers.append(walker)
        sure = [walker.found or walker.pending() for walker in walkers]
        if all(sure):
            self.found.append(frozenset().union(*(min(found, key=len) for found in sure)))
        if all(walker.at == _START for walker in walkers):
            self.at = _START
        else:
            self.at = _either([walker.last() for walker in walkers])

    def last(self) -> _Beginnings:
        """Return the word being read or, where nothing is known of it, one before, as a word whose key is known."""
        if self.found and (self.at is None or self.at == _START):
            return frozenset(key + _DONE for key in self.found[-1])
        return self.at

    def repeat(self, fewest: int, most: int, tree: Any) -> None:
        walker = _Walker(self.lists, self.at)
        walker.walk(tree)
        if fewest:
            self.found += walker.found
            self.at = walker.at
            if most > 1 and self.at != _START:
                self.break_off()
        elif walker.at == _START:
            self.at = _either([self.at, _ended(self.at)])  # "face ?time": the word ends here, or goes on
        elif most > 1:
            self.break_off()
        else:
            self.found += self.pending()  # sure already, whatever the group does to the word
            self.at = _either([self.at, walker.at])


def _ended(beginnings: _Beginnings) -> _Beginnings:
    if beginnings is None or beginnings == _START:
        return beginnings
    return frozenset(beginning.rstrip(_DONE) + _DONE for beginning in beginnings)


def _is_mark(character: str) -> bool:
    return "\ue000" <= character <= "\ue0ff"


def _key_of_phrase(phrase: str) -> str:
    """Return the key of the longest word of `phrase`, since short words are common ones."""
    words = _WORD.findall(Text(phrase).lower) or [""]
    longest: str = max(words, key=len)
    return _shortened(longest) if longest == words[-1] else _shortened(longest) + _DONE


def key_of(word: str) -> str:
    """Return the key of a whole word."""
    return _shortened(Text(word).lower)


def _shortened(word: str) -> str:
    return word[: _PAIR if _JOINED.match(word) else KEY_LENGTH]


def _complete(beginning: str) -> bool:
    return beginning.endswith(_DONE) or len(beginning) >= KEY_LENGTH or _JOINED.match(beginning) is not None


def _either(ends: list[_Beginnings]) -> _Beginnings:
    together: set[str] = set()
    for end in ends:
        if end is None:
            return None
        together |= end
    return frozenset(together) if len(together) <= _MOST_BEGINNINGS else None


def _is_word_edge(tree: Any) -> bool:
    """Return whether what must not follow are the letters of a word: `(?!\\w)`, `(?![a-z0-9])`."""
    return len(tree) == 1 and tree[0][0] is sre.IN and tree[0][1] in _LETTERS


def _between_words(members: Any) -> bool:
    """Return whether a class holds nothing that belongs to a word: `\\s`, `[^\\S\\n]`, `[^\\w\\n]`, `[-,. ]`."""
    if members[0] == (sre.NEGATE, None):
        return any(member in members for member in _ALL_OF_A_WORD)
    return all(argument is sre.CATEGORY_SPACE or _is_no_letter(operator, argument) for operator, argument in members)


def _is_no_letter(operator: Any, argument: Any) -> bool:
    return operator is sre.LITERAL and not _WORD.match(chr(argument)) and not _is_mark(chr(argument))
