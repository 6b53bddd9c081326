"""The command `sidedoor`: one file a command; each imports what is heavy inside its function, so that help is quick."""

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Annotated, NoReturn

import typer

from sidedoor.cli.audit import audit
from sidedoor.cli.doctor import doctor
from sidedoor.cli.evaluate import evaluate
from sidedoor.cli.explain import explain
from sidedoor.cli.policy import policy
from sidedoor.cli.scan import scan
from sidedoor.cli.schema import schema
from sidedoor.cli.train import train
from sidedoor.errors import SidedoorError

FAILED = 2  # the status for what could not run; 0 and 1 are the commands' own

app = typer.Typer(
    name="sidedoor",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,  # a pretty traceback would show what variables hold, messages too
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(scan)
app.command()(explain)
app.add_typer(policy, name="policy")
app.add_typer(audit, name="audit")
app.command()(schema)
app.command()(evaluate)
app.command()(train)
app.command()(doctor)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"sidedoor {version('sidedoor')}")
        raise typer.Exit


@app.callback()
def sidedoor(
    _: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Find contact details and off-platform solicitation in marketplace chat, and recommend what to do."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; what cannot run is one sentence on standard error and status 2."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        app(arguments)
        status = 0
    except (SidedoorError, OSError) as error:
        print(f"sidedoor: {error}", file=sys.stderr)
        status = FAILED
    finally:
        _settle_stdout()
    sys.exit(status)


def _terminate(number: int, _: FrameType | None) -> NoReturn:
    # As an exception, so that half-written files are removed on the way out.
    sys.exit(128 + number)


def _settle_stdout() -> None:
    """Flush standard output; what can no longer be written (closed pipe, full disk) must not fail again at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
