"""A file of records that appears whole or not at all."""

import gzip
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO, Protocol, Self

from sidedoor.errors import LogError
from sidedoor.logs.csv import CsvWriter
from sidedoor.logs.extra import needs
from sidedoor.logs.files import format_of
from sidedoor.logs.jsonl import JsonlWriter
from sidedoor.logs.parquet import ParquetWriter

STDOUT = "-"
_HELD_IN_MEMORY = 1 << 24  # bytes


class Writer(Protocol):
    """Writes records in one format."""

    def write(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Write some records."""

    def close(self) -> None:
        """Write what the format wants at its end."""


class Output:
    """Records on their way to a file, or to standard output for "-".

    The format is JSON Lines, CSV (.csv) or Parquet (.parquet) by the ending, compressed for .gz and .zst. Records go
    to a file beside the named one, which takes its place when the `with` block ends well and is removed otherwise,
    on Ctrl-C too. Standard output, devices and pipes are written directly, what is `held` only when the block ends
    well. With `only_with_records`, a file is not made when nothing was written, and an earlier one of that name is
    removed. `format` overrules the ending. Raises LogError for what cannot be written.
    """

    def __init__(
        self,
        name: str | Path,
        keep: Sequence[str] = (),
        *,
        format: str | None = None,  # noqa: A002 - the word that the documentation uses
        only_with_records: bool = False,
        held: bool = False,
    ) -> None:
        self.name = "standard output" if name == STDOUT else str(name)
        self.path = None if name == STDOUT else Path(name).resolve()
        # What is no ordinary file (/dev/null, a named pipe) cannot be replaced, only written to.
        self.is_file = self.path is not None and (self.path.is_file() or not self.path.exists())
        self._format = format or (format_of(self.path) if self.path else "jsonl")
        self._keep = keep
        self._only_with_records = only_with_records
        self._held = held and not self.is_file
        self._empty = True
        self._partial: Path | None = None
        self._layers: list[Any] = []  # to be closed from the last to the first: file, compression, format

    def __enter__(self) -> Self:
        with self._failures_told():
            try:
                self._layers.append(self._open())
                if compression := self._compression(self._layers[-1]):
                    self._layers.append(compression)
                self._writer = self._format_writer(self._layers[-1])
                self._layers.append(self._writer)
            except BaseException:
                self.discard()
                raise
        return self

    def write(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Write some records."""
        with self._failures_told():
            self._writer.write(records)
        self._empty = self._empty and not records

    def discard(self) -> None:
        """Give up: leave nothing behind, and what stood there before as it was."""
        for layer in reversed(self._layers if self.path or self._held else self._layers[1:]):
            with suppress(Exception):
                layer.close()
        if self._partial:
            self._partial.unlink(missing_ok=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind:
            self.discard()
            return
        try:
            with self._failures_told():
                if self._only_with_records and self._empty and self.path:
                    self.discard()
                    self.path.unlink(missing_ok=True)
                    return
                self._finish()
                if self.path and self._partial:
                    if self.path.exists():
                        shutil.copymode(self.path, self._partial)
                    self._partial.replace(self.path)
        except BaseException:
            self.discard()
            raise

    def _open(self) -> IO[bytes]:
        if self._held:
            return tempfile.SpooledTemporaryFile(_HELD_IN_MEMORY)
        return self._target()

    def _target(self) -> BinaryIO:
        if self.path is None:
            return sys.stdout.buffer
        if self.path.is_dir():
            raise LogError(f"{self.name}: is a folder; name a file in it.")
        if not self.path.parent.is_dir():
            raise LogError(f"{self.name}: there is no folder {self.path.parent}; make it first.")
        if not self.is_file:
            return self.path.open("wb")
        self._partial = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}.part")
        return self._partial.open("xb")

    def _compression(self, file: IO[bytes]) -> Any:
        ending = self.path.suffix.lower() if self.path else ""
        if ending == ".gz":
            # Without name and time, the same records give the same bytes.
            return gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0)
        if ending == ".zst":
            return needs("zstandard", "a .zst file").ZstdCompressor().stream_writer(file, closefd=False)
        return None

    def _format_writer(self, file: Any) -> Writer:
        match self._format:
            case "csv":
                return CsvWriter(file, self._keep)
            case "parquet":
                return ParquetWriter(file, self._keep)
        return JsonlWriter(file)

    def _finish(self) -> None:
        file, *upper = self._layers
        for layer in reversed(upper):
            layer.close()
        if self._held:
            file.seek(0)
            with file as held:
                file = self._target()
                shutil.copyfileobj(held, file)
        file.flush()
        if self._partial:
            os.fsync(file.fileno())
        if self.path:
            file.close()

    @contextmanager
    def _failures_told(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise  # whoever read has seen enough; that is no fault
        except OSError as error:
            raise LogError(f"{self.name}: cannot be written ({error.strerror or error}).") from error
