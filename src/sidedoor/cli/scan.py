"""`sidedoor scan`: message logs in, recommendations out."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sidedoor.scan import Summary

SOME_REJECTED = 1
INTERRUPTED = 130  # what a shell reports of a program that Ctrl-C ended


def scan(
    logs: Annotated[
        list[str],
        typer.Argument(
            metavar="LOG",
            help="Message logs: JSON Lines, CSV or Parquet, also .gz and .zst; a folder means every log under it; "
            "- is standard input (JSON Lines).",
            show_default=False,
        ),
    ],
    policy: Annotated[str, typer.Option(help="A shipped policy's name, or the path of a .toml file.")] = "upwork",
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where recommendations go: .jsonl, .csv or .parquet, also .jsonl.gz and the like; - is standard "
            "output (JSON Lines). The file appears when the scan is done, whole or not at all.",
        ),
    ] = "-",
    everything: Annotated[
        bool,
        typer.Option("--all", help="Write every message, not only those with a finding or an action other than allow."),
    ] = False,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN,...",
            help="Read a field from a column of another name: --map message_id=id,text=body.",
            show_default=False,
        ),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN",
            help="Carry a column of the log through to the output; may be given again for more.",
            show_default=False,
        ),
    ] = None,
    rejects: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Where records go that cannot be used, with line and reason (JSON Lines). By default "
            "OUTPUT.rejects.jsonl beside the output; with standard output, only the first reasons are shown.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option(min=1, help="Processes to use at most; this version works in one, whatever is asked for.")
    ] = 1,
    fast: Annotated[
        bool, typer.Option("--fast", help="Leave the slow model tier out: quicker, finds fewer paraphrases.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no summary, only errors.")] = False,
) -> None:
    """Scan message logs and write what is recommended for each message.

    Exit status: 0 all records read, 1 finished but some records were rejected, 2 could not run, 130 interrupted.
    """
    from sidedoor.logs import parse_columns
    from sidedoor.pipeline import load
    from sidedoor.scan import Summary, scan

    del workers
    summary = Summary()
    try:
        with _progress_bar(logs, quiet) as advance:

            def progress(current: Summary) -> None:
                nonlocal summary
                summary = current
                advance(current)

            summary = scan(
                load(policy, fast=fast),
                logs,
                output,
                everything=everything,
                columns=parse_columns(columns or ()),
                keep=keep or (),
                rejects=rejects,
                progress=progress,
            )
    except KeyboardInterrupt:
        fate = "their recommendations are on standard output" if output == "-" else f"{output} was not written"
        _say(f"Interrupted after {_count(summary.messages, 'message')}; {fate}.")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        raise typer.Exit from None  # `| head` has seen enough
    if not quiet:
        for line in summary_lines(summary):
            _say(line)
    if summary.rejected:
        raise typer.Exit(SOME_REJECTED)


def summary_lines(summary: "Summary") -> Iterator[str]:
    """Yield the lines that tell what a scan has done; none holds a word of a message."""
    from sidedoor.vocabulary import Action

    speed = f"{summary.messages / summary.seconds:,.0f}/s" if summary.seconds else "at once"
    actions = ", ".join(f"{summary.actions[action]:,} {action.value}" for action in Action)
    yield f"{_count(summary.messages, 'message')} in {summary.seconds:.1f} s ({speed}): {actions}."
    if summary.kinds:
        yield "Findings: " + ", ".join(f"{count:,} {kind.value}" for kind, count in summary.kinds.most_common()) + "."
    if summary.rejected:
        place = f"; they are in {summary.rejects_file}" if summary.rejects_file else ""
        yield f"{_count(summary.rejected, 'record')} rejected{place}."
        for reject in summary.first_rejects:
            yield f"  {reject.file}:{reject.line}: {reject.reason}"
        if summary.rejected > len(summary.first_rejects):
            yield f"  and {summary.rejected - len(summary.first_rejects):,} more"


@contextmanager
def _progress_bar(logs: Sequence[str], quiet: bool) -> Iterator[Callable[["Summary"], None]]:
    """Yield a function that draws the progress of a scan; it draws nothing unless a person watches."""
    if quiet or not sys.stderr.isatty():
        yield lambda summary: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from sidedoor.logs import find_logs

    total = sum(log.size for log in find_logs(logs)) or None
    columns = (BarColumn(), DownloadColumn(), TextColumn("{task.fields[messages]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("scan", total=total, messages="")

        def advance(summary: "Summary") -> None:
            bar.update(task, completed=summary.bytes_read, messages=_count(summary.messages, "message"))

        yield advance


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _say(line: str) -> None:
    print(line, file=sys.stderr)
