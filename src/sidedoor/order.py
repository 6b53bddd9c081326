"""The order of a conversation: by the time of sending, then as logged."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise

from sidedoor.records import Message

_FIRST = datetime.min.replace(tzinfo=UTC)


def moment(message: Message) -> datetime | None:
    """Return when a message was sent, in a time zone, UTC where none is said; None where nobody knows."""
    sent_at = message.sent_at
    return sent_at if sent_at is None or sent_at.tzinfo else sent_at.replace(tzinfo=UTC)


def in_time(messages: Iterable[Message]) -> list[int]:
    """Return the positions of the messages of one conversation by `sent_at`, those of one moment as they came.

    A message without a time keeps its place behind the one before it.
    """
    last = _FIRST
    times: list[datetime] = []
    for message in messages:
        last = moment(message) or last
        times.append(last)
    return sorted(range(len(times)), key=times.__getitem__)


def by_time(messages: Iterable[Message]) -> bool:
    """Return whether messages of any conversations come by `sent_at`, or none tells it."""
    times = [moment(message) for message in messages]
    known = [time for time in times if time]
    return not known or (len(known) == len(times) and all(a <= b for a, b in pairwise(known)))
