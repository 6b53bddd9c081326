"""The batch driver: logs in, recommendations out, every message accounted for."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from sidedoor.errors import LogError, SidedoorError
from sidedoor.logs import Chunk, Fields, Log, LoggedMessage, Output, Reject, find_logs, read_logs
from sidedoor.logs.files import REJECTS_ENDING
from sidedoor.records import Recommendation
from sidedoor.vocabulary import Action, Kind

if TYPE_CHECKING:
    from sidedoor.delivery import Delivery
    from sidedoor.pipeline import Pipeline

_Record = dict[str, Any]

_REJECTS_SHOWN = 5
_PLANS_COUNTED = 10_000  # names; a platform has a dozen, and a log with a column mixed up must not fill the memory
_plan = attrgetter("client_plan")


class Summary(msgspec.Struct):
    """What a scan has done so far: messages by action, findings by kind, records written and rejected.

    `plans` counts messages by the client's plan as the log names it (the first `_PLANS_COUNTED` names).
    `bytes_read` counts the logs' bytes as stored. `first_rejects` holds the first few; `rejects_file` is where all of
    them stand, None when there was no reject or no file to write them to.
    """

    actions: Counter[Action] = msgspec.field(default_factory=Counter)
    kinds: Counter[Kind] = msgspec.field(default_factory=Counter)
    rejected: int = 0
    written: int = 0
    plans: Counter[str] = msgspec.field(default_factory=Counter)
    bytes_read: int = 0
    seconds: float = 0.0
    first_rejects: list[Reject] = msgspec.field(default_factory=list)
    rejects_file: str | None = None

    @property
    def messages(self) -> int:
        """How many messages were judged."""
        return self.actions.total()


def scan(
    pipeline: "Pipeline",
    logs: Sequence[str | Path],
    output: str | Path = "-",
    *,
    everything: bool = False,
    columns: Mapping[str, str] | None = None,
    keep: Sequence[str] = (),
    rejects: str | Path | None = None,
    progress: Callable[[Summary], None] | None = None,
    delivery: "Delivery | None" = None,
    workers: int = 1,
) -> Summary:
    """Read message logs, write what `pipeline` recommends, and return the summary.

    `logs` are files, folders or "-" (standard input), `output` a file or "-" (standard output). Written are the
    messages with a finding or an action other than allow, in the order of the logs; with `everything`, all of them.
    `columns` maps fields to the logs' own column names, `keep` carries columns through to the output. Records that
    cannot be used go to `rejects`, by default a file beside the output. `progress` is called after each chunk.
    `delivery` says how recommendations are written; by default they are written as they are. With several `workers`, so
    many processes examine the messages of a log that is long enough; what is written is the same.

    Raises LogError for a log that cannot be read at all or an output that cannot be written; then no output is left.
    """
    found = find_logs(logs)
    run = _Run(Fields(columns, keep), everything, progress, delivery)
    sink = Output(output, [*run.fields.keep, *(("record",) if delivery and delivery.record else ())])
    rejects_sink = _rejects_output(rejects, sink)
    _refuse_to_overwrite(found, sink, rejects_sink)
    with sink, rejects_sink or nullcontext():
        for records in run.records(pipeline, found, rejects_sink, workers):
            sink.write(records)
    if rejects_sink and run.summary.rejected:
        run.summary.rejects_file = rejects_sink.name
    return run.summary


class _Run:
    """One scan under way: what it reads, what it has counted."""

    def __init__(
        self,
        fields: Fields,
        everything: bool,
        progress: Callable[[Summary], None] | None,
        delivery: "Delivery | None",
    ) -> None:
        self.fields = fields
        self.summary = Summary()
        self._everything = everything
        self._progress = progress
        self._delivery = delivery
        self._started = time.perf_counter()

    def records(
        self, pipeline: "Pipeline", logs: Sequence[Log], rejects: Output | None, workers: int
    ) -> Iterator[list[_Record]]:
        """Yield the output records, those of a chunk of the logs at a time."""
        from sidedoor.conversations import Conversations
        from sidedoor.workers import examined

        conversations = Conversations()
        for chunk, found, notes in examined(pipeline, read_logs(logs, self.fields), workers):
            if len(notes) != len(chunk.messages):
                raise SidedoorError(
                    f"{len(chunk.messages)} messages were read, but {len(notes)} examined; please report this as a bug."
                )
            self._note(chunk.rejects, rejects)
            messages = chunk.messages
            told = pipeline.join(messages, found, notes, conversations)
            written = range(len(messages)) if self._everything else sorted(told)
            self._count(chunk, told, len(written))
            yield [self._record(messages[i], told.get(i) or pipeline.allow(messages[i])) for i in written]
        self._tell()

    def _count(self, chunk: Chunk, told: Mapping[int, Recommendation], written: int) -> None:
        summary = self.summary
        summary.actions[Action.ALLOW] += len(chunk.messages) - len(told)
        for recommendation in told.values():
            summary.actions[recommendation.action] += 1
            summary.kinds.update(finding.kind for finding in recommendation.findings)
        if len(summary.plans) < _PLANS_COUNTED:
            summary.plans.update(map(_plan, chunk.messages))
        summary.written += written
        summary.bytes_read = chunk.position
        self._tell()

    def _tell(self) -> None:
        self.summary.seconds = time.perf_counter() - self._started
        if self._progress:
            self._progress(self.summary)

    def _record(self, message: LoggedMessage, recommendation: Recommendation) -> _Record:
        """Return the output record of a message."""
        if message.message_id != recommendation.message_id:
            raise SidedoorError("A recommendation answers another message; please report this as a bug.")
        if self._delivery is None and not self.fields.keep:
            return recommendation.as_record()
        kept = self.fields.kept(message)
        if self._delivery is None:
            return {**recommendation.as_record(), **kept}
        return {**self._delivery.line(message, recommendation), **self._delivery.kept(message, recommendation, kept)}

    def _note(self, rejects: list[Reject], output: Output | None) -> None:
        summary = self.summary
        summary.rejected += len(rejects)
        summary.first_rejects += rejects[: _REJECTS_SHOWN - len(summary.first_rejects)]
        if output and rejects:
            bare = self._delivery is not None and self._delivery.redact
            output.write([{**msgspec.structs.asdict(reject), **({"raw": ""} if bare else {})} for reject in rejects])


def _rejects_output(named: str | Path | None, sink: Output) -> Output | None:
    if named is not None:
        return Output(named, format="jsonl")
    if sink.path and sink.is_file:
        return Output(sink.name + REJECTS_ENDING, format="jsonl", only_with_records=True)
    return None


def _refuse_to_overwrite(logs: Sequence[Log], sink: Output, rejects: Output | None) -> None:
    if rejects and rejects.path == sink.path:
        raise LogError(f"{sink.name}: recommendations and rejects need a place each.")
    read = {log.path.resolve() for log in logs if log.path}
    for output in (sink, rejects):
        if output and output.path in read and output.is_file:
            raise LogError(f"{output.name}: is one of the logs that are read; write to another file.")
