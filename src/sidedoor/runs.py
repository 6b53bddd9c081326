"""Neighbouring numerals, joined into runs that one number could be written in."""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

import regex

from sidedoor.number_words import number_words
from sidedoor.numerals import Form, Numeral
from sidedoor.spelling import almost
from sidedoor.text import Text


class Joint(Enum):
    """What stands between two neighbouring pieces of a run."""

    TIGHT = "tight"  # nothing
    SPACE = "space"
    MARK = "mark"  # a sign that telephone numbers are written with: - . / )
    OPENING = "opening"  # an opening bracket: an area code, or the next number
    WIDE = "wide"  # the same with space around
    PAUSE = "pause"  # comma, semicolon, full stop
    LINE = "line"
    ODD = "odd"  # any other sign: * ~ | emoji
    FILLER = "filler"  # "then", "dash"


class Run(NamedTuple):
    """Neighbouring pieces, and what joins each to the next (one joint fewer than pieces)."""

    pieces: list[Numeral]
    joints: list[Joint]


_WORD = regex.compile(r"[\p{L}\p{M}\p{N}']+")
_MARK = regex.compile(r"[-./]{1,3}|[ \t]*\)[-. \t]{0,3}")
_OPENING = regex.compile(r"[ \t)-]*\([ \t]*")
_TRUNK_ZERO = regex.compile(r" ?\(0\) ?")
_WIDE_MARK = regex.compile(r"[ \t]*[-./~]{1,3}[ \t]*")
_PAUSE = regex.compile(r"[ \t]*[,;:.!?]{1,3}[ \t]*")
_LONGEST_GAP = 30  # a long row of dots or stars
_MOST_FILLERS = 4
_MOST_SLIPS = 2  # misspelt words in a row


def runs(text: Text, pieces: list[Numeral]) -> Iterator[Run]:
    """Yield the pieces of `text` in runs: neighbours with nothing but space, signs or filler words between them."""
    run = Run([], [])
    for piece in _with_misspelt(text.lower, pieces):
        if run.pieces:
            joint = _joint(text.lower, run.pieces[-1], piece)
            if joint is None:
                yield run
                run = Run([], [])
            else:
                run.joints.append(joint)
        run.pieces.append(piece)
    if run.pieces:
        yield run


def _with_misspelt(lower: str, pieces: list[Numeral]) -> Iterator[Numeral]:
    """Yield the pieces, and misspelt digits between them: "five fiev five"."""
    for i, piece in enumerate(pieces):
        yield piece
        if i + 1 < len(pieces) and 4 <= pieces[i + 1].start - piece.end <= _LONGEST_GAP:
            words = list(_WORD.finditer(lower, piece.end, pieces[i + 1].start))
            heard = {sense.language for beside in (piece, pieces[i + 1]) for sense in beside.senses}
            slips = [_misspelt(word, heard) for word in words[: _MOST_SLIPS + 1]]
            if len(slips) <= _MOST_SLIPS and all(slips):
                yield from (slip for slip in slips if slip)


def _misspelt(word: regex.Match[str], languages: set[str]) -> Numeral | None:
    if word.group() in number_words().fillers:
        return None
    senses = tuple(sense for sense in almost(word.group()) if sense.language in languages)
    return Numeral(*word.span(), Form.WORD, senses=senses, weak=True) if senses else None


def _joint(lower: str, left: Numeral, right: Numeral) -> Joint | None:
    if left.before_letters or right.after_letters:
        return None
    if left.end == right.start:
        return Joint.TIGHT
    if right.start - left.end > _LONGEST_GAP:
        return None
    gap = lower[left.end : right.start]
    if _TRUNK_ZERO.fullmatch(gap):
        return Joint.MARK
    if words := _WORD.findall(gap):
        fillers = number_words().fillers
        return Joint.FILLER if len(words) <= _MOST_FILLERS and all(word in fillers for word in words) else None
    if "+" in gap:
        # A sum, or the beginning of the next number; a chain of single digits is neither.
        return Joint.ODD if gap == "+" and len(left.digits) == len(right.digits) == 1 else None
    if "\n" in gap:
        return Joint.LINE
    if gap.isspace():
        return Joint.SPACE if len(gap) <= 3 else Joint.WIDE
    if _MARK.fullmatch(gap):
        return Joint.MARK
    if _OPENING.fullmatch(gap):
        return Joint.OPENING
    if _WIDE_MARK.fullmatch(gap):
        return Joint.WIDE
    if _PAUSE.fullmatch(gap):
        return Joint.PAUSE
    return Joint.ODD
