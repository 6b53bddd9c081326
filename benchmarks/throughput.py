"""Messages a second on one core: a scan beside the bare reading and writing of the same log.

    python -m benchmarks.throughput [--quick] [--rounds N] [--messages N] [--policy upwork]

The bare run, the floor, decodes every line with msgspec into a dictionary and encodes it again. In process, each round
has messages of its own, so that nothing is remembered of them; all runs of a round have the same.
"""

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import Log, corpora, generated, mix, real_chat
from benchmarks.floor import decode_and_encode
from benchmarks.timing import in_turn, one_core, parser, python, ratio, seconds, table
from sidedoor.pipeline import load
from sidedoor.scan import scan

FLOOR = "floor"
WAYS = {"fast": True, "default": False}  # with --fast, and with the models
COMMAND = "from sidedoor.cli import main; main()"


class Row(NamedTuple):
    """Of one log: messages a second of each way and the floor (medians), and which share of the floor each reaches."""

    log: str
    messages: int
    speeds: dict[str, float]
    shares: dict[str, float]

    @classmethod
    def of(cls, log: str, messages: int, results: dict[str, list[float]]) -> "Row":
        speeds = {name: statistics.median(values) for name, values in results.items()}
        return cls(log, messages, speeds, {way: ratio(results[way], results[FLOOR]) for way in WAYS})


def measure(quick: bool = False, rounds: int = 5, messages: int | None = None, policy: str = "upwork") -> Iterator[Row]:
    """Yield the row of each corpus and mix in process, then those of whole processes."""
    rounds = 1 if quick else rounds
    most = 20 if quick else messages
    chat = real_chat(most)
    with one_core():
        for log in (chat, mix(chat), *corpora(most)):
            yield in_process(log, rounds, policy)
        for log in (chat, mix(chat)):
            lines = list(generated(log, 20 if quick else 5 * len(log.lines)))
            yield whole_process(Log(f"{log.name}, whole process", lines), min(rounds, 3), policy)


def in_process(log: Log, rounds: int, policy: str) -> Row:
    """Measure scans by pipelines that are loaded already."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.jsonl")

        def timed(run: Callable[[], object], number: int) -> float:
            part = log.part(number, rounds + 1)
            path.write_bytes(part)
            return part.count(b"\n") / seconds(run)

        runs = {FLOOR: partial(timed, partial(decode_and_encode, path))}
        for way, fast in WAYS.items():
            runs[way] = partial(timed, partial(scan, load(policy, fast=fast), [path], os.devnull))
        return Row.of(log.name, len(log.lines), in_turn(runs, rounds))


def whole_process(log: Log, rounds: int, policy: str) -> Row:
    """Measure the command `sidedoor scan` from its start to its end, beside a process that decodes and encodes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.jsonl")
        path.write_bytes(b"".join(log.lines))
        scans = ["-c", COMMAND, "scan", str(path), "-o", os.devnull, "-q", "--workers", "1", "--policy", policy]
        commands = {FLOOR: ["-m", "benchmarks.floor", str(path)], "fast": [*scans, "--fast"], "default": scans}

        def timed(command: list[str], number: int) -> float:
            return len(log.lines) / seconds(partial(python, *command))

        return Row.of(
            log.name, len(log.lines), in_turn({way: partial(timed, c) for way, c in commands.items()}, rounds)
        )


def section(rows: list[Row]) -> str:
    """Return the rows as a table in Markdown."""
    head = ["log", "messages", *(f"share of the floor, {way}" for way in WAYS), *(f"{way}/s" for way in (*WAYS, FLOOR))]
    return table(
        head,
        [
            [
                row.log,
                f"{row.messages:,}",
                *(f"{row.shares[way]:.3f}" for way in WAYS),
                *(f"{row.speeds[way]:,.0f}" for way in (*WAYS, FLOOR)),
            ]
            for row in rows
        ],
    )


def main() -> None:
    options = parser(__doc__, quick="twenty messages of each log, one round")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--messages", type=int, help="of each log at most")
    arguments = options.parse_args()
    print(section(list(measure(arguments.quick, arguments.rounds, arguments.messages, arguments.policy))))


if __name__ == "__main__":
    main()
