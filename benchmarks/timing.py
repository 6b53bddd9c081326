"""How all benchmarks measure: pinned to one core, runs in turn, medians of rounds."""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this process, and those that it starts, on one core. Does nothing on macOS and Windows, which cannot."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def in_turn(runs: Mapping[str, Callable[[int], float]], rounds: int) -> dict[str, list[float]]:
    """Return what each run returns for the numbers of the rounds: A, B, C, A, B, C, ... A round before does not count.

    So a slow moment of the machine meets all, and the first round loads what is loaded once.
    """
    results: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            result = run(number)
            if number:
                results[name].append(result)
    return results


def ratio(these: Sequence[float], those: Sequence[float]) -> float:
    """Return the median of the ratios of two runs, round by round."""
    return statistics.median(this / that for this, that in zip(these, those, strict=True))


def seconds(run: Callable[[], object]) -> float:
    """Return how long `run` takes."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def python(*arguments: str, environment: Mapping[str, str] | None = None) -> str:
    """Run Python in a process of its own, with this sidedoor, and return what it prints."""
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": path, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)[:100]} ended with status {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which a `share` of sorted `values` lies."""
    return values[min(len(values) - 1, int(share * len(values)))]


def parser(description: str | None, quick: str) -> argparse.ArgumentParser:
    """Return the parser of the options that every benchmark has; `quick` says what --quick leaves."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--quick", action="store_true", help=quick)
    made.add_argument("--policy", default="upwork")
    return made


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table in Markdown: its first column words, the others figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
