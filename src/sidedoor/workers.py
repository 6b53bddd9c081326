"""Several processes examine the texts of a log, and what they find comes back in the order of the log."""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING, NamedTuple

from sidedoor.errors import SidedoorError
from sidedoor.logs import Chunk
from sidedoor.records import Finding

if TYPE_CHECKING:
    from sidedoor.pipeline import Pipeline

_ENOUGH = 8  # chunks: a shorter log is examined before a second process has started
_AHEAD = 3  # chunks that are read for each worker before it asks for them


class Examined(NamedTuple):
    """A chunk of a log with what `Pipeline.examine` returns for its texts."""

    chunk: Chunk
    found: Mapping[int, tuple[Finding, ...]]
    notes: Sequence[int]


def all_cores() -> int:
    """Return how many processes can run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def examined(pipeline: "Pipeline", chunks: Iterable[Chunk], workers: int) -> Iterator[Examined]:
    """Yield all chunks, examined, in their order; so many processes share the work, if it is worth it.

    Raises SidedoorError where one of them dies.
    """
    chunks = iter(chunks)
    first = list(islice(chunks, _ENOUGH)) if workers > 1 else []
    if len(first) == _ENOUGH:
        yield from _shared(pipeline, chain(first, chunks), workers)
        return
    for chunk in chain(first, chunks):
        yield Examined(chunk, *pipeline.examine(_texts(chunk)))


def _shared(pipeline: "Pipeline", chunks: Iterator[Chunk], workers: int) -> Iterator[Examined]:
    # A forked process inherits the locks of threads that it does not have, so it is not forked from this one.
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    pool = ProcessPoolExecutor(workers, get_context(method), _begin, (pipeline,))
    under_way: deque[tuple[Chunk, Future[tuple[dict[int, tuple[Finding, ...]], bytes]]]] = deque()
    try:
        while True:
            for chunk in islice(chunks, workers * _AHEAD - len(under_way)):
                under_way.append((chunk, pool.submit(_examine, _texts(chunk))))
            if not under_way:
                return
            chunk, future = under_way.popleft()
            yield Examined(chunk, *future.result())
    except BrokenProcessPool:
        raise SidedoorError("A worker process has died, likely for lack of memory; --workers 1 needs least.") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _texts(chunk: Chunk) -> list[str]:
    return [message.text for message in chunk.messages]


# What follows runs in the workers.

_pipelines: list["Pipeline"] = []


def _begin(pipeline: "Pipeline") -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the parent tells its workers to stop
    _pipelines.append(pipeline)


def _examine(texts: Sequence[str]) -> tuple[dict[int, tuple[Finding, ...]], bytes]:
    found, notes = _pipelines[0].examine(texts)
    return found, bytes(notes)
