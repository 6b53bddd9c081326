"""Pieces of a contact that one sender tells in several messages: what may be one, and what is in it."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import msgspec
import regex

from sidedoor.distractors import distractors
from sidedoor.mentions import find_service_mentions
from sidedoor.notes import DIGITS, NAME, SERVICE, TIED
from sidedoor.number_words import number_words
from sidedoor.patterns import alternatives
from sidedoor.records import Finding, Message
from sidedoor.resources import folder, read_toml
from sidedoor.riddles import digit_pieces
from sidedoor.services import load_services
from sidedoor.spelling import almost, glued
from sidedoor.text import Text

Find = Callable[[str], tuple[Finding, ...]]

PIECE = DIGITS | NAME | SERVICE | TIED
MOST_DIGITS = 15  # of a telephone number (ITU-T E.164)
_MOST_WORDS_AROUND_A_SERVICE = 6


class _Window(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    turns: int
    hours: int
    pieces: int
    piece_length: int


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    window: _Window
    frames: dict[str, str]
    piecing: dict[str, list[str]]
    agreement: dict[str, list[str]]
    access: dict[str, list[str]]


class Words(NamedTuple):
    """The data of `patterns/conversation.toml`, ready to search with."""

    window: _Window
    frames: dict[str, str]
    piecing: regex.Pattern[str]
    together: regex.Pattern[str]
    fillers: regex.Pattern[str]
    puzzled: regex.Pattern[str]
    front: regex.Pattern[str]
    back: regex.Pattern[str]
    yes: regex.Pattern[str]
    not_so: regex.Pattern[str]
    access: regex.Pattern[str]


@lru_cache(maxsize=1)
def _load() -> _Data:
    return read_toml(folder("patterns") / "conversation.toml", _Data)


def piecing_words() -> list[str]:
    """Return the words that say that a message belongs to others."""
    kinds = _load().piecing
    return [word for name, words in kinds.items() if name not in ("fillers", "puzzled") for word in words]


@lru_cache(maxsize=1)
def conversation_words() -> Words:
    """Return the words that tie messages together, from `patterns/conversation.toml`."""
    data = _load()

    def any_of(words: list[str], before: str = r"(?<!\w)") -> regex.Pattern[str]:
        return regex.compile(f"{before}{alternatives(words)}(?!\\w)")

    return Words(
        data.window,
        data.frames,
        any_of(piecing_words()),
        any_of(data.piecing["together"]),
        any_of(data.piecing["fillers"]),
        any_of(data.piecing["puzzled"], before=r"^\W{0,3}"),
        any_of(data.piecing["front"]),
        any_of(data.piecing["back"]),
        any_of(data.agreement["yes"], before=r"^\W{0,3}"),
        any_of(data.agreement["not_so"]),
        any_of(data.access["words"]),
    )


class Piece:
    """A short message of one sender that may be a part of something.

    `notes` say what may be in it (`notes.py`). Looking closer is put off until there is another piece to go with it.
    """

    __slots__ = ("_answering", "_most_digits", "_parts", "message_id", "notes", "text", "turn")

    def __init__(self, message_id: str, turn: int, text: str, notes: int, answering: bool) -> None:
        self.message_id = message_id
        self.turn = turn
        self.text = text
        self.notes = notes
        self._answering = answering
        self._most_digits: int | None = None
        self._parts: _Parts | None = None

    @property
    def parts(self) -> "_Parts":
        """What is in it, looked at closely."""
        if self._parts is None:
            self._parts = _parts(Text(self.text), self._answering)
        return self._parts

    @property
    def most_digits(self) -> int:
        """As many digits as may be in it, or more: looking closely costs a hundred times as much."""
        if self._most_digits is None:
            self._most_digits = _most_digits(self.text) if self.notes & DIGITS else 0
        return self._most_digits

    def may_be_bare(self) -> bool:
        """Return whether it may be a sentence of nothing but digits; it costs little."""
        if not self.notes & DIGITS:
            return False
        written = self.text.lower()
        if not written.isascii() or _SENTENCE_END.search(written, 0, len(written) - 1):
            return True
        return _beside_digits().issuperset(_LETTERS.findall(written))


_MOST_DIGITS_OF_A_WORD = 9  # those of a million, and two more
_TOKEN = regex.compile("[a-z]+|[^a-z\\s]+")
_DRAWN_ALIKE = frozenset("oliszbgqv")  # letters that stand for digits


def _most_digits(text: str) -> int:
    if not text.isascii():
        return MOST_DIGITS
    return sum(map(_most_digits_of, _TOKEN.findall(text.lower())))


@lru_cache(maxsize=1 << 12)
def _most_digits_of(token: str) -> int:
    if not token.isalpha():
        return sum(character.isdigit() for character in token)
    if len(token) == 1 or _DRAWN_ALIKE.issuperset(token):
        return len(token)
    if token in number_words().senses or almost(token):
        return _MOST_DIGITS_OF_A_WORD
    return _MOST_DIGITS_OF_A_WORD * len(glued(token))


class _Parts(NamedTuple):
    digits: str
    told: str  # the digits as they were written
    bare: bool  # a sentence of nothing but digits
    tied: bool  # its words say that it belongs to other pieces
    gathers: bool  # its words say that all that came before belongs together
    place: int  # 0 where its words say that it goes in front, 2 at the end, else 1
    service: str | None  # a service on which people have names


@lru_cache(maxsize=1)
def _beside_digits() -> frozenset[str]:
    """Return all words that may stand in a sentence of digits: numbers and fillers."""
    fillers = _load().piecing["fillers"]
    said = {word for phrase in (*fillers, *number_words().senses) for word in _LETTERS.findall(Text(phrase).lower)}
    return frozenset(said)


_LONE_NAME = regex.compile(r"^@?[a-z0-9][a-z0-9._#:-]{2,40}$")
_LETTERS = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_SENTENCE_END = regex.compile(r"[.!?;](?:\s|$)|\n")
_DECIMAL = regex.compile(r"(?<!\d)\d{1,4}[.,:]\d{1,2}(?!\d)|#")
_LETTER = regex.compile(r"\p{L}")


@lru_cache(maxsize=1)
def _piece_length() -> int:
    return conversation_words().window.piece_length


def may_be_piece(text: str, notes: int) -> bool:
    """Return whether `text` is short and may hold something that could be put together with others."""
    written = text.strip()
    if not written or len(written) > _piece_length():
        return False
    return bool(notes & PIECE) or (" " not in written and _LONE_NAME.search(Text(written).lower) is not None)


def piece_of(message: Message, turn: int, answering: bool, notes: int) -> Piece | None:
    """Return the message as a piece, or None where it cannot be one.

    `answering` says that the other party has just asked something: then bare digits are an answer, not dictation.
    """
    if not may_be_piece(message.text, notes):
        return None
    return Piece(message.message_id, turn, message.text.strip(), notes, answering)


def _parts(text: Text, answering: bool) -> _Parts:
    found = digit_pieces(text)
    tied = conversation_words().piecing.search(text.lower) is not None
    by_id = load_services().by_id
    named = [
        mention.service
        for mention in find_service_mentions(text)
        if mention.sure and by_id[mention.service].category in ("messenger", "social")
    ]
    if len(text.plain.split()) > _MOST_WORDS_AROUND_A_SERVICE:
        named = []  # talk about a service is no announcement
    words = conversation_words()
    place = 0 if words.front.search(text.lower) else 2 if words.back.search(text.lower) else 1
    return _Parts(
        digits="".join(digits for digits, _, _ in found),
        told=text.written(found[0][1], found[-1][2]) if found else "",
        bare=bool(found)
        and not answering
        and not distractors(text)
        and not _DECIMAL.search(text.plain)
        and _is_bare(text.lower, [(start, end) for _, start, end in found]),
        tied=tied,
        gathers=conversation_words().together.search(text.lower) is not None,
        place=place if tied else 1,
        service=named[0] if named else None,
    )


def _is_bare(lower: str, digits: list[tuple[int, int]]) -> bool:
    """Return whether the sentence around all `digits` holds no other word than fillers."""
    begin = max((m.end() for m in _SENTENCE_END.finditer(lower, 0, digits[0][0])), default=0)
    end = next((m.start() for m in _SENTENCE_END.finditer(lower, digits[-1][1])), len(lower))
    gaps = zip([begin, *(stop for _, stop in digits)], [*(start for start, _ in digits), end], strict=True)
    said = " ".join(lower[a:b] for a, b in gaps)
    return not _LETTER.search(conversation_words().fillers.sub("", said))
