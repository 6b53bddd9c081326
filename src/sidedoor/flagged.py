"""What a scan found, kept aside until its conversations are known: for the report and the audit log.

While a scan runs, nobody knows who else takes part in a conversation and what is said next. So findings go to a
temporary file, and a second look at the log gathers the rest. Memory holds a set of parties for each conversation that
has something held against it, and the words around the first `LISTED` messages.
"""

import tempfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import date
from types import TracebackType
from typing import NamedTuple, Self

import msgspec

from sidedoor.records import Message, Recommendation
from sidedoor.vocabulary import Action

LISTED = 20_000  # messages a report can list; a page with more opens slowly, and nobody reads to its end
_BEFORE, _AFTER = 5, 3  # messages of the conversation shown around one that has something held against it
_LONGEST_CONTEXT = 4_000  # characters of such a message
_IN_MEMORY = 1 << 24  # bytes; only larger scans need a file on disk

_FIELDS = msgspec.structs.fields(Message)


class Flag(NamedTuple):
    """A message that has something held against it, with what is recommended and who takes part in its conversation."""

    message: Message
    recommendation: Recommendation
    parties: tuple[str, ...]


class Flagged:
    """The findings of one scan. Call `add` while it runs, `look_again` after it, then read `flags` and the counts.

    `days` counts all messages by the UTC day on which they were sent, `conversations` holds the messages around those
    of the first `LISTED` flags, by conversation, None in the place of messages left out.
    """

    def __init__(self) -> None:
        self._spool = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(tuple[Message, Recommendation])
        self.start_again()

    def start_again(self) -> None:
        """Forget everything."""
        self._spool.seek(0)
        self._spool.truncate()
        self._parties: dict[str, dict[str, None]] = {}
        self._listed: dict[str, set[str]] = {}
        self.count = 0
        self.days: Counter[date] = Counter()
        self.conversations: dict[str, list[Message | None]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spool.close()

    def add(self, message: Message, recommendation: Recommendation) -> None:
        """Keep a recommendation that has findings; one that allows them matters where the conversation is shown."""
        plain = Message(**{field.name: getattr(message, field.name) for field in _FIELDS})
        packed = self._encoder.encode((plain, recommendation))
        self._spool.write(len(packed).to_bytes(4, "big") + packed)
        if recommendation.action is Action.ALLOW:
            return
        self.count += 1
        self._parties.setdefault(recommendation.conversation_id, {})[_sender(message)] = None
        if self.count <= LISTED:
            self._listed.setdefault(recommendation.conversation_id, set()).add(message.message_id)

    def look_again(self, messages: Iterable[Message]) -> None:
        """Read the log a second time, for those who take part and for the words around what is listed."""
        before: dict[str, deque[Message]] = {}
        owed: Counter[str] = Counter()
        left_out: set[str] = set()
        for message in messages:
            if message.sent_at:
                self.days[message.sent_at.date()] += 1
            conversation = message.conversation_id or message.message_id
            parties = self._parties.get(conversation)
            if parties is None:
                continue
            parties[_sender(message)] = None
            listed = self._listed.get(conversation)
            if listed is None:
                continue
            shown = self.conversations.setdefault(conversation, [])
            waiting = before.setdefault(conversation, deque(maxlen=_BEFORE))
            if message.message_id in listed:
                if conversation in left_out:
                    shown.append(None)
                    left_out.remove(conversation)
                shown += [_short(earlier) for earlier in waiting]
                waiting.clear()
                owed[conversation] = _AFTER + 1
            if owed[conversation]:
                owed[conversation] -= 1
                shown.append(_short(message))
                continue
            if len(waiting) == _BEFORE:
                left_out.add(conversation)
            waiting.append(message)

    def flags(self) -> Iterator[Flag]:
        """Yield what has something held against it, in the order of the log."""
        for message, recommendation in self.found():
            if recommendation.action is not Action.ALLOW:
                yield Flag(message, recommendation, tuple(self._parties[recommendation.conversation_id]))

    def found(self) -> Iterator[tuple[Message, Recommendation]]:
        """Yield everything that has findings, in the order of the log."""
        self._spool.seek(0)
        while head := self._spool.read(4):
            yield self._decoder.decode(self._spool.read(int.from_bytes(head, "big")))


def _sender(message: Message) -> str:
    return message.sender_id or message.sender_role.value


def _short(message: Message) -> Message:
    plain = {field.name: getattr(message, field.name) for field in _FIELDS}
    return Message(**{**plain, "text": message.text[:_LONGEST_CONTEXT]})
