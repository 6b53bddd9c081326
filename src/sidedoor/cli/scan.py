"""`sidedoor scan`: message logs in, recommendations out."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sidedoor.delivery import Delivery
    from sidedoor.flagged import Flagged
    from sidedoor.scan import Summary

SOME_REJECTED = 1
_PLANS_SHOWN = 5
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
    in_order: Annotated[
        bool,
        typer.Option(
            "--in-order",
            help="Take each conversation to be in order: write while the log is read, gather nothing.",
        ),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes to use, by default one for each core.", show_default=False),
    ] = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="Leave the slow model tier out: quicker, finds fewer paraphrases.")
    ] = False,
    report: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.html",
            help="Also write a page to look at: figures and every message found, with its conversation.",
            show_default=False,
        ),
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Add to each message not allowed what a statement of reasons needs.")
    ] = False,
    audit: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Append the same records to a log that shows any tampering.", show_default=False
        ),
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Keep the exact words found in records and audit log.")
    ] = False,
    redact: Annotated[
        bool, typer.Option("--redact", help="Mask contact details in everything that is written.")
    ] = False,
    hash_key_file: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="A secret key: hashes of contact details in records and in place of what is redacted, so that repeats "
            "can be linked; seals the audit log; makes pseudonyms the same in every report.",
            show_default=False,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no summary, only errors.")] = False,
) -> None:
    """Scan message logs and write what is recommended for each message.

    Exit status: 0 all records read, 1 finished but some records were rejected, 2 could not run, 130 interrupted.
    """
    from sidedoor.delivery import Delivery, unlisted_plans
    from sidedoor.flagged import Flagged
    from sidedoor.keyed import read_key
    from sidedoor.logs import parse_columns
    from sidedoor.pipeline import load
    from sidedoor.scan import Summary, scan
    from sidedoor.workers import all_cores

    summary = Summary()
    mapped = parse_columns(columns or ())
    _refuse_to_overwrite(logs, output, [name for name in (report, audit) if name])
    pipeline = load(policy, fast=fast)
    key = read_key(hash_key_file) if hash_key_file else None
    delivery = None
    try:
        with Flagged() as aside, _progress_bar(logs, quiet) as advance:
            if report or record or audit or redact:
                delivery = Delivery(
                    pipeline.policy,
                    record=record,
                    evidence=evidence,
                    redact=redact,
                    key=key,
                    aside=aside if report or audit else None,
                )

            def progress(current: Summary) -> None:
                nonlocal summary
                summary = current
                advance(current)

            summary = scan(
                pipeline,
                logs,
                output,
                everything=everything,
                columns=mapped,
                keep=keep or (),
                rejects=rejects,
                progress=progress,
                delivery=delivery,
                workers=workers or all_cores(),
                in_order=in_order,
            )
            unlisted = unlisted_plans(pipeline.policy, summary.plans.items())
            if delivery and (report or audit):
                _look_again(aside, logs, mapped)
                if audit:
                    anchor = delivery.append_to(audit, aside)
                if report:
                    _write_report(report, aside, delivery, summary, unlisted)
    except KeyboardInterrupt:
        fate = "their recommendations are on standard output" if output == "-" else f"{output} was not written"
        _say(f"Interrupted after {_count(summary.messages, 'message')}; {fate}.")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        raise typer.Exit from None  # `| head` has seen enough
    if not quiet:
        for line in summary_lines(summary, unlisted):
            _say(line)
        if audit:
            _say(f"Audit log {audit}: anchor {anchor}")
    if summary.rejected:
        raise typer.Exit(SOME_REJECTED)


def _look_again(aside: "Flagged", logs: Sequence[str], columns: Mapping[str, str]) -> None:
    """Read the logs a second time, for the conversations around what was found; standard input is gone by then."""
    from sidedoor.logs import Fields, find_logs, read_logs

    if aside.count and "-" not in logs:
        chunks = read_logs(find_logs(logs), Fields(columns))
        aside.look_again(message for chunk in chunks for message in chunk.messages)


def _write_report(
    path: str, aside: "Flagged", delivery: "Delivery", summary: "Summary", unlisted: dict[str, int]
) -> None:
    from sidedoor.report import write_report

    write_report(
        path,
        aside,
        delivery.policy,
        actions=summary.actions,
        rejected=summary.rejected,
        plans=unlisted,
        key=delivery.key,
        redact=delivery.redact,
    )


def _refuse_to_overwrite(logs: Sequence[str], output: str, others: Sequence[str]) -> None:
    """Raise LogError where report or audit log would be written over a log, the output or each other."""
    from pathlib import Path

    from sidedoor.errors import LogError
    from sidedoor.logs import find_logs

    if not others:
        return
    taken = {log.path.resolve() for log in find_logs(logs) if log.path} | {Path(output).resolve()}
    for name in others:
        if Path(name).resolve() in taken:
            raise LogError(f"{name}: is a log that is read, or written already; name another file.")
        taken.add(Path(name).resolve())


def summary_lines(summary: "Summary", unlisted: Mapping[str, int] | None = None) -> Iterator[str]:
    """Yield the lines that tell what a scan has done; none holds a word of a message."""
    from sidedoor.vocabulary import Action

    speed = f"{summary.messages / summary.seconds:,.0f}/s" if summary.seconds else "at once"
    actions = ", ".join(f"{summary.actions[action]:,} {action.value}" for action in Action)
    yield f"{_count(summary.messages, 'message')} in {summary.seconds:.1f} s ({speed}): {actions}."
    if summary.kinds:
        yield "Findings: " + ", ".join(f"{count:,} {kind.value}" for kind, count in summary.kinds.most_common()) + "."
    if unlisted:
        names = sorted(unlisted, key=lambda name: (-unlisted[name], name))
        shown = ", ".join(f"{_named(name)} {unlisted[name]:,}" for name in names[:_PLANS_SHOWN])
        more = f" and {len(names) - _PLANS_SHOWN:,} more" if len(names) > _PLANS_SHOWN else ""
        yield f"Plans that the policy does not list: {shown}{more}."
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


def _named(plan: str) -> str:
    """Return a plan's name as it can be shown: short, and without what would move the cursor."""
    short = plan if len(plan) <= 40 else plan[:39] + "\N{HORIZONTAL ELLIPSIS}"
    return "'" + "".join(c if c.isprintable() else "\N{MIDDLE DOT}" for c in short) + "'"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _say(line: str) -> None:
    print(line, file=sys.stderr)
