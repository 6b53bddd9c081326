"""`sidedoor audit`: prove that an audit log is whole, and hand over what it holds about one conversation or pair."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sidedoor.audit import AuditLog

audit = typer.Typer(no_args_is_help=True, help="Verify audit logs, and export records from them.")

TAMPERED = 1  # the exit status; what cannot be read ends with 2, as everywhere

File = Annotated[Path, typer.Argument(metavar="FILE", help="The audit log, as `scan --audit` writes it.")]
KeyFile = Annotated[
    str | None, typer.Option("--hash-key-file", metavar="FILE", help="The key the log was written with.")
]
AnchorOption = Annotated[
    str | None,
    typer.Option(metavar="LINES:HASH", help="The end of the log as an earlier verification printed it."),
]
_DAY = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]


@audit.command()
def verify(file: File, hash_key_file: KeyFile = None, anchor: AnchorOption = None) -> None:
    """Read the whole log: was a line altered, removed, added, moved, or the end cut off?

    Prints the end of the log as LINES:HASH. Keep that line elsewhere: given as --anchor, it shows later that the log
    was not put back or written anew. Exit status: 0 sound, 1 tampered with, 2 unreadable.
    """
    verdict = _log(file, hash_key_file).verify(anchor)
    for note in verdict.notes:
        print(note)
    if verdict.fault:
        print(f"{file}, line {verdict.fault.line}: {verdict.fault.sentence}")
        raise typer.Exit(TAMPERED)
    print(f"{verdict.end.lines:,} lines, none altered, removed, added or moved.")
    if not hash_key_file:
        print("The log has no key: somebody who can write to this folder could have made all of it anew.")
    print(f"anchor {verdict.end}")


@audit.command()
def export(
    file: File,
    conversation: Annotated[str | None, typer.Option(metavar="ID", help="The conversation wanted.")] = None,
    pair: Annotated[
        tuple[str, str] | None, typer.Option(metavar="SENDER SENDER", help="The two senders wanted.")
    ] = None,
    since: Annotated[
        datetime | None, typer.Option("--from", formats=_DAY, help="Messages sent from this day (UTC) on.")
    ] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAY, help="Messages sent before this day (UTC).")] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where to: .jsonl for the lines as they stand, .html for a page.")
    ] = Path("-"),
    hash_key_file: KeyFile = None,
    anchor: AnchorOption = None,
) -> None:
    """Write all records of a conversation, or of all conversations of a pair, over a period; the log is verified first.

    Exit status: 0 written, 2 not, because the log is not sound or cannot be read.
    """
    from datetime import UTC

    from sidedoor.dossier import Request, as_page, collect
    from sidedoor.errors import LogError
    from sidedoor.whole_file import write_whole

    if (conversation is None) == (pair is None):
        raise LogError("Name one of --conversation and --pair.")
    period = [moment and moment.replace(tzinfo=UTC) for moment in (since, until)]
    dossier = collect(_log(file, hash_key_file), Request(conversation, pair, *period), anchor)
    lines = b"".join(dossier.lines)
    if output == Path("-"):
        typer.get_binary_stream("stdout").write(lines)
    elif output.suffix == ".html":
        write_whole(output, as_page(dossier, datetime.now(UTC)).encode("utf-8", "replace"))
    else:
        write_whole(output, lines)
    typer.echo(f"{len(dossier.records):,} records of a sound log of {dossier.verified.lines:,} lines.", err=True)


def _log(file: Path, key_file: str | None) -> "AuditLog":
    from sidedoor.audit import AuditLog
    from sidedoor.keyed import read_key

    return AuditLog(file, read_key(key_file) if key_file else None)
