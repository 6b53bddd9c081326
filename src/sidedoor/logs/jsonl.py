"""JSON Lines: one message a line in, one recommendation a line out."""

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import msgspec

from sidedoor.logs.chunk import CHUNK_BYTES, Chunk
from sidedoor.logs.fields import Fields, LoggedMessage, not_utf8, without_surrogates
from sidedoor.logs.files import Log, stored_position
from sidedoor.logs.rejects import Reject, Unusable, as_written

_BOM = b"\xef\xbb\xbf"
# RecursionError: a line of a hundred thousand brackets. ValueError: the parents of all others here.
_UNDECODABLE = (ValueError, RecursionError)


def read_jsonl(file: io.BufferedReader, log: Log, fields: Fields) -> Iterator[Chunk]:
    """Yield a log's messages. Blank lines, CRLF and byte order marks are fine; every other line counts."""
    decode = msgspec.json.Decoder(fields.type).decode
    first = 1
    while lines := file.readlines(CHUNK_BYTES):
        places = range(first, first + len(lines))
        first += len(lines)
        try:
            chunk = Chunk(list(map(decode, lines)), places, lines, [], stored_position(file))
        except _UNDECODABLE:
            chunk = _line_by_line(lines, places, stored_position(file), log, fields, decode)
        yield chunk


def _line_by_line(
    lines: Sequence[bytes],
    places: range,
    position: int,
    log: Log,
    fields: Fields,
    decode: Callable[[bytes], LoggedMessage],
) -> Chunk:
    good: list[tuple[LoggedMessage, int, bytes]] = []
    rejects: list[Reject] = []
    for place, line in zip(places, lines, strict=True):
        try:
            message = decode(line)
        except _UNDECODABLE:
            if not line.strip():
                continue
            try:
                message = fields.message(_row(line))
            except Unusable as reason:
                rejects.append(Reject(log.name, place, str(reason), as_written(line)))
                continue
        good.append((message, place, line))
    return Chunk([m for m, _, _ in good], [p for _, p, _ in good], [line for _, _, line in good], rejects, position)


def _row(line: bytes) -> dict[str, object]:
    """Return the object of one line by the more lenient decoder of the standard library.

    It takes what JavaScript and pandas write: NaN in an ignored field, and half of an emoji that was cut in two.
    """
    try:
        text = line.removeprefix(_BOM).rstrip().decode()
        row = json.loads(text)
        if "\\ud" in text or "\\uD" in text:
            row = json.loads(without_surrogates(json.dumps(row, ensure_ascii=False)))
    except UnicodeDecodeError as error:
        raise Unusable(not_utf8(error)) from None
    except json.JSONDecodeError as error:
        if line.lstrip().startswith(b"["):
            raise Unusable(_ARRAY) from None
        fault = error.msg.removesuffix(" at").removesuffix(" starting")
        raise Unusable(f"Not JSON ({fault} at character {error.pos + 1}); a line is one complete object.") from None
    except _UNDECODABLE:
        raise Unusable("Not JSON that can be read: it nests too deeply or holds a number without end.") from None
    if isinstance(row, list):
        raise Unusable(_ARRAY)
    if not isinstance(row, dict):
        raise Unusable("The line holds a single value; a line is one complete JSON object.")
    return row


_ARRAY = "The line holds an array; write one object a line, for example with jq -c '.[]'."


class JsonlWriter:
    """Writes records, one JSON object a line."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._encode = msgspec.json.Encoder(enc_hook=str).encode_lines

    def write(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Write some records."""
        self._file.write(self._encode(records))

    def close(self) -> None:
        """Finish; JSON Lines need no ending."""
