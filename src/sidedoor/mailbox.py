"""Reads the local part of an e-mail address, the name that stands before its at sign."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sidedoor.spelled_domain import SEPARATING, WIDEST_GAP, how, joins, same_kind
from sidedoor.tokens import Sign, Token
from sidedoor.vocabulary import Technique


class MailAddress(NamedTuple):
    """An address as read: its span in the plain view; `address` is None where a known name is to be put in."""

    start: int
    end: int
    address: str | None
    techniques: frozenset[Technique]


class Local(NamedTuple):
    """A local part as read: its value and the indices of its first token and of the one after its last."""

    value: str
    first: int
    after: int
    techniques: frozenset[Technique]


JOINERS = (Sign.DOT, Sign.UNDERSCORE, Sign.DASH, Sign.PLUS)
_MOST_PIECES = 12


def read_local(
    tokens: Sequence[Token], at: int, spaced: bool, together: int = 0, stops: Callable[[Token], bool] | None = None
) -> Local | None:
    """Return the local part that ends right before token `at`.

    `spaced` allows written signs to stand between spaces, as they do in an address that is spaced throughout;
    `together` is how many further words may be joined across a space ("suresh verma 22"), up to one that `stops`.
    """
    i = at - 1
    while i >= 0 and tokens[i].written in _CLOSERS:
        i -= 1
    after = i + 1
    pieces: list[str] = []
    techniques: frozenset[Technique] = frozenset()
    while i >= 0 and len(pieces) < _MOST_PIECES and tokens[i].is_word:
        word = tokens[i]
        pieces.append(word.word)
        if word.sign == Sign.WORD:
            techniques |= word.techniques
        if i == 0:
            break
        before, gap = tokens[i - 1], word.start - tokens[i - 1].end
        if before.sign == Sign.WORD and gap == 0 and same_kind(before.text, word.text):
            i -= 1
        elif joins(tokens, i - 1, *JOINERS) and (before.spelled or spaced or gap == 0) and tokens[i - 2].is_word:
            pieces.append(before.text)
            techniques |= how(tokens, i - 1)
            i -= 2
        elif i > 1 and before.written in SEPARATING and _is_tight(tokens, i - 1) and tokens[i - 2].is_word:
            techniques |= {Technique.SEPARATORS}
            i -= 2
        elif before.sign == Sign.WORD and 0 < gap <= WIDEST_GAP and together and stops and not stops(before):
            techniques |= {Technique.SPACED}
            together -= 1
            i -= 1
        else:
            break
    return Local("".join(reversed(pieces)), i, after, techniques) if pieces else None


_CLOSERS = frozenset("\"')]}>*|~^`")


def _is_tight(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start
