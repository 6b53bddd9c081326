"""The conversation is the unit: what a message means after the ones before it.

A number split over five messages, a bare user name that answers a question, a "fine with me" to an offer to pay
outside: each is read by writing out what was left unsaid and asking the detectors again. "What's your Skype?" and then
"margot.finch.hr" is read as "my skype is: margot.finch.hr"; pieces of one sender are read one below the other.
"""

from collections.abc import Iterable, Iterator
from copy import copy
from datetime import datetime, timedelta
from typing import NamedTuple

from sidedoor.joining import moved, put_together
from sidedoor.mentions import find_service_mentions
from sidedoor.notes import WORK
from sidedoor.order import moment
from sidedoor.pieces import Find, Piece, conversation_words, piece_of
from sidedoor.records import Finding, Message
from sidedoor.services import load_services
from sidedoor.text import Text
from sidedoor.vocabulary import CONTACT_POINTS, SOLICITATIONS, Kind, Technique

_JOINABLE = frozenset({Kind.PHONE, Kind.EMAIL, Kind.HANDLE, Kind.LINK})
_EXCUSES = frozenset({Kind.SYSTEM_ACCESS, Kind.LEGAL_NEED})
_LONGEST_PUZZLED = 60  # characters at the beginning of a message in which "what do you mean?" ends
_LONGEST_PLAIN_NAME = 2  # words of a reply that is nothing but a name
_LONGEST_ANSWER = 160  # characters; a longer reply says itself what it gives


class _Open(NamedTuple):
    """A question or proposal that the other party has not answered, with what its message asked for and for what."""

    party: str
    message_id: str
    turn: int
    kind: Kind
    asks: str | None
    service: str | None
    excuses: tuple[Finding, ...]


class Conversation:
    """What must be remembered of one conversation to judge its next message: a few hundred bytes.

    `read` takes its messages in order and returns what is in each, the message's own findings first. Nothing but these
    calls changes it.
    """

    __slots__ = ("_asking", "_last", "_pieces", "_proposal", "_question", "_system", "_turn")

    def __init__(self) -> None:
        self._turn = 0
        self._last: datetime | None = None
        self._asking: str | None = None  # who has just asked something that is no contact
        self._pieces: dict[str, list[Piece]] = {}
        self._question: _Open | None = None
        self._proposal: _Open | None = None
        self._system: tuple[str, str, int] | None = None  # a named work system: service, message id, turn

    def read(self, message: Message, found: tuple[Finding, ...], notes: int, find: Find) -> tuple[Finding, ...]:
        """Return what is in `message`, which holds `found` by itself, given the messages read before.

        `notes` are those on its text (`notes.py`), `find` returns the findings of any text. The message that completes
        something carries it, with the ids of all its parts.
        """
        self._forget(moment(message))
        party = message.sender_id or str(message.sender_role)
        findings = list(found)
        if self._question:
            findings += self._answer(message, party, findings, find)
        piece = piece_of(message, self._turn, self._asking not in (None, party), notes)
        earlier = self._pieces.get(party)
        if piece and earlier and not any(f.kind in _JOINABLE for f in findings):
            asked = self._question is not None and self._question.party != party
            if joined := put_together(message, earlier, piece, asked, find):
                findings += joined
                del self._pieces[party]
                piece = None
        if self._proposal:
            findings += self._agreement(message, party, findings)
        if findings:
            findings = [*self._excused(message, party, findings)]
        self._remember(message, party, piece, findings, notes)
        return tuple(sorted(findings, key=lambda f: (f.start, f.end, f.kind)))

    @property
    def is_idle(self) -> bool:
        """Whether nothing is remembered that could change what a later message means."""
        return not (self._pieces or self._question or self._proposal or self._system or self._asking)

    def is_over(self, now: datetime | None) -> bool:
        """Whether it has been silent for so long that nothing of it counts `now`."""
        hours = conversation_words().window.hours
        return bool(now and self._last and now - self._last > timedelta(hours=hours))

    def copy(self) -> "Conversation":
        """Return another one that remembers the same."""
        other = copy(self)
        other._pieces = self._pieces.copy()
        return other

    def _forget(self, now: datetime | None) -> None:
        window = conversation_words().window
        self._turn += 1
        if self.is_idle:
            self._last = now or self._last
            return
        if self.is_over(now):
            self._pieces.clear()
            self._question = self._proposal = self._system = self._asking = None
        self._last = now or self._last
        oldest = self._turn - window.turns
        if self._question and self._question.turn < oldest:
            self._question = None
        if self._system and self._system[2] < oldest:
            self._system = None
        for party, pieces in [*self._pieces.items()]:
            if pieces[-1].turn < oldest:
                del self._pieces[party]

    def _answer(self, message: Message, party: str, found: list[Finding], find: Find) -> Iterator[Finding]:
        """Yield what a bare answer to the open question gives."""
        question = self._question
        if not question or question.party == party or len(message.text) > _LONGEST_ANSWER:
            return
        if any(f.kind in CONTACT_POINTS or f.kind is question.kind is Kind.OFF_PLATFORM_PAYMENT for f in found):
            return
        frame = _frame(question) + " "
        for finding in find(frame + message.text):
            start = finding.start - len(frame)
            wanted = finding.kind in CONTACT_POINTS or finding.kind is question.kind is Kind.OFF_PLATFORM_PAYMENT
            if finding.kind is Kind.HANDLE and (finding.value or "").isalpha():
                wanted = len(message.text.split()) <= _LONGEST_PLAIN_NAME  # "Fine with me" names nobody
            if wanted and finding.end > len(frame):
                start, end = max(0, start), finding.end - len(frame)
                yield moved(finding, message, start, end, (question.message_id,), Technique.ANSWER_TO_REQUEST)

    def _agreement(self, message: Message, party: str, found: list[Finding]) -> Iterator[Finding]:
        """Yield the agreement to what the other party has just proposed."""
        proposal, self._proposal = self._proposal, None
        if not proposal or proposal.party == party or any(f.kind in SOLICITATIONS for f in found):
            self._proposal = proposal if proposal and proposal.party == party else None
            return
        text = Text(message.text)
        agreed = conversation_words().yes.search(text.lower)
        if agreed and not conversation_words().not_so.search(text.lower):
            start, end = text.span(*agreed.span())
            yield Finding(
                kind=proposal.kind,
                start=start,
                end=end,
                text=message.text[start:end],
                service=proposal.service,
                techniques=(Technique.ANSWER_TO_REQUEST,),
                message_ids=(proposal.message_id, message.message_id),
            )

    def _excused(self, message: Message, party: str, found: list[Finding]) -> Iterator[Finding]:
        """Yield the findings, and the purpose that an earlier message gives them: a named system, a legal need."""
        purposes = {f.kind for f in found}
        given = next((f for f in found if f.kind in (Kind.EMAIL, Kind.ADDRESS)), None)
        question = self._question
        if given and question and question.party != party and purposes.isdisjoint({*_EXCUSES, Kind.CHANNEL_SWITCH}):
            for excuse in question.excuses:
                yield _purpose(excuse.kind, excuse.service, given, (question.message_id, message.message_id))
            purposes |= {excuse.kind for excuse in question.excuses}
        asked = next((f for f in found if f.kind is Kind.CONTACT_REQUEST), None)
        wanted = given or asked
        if (
            wanted
            and self._system
            and Kind.CHANNEL_SWITCH not in purposes
            and not any(f.kind is Kind.SYSTEM_ACCESS and f.service for f in found)
            and conversation_words().access.search(Text(message.text).lower)
        ):
            service, message_id, _ = self._system
            found = [f for f in found if f.kind is not Kind.SYSTEM_ACCESS]
            yield _purpose(Kind.SYSTEM_ACCESS, service, wanted, (message_id, message.message_id))
        yield from found

    def _remember(self, message: Message, party: str, piece: Piece | None, findings: list[Finding], notes: int) -> None:
        window = conversation_words().window
        if self._question and self._question.party != party and any(f.kind in CONTACT_POINTS for f in findings):
            self._question = None
        if "?" in message.text and not any(f.kind is Kind.CONTACT_REQUEST for f in findings):
            puzzled = conversation_words().puzzled.search(Text(message.text[:_LONGEST_PUZZLED]).lower)
            self._asking = self._asking if puzzled else party
        elif self._asking == party:
            self._asking = None
        if findings:
            opened = _opened(message, party, self._turn, findings)
            self._question = opened["question"] or self._question
            self._proposal = opened["proposal"] or self._proposal
        if piece:
            self._pieces[party] = [*self._pieces.get(party, []), piece][-window.pieces :]
        by_id = load_services().by_id
        for mention in find_service_mentions(Text(message.text)) if notes & WORK else ():
            if mention.sure and by_id[mention.service].category == "work":
                self._system = (mention.service, message.message_id, self._turn)


def _frame(question: _Open) -> str:
    frames = conversation_words().frames
    if question.kind is Kind.OFF_PLATFORM_PAYMENT:
        return frames[question.kind]
    service = load_services().by_id.get(question.service or "")
    if service and question.asks in (None, "handle") and service.names:
        return frames["handle"].format(service=service.names[0])
    return frames.get(question.asks or "any", frames["any"]).replace("{service}", "user name")


def _opened(message: Message, party: str, turn: int, findings: Iterable[Finding]) -> dict[str, _Open | None]:
    """Return the question and the proposal that a message leaves open."""
    excuses = tuple(f for f in findings if f.kind in _EXCUSES)
    opened: dict[str, _Open | None] = {"question": None, "proposal": None}
    for finding in findings:
        entry = _Open(party, message.message_id, turn, finding.kind, finding.value, finding.service, excuses)
        asks_how_to_pay = finding.kind is Kind.OFF_PLATFORM_PAYMENT and "?" in message.text
        if finding.kind is Kind.CONTACT_REQUEST or (asks_how_to_pay and not opened["question"]):
            opened["question"] = entry
        if finding.kind is not Kind.CONTACT_REQUEST and finding.kind in SOLICITATIONS:
            opened["proposal"] = entry
    if opened["question"] and opened["question"].kind is Kind.CONTACT_REQUEST:
        opened["proposal"] = None  # "do you have telegram?" asks; a yes gives nothing away
    return opened


def _purpose(kind: Kind, service: str | None, of: Finding, message_ids: tuple[str, ...]) -> Finding:
    return Finding(kind=kind, start=of.start, end=of.end, text=of.text, service=service, message_ids=message_ids)
