"""Whether a log is in order, told in passing: then its conversations can be read as it runs."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from itertools import chain
from operator import attrgetter, le

from sidedoor.logs.seen import Seen, seen_ids
from sidedoor.records import Message

_sent_at = attrgetter("sent_at")


class LogOrder(ExitStack):
    """Watches a log for the two orders in which logs are kept: all messages by time, or conversation by conversation.

    `by_time`: no message was sent before one that comes earlier, or none tells its time. `apart`: each conversation
    stands in one place of the log, in its order.
    """

    def __init__(self) -> None:
        super().__init__()
        self.by_time = True
        self.apart = True
        self._latest: datetime | None = None
        self._any_timed = self._any_untimed = False
        self._seen: Seen | None = None
        self._conversation: str | None = None
        self._latest_of_conversation: datetime | None = None

    def holds(self, messages: Sequence[Message]) -> bool:
        """Return whether the log is still in one of the orders with these messages, the next ones."""
        try:
            self.by_time = self.by_time and self._never_goes_back(messages)
            self.apart = self.apart and self._stands_apart(messages)
        except TypeError:  # times with and without a zone, which nobody can compare
            self.by_time = self.apart = False
        return self.by_time or self.apart

    def _never_goes_back(self, messages: Sequence[Message]) -> bool:
        times = [*filter(None, map(_sent_at, messages))]
        self._any_timed |= bool(times)
        self._any_untimed |= len(times) < len(messages)
        if self._any_timed and self._any_untimed:
            return False
        earlier = chain((self._latest,) if self._latest else times[:1], times)
        in_order = all(map(le, earlier, times))
        self._latest = times[-1] if times else self._latest
        return in_order

    def _stands_apart(self, messages: Sequence[Message]) -> bool:
        begun: list[str] = []
        for message in messages:
            if message.conversation_id is None or message.conversation_id != self._conversation:
                self._conversation = message.conversation_id
                self._latest_of_conversation = None
                if self._conversation is not None:
                    begun.append(self._conversation)
            if message.sent_at:
                if self._latest_of_conversation and message.sent_at < self._latest_of_conversation:
                    return False
                self._latest_of_conversation = message.sent_at
        if len({*begun}) < len(begun):
            return False  # most logs end here, in their first chunk
        self._seen = self._seen or self.enter_context(seen_ids())
        return not self._seen.repeats(begun)
