"""`sidedoor policy`: check a policy pack before it decides about anybody."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer
from rich.console import Console

from sidedoor.errors import PolicyError

policy = typer.Typer(no_args_is_help=True, help="Check policies, and show what they decide.")

Name = Annotated[
    str,
    typer.Argument(metavar="POLICY", help="A shipped policy's name, or the path of a .toml file.", show_default=False),
]
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


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True, markup=False)


def _table(console: Console, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table: drawn on a terminal, tab-separated in a pipe."""
    if not console.is_terminal:
        for row in (columns, *rows):
            console.print("\t".join(row))
        return
    from rich.table import Column, Table

    table = Table(*(Column(name, overflow="fold") for name in columns))
    for row in rows:
        table.add_row(*row)
    console.print(table)
