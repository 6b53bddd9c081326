"""One conversation out of message logs."""

from collections.abc import Sequence
from pathlib import Path

from sidedoor.errors import LogError, did_you_mean
from sidedoor.logs import Fields, LoggedMessage, find_logs, read_logs
from sidedoor.order import in_time

_SUGGESTED_AMONG = 20_000  # conversations; closeness costs 10 microseconds each


def read_conversation(logs: Sequence[str | Path], fields: Fields, name: str) -> list[LoggedMessage]:
    """Return the messages of the conversation of this id, in their order, out of files, folders or "-".

    Raises LogError where there is none, with the closest id there is, and for a log that cannot be read.
    """
    wanted: list[LoggedMessage] = []
    others: dict[str, None] = {}
    for chunk in read_logs(find_logs(logs), fields):
        for message in chunk.messages:
            key = message.conversation_id or message.message_id
            if key == name:
                wanted.append(message)
            elif len(others) < _SUGGESTED_AMONG:
                others[key] = None
    if not wanted:
        count = f"{len(others):,}{' and more' if len(others) == _SUGGESTED_AMONG else ''}"
        there = f"there are {count} others" if len(others) != 1 else "there is one other"
        raise LogError(f"There is no conversation '{name}' in the log; {there}.{did_you_mean(name, others)}")
    return [wanted[i] for i in in_time(wanted)]
