"""What the pieces that one sender tells in several messages make when they are put together."""

from functools import lru_cache

import msgspec
import regex

from sidedoor.address_words import load_address_words
from sidedoor.identifiers import plain_identifiers
from sidedoor.notes import ADDRESS, DIGITS, SERVICE, TIED
from sidedoor.pieces import MOST_DIGITS, Find, Piece, conversation_words
from sidedoor.records import Finding, Message
from sidedoor.riddles import digit_pieces
from sidedoor.services import load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique

_FEWEST_DIGITS = 9  # pieces of fewer digits are told for a hundred other reasons
_DIGITS_OF_MOST_COUNTRIES = 10
_MOST_PIECES_OF_AN_ADDRESS = 4
_MOST_WORDS_AROUND_A_NAME = 3  # "just type margo.finch"
_READ_IN_ONE_LINE = frozenset({Kind.EMAIL, Kind.LINK, Kind.PAYMENT_ACCOUNT})


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
    if len(told) < 2 or not _FEWEST_DIGITS <= count <= MOST_DIGITS:
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
    if not _DIGITS_OF_MOST_COUNTRIES <= sum(len(part.parts.digits) for part in parts) <= MOST_DIGITS:
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
