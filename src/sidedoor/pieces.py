"""Pieces of a contact that one sender tells in several messages, and what they make when they are put together."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import msgspec
import regex

from sidedoor.address_words import load_address_words
from sidedoor.distractors import distractors
from sidedoor.identifiers import plain_identifiers
from sidedoor.mentions import find_service_mentions
from sidedoor.notes import ADDRESS, DIGITS, NAME, SERVICE, TIED
from sidedoor.number_words import number_words
from sidedoor.patterns import alternatives
from sidedoor.records import Finding, Message
from sidedoor.resources import folder, read_toml
from sidedoor.riddles import digit_pieces
from sidedoor.services import load_services
from sidedoor.spelling import almost, glued
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique

Find = Callable[[str], tuple[Finding, ...]]

PIECE = DIGITS | NAME | SERVICE | TIED
_FEWEST_DIGITS, _MOST_DIGITS = 9, 15  # pieces of fewer digits are told for a hundred other reasons
_DIGITS_OF_MOST_COUNTRIES = 10
_MOST_PIECES_OF_AN_ADDRESS = 4
_READ_IN_ONE_LINE = frozenset({Kind.EMAIL, Kind.LINK, Kind.PAYMENT_ACCOUNT})
_MOST_WORDS_AROUND_A_SERVICE = 6
_MOST_WORDS_AROUND_A_NAME = 3  # "just type margo.finch"


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
        return _MOST_DIGITS
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


def put_together(message: Message, earlier: list[Piece], piece: Piece, asked: bool, find: Find) -> list[Finding]:
    """Return what the `earlier` pieces of a sender make with the last one: a number, a name or an address, or nothing.

    `asked` says that the other party has asked for a contact. `find` returns the findings of any text.
    """
    most = piece.most_digits + sum(part.most_digits for part in earlier)
    if most >= _FEWEST_DIGITS and (piece.notes & TIED or piece.may_be_bare()):
        for first in range(len(earlier)):
            parts = [*earlier[first:], piece]
            if made := _number(message, parts, asked, find) or _announced(message, parts, find):
                return made
    for other in reversed(earlier):
        if (other.notes | piece.notes) & SERVICE and (made := _name(message, other, piece, find)):
            return made
    for first in range(max(0, len(earlier) - _MOST_PIECES_OF_AN_ADDRESS), len(earlier)):
        parts = [*earlier[first:], piece]
        if any(part.notes & ADDRESS for part in parts) and (made := _address(message, parts, find)):
            return made
    return []


def _number(message: Message, parts: list[Piece], asked: bool, find: Find) -> list[Finding]:
    """Return the telephone number that the digits of `parts` make, where there is a reason to put them together."""
    if not (parts[-1].parts.gathers or all(part.parts.bare or part.parts.tied for part in reversed(parts))):
        return []
    told = [part for part in parts if part.parts.digits]
    count = sum(len(part.parts.digits) for part in told)
    said_so = asked or any(part.parts.tied for part in parts)
    if len(told) < 2 or not _FEWEST_DIGITS <= count <= _MOST_DIGITS:
        return []
    if not (said_so or count >= _DIGITS_OF_MOST_COUNTRIES):
        return []
    plus = "+" if told[0].text.startswith("+") else ""
    in_order = sorted(told, key=lambda part: part.parts.place)
    dictated = conversation_words().frames["phone"] + "\n" + plus + "\n".join(part.parts.digits for part in in_order)
    number = next((f for f in find(dictated) if f.kind is Kind.PHONE), None)
    if number is None:
        return []
    return [_on_piece(number, message, parts, parts[-1].parts.told or message.text)]


def _announced(message: Message, parts: list[Piece], find: Find) -> list[Finding]:
    """Return the telephone number that begins in a sentence ("call me on 415") and goes on in bare digits."""
    first, *others = parts
    if not (
        first.notes & DIGITS and first.parts.digits and not first.parts.bare and all(part.parts.bare for part in others)
    ):
        return []
    if not _DIGITS_OF_MOST_COUNTRIES <= sum(len(part.parts.digits) for part in parts) <= _MOST_DIGITS:
        return []
    joined = " ".join([first.text, *(part.parts.told for part in others)])
    last = len(joined) - len(others[-1].parts.told)
    for number in find(joined):
        if number.kind is Kind.PHONE and number.start < len(first.text) and number.end > last:
            return [_on_piece(number, message, parts, others[-1].parts.told)]
    return []


def _name(message: Message, other: Piece, piece: Piece, find: Find) -> list[Finding]:
    """Return the user name that one of two pieces is, on the service that the other names."""
    for service, named in ((other.parts.service, piece), (piece.parts.service, other)):
        words = named.text.split()
        if service is None or named.parts.service or len(words) > _MOST_WORDS_AROUND_A_NAME:
            continue
        name = next(plain_identifiers(Text(words[-1]).plain), None)
        if name is None or not (name.odd or name.marked or (name.joined and len(words) == 1)):
            continue
        frame = conversation_words().frames["handle"].format(service=load_services().by_id[service].names[0]) + " "
        for finding in find(frame + words[-1]):
            if finding.kind is Kind.HANDLE and finding.start >= len(frame):
                written = finding.text if named is piece else message.text
                return [_on_piece(finding, message, [other, piece], written)]
    return []


def _address(message: Message, parts: list[Piece], find: Find) -> list[Finding]:
    """Return the e-mail address or link that `parts` make when they are read in one line."""
    written = [part.text.lower().split() for part in parts]
    if not _may_join([word for words in written[:-1] for word in words], written[-1]):
        return []
    if all(part.parts.digits and not part.parts.tied for part in parts):
        return []
    for glue in ("\n", "", " "):
        joined = glue.join(part.text for part in parts)
        last = len(joined) - len(parts[-1].text)
        made = [f for f in find(joined) if f.kind in _READ_IN_ONE_LINE and f.start < last < f.end]
        if made:
            return [_on_piece(found, message, parts, joined[last : found.end]) for found in made]
    return []


_BESIDE_THE_JOINT = 3  # words to either side, among which an address that goes on there has a sign or a word for one
_SIGN = regex.compile(r"[@/\\]|\.\p{L}|^\.|[^\x00-\x7f]")
_OPEN_END = (".", "@", "/", "-", "_", "+")


def _may_join(before: list[str], after: list[str]) -> bool:
    """Return whether an address may begin in the words `before` and end in those `after`."""
    beside = [*before[-_BESIDE_THE_JOINT:], *after[:_BESIDE_THE_JOINT]]
    if any(map(_SIGN.search, beside)) or (before[-1:] and before[-1].endswith(_OPEN_END) and len(after) == 1):
        return True
    joining, telling = _address_words()
    return not (joining.isdisjoint(beside) or (telling.isdisjoint(before) and telling.isdisjoint(after)))


@lru_cache(maxsize=1)
def _address_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return all words that spell a sign of addresses or name a provider, and those without which none is spelled."""
    words = load_address_words()
    names = load_services().names_of("provider")
    telling = {word for phrase in (*words.dot, *words.slash, *names) for word in Text(phrase).lower.split()}
    others = (*words.at, *words.weak_at, *words.underscore, *words.dash, *words.plus)
    return frozenset(telling.union(*(Text(phrase).lower.split() for phrase in others))), frozenset(telling)


def _on_piece(finding: Finding, message: Message, parts: list[Piece], written: str) -> Finding:
    """Return `finding`, made of `parts`, on the words `written` of the message that completes it."""
    words = written.strip()
    start = max(0, message.text.find(words))
    ids = tuple(part.message_id for part in parts[:-1])
    return moved(finding, message, start, start + len(words), ids, Technique.SPLIT_MESSAGES)


def part_in(text: str, kind: Kind) -> tuple[int, int]:
    """Return where the part of a split finding of this kind stands in `text`, a message that holds one."""
    view = Text(text)
    if kind is Kind.PHONE and (found := digit_pieces(view)):
        return view.span(found[0][1], found[-1][2])
    start = len(text) - len(text.lstrip())
    return start, max(start, len(text.rstrip()))


def moved(
    finding: Finding, message: Message, start: int, end: int, before: tuple[str, ...], technique: Technique
) -> Finding:
    """Return `finding` as one of `message`, on `text[start:end]`, with the messages before that it is made of."""
    return msgspec.structs.replace(
        finding,
        start=start,
        end=end,
        text=message.text[start:end],
        techniques=tuple(sorted({*finding.techniques, technique} - {Technique.SPLIT_LINES})),
        message_ids=(*before, message.message_id),
    )
