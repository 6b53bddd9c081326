"""What costs what: nanoseconds a message for each stage of a scan, and how many messages get how far.

    python -m benchmarks.stages [--quick] [--messages N] [--policy upwork]

The stages of a scan are run one after the other over the same log, each on the chunks that the scan itself makes.
"""

import io
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from benchmarks.corpora import Log, corpora, mix, real_chat
from benchmarks.floor import decode_and_encode
from benchmarks.timing import one_core, parser, seconds, table
from sidedoor import Pipeline, gate, gate_table, intent, load
from sidedoor.conversations import Conversations
from sidedoor.log_order import LogOrder
from sidedoor.logs import Fields, find_logs, read_logs
from sidedoor.logs.jsonl import JsonlWriter
from sidedoor.wakes import load_gate

STAGES = ("decode", "canonical", "look", "detectors", "models", "order", "conversation", "encode")
TIERS = ("woken", "models", "encoder", "found")


class Costs(NamedTuple):
    """Of one log: nanoseconds a message of each of `STAGES`, and of the floor."""

    log: str
    way: str
    nanoseconds: dict[str, float]
    floor: float


class Tiers(NamedTuple):
    """Of one log: the shares of messages that are woken, put to the models, put to the encoder, and hold a finding."""

    log: str
    messages: int
    shares: dict[str, float]


def costs(quick: bool = False, most: int | None = None, policy: str = "upwork") -> Iterator[Costs]:
    """Yield the costs of real chat and of a mix, without and with the encoder."""
    chat = real_chat(20 if quick else most)
    with one_core():
        for way, fast in (("fast", True), ("default", False)):
            pipeline = load(policy, fast=fast)
            pipeline.warm_up()
            for log in (chat, mix(chat)):
                yield _costs(log, way, pipeline)


def _costs(log: Log, way: str, pipeline: Pipeline) -> Costs:
    warming, measured = (Log(log.name, log.lines[start::2]) for start in (0, 1))  # words are learnt from one half
    _spent(warming, pipeline)
    spent = _spent(measured, pipeline)
    with _written(measured) as path:
        floor = min(seconds(lambda: decode_and_encode(path)) for _ in range(3))
    each = 1e9 / len(measured.lines)
    return Costs(log.name, way, {stage: spent[stage] * each for stage in STAGES}, floor * each)


def _spent(log: Log, pipeline: Pipeline) -> dict[str, float]:
    """Return the seconds that each stage takes for a log."""
    clock = _Clock()
    conversations, writer = Conversations(), JsonlWriter(io.BytesIO())
    with _written(log) as path, LogOrder() as order, _inner_stages(clock):
        with clock.stage("decode"):
            chunks = list(read_logs(find_logs([path]), Fields()))
        for messages in (chunk.messages for chunk in chunks):
            with clock.stage("decode"):
                texts = [message.text for message in messages]
            with clock.stage("detectors"):
                found, notes = pipeline.examine(texts)
            with clock.stage("order"):
                order.holds(messages)
            with clock.stage("conversation"):
                told = pipeline.join(messages, found, notes, conversations)
            with clock.stage("encode"):
                writer.write([recommendation.as_record() for recommendation in told.values()])
    return clock.spent


class _Clock:
    """Measures stages; while a stage within another runs, the outer one stands still."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(STAGES, 0.0)
        self._running = [""]
        self._since = time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self._turn()
        self._running.append(name)
        yield
        self._turn()
        self._running.pop()

    def _turn(self) -> None:
        now = time.perf_counter()
        if running := self._running[-1]:
            self.spent[running] += now - self._since
        self._since = now

    def of(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return `function`, measured as a stage."""

        def measured(*arguments: Any, **options: Any) -> Any:
            with self.stage(name):
                return function(*arguments, **options)

        return measured


@contextmanager
def _inner_stages(clock: _Clock) -> Iterator[None]:
    """Measure what happens within `Pipeline.examine`."""
    with ExitStack() as patches:
        for stage, place, name in (
            ("canonical", gate_table, "canonical"),
            ("look", gate.Gate, "look"),
            ("models", intent, "suspects"),
            ("models", intent, "judge"),
        ):
            patches.enter_context(patch.object(place, name, clock.of(stage, getattr(place, name))))
        yield


@contextmanager
def _written(log: Log) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.jsonl")
        path.write_bytes(b"".join(log.lines))
        yield path


def tiers(quick: bool = False, most: int | None = None, policy: str = "upwork") -> Iterator[Tiers]:
    """Yield how far the messages of each corpus get, and those of a mix."""
    most = 20 if quick else most
    pipeline = load(policy)
    for log in (*corpora(most), mix(real_chat(most))):
        texts = [message.text for message in log.messages]
        got: dict[str, set[int]] = {tier: set() for tier in TIERS}
        for start in range(0, len(texts), _AT_A_TIME):
            some = texts[start : start + _AT_A_TIME]
            got["woken"] |= {start + i for i in load_gate().look(some).woken}
            with _put_to_models() as put:
                got["found"] |= {start + i for i in pipeline.examine(some)[0]}
            for tier, asked in put.items():
                got[tier] |= {start + i for i, text in enumerate(some) if text in asked}
        yield Tiers(log.name, len(texts), {tier: len(got[tier]) / len(texts) for tier in TIERS})


_AT_A_TIME = 1000


@contextmanager
def _put_to_models() -> Iterator[dict[str, set[str]]]:
    """Yield sets that are filled with the texts, or sentences, that are put to any model and to the encoder."""
    put: dict[str, set[str]] = {"models": set(), "encoder": set()}
    suspects, judge, encode = intent.suspects, intent.judge, intent._Encoder.judge
    current = ""

    def noted_suspects(texts: Sequence[str], **options: bool) -> list[bool]:
        put["models"].update(texts)
        return suspects(texts, **options)

    def noted_judge(text: str, **options: bool) -> intent.Scores | None:
        nonlocal current
        current = text
        put["models"].add(text)
        return judge(text, **options)

    def noted_encode(encoder: intent._Encoder, normalised: str) -> intent.Scores:
        put["encoder"].add(current)
        return encode(encoder, normalised)

    with (
        patch.object(intent, "suspects", noted_suspects),
        patch.object(intent, "judge", noted_judge),
        patch.object(intent._Encoder, "judge", noted_encode),
    ):
        yield put


def section_of_costs(rows: Sequence[Costs]) -> str:
    """Return the costs as a table in Markdown."""
    head = ["ns a message", *(f"{row.log}, {row.way}" for row in rows)]
    lines: list[list[object]] = [[name, *(f"{row.nanoseconds[name]:,.0f}" for row in rows)] for name in STAGES]
    lines.append(["**all**", *(f"**{sum(row.nanoseconds.values()):,.0f}**" for row in rows)])
    lines.append(["the floor", *(f"{row.floor:,.0f}" for row in rows)])
    return table(head, lines)


def section_of_tiers(rows: Sequence[Tiers]) -> str:
    """Return the shares as a table in Markdown."""
    head = ["log", "messages", *TIERS]
    return table(head, [[r.log, f"{r.messages:,}", *(f"{r.shares[t]:.2%}" for t in TIERS)] for r in rows])


def main() -> None:
    options = parser(__doc__, quick="twenty messages of each log")
    options.add_argument("--messages", type=int, help="of each log at most")
    arguments = options.parse_args()
    print(section_of_costs(list(costs(arguments.quick, arguments.messages, arguments.policy))))
    print()
    print(section_of_tiers(list(tiers(arguments.quick, arguments.messages, arguments.policy))))


if __name__ == "__main__":
    main()
