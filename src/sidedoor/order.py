"""The order of a conversation: by the time of sending, then as logged."""

from collections.abc import Iterable
from datetime import UTC, datetime
from operator import itemgetter
from typing import TypeVar

from sidedoor.records import Message

M = TypeVar("M", bound=Message)

_FIRST = datetime.min.replace(tzinfo=UTC)


def moment(message: Message) -> datetime | None:
    """Return when a message was sent, in a time zone, UTC where none is said; None where nobody knows."""
    sent_at = message.sent_at
    return sent_at if sent_at is None or sent_at.tzinfo else sent_at.replace(tzinfo=UTC)


def in_time(messages: Iterable[M]) -> list[M]:
    """Return the messages of one conversation by `sent_at`, those of one moment as they came.

    A message without a time keeps its place behind the one before it.
    """
    last = _FIRST
    timed: list[tuple[datetime, M]] = []
    for message in messages:
        last = moment(message) or last
        timed.append((last, message))
    return [message for _, message in sorted(timed, key=itemgetter(0))]
