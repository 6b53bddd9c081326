"""Records sorted into numbered bins on disk, so that memory holds one bin at a time."""

import os
import tempfile
from collections import defaultdict
from types import TracebackType
from typing import IO, Any, Generic, Self, TypeVar

import msgspec

from sidedoor.errors import SidedoorError

R = TypeVar("R")

_IN_MEMORY = 1 << 24  # bytes; what is less never sees the disk


class Bins(Generic[R]):
    """Takes records in any order and gives back those of one bin, in the order in which they came.

    `type` is what they are, for msgspec. One temporary file holds them all; each bin knows its stretches of it.
    Raises SidedoorError where the disk is full.
    """

    def __init__(self, type: Any, in_memory: int = _IN_MEMORY) -> None:  # noqa: A002 - as msgspec calls it
        self._encode = msgspec.json.Encoder(enc_hook=str).encode_into
        self._decode = msgspec.json.Decoder(type).decode_lines
        self._in_memory = in_memory
        self._held = 0
        self._buffers: defaultdict[int, bytearray] = defaultdict(bytearray)
        self._stretches: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def add(self, number: int, record: R) -> None:
        """Put a record into the bin of this number."""
        buffer = self._buffers[number]
        before = len(buffer)
        self._encode(record, buffer, -1)
        buffer += b"\n"
        self._held += len(buffer) - before
        if self._held > self._in_memory:
            self._store()

    @property
    def numbers(self) -> list[int]:
        """The numbers of the bins that hold something, in order."""
        return sorted({*self._buffers, *self._stretches})

    def take(self, number: int) -> list[R]:
        """Return the records of a bin and forget them."""
        stored = self._stretches.pop(number, [])
        parts = [os.pread(self._file.fileno(), length, start) for start, length in stored] if self._file else []
        buffer = self._buffers.pop(number, bytearray())
        self._held -= len(buffer)
        records: list[R] = self._decode(b"".join((*parts, buffer)))
        return records

    def _store(self) -> None:
        try:
            self._file = self._file or tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed by __exit__
            end = self._file.seek(0, os.SEEK_END)
            for number, buffer in self._buffers.items():
                self._file.write(buffer)
                self._stretches[number].append((end, len(buffer)))
                end += len(buffer)
        except OSError as error:
            raise SidedoorError(
                f"A temporary file in {tempfile.gettempdir()} cannot be written ({error.strerror}); "
                "it needs as much room as the log, and TMPDIR names another folder."
            ) from None
        self._buffers.clear()
        self._held = 0
