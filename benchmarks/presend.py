"""How long one message takes before it is sent: a call in process, in microseconds.

    python -m benchmarks.presend [--quick] [--messages N] [--policy upwork]

Three sets: real chat, the same with invented contacts in one message of twenty, and of both only those messages that
reach a trained model.
"""

import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unittest.mock import patch

from benchmarks.corpora import mix, real_chat
from benchmarks.timing import one_core, parser, quantile, table
from sidedoor import Message, Pipeline, intent, load

SHARES = (0.5, 0.9, 0.99, 0.999)
_WARMING = 200  # messages that are judged before and not counted


class Row(NamedTuple):
    """Of one set of messages: the quantiles at `SHARES`, in microseconds."""

    messages: str
    way: str
    judged: int
    quantiles: Sequence[float]


def measure(quick: bool = False, most: int | None = None, policy: str = "upwork") -> Iterator[Row]:
    """Yield a row of each set and way."""
    log = real_chat(20 if quick else most)
    chat, mixed = log.messages, mix(log).messages
    with one_core():
        for way, fast in (("fast", True), ("default", False)):
            pipeline = load(policy, fast=fast)
            pipeline.warm_up()
            modelled = [message for message in dict.fromkeys((*chat, *mixed)) if reaches_a_model(pipeline, message)]
            for name, messages in (("real chat", chat), ("mix", mixed), ("those that reach a model", modelled)):
                if messages:
                    yield Row(name, way, len(messages), quantiles(pipeline, messages))


def quantiles(pipeline: Pipeline, messages: Sequence[Message]) -> list[float]:
    """Return how long the pipeline takes for a message, at `SHARES`, in microseconds."""
    clock = time.perf_counter_ns
    for message in messages[:_WARMING]:
        pipeline(message)
    taken = []
    for message in messages:
        started = clock()
        pipeline(message)
        taken.append((clock() - started) / 1000)
    taken.sort()
    return [quantile(taken, share) for share in SHARES]


def reaches_a_model(pipeline: Pipeline, message: Message) -> bool:
    """Return whether a trained model is asked about a message."""
    with patch.object(intent, "judge", wraps=intent.judge) as asked:
        pipeline(message)
    return asked.called


def section(rows: Sequence[Row]) -> str:
    """Return the rows as a table in Markdown."""
    head = ["messages", "way", "judged", *(f"p{share * 100:g}" for share in SHARES)]
    return table(head, [[r.messages, r.way, f"{r.judged:,}", *(f"{q:,.1f}" for q in r.quantiles)] for r in rows])


def main() -> None:
    options = parser(__doc__, quick="twenty messages")
    options.add_argument("--messages", type=int, help="of real chat at most")
    arguments = options.parse_args()
    print(section(list(measure(arguments.quick, arguments.messages, arguments.policy))))


if __name__ == "__main__":
    main()
