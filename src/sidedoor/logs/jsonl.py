"""JSON Lines: one message a line in, one recommendation a line out."""

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from importlib.util import find_spec
from typing import Any, BinaryIO, overload

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
    decoder = msgspec.json.Decoder(fields.type)
    first = 1
    while stretch := file.read(CHUNK_BYTES) + file.readline():
        lines = _Lines(stretch)
        messages: Sequence[LoggedMessage] = ()
        if count := _whole_lines(stretch):
            with suppress(*_UNDECODABLE):
                messages = decoder.decode_lines(stretch)
        if messages and len(messages) == count:
            yield Chunk(messages, range(first, first + count), lines, [], stored_position(file))
        else:
            count = len(lines)
            places = range(first, first + count)
            yield _line_by_line(lines, places, stored_position(file), log, fields, decoder.decode)
        first += count


def _whole_lines(stretch: bytes) -> int:
    """Return how many lines there are if each holds whole objects, 0 if not or where nobody can tell quickly.

    The decoder itself takes an object over several lines and several in one. But no object goes on in a line that
    begins with { after a line that ends with }: only a comma or a bracket could follow. So with as many objects as
    lines, each line is one.
    """
    if find_spec("numpy") is None:
        return 0
    import numpy as np

    written = np.frombuffer(stretch.removesuffix(b"\n"), np.uint8)
    ends = np.flatnonzero(written == _NEWLINE)
    if written.size < 2 or written[0] != _OPENING or written[-1] != _CLOSING or (written[ends + 1] != _OPENING).any():
        return 0
    return 0 if (written[ends - 1] != _CLOSING).any() else len(ends) + 1


_NEWLINE, _OPENING, _CLOSING = b"\n{}"


class _Lines(Sequence[bytes]):
    """The lines of a stretch of a log, which is cut only when one is asked for: hardly ever."""

    def __init__(self, stretch: bytes) -> None:
        self._stretch = stretch

    @cached_property
    def _lines(self) -> list[bytes]:
        return self._stretch.removesuffix(b"\n").split(b"\n")

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | list[bytes]:
        return self._lines[index]

    def __len__(self) -> int:
        return len(self._lines)


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
