"""`sidedoor schema`: the JSON Schema of what is read and written."""

from enum import StrEnum
from typing import Annotated

import typer


class Name(StrEnum):
    """What has a schema."""

    INPUT = "input"
    OUTPUT = "output"
    RECORD = "record"


def schema(name: Annotated[Name, typer.Argument(help="What the schema is of.", show_default=False)]) -> None:
    """Print the JSON Schema of a message log (input), of a scan's output, or of the record of a flag."""
    from sidedoor.schemas import as_text

    print(as_text(name), end="")
