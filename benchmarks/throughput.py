"""Messages a second on one core: a scan beside the bare reading and writing of the same log.

    python -m benchmarks.throughput [LOG.jsonl[.gz]...] [--rounds 5] [--messages 20000] [--policy upwork]

The bare run decodes every line with msgspec and encodes it again. Both run in turn, round by round, pinned to one core,
and medians are compared, so that a slow moment of the machine meets both.
"""

import argparse
import gzip
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from sidedoor.pipeline import Pipeline, load
from sidedoor.scan import scan

ROOT = Path(__file__).parent.parent
CHUNK_BYTES = 1 << 18


class Row(NamedTuple):
    """The result of one log: medians in messages a second."""

    log: str
    messages: int
    scanned: float
    bare: float

    @property
    def ratio(self) -> float:
        """Which share of the bare speed the scan reaches."""
        return self.scanned / self.bare


def main() -> None:
    arguments = parse_arguments()
    with suppress(AttributeError, OSError):  # macOS and Windows cannot pin
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    pipeline = load(arguments.policy)
    print(f"{'ratio':>6} {'scan/s':>10} {'bare/s':>10} {'messages':>9}  log")
    for path in arguments.logs or default_logs():
        row = measure(path, pipeline, arguments.rounds, arguments.messages)
        print(f"{row.ratio:6.3f} {row.scanned:10,.0f} {row.bare:10,.0f} {row.messages:9,}  {row.log}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1 / 1024) / 1e6
    print(f"peak memory {peak:.0f} MB")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("logs", nargs="*", type=Path, metavar="LOG", help="JSON Lines, also .gz")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--messages", type=int, default=20_000, help="of each log at most")
    parser.add_argument("--policy", default="upwork")
    return parser.parse_args()


def default_logs() -> list[Path]:
    """Return the chat corpora beside the repository where they are, else the sample messages."""
    corpora = sorted((ROOT.parent / "shared" / "corpora").glob("*.jsonl.gz"))
    return corpora or sorted((ROOT / "sample_messages").glob("*.jsonl"))


def measure(path: Path, pipeline: Pipeline, rounds: int, most: int) -> Row:
    """Time both runs on the first `most` lines of a log, as a plain file."""
    lines = list(islice(lines_of(path), most))
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log.jsonl")
        log.write_bytes(b"".join(lines))
        runs: tuple[Callable[[], object], ...] = (
            lambda: scan(pipeline, [log], os.devnull),
            lambda: decode_and_encode(log),
        )
        times: list[list[float]] = [[], []]
        for number in range(rounds + 1):
            for run, taken in zip(runs, times, strict=True):
                started = time.perf_counter()
                run()
                if number:  # the first round loads patterns and fills caches
                    taken.append(time.perf_counter() - started)
    scanned, bare = (len(lines) / statistics.median(taken) for taken in times)
    return Row(path.name, len(lines), scanned, bare)


def lines_of(path: Path) -> Iterator[bytes]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        yield from file


def decode_and_encode(path: Path) -> None:
    decoder, encoder = msgspec.json.Decoder(), msgspec.json.Encoder()
    with path.open("rb") as file, open(os.devnull, "wb") as output:  # noqa: PTH123 - a name, not a path
        while chunk := file.read(CHUNK_BYTES):
            output.write(encoder.encode_lines(decoder.decode_lines(chunk + file.readline())))


if __name__ == "__main__":
    main()
