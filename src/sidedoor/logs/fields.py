"""Which column of a log holds which field, and how one row becomes a message, or the reason why it cannot."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, cast

import msgspec

from sidedoor.errors import LogError, did_you_mean
from sidedoor.logs.rejects import Unusable
from sidedoor.records import Message

Row = Mapping[str, object]

OUTPUT_FIELDS = ("message_id", "conversation_id", "action", "rule", "policy", "reason", "findings")

_SURROGATE = re.compile("[\ud800-\udfff]")
_KINDS_OF_VALUE = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


class LoggedMessage(Message, frozen=True, kw_only=True, gc=False):
    """A message as a log must hold it: with an id of its own, and its time in a time zone."""

    message_id: Annotated[str, msgspec.Meta(min_length=1)]
    sent_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


_TYPES = {field.name: field.type for field in msgspec.structs.fields(Message)}
# What is inherited cannot be renamed, so a struct for other column names declares every field again.
_DECLARED = [
    (field.name, field.type) if field.required else (field.name, field.type, field.default)
    for field in msgspec.structs.fields(LoggedMessage)
]
_REQUIRED = ("message_id", "text")
_IDS = ("message_id", "conversation_id", "sender_id")


def parse_columns(options: Iterable[str]) -> dict[str, str]:
    """Return {field: column} from options such as "message_id=id,text=body". Raises LogError for one it cannot use."""
    columns: dict[str, str] = {}
    for pair in (pair for option in options for pair in option.split(",")):
        field, equals, column = (part.strip() for part in pair.partition("="))
        if not (field and equals and column):
            raise LogError(f"--map takes field=column pairs such as message_id=id,text=body, not '{pair}'.")
        if field in columns:
            raise LogError(f"--map names the field '{field}' twice.")
        columns[field] = column
    return columns


class Fields:
    """The columns of a log: `columns` maps every field to its column, `keep` names the columns carried through.

    `type` is the struct that a row decodes into, with the log's own column names, `table` a list of it. Raises LogError
    for a field that does not exist, a column given twice, and a kept column that would hide a field of the output.
    """

    def __init__(self, columns: Mapping[str, str] | None = None, keep: Sequence[str] = ()) -> None:
        columns = columns or {}
        for field in columns:
            if field not in _TYPES:
                raise LogError(f"--map: a message has no field '{field}'.{did_you_mean(field, _TYPES)}")
        self.columns = {field: columns.get(field, field) for field in _TYPES}
        fields = {column: field for field, column in self.columns.items()}
        if len(fields) < len(self.columns):
            twice = next(c for f, c in self.columns.items() if fields[c] != f)
            raise LogError(f"--map: the column '{twice}' would be read for two fields; name another one.")
        for name in keep:
            if name in OUTPUT_FIELDS:
                raise LogError(f"--keep: the output has a field '{name}' of its own.")
        self.keep = {name: fields.get(name, f"kept_{number}") for number, name in enumerate(keep)}
        extra = {attribute: name for name, attribute in self.keep.items() if name not in fields}
        self.type: type[LoggedMessage] = LoggedMessage
        if columns or extra:
            defined = msgspec.defstruct(
                "MappedMessage",
                [*_DECLARED, *((attribute, Any, None) for attribute in extra)],
                bases=(LoggedMessage,),
                rename={**self.columns, **extra},
                kw_only=True,
                frozen=True,
                gc=False,
            )
            self.type = cast(type[LoggedMessage], defined)
        self.table: type[list[LoggedMessage]] = list[self.type]  # type: ignore[name-defined]

    @property
    def wanted(self) -> set[str]:
        """The columns that are read; all others are ignored."""
        return {*self.columns.values(), *self.keep}

    def check_header(self, header: Sequence[str], log: str) -> None:
        """Raise LogError unless a table with these columns holds what is required, mapped or to be kept, once."""
        for field, column in self.columns.items():
            if column not in header and (field in _REQUIRED or field != column):
                hint = _closest(column, tuple(header))
                raise LogError(
                    f"{log}: there is no column '{column}'; --map {field}=COLUMN names the one to read.{hint}"
                )
        for column in self.keep:
            if column not in header:
                raise LogError(f"{log}: there is no column '{column}' to keep.{_closest(column, tuple(header))}")
        for column in self.wanted:
            if header.count(column) > 1:
                raise LogError(f"{log}: two columns are named '{column}'; rename one of them.")

    def kept(self, message: Message) -> dict[str, Any]:
        """Return the carried columns of a message, null where it has none."""
        return {name: getattr(message, attribute) for name, attribute in self.keep.items()}

    def message(self, row: Row, *, typed: bool = True) -> LoggedMessage:
        """Return the message that a row holds. Raises Unusable with the reason.

        Absent and null are the same; whole numbers are taken as ids; a time without a zone is UTC. With `typed=False`
        every value is text, and "true", "false", "1" and "0" are truth values.
        """
        values: dict[str, object] = {name: row.get(name) for name in self.keep}
        for field, column in self.columns.items():
            value = row.get(column)
            if value is None:
                if field in _REQUIRED:
                    raise Unusable(self._missing(field, row))
                values.pop(column, None)
                continue
            if isinstance(value, bytes):
                value = _decoded(value)
            elif field in _IDS and type(value) is int:
                value = str(value)
            try:
                values[column] = _zoned(msgspec.convert(value, _TYPES[field], strict=typed))
            except msgspec.ValidationError:
                raise Unusable(f"{self._label(field)} {_wanted_value(field, value)}") from None
        if values[self.columns["message_id"]] == "":
            raise Unusable(f"{self._label('message_id')} is empty; every message needs an id of its own.")
        return msgspec.convert(values, self.type)

    def _label(self, field: str) -> str:
        column = self.columns[field]
        return f"'{column}'" if column == field else f"'{column}' ({field})"

    def _missing(self, field: str, row: Row) -> str:
        if self.columns[field] in row:
            return f"{self._label(field)} is null; every message needs one."
        hint = _closest(self.columns[field], tuple(row))
        return f"{self._label(field)} is missing; a field of another name is read with --map {field}=NAME.{hint}"


def without_surrogates(text: str) -> str:
    """Return `text` with every lone surrogate, which no UTF-8 can hold, as U+FFFD; offsets stay."""
    return _SURROGATE.sub("\ufffd", text)


def not_utf8(error: UnicodeDecodeError) -> str:
    """Return the reason for bytes that are not UTF-8, with the likely cure."""
    likely = "UTF-16" if b"\0" in error.object else "LATIN1"
    return (
        f"Not UTF-8 (byte 0x{error.object[error.start]:02X} at position {error.start + 1}); "
        f"convert the log, for example with iconv -f {likely} -t UTF-8."
    )


def _decoded(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError as error:
        raise Unusable(not_utf8(error)) from None


def _zoned(value: object) -> object:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def _wanted_value(field: str, value: object) -> str:
    """Say what `field` must hold. The value itself may be anything, a misplaced message too, and is not quoted."""
    wanted = _TYPES[field]
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        names = tuple(member.value for member in wanted)
        return f"must be one of {', '.join(names)}.{_closest(value, names) if isinstance(value, str) else ''}"
    if wanted is bool:
        return "must be true or false."
    if field == "sent_at":
        return "must be an RFC 3339 timestamp such as 2026-01-05T10:30:00Z."
    kind = _KINDS_OF_VALUE.get(type(value), "another type")
    return f"must be text{' or a whole number' if field in _IDS else ''}, not {kind}."


@lru_cache(maxsize=256)  # a log with one mistake repeats it on every line
def _closest(name: str, known: tuple[str, ...]) -> str:
    if len(name) > 40:  # no name of ours is; matching costs the square of the length
        return ""
    return did_you_mean(name, [candidate for candidate in known[:100] if len(candidate) <= 40])
