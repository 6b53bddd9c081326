"""The batch driver: logs in, recommendations out, every message accounted for."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from sidedoor.conversations import Conversations
from sidedoor.errors import LogError, SidedoorError
from sidedoor.gathering import Batch, Gathering
from sidedoor.log_order import LogOrder
from sidedoor.logs import Fields, Log, Output, Reject, find_logs, read_logs
from sidedoor.logs.files import REJECTS_ENDING
from sidedoor.records import Message, Recommendation
from sidedoor.vocabulary import Action, Kind
from sidedoor.workers import Examined, examined

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
    in_order: bool = False,
) -> Summary:
    """Read message logs, write what `pipeline` recommends, and return the summary.

    `logs` are files, folders or "-" (standard input), `output` a file or "-" (standard output). Written are the
    messages with a finding or an action other than allow, in the order of the logs; with `everything`, all of them.
    `columns` maps fields to the logs' own column names, `keep` carries columns through to the output. Records that
    cannot be used go to `rejects`, by default a file beside the output. `progress` is called after each chunk.
    `delivery` says how recommendations are written; by default they are written as they are. With several `workers`, so
    many processes examine the messages of a log that is long enough; what is written is the same.

    Conversations are judged by the time of their messages, however they are scattered. A log that is in order is judged
    as it is read; one that turns out not to be is read again and gathered by conversation on disk, as standard input is
    at once. Nothing is written before all is known, unless `in_order` says that the messages of each conversation come
    one after the other: then it is written as the log is read, and nothing is gathered.

    Raises LogError for a log that cannot be read at all or an output that cannot be written; then no output is left.
    """
    found = find_logs(logs)

    def attempt(joined: _Joined, *, held: bool) -> Summary:
        run = _Run(Fields(columns, keep), everything, progress, delivery)
        columns_kept = [*run.fields.keep, *(("record",) if delivery and delivery.record else ())]
        sink = Output(output, columns_kept, held=held)
        rejects_sink = _rejects_output(rejects, sink, held=held)
        _refuse_to_overwrite(found, sink, rejects_sink)
        with sink, rejects_sink or nullcontext():
            examined_chunks = run.noted(examined(pipeline, read_logs(found, run.fields), workers), rejects_sink)
            for batch in joined(pipeline, examined_chunks, run.fields, everything):
                sink.write(run.records(pipeline, batch))
            run.tell()
        if rejects_sink and run.summary.rejected:
            run.summary.rejects_file = rejects_sink.name
        return run.summary

    if in_order:
        return attempt(_as_it_runs, held=False)
    if all(log.path and log.path.is_file() for log in found):
        try:
            return attempt(_while_in_order, held=True)
        except _OutOfOrderError:
            if delivery:
                delivery.start_again()
    return attempt(_gathered, held=False)


class _OutOfOrderError(Exception):
    """A log cannot be judged as it runs."""


_Joined = Callable[["Pipeline", Iterator[Examined], Fields, bool], Iterator[Batch]]


def _as_it_runs(pipeline: "Pipeline", chunks: Iterator[Examined], fields: Fields, everything: bool) -> Iterator[Batch]:
    conversations = Conversations()
    for chunk, found, notes in chunks:
        yield Batch(chunk.messages, pipeline.join(chunk.messages, found, notes, conversations))


def _while_in_order(
    pipeline: "Pipeline", chunks: Iterator[Examined], fields: Fields, everything: bool
) -> Iterator[Batch]:
    conversations = Conversations()
    with LogOrder() as order:
        for chunk, found, notes in chunks:
            if not order.holds(chunk.messages):
                raise _OutOfOrderError
            told = pipeline.join(chunk.messages, found, notes, conversations)
            if conversations.lost and not order.apart:  # what was lost could come again
                raise _OutOfOrderError
            yield Batch(chunk.messages, told)


def _gathered(pipeline: "Pipeline", chunks: Iterator[Examined], fields: Fields, everything: bool) -> Iterator[Batch]:
    with Gathering(pipeline, fields.type, everything=everything) as gathering:
        for chunk, found, notes in chunks:
            gathering.add(chunk.messages, found, notes)
        yield from gathering.told()


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

    def noted(self, chunks: Iterable[Examined], rejects: Output | None) -> Iterator[Examined]:
        """Yield the chunks that are read, counted, their rejects written."""
        summary = self.summary
        for chunk, found, notes in chunks:
            if len(notes) != len(chunk.messages):
                raise SidedoorError(
                    f"{len(chunk.messages)} messages were read, but {len(notes)} examined; please report this as a bug."
                )
            self._note(chunk.rejects, rejects)
            summary.actions[Action.ALLOW] += len(chunk.messages)
            if len(summary.plans) < _PLANS_COUNTED:
                summary.plans.update(map(_plan, chunk.messages))
            summary.bytes_read = chunk.position
            self.tell()
            yield Examined(chunk, found, notes)

    def records(self, pipeline: "Pipeline", batch: Batch) -> list[_Record]:
        """Return the output records of a batch, counted."""
        messages, told = batch
        for recommendation in told.values():
            self.summary.actions[Action.ALLOW] -= 1
            self.summary.actions[recommendation.action] += 1
            self.summary.kinds.update(finding.kind for finding in recommendation.findings)
        written = range(len(messages)) if self._everything else sorted(told)
        self.summary.written += len(written)
        return [self._record(messages[i], told.get(i) or pipeline.allow(messages[i])) for i in written]

    def tell(self) -> None:
        """Tell how far it is."""
        self.summary.seconds = time.perf_counter() - self._started
        if self._progress:
            self._progress(self.summary)

    def _record(self, message: Message, recommendation: Recommendation) -> _Record:
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


def _rejects_output(named: str | Path | None, sink: Output, *, held: bool) -> Output | None:
    if named is not None:
        return Output(named, format="jsonl", held=held)
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
