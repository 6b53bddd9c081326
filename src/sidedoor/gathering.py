"""The messages of a log in any order, gathered conversation by conversation and told in the order of the log."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from sidedoor.bins import Bins
from sidedoor.conversations import Conversations
from sidedoor.order import in_time
from sidedoor.records import Finding, Message, Recommendation

if TYPE_CHECKING:
    from sidedoor.pipeline import Pipeline

_BINS = 256  # of conversations: of ten million messages, some 40,000 are in memory at a time
_ROWS = 1 << 14  # messages that are told at a time

_Found = tuple[int, Message, int, tuple[Finding, ...]]  # its place in the log, notes on it, what is in it by itself
_Told = tuple[int, Message, Recommendation | None]


class Batch(NamedTuple):
    """Messages in the order of the log, and what is recommended for those in which something is found."""

    messages: Sequence[Message]
    told: Mapping[int, Recommendation]


class Gathering:
    """Takes a log's messages with what `examine` found in them; then tells what is recommended, log order again.

    They go to disk by conversation; each conversation is judged as a whole, by the time of its messages; what comes of
    it goes to disk by its place in the log. Memory stays flat, whatever the length of the log. With `everything`, all
    messages are told, else those in which something is found. `kind` is what the messages are.
    """

    def __init__(self, pipeline: "Pipeline", kind: type[Message] = Message, *, everything: bool) -> None:
        self._pipeline = pipeline
        self._everything = everything
        self._count = 0
        self._conversations: Bins[_Found] = Bins(tuple[int, kind, int, tuple[Finding, ...]])  # type: ignore[valid-type]
        self._rows: Bins[_Told] = Bins(tuple[int, kind, Recommendation | None])  # type: ignore[valid-type]
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._open.enter_context(self._conversations)
        self._open.enter_context(self._rows)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def add(self, messages: Sequence[Message], found: Mapping[int, tuple[Finding, ...]], notes: Sequence[int]) -> None:
        """Take the next messages of the log."""
        for i, message in enumerate(messages):
            number = hash(message.conversation_id or message.message_id) % _BINS
            self._conversations.add(number, (self._count + i, message, notes[i], found.get(i, ())))
        self._count += len(messages)

    def told(self) -> Iterator[Batch]:
        """Yield all of it, judged, in the order of the log."""
        for number in self._conversations.numbers:
            self._judge(self._conversations.take(number))
        for number in self._rows.numbers:
            records = sorted(self._rows.take(number), key=lambda record: record[0])
            told = {i: recommendation for i, (_, _, recommendation) in enumerate(records) if recommendation}
            yield Batch([message for _, message, _ in records], told)

    def _judge(self, records: Sequence[_Found]) -> None:
        conversations: defaultdict[str, list[_Found]] = defaultdict(list)
        for record in records:
            conversations[record[1].conversation_id or record[1].message_id].append(record)
        ordered = [
            records[i] for records in conversations.values() for i in in_time(message for _, message, _, _ in records)
        ]
        messages = [message for _, message, _, _ in ordered]
        found = {i: findings for i, (_, _, _, findings) in enumerate(ordered) if findings}
        told = self._pipeline.join(messages, found, [notes for _, _, notes, _ in ordered], Conversations())
        for i, (row, message, _, _) in enumerate(ordered):
            if self._everything or i in told:
                self._rows.add(row // _ROWS, (row, message, told.get(i)))
