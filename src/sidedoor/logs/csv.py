"""CSV: a message log with a header row in, one recommendation a row out."""

import csv
import io
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import msgspec

from sidedoor.errors import LogError
from sidedoor.logs.chunk import CHUNK_BYTES, Chunk, chunk_of_rows
from sidedoor.logs.fields import OUTPUT_FIELDS, Fields, not_utf8
from sidedoor.logs.files import Log, stored_position
from sidedoor.logs.rejects import Reject, as_written

_LONGEST_CELL = 2**31 - 1  # the largest limit that the csv module takes on every platform
_NOT_CSV = (
    "Not CSV: the quotes do not pair up, or a carriage return stands outside them; "
    "a quote inside a cell is written twice."
)


def read_csv(file: io.BufferedReader, log: Log, fields: Fields) -> Iterator[Chunk]:
    """Yield a log's messages; commas, semicolons or tabs part the cells, as the header has them.

    A place is the line where a row starts. Where quotes do not pair up, the row's first line is rejected and reading
    goes on with the next line. Raises LogError for a header that lacks a column.
    """
    csv.field_size_limit(_LONGEST_CELL)
    lines = _Lines(file)
    rows = _rows(lines, max(",;\t", key=lines.first.count))
    _, raw, header = next(rows, (1, "", []))
    if header == []:
        return  # an empty file is a log without messages
    if header is None or _encoding_fault(raw):
        raise LogError(f"{log.name}: the header row cannot be read as CSV in UTF-8.")
    header = [name.strip() for name in header]
    fields.check_header(header, log.name)
    text, wanted = fields.columns["text"], fields.wanted
    good: list[tuple[int, str, dict[str, str]]] = []
    rejects: list[Reject] = []
    size = 0

    def chunk() -> Chunk:
        places, raws, cells = zip(*good, strict=True) if good else ((), (), ())
        found = chunk_of_rows(fields, log, cells, places, raws, stored_position(file), typed=False)
        return found._replace(rejects=sorted(rejects + found.rejects, key=lambda reject: reject.line))

    for place, raw, row in rows:
        if row is None:
            rejects.append(Reject(log.name, place, _NOT_CSV, as_written(raw)))
        elif fault := _encoding_fault(raw):
            rejects.append(Reject(log.name, place, fault, as_written(raw)))
        elif len(row) != len(header):
            reason = (
                f"The row has {len(row)} cells, but the header names {len(header)} columns; quote cells with commas."
            )
            rejects.append(Reject(log.name, place, reason, as_written(raw)))
        else:
            cells = zip(header, row, strict=True)
            good.append((place, raw, {name: cell for name, cell in cells if (cell or name == text) and name in wanted}))
        size += len(raw)
        if size >= CHUNK_BYTES:
            yield chunk()
            size = 0
            good.clear()
            rejects.clear()
    yield chunk()


class _Lines:
    """The lines of a file as text, and those that the current row has taken, which can be given back."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.first = self._read().removeprefix("\ufeff")
        self._again = deque([self.first])
        self.taken: list[str] = []

    def give_back_all_but_first(self) -> None:
        self._again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self.taken.append(line)
        return line

    def _read(self) -> str:
        return self._file.readline().decode("utf-8", "surrogateescape")


def _rows(lines: _Lines, delimiter: str) -> Iterator[tuple[int, str, list[str] | None]]:
    """Yield (line where it starts, as written, cells) of every row that is not blank; no cells where it is not CSV.

    Each line is parsed at most twice: a quote left open ends at the latest in the next line with an odd number of
    quotes, so the lines given back, all but the last with an even number, are rows in themselves.
    """
    parser = csv.reader(lines, delimiter=delimiter, strict=True)
    place = 1
    while True:
        try:
            row = next(parser, None)
        except csv.Error:
            lines.give_back_all_but_first()
            yield place, lines.taken[0], None
        else:
            if row is None:
                return
            raw = "".join(lines.taken)
            if raw.strip():
                yield place, raw, row
        place += len(lines.taken)
        lines.taken = []


def _encoding_fault(raw: str) -> str | None:
    if raw.isascii():
        return None
    try:
        raw.encode("utf-8", "surrogateescape").decode()
    except UnicodeDecodeError as error:
        return not_utf8(error)
    return None


# A cell that starts with one of these is run as a formula when a spreadsheet opens the file (OWASP, CSV injection);
# the full-width signs do the same under East Asian settings.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class CsvWriter:
    """Writes records, one row each, findings and other nested values as JSON in their cell.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """

    def __init__(self, file: BinaryIO, keep: Sequence[str]) -> None:
        self._file = file
        self._columns = (*OUTPUT_FIELDS, *keep)
        self._header = True

    def write(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Write some records, after the header row the first time."""
        text = io.StringIO()
        writer = csv.writer(text)  # lines end in CRLF (RFC 4180): only then is a cell with a bare CR quoted as well
        if self._header:
            writer.writerow(self._columns)
            self._header = False
        writer.writerows([_cell(record.get(column)) for column in self._columns] for record in records)
        self._file.write(text.getvalue().encode())

    def close(self) -> None:
        """Finish; without any record there is still the header row."""
        if self._header:
            self.write(())


def _cell(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        value = msgspec.json.encode(value, enc_hook=str).decode()
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
