"""All benchmarks of speed in one run, into `benchmarks/RESULTS.md` and a chart beside it.

    python -m benchmarks.run [--quick] [--messages N] [--peers] [--workers N] [--long]

`--quick` shows in a minute that everything runs; its figures say nothing, so they are printed and not kept. `--peers`
installs other tools into an environment of their own and measures them too.
"""

import argparse
import platform
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape
from importlib.metadata import version
from pathlib import Path

from benchmarks import memory, peers, presend, stages, startup, throughput, workers

HERE = Path(__file__).parent
RESULTS, CHART = HERE / "RESULTS.md", HERE / "share_of_floor.svg"
_HEAD = """# Speed

Made by `python -m benchmarks.run` on {date} with {machine}, Python {python}, Hyperscan {hyperscan}.
The machine had other work to do: read the ratios, which are medians of runs in turn, before the absolute figures.

![Share of the floor]({chart})

The floor decodes every line of a log with msgspec and encodes it again; a share of 0.25 means that moderating the log
takes four times as long. `fast` is `--fast`, which leaves the encoder out.
"""


def main() -> None:
    arguments = parse_arguments()
    quick, most = arguments.quick, arguments.messages
    shares = list(throughput.measure(quick, arguments.rounds, most))
    sections: list[tuple[str, Callable[[], str]]] = [
        ("Messages a second", lambda: throughput.section(shares)),
        ("Before a message is sent (µs)", lambda: presend.section(list(presend.measure(quick, most)))),
        ("Start", lambda: startup.section(list(startup.measure(quick)))),
        ("Memory of a scan", lambda: memory.section(list(memory.measure(quick, memory_sizes(arguments))))),
        ("Two processes", lambda: workers.section(workers.measure(quick, arguments.workers))),
        ("What costs what (ns a message)", lambda: stages.section_of_costs(list(stages.costs(quick, most)))),
        ("How far messages get", lambda: stages.section_of_tiers(list(stages.tiers(quick, most)))),
    ]
    if arguments.peers:
        sections.insert(1, ("Beside other tools", lambda: peers.section(list(peers.measure(quick, arguments.rounds)))))
    parts = [head()]
    for title, made in sections:
        parts.append(f"## {title}\n\n{made().rstrip()}\n")
        print(parts[-1], flush=True)
    if not quick:
        RESULTS.write_text("\n".join(parts), encoding="utf-8")
        CHART.write_text(chart(shares), encoding="utf-8")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a few messages and one round of everything, only printed")
    parser.add_argument("--messages", type=int, help="of each log at most")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=workers.MESSAGES, help="messages for two processes to share")
    parser.add_argument("--long", action="store_true", help="measure the memory of ten million messages too")
    parser.add_argument("--peers", action="store_true", help="measure other tools too")
    return parser.parse_args()


def memory_sizes(arguments: argparse.Namespace) -> Sequence[int]:
    return (*memory.SIZES, memory.LONG) if arguments.long else memory.SIZES


def head() -> str:
    return _HEAD.format(
        date=datetime.now(UTC).date(),
        machine=f"{platform.machine()}, {platform.system()}",
        python=platform.python_version(),
        hyperscan=version("hyperscan"),
        chart=CHART.name,
    )


_BAR, _LEFT, _WIDTH = 14, 230, 720  # pixels


def chart(rows: Sequence[throughput.Row]) -> str:
    """Return the shares of the floor as an SVG of bars, one for each log and way."""
    bars = [(f"{row.log}, {way}", share) for row in rows for way, share in row.shares.items()]
    scale = (_WIDTH - _LEFT - 60) / max(share for _, share in bars)
    drawn = "".join(
        f'<text x="{_LEFT - 6}" y="{_BAR * (i + 1) - 3}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{_LEFT}" y="{_BAR * i + 2}" width="{share * scale:.1f}" height="{_BAR - 4}" fill="#3b6ea5"/>'
        f'<text x="{_LEFT + share * scale + 4:.1f}" y="{_BAR * (i + 1) - 3}">{share:.3f}</text>'
        for i, (name, share) in enumerate(bars)
    )
    height = _BAR * len(bars) + 4
    font = 'font-family="sans-serif" font-size="11"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" {font}>{drawn}</svg>\n'


if __name__ == "__main__":
    main()
