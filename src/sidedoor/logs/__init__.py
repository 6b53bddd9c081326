"""Message logs: reading them in any format, keeping what cannot be read, writing what is recommended."""

from collections.abc import Iterable, Iterator

from sidedoor.logs.chunk import Chunk
from sidedoor.logs.csv import read_csv
from sidedoor.logs.fields import Fields, LoggedMessage, parse_columns
from sidedoor.logs.files import Log, find_logs, opened
from sidedoor.logs.jsonl import read_jsonl
from sidedoor.logs.output import Output
from sidedoor.logs.parquet import read_parquet
from sidedoor.logs.rejects import Reject, as_written
from sidedoor.logs.seen import Seen, seen_ids

__all__ = ["Chunk", "Fields", "Log", "LoggedMessage", "Output", "Reject", "find_logs", "parse_columns", "read_logs"]

_READERS = {"jsonl": read_jsonl, "csv": read_csv, "parquet": read_parquet}


def read_logs(logs: Iterable[Log], fields: Fields) -> Iterator[Chunk]:
    """Yield the messages of all logs, chunk by chunk, in order; a message id that was met before is a reject.

    A chunk's `position` counts over all logs. Raises LogError for a log that cannot be read at all.
    """
    before = 0
    with seen_ids() as seen:
        for log in logs:
            with opened(log) as file:
                for chunk in _READERS[log.format](file, log, fields):
                    fresh = _without_repeats(chunk, seen, log)
                    yield fresh._replace(position=before + chunk.position)
            before += log.size


def _without_repeats(chunk: Chunk, seen: Seen, log: Log) -> Chunk:
    repeats = set(seen.repeats([message.message_id for message in chunk.messages]))
    if not repeats:
        return chunk
    rejects = [Reject(log.name, chunk.places[i], _REPEATED, as_written(chunk.raw[i])) for i in repeats]
    fresh = [i for i in range(len(chunk.messages)) if i not in repeats]
    return Chunk(
        messages=[chunk.messages[i] for i in fresh],
        places=[chunk.places[i] for i in fresh],
        raw=[chunk.raw[i] for i in fresh],
        rejects=sorted(chunk.rejects + rejects, key=lambda reject: reject.line),
        position=chunk.position,
    )


_REPEATED = "Its message_id was read before; an id must be unique over all the logs of a run."
