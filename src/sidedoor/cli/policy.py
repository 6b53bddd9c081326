"""`sidedoor policy`: check a policy pack before it decides about anybody."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console

from sidedoor.errors import PolicyError
from sidedoor.vocabulary import Surface

if TYPE_CHECKING:
    from sidedoor.changes import Change
    from sidedoor.policy import Policy
    from sidedoor.records import Message

policy = typer.Typer(no_args_is_help=True, help="Check policies, and show what they decide.")

Name = Annotated[
    str,
    typer.Argument(metavar="POLICY", help="A shipped policy's name, or the path of a .toml file.", show_default=False),
]
AsOf = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day to judge by.", show_default="today")]
PROBLEMS = 1  # the exit status; what cannot be read ends with 2, as everywhere
_MOST_LINES = 40  # of cases that fall to the default; a policy with more needs a rule, not a longer list


@policy.command()
def check(name: Name) -> None:
    """Look at every case that POLICY can meet: masked rules, overlaps, gaps, broken examples, refuted invariants.

    Exit status: 0 clean, 1 problems were found, 2 the policy could not be read.
    """
    from sidedoor.policy.check import check_policy
    from sidedoor.policy.load import find_policy, parse_policy, read_policy

    console = _console()
    path = find_policy(name)
    source = read_policy(path)
    try:
        report = check_policy(parse_policy(source, path))
    except PolicyError as mistakes:
        for mistake in str(mistakes).splitlines():
            console.print(mistake, style="red")
        raise typer.Exit(PROBLEMS) from None
    console.print(
        f"{report.policy}: {report.rules} rules and {report.invariants} invariants over {report.cases:,} cases.",
        style="bold",
    )
    for problem in report.problems:
        console.print(f"{problem.place}: {problem.sentence}", style="red")
    if report.overlaps:
        console.print("\nRules that differ about some of the same cases (the first decides; this is no problem):")
        columns = ("first", "action", "second", "action", "cases")
        _table(console, columns, [[*overlap[:4], f"{overlap.cases:,}"] for overlap in report.overlaps])
    if report.defaults:
        console.print(f"\nCases that no rule decides, so that they fall to the default, {report.default}:")
        for line in report.defaults[:_MOST_LINES]:
            console.print(f"  {line}")
        if (more := len(report.defaults) - _MOST_LINES) > 0:
            console.print(f"  ... and {more} lines more")
    if not report.problems:
        console.print("\nNo problems.", style="green")
    else:
        raise typer.Exit(PROBLEMS)


class Format(StrEnum):
    """How a table is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


@policy.command()
def table(
    name: Name,
    form: Annotated[Format, typer.Option("--format", help="How the table is written.")] = Format.TEXT,
    surface: Annotated[Surface, typer.Option(help="Where the message was written.")] = Surface.MESSAGE,
    as_of: AsOf = None,
) -> None:
    """Print what POLICY answers for each kind of finding, plan and state of the contract."""
    from sidedoor.policy import load_policy
    from sidedoor.policy.table import as_html, as_markdown, as_text, policy_table

    write = {Format.TEXT: as_text, Format.MARKDOWN: as_markdown, Format.HTML: as_html}[form]
    print(write(policy_table(load_policy(name), surface, as_of)), end="")


@policy.command("test")
def judge_cases(
    cases: Annotated[list[Path], typer.Argument(help="Files of labelled cases, JSON Lines.", show_default=False)],
    only: Annotated[
        str | None, typer.Option("--policy", help="Judge every case by this policy, not by the one that it names.")
    ] = None,
) -> None:
    """Judge labelled findings and compare with the labelled action: the policy alone, without detection.

    Messages without labelled findings are left out. Exit status: 0 all as labelled, 1 some differ, 2 unreadable.
    """
    from functools import cache

    from sidedoor.policy import load_policy
    from sidedoor.policy.cases import differences, read_cases

    console = _console()
    loaded = cache(load_policy)
    judged = different = 0
    for path in cases:
        for case in read_cases(path):
            judged += sum(message.findings is not None for message in case.messages)
            for difference in differences(loaded(only or case.policy), case):
                different += 1
                console.print(
                    f"{path}: {case.id}, message {difference.message + 1}: "
                    f"{difference.wanted} wanted, {difference.given} given"
                )
                for reason in difference.reasons:
                    console.print(f"  {reason.rule}: {reason.message}")
    console.print(f"{judged} messages judged, {different} answered otherwise than labelled.")
    if different:
        raise typer.Exit(PROBLEMS)


class DiffFormat(StrEnum):
    """How the changes on a log are written."""

    TEXT = "text"
    JSON = "json"
    ROWS = "rows"


@policy.command()
def diff(
    old: Annotated[
        str, typer.Argument(help="The policy as it is, or the output of a scan (.jsonl) before.", show_default=False)
    ],
    new: Annotated[
        str, typer.Argument(help="The policy as it would be, or the output of a scan after.", show_default=False)
    ],
    logs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LOG]...", help="Message logs to try the change on.", show_default=False),
    ] = None,
    as_of: AsOf = None,
    form: Annotated[
        DiffFormat, typer.Option("--format", help="On logs: a summary, the same as JSON, or a row for each message.")
    ] = DiffFormat.TEXT,
) -> None:
    """Show what NEW decides otherwise than OLD: over every case as of a day, or on logs, each message as of its own.

    A change of patterns or of a model is shown by the outputs of two scans of one log in place of the policies.
    Exit status: 0 nothing differs, 1 something does, 2 unreadable.
    """
    from sidedoor.changes import OUTPUT_ENDINGS, between_outputs
    from sidedoor.policy import load_policy
    from sidedoor.policy.diff import policy_diff

    outputs = [name.endswith(OUTPUT_ENDINGS) for name in (old, new)]
    if all(outputs):
        _show_changes(between_outputs(old, new), form)
        return
    if any(outputs):
        raise PolicyError("Name two policies, or the outputs of two scans; one of each cannot be compared.")
    before, after = load_policy(old), load_policy(new)
    if logs:
        _diff_on(before, after, logs, form)
        return
    console = _console()
    found = policy_diff(before, after, as_of)
    for plan in found.plans:
        console.print(f"plan '{plan.plan}': {plan.before} -> {plan.after}")
    for change in found.actions:
        console.print(f"{change.before} -> {change.after}:")
        for line in change.cases:
            console.print(f"  {line}")
    if not found:
        console.print(f"{before.label} and {after.label} give every case the same action.")
    else:
        raise typer.Exit(PROBLEMS)


def _diff_on(before: "Policy", after: "Policy", names: list[str], form: DiffFormat) -> None:
    from itertools import tee

    from sidedoor.changes import of_policies
    from sidedoor.logs import Fields, find_logs, read_logs
    from sidedoor.pipeline import Pipeline
    from sidedoor.policy.diff import changes_on

    unread = 0

    def read() -> "Iterator[Message]":
        nonlocal unread
        for chunk in read_logs(find_logs(names), Fields()):
            unread += len(chunk.rejects)
            yield from chunk.messages

    messages, copies = tee(read())
    findings = (recommendation.findings for recommendation in Pipeline(before).pipe(copies))
    try:
        _show_changes(of_policies(changes_on(before, after, zip(messages, findings, strict=True))), form)
    finally:
        if unread:
            print(f"{unread:,} records could not be used; `sidedoor scan` says why.", file=sys.stderr)


def _show_changes(changes: "Iterator[Change]", form: DiffFormat) -> None:
    """Print changes, and exit with the status that tells whether there were any."""
    from sidedoor.changes import Changes, Turn

    console = _console()
    if form is DiffFormat.ROWS:
        any_change = False
        for change in changes:
            any_change = True
            rules = [judged.rule or "-" for judged in (change.old, change.new)]
            print("\t".join([change.message_id, change.old.action, change.new.action, *rules]))
        raise typer.Exit(PROBLEMS if any_change else 0)
    found = Changes(changes)
    if form is DiffFormat.JSON:
        print(msgspec.json.format(msgspec.json.encode(found.as_record())).decode())
        raise typer.Exit(PROBLEMS if found.groups else 0)
    for turn in Turn:
        if groups := found.of(turn):
            console.print(f"{turn.capitalize()}: {found.count(turn):,}", style="bold")
        for group in groups:
            examples = ", ".join(change.message_id for change in group.examples)
            console.print(f"  {group.count:,}  {group.old_rule or 'nothing'} -> {group.new_rule or 'nothing'}")
            console.print(f"     such as {examples}. {group.examples[0].new.reason or 'Nothing is found any more.'}")
    if not found.groups:
        console.print("No message gets another action.")
    else:
        raise typer.Exit(PROBLEMS)


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True, markup=False)


def _table(console: Console, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table: drawn on a terminal, tab-separated in a pipe."""
    if not console.is_terminal:
        for row in (columns, *rows):
            print("\t".join(row))  # rich would turn the tabs into spaces
        return
    from rich.table import Column, Table

    table = Table(*(Column(name, overflow="fold") for name in columns))
    for row in rows:
        table.add_row(*row)
    console.print(table)
