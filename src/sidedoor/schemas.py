"""JSON Schemas of what is read and written, for those who build on it; `docs/schemas` holds them as files."""

from typing import Annotated, Any

import msgspec

from sidedoor.errors import SidedoorError, did_you_mean
from sidedoor.logs import LoggedMessage
from sidedoor.record import Record
from sidedoor.records import Finding
from sidedoor.vocabulary import Action


class Output(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the output of a scan: what is recommended for one message.

    `rule` and `reason` are null where nothing was found; `record` is there with --record, for what is not allowed.
    Columns carried through with --keep stand beside these.
    """

    message_id: str
    conversation_id: str
    action: Action
    rule: Annotated[str, msgspec.Meta(pattern="^[^/]+/[^/]+$")] | None
    policy: Annotated[str, msgspec.Meta(pattern="^[^@]+@[^@]+$")]
    reason: str | None
    findings: tuple[Finding, ...]
    record: Record | None = None


_ROOTS: dict[str, type] = {"input": LoggedMessage, "output": Output, "record": Record}
NAMES = tuple(_ROOTS)


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of "input", "output" or "record". Raises SidedoorError for another name."""
    if name not in _ROOTS:
        raise SidedoorError(f"There is no schema '{name}'.{did_you_mean(name, NAMES)} Name one of {', '.join(NAMES)}.")
    made = msgspec.json.schema(_ROOTS[name])
    if name == "output":
        made["$defs"]["Output"]["additionalProperties"] = True  # the columns of --keep
    for definition in made["$defs"].values():
        if "description" in definition:
            definition["description"] = " ".join(definition["description"].split())  # it was laid out for the code
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"sidedoor {name}", **made}


def as_text(name: str) -> str:
    """Return a schema as the text of its file."""
    return msgspec.json.format(msgspec.json.encode(schema(name)), indent=2).decode() + "\n"
