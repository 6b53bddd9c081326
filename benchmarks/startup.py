"""How long a process takes to its first check: import, load, first message.

    python -m benchmarks.startup [--quick] [--rounds 7] [--policy upwork]

Each time is that of a fresh process. The databases that Hyperscan compiles for the gate are kept in the user's cache
folder: with a full cache they are read there, with an empty one compiled, once after each change of patterns.
"""

import statistics
import tempfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.timing import parser, python, table

STEPS = ("import", "load", "first check")
_STEPS = """
import sys, time
marks = [time.perf_counter()]
import sidedoor
marks.append(time.perf_counter())
pipeline = sidedoor.load(sys.argv[1])
marks.append(time.perf_counter())
pipeline(sidedoor.Message(text="write to lena@example.com or call me, whatever suits you"))
marks.append(time.perf_counter())
print(*(after - before for before, after in zip(marks, marks[1:])))
"""


class Row(NamedTuple):
    """With a full or an empty cache: the seconds of each of `STEPS`, and of all (medians)."""

    cache: str
    seconds: Sequence[float]
    total: float


def measure(quick: bool = False, rounds: int = 7, policy: str = "upwork") -> Iterator[Row]:
    """Yield the row of the full cache and that of the empty one."""
    times = [_once(policy) for _ in range(1 if quick else rounds + 1)]
    yield _row("full", times[1:] or times)
    if not quick:
        with tempfile.TemporaryDirectory() as empty:
            yield _row("empty", [_once(policy, {"SIDEDOOR_CACHE": empty})])


def _once(policy: str, environment: dict[str, str] | None = None) -> list[float]:
    return [float(value) for value in python("-c", _STEPS, policy, environment=environment).split()]


def _row(cache: str, times: Sequence[Sequence[float]]) -> Row:
    return Row(
        cache, [statistics.median(step) for step in zip(*times, strict=True)], statistics.median(map(sum, times))
    )


def section(rows: Sequence[Row]) -> str:
    """Return the rows as a table in Markdown."""
    head = ["cache", *(f"{step}, s" for step in STEPS), "all, s"]
    return table(head, [[row.cache, *(f"{s:.3f}" for s in row.seconds), f"{row.total:.3f}"] for row in rows])


def main() -> None:
    options = parser(__doc__, quick="one process, the full cache only")
    options.add_argument("--rounds", type=int, default=7)
    arguments = options.parse_args()
    print(section(list(measure(arguments.quick, arguments.rounds, arguments.policy))))


if __name__ == "__main__":
    main()
