"""The most memory that a scan holds, by the number of messages: it must not grow with the log.

    python -m benchmarks.memory [--quick] [--long] [--default] [--policy upwork]

The messages are generated, over two million conversations, and scanned by the command in a process of its own, whose
peak resident memory is read when it ends. `--long` adds ten million messages: 2.5 GB in the folder for temporary files.
"""

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import generated, mix, real_chat
from benchmarks.throughput import COMMAND
from benchmarks.timing import parser, python, table

SIZES = (100_000, 1_000_000)
LONG = 10_000_000
# Linux passes the peak of the process that starts another on to that one, in getrusage but not in /proc.
_PEAK = """
import atexit, pathlib, re, resource, sys
def tell_peak():
    try:
        kilobytes = re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1]
    except OSError:
        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    print(int(kilobytes) * 1024 / 1e6)
atexit.register(tell_peak)
"""


class Row(NamedTuple):
    """Of one log: how many messages, the peak in MB (10⁶ bytes), and the seconds that the scan took."""

    messages: int
    megabytes: float
    seconds: float


def measure(
    quick: bool = False, sizes: Sequence[int] = SIZES, fast: bool = True, policy: str = "upwork"
) -> Iterator[Row]:
    """Yield a row of each size."""
    log = mix(real_chat(20 if quick else None))
    for size in (10,) if quick else sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "log.jsonl")
            with path.open("wb") as file:
                file.writelines(generated(log, size))
            command = ["scan", str(path), "-o", os.devnull, "-q", "--workers", "1", "--policy", policy]
            started = time.perf_counter()
            peak = float(python("-c", _PEAK + COMMAND, *command, *(["--fast"] if fast else [])))
            yield Row(size, peak, time.perf_counter() - started)


def section(rows: Sequence[Row]) -> str:
    """Return the rows as a table in Markdown."""
    head = ["messages", "peak MB", "seconds"]
    return table(head, [[f"{row.messages:,}", f"{row.megabytes:.0f}", f"{row.seconds:.1f}"] for row in rows])


def main() -> None:
    options = parser(__doc__, quick="ten messages")
    options.add_argument("--long", action="store_true", help="ten million messages too")
    options.add_argument("--default", action="store_true", help="with the models, not --fast")
    arguments = options.parse_args()
    sizes = (*SIZES, LONG) if arguments.long else SIZES
    print(section(list(measure(arguments.quick, sizes, not arguments.default, arguments.policy))))


if __name__ == "__main__":
    main()
