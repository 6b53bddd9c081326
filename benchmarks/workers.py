"""How much faster two processes scan a log than one.

    python -m benchmarks.workers [--quick] [--messages 2400000] [--rounds 1] [--policy upwork]

A log of generated messages is scanned by the whole command, by one and by two workers in turn.
"""

import os
import tempfile
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import generated, mix, real_chat
from benchmarks.throughput import COMMAND
from benchmarks.timing import in_turn, parser, python, ratio, seconds, table

MESSAGES = 2_400_000


class Row(NamedTuple):
    """The seconds of each number of workers in each round, and how many times as fast two are."""

    messages: int
    seconds: dict[str, list[float]]
    gain: float


def measure(quick: bool = False, messages: int = MESSAGES, rounds: int = 1, policy: str = "upwork") -> Row:
    """Return the result for a log of so many messages, with `--fast`."""
    messages = 10 if quick else messages
    log = mix(real_chat(20 if quick else None))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.jsonl")
        with path.open("wb") as file:
            file.writelines(generated(log, messages))

        def timed(workers: str, number: int) -> float:
            command = ["-c", COMMAND, "scan", str(path), "-o", os.devnull, "-q", "--fast", "--policy", policy]
            return seconds(partial(python, *command, "--workers", workers))

        times = in_turn({workers: partial(timed, workers) for workers in ("1", "2")}, rounds)
    return Row(messages, times, ratio(times["1"], times["2"]))


def section(row: Row) -> str:
    """Return the result as a table in Markdown."""
    found = [[workers, " ".join(f"{t:.1f}" for t in times)] for workers, times in row.seconds.items()]
    return f"{row.messages:,} messages: two workers are {row.gain:.2f} times as fast as one.\n\n" + table(
        ["workers", "seconds"], found
    )


def main() -> None:
    options = parser(__doc__, quick="ten messages")
    options.add_argument("--messages", type=int, default=MESSAGES)
    options.add_argument("--rounds", type=int, default=1)
    arguments = options.parse_args()
    print(section(measure(arguments.quick, arguments.messages, arguments.rounds, arguments.policy)))


if __name__ == "__main__":
    main()
