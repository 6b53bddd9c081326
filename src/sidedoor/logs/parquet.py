"""Parquet: a message log in, recommendations out with their findings as structs; needs pyarrow."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import msgspec

from sidedoor.errors import LogError
from sidedoor.logs.chunk import Chunk, chunk_of_rows
from sidedoor.logs.extra import needs
from sidedoor.logs.fields import Fields
from sidedoor.logs.files import Log

CHUNK_ROWS = 4096
_ROWS_PER_GROUP = 65536


def read_parquet(file: io.BufferedReader, log: Log, fields: Fields) -> Iterator[Chunk]:
    """Yield a log's messages, reading only the columns that are wanted; a place is a row, counted from 1."""
    pa = needs("pyarrow", "a Parquet file")
    pq = needs("pyarrow.parquet", "a Parquet file")
    # Parquet keeps its index at the end. Where that cannot be reached first (a pipe, .gz), the file is held in memory.
    reachable = isinstance(file.raw, io.FileIO) and file.seekable()
    try:
        table = pq.ParquetFile(file if reachable else io.BytesIO(file.read()))
        fields.check_header(table.schema_arrow.names, log.name)
        columns = [name for name in table.schema_arrow.names if name in fields.wanted]
        first, rows_in_all = 1, max(1, table.metadata.num_rows)
        for batch in table.iter_batches(batch_size=CHUNK_ROWS, columns=columns):
            rows = [{name: cell for name, cell in row.items() if cell is not None} for row in _rows(batch, pa)]
            places = range(first, first + len(rows))
            first += len(rows)
            position = log.size * (first - 1) // rows_in_all
            yield chunk_of_rows(fields, log, rows, places, rows, position, typed=True)
    except (pa.ArrowException, OSError) as error:
        raise LogError(f"{log.name}: cannot be read as Parquet; it is another format, damaged or cut off.") from error


def _rows(batch: Any, pa: Any) -> list[dict[str, object]]:
    columns = [_readable(batch.column(index), pa) for index in range(batch.num_columns)]
    try:
        return pa.RecordBatch.from_arrays(columns, batch.schema.names).to_pylist()  # type: ignore[no-any-return]
    except UnicodeDecodeError:  # text that is not UTF-8, which Parquet does not check: as bytes, judged row by row
        columns = [_as_bytes(column, pa) for column in columns]
        return pa.RecordBatch.from_arrays(columns, batch.schema.names).to_pylist()  # type: ignore[no-any-return]


def _readable(column: Any, pa: Any) -> Any:
    # Python's datetime holds microseconds, and the zones' rules need not be known for the moments to be right.
    if pa.types.is_timestamp(column.type):
        return column.cast(pa.timestamp("us", "UTC" if column.type.tz else None), safe=False)
    if pa.types.is_dictionary(column.type):
        return column.dictionary_decode()
    return column


def _as_bytes(column: Any, pa: Any) -> Any:
    if pa.types.is_string(column.type):
        return column.cast(pa.binary())
    if pa.types.is_large_string(column.type):
        return column.cast(pa.large_binary())
    return column


class ParquetWriter:
    """Writes records as rows; `findings` is a list of structs, kept columns are text, JSON where they were none."""

    def __init__(self, file: BinaryIO, keep: Sequence[str]) -> None:
        pa = needs("pyarrow", "a Parquet file")
        pq = needs("pyarrow.parquet", "a Parquet file")
        text = pa.string()
        finding = pa.struct(
            {
                "kind": text,
                "start": pa.int64(),
                "end": pa.int64(),
                "text": text,
                "value": text,
                "service": text,
                "techniques": pa.list_(text),
                "confidence": pa.float64(),
                "message_ids": pa.list_(text),
            }
        )
        names = ("message_id", "conversation_id", "action", "rule", "policy", "reason")
        self._schema = pa.schema(
            [*((name, text) for name in names), ("findings", pa.list_(finding)), *((name, text) for name in keep)]
        )
        self._keep = keep
        self._batch = pa.RecordBatch
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def write(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Write some records; rows are gathered into groups of a size that readers are quick with."""
        for record in records:
            row = msgspec.to_builtins(record)
            row.update((name, _text(row.get(name))) for name in self._keep)
            self._rows.append(row)
        if len(self._rows) >= _ROWS_PER_GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is left and the index, without which the file cannot be read."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_batch(self._batch.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else msgspec.json.encode(value, enc_hook=str).decode()
