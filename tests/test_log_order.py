"""Whether a log is in order, told in passing."""

from datetime import UTC, datetime, timedelta

import pytest

from sidedoor import Message
from sidedoor.log_order import LogOrder

START = datetime(2026, 1, 5, tzinfo=UTC)


def messages(log: str) -> list[Message]:
    """Return the messages of words such as "a1": conversation a, minute 1; "a" has no time, "-1" no conversation."""
    return [
        Message(
            text="",
            message_id=str(place),
            conversation_id=None if word[0] == "-" else word[0],
            sent_at=START + timedelta(minutes=int(word[1:])) if word[1:] else None,
        )
        for place, word in enumerate(log.split())
    ]


@pytest.mark.parametrize(
    "chunks, by_time, apart, why",
    [
        (["a1 b1 a2", "b3 a3"], True, False, "all by time"),
        (["a1 a2 b1", "b2 c0"], False, True, "one conversation after the other"),
        (["a1 a2", "a1 b3"], False, False, "a conversation goes back"),
        (["a2 b1", "a3"], False, False, "a conversation comes again, and the log goes back"),
        (["a b a", "b a"], True, False, "no times: the log's order counts"),
        (["a1 b", "a2"], False, False, "some times"),
        (["a1 a b1", "b"], False, True, "a message without a time follows the one before it"),
        (["-3 -1", "-2"], False, True, "messages that are alone"),
        ([""], True, True, "nothing"),
    ],
)
def test_the_two_orders_of_logs(chunks: list[str], by_time: bool, apart: bool, why: str) -> None:
    with LogOrder() as order:
        holds = [order.holds(messages(chunk)) for chunk in chunks]
        assert (order.by_time, order.apart) == (by_time, apart), why
        assert holds[-1] is (by_time or apart)


def test_times_that_cannot_be_compared_are_no_order() -> None:
    bare = [Message(text="", sent_at=time) for time in (START, START.replace(tzinfo=None))]
    with LogOrder() as order:
        assert not order.holds(bare)
