"""Finding the logs that a user names, and opening one whatever it is compressed with."""

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from sidedoor.errors import LogError
from sidedoor.logs.extra import needs

FORMATS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet"}
COMPRESSIONS = (".gz", ".zst")
REJECTS_ENDING = ".rejects.jsonl"
STDIN = "-"

_BUFFER = 1 << 17
_STORED_PIECE = 1 << 14  # a piece is decompressed as a whole, to a hundred times its length and more


class Log(msgspec.Struct, frozen=True):
    """One log: the name it is called by in messages, and its path, None for standard input."""

    name: str
    path: Path | None = None

    @property
    def format(self) -> str:
        """Its format by its ending: "csv", "parquet", and "jsonl" for everything else."""
        return format_of(self.path) if self.path else "jsonl"

    @property
    def size(self) -> int:
        """Its size in bytes as stored, 0 where that cannot be told (standard input, a pipe)."""
        return self.path.stat().st_size if self.path else 0


def format_of(path: Path) -> str:
    """Return the format that a file's ending names, "jsonl" where it names none; .gz and .zst are looked past."""
    plain = path.with_suffix("") if path.suffix.lower() in COMPRESSIONS else path
    return FORMATS.get(plain.suffix.lower(), "jsonl")


def find_logs(names: Sequence[str | Path]) -> list[Log]:
    """Return the logs that `names` mean, in order, each file once.

    A folder means every log file under it, by ending, hidden files and earlier rejects (*.rejects.jsonl) left out. "-"
    is standard input. Raises LogError for a name that does not exist and a folder without logs.
    """
    logs: dict[Path | None, Log] = {}
    for name in names:
        if name == STDIN:
            logs[None] = Log("standard input")
            continue
        path = Path(name)
        if not path.exists():
            raise LogError(f"{_shown(path)}: there is no such file or folder.")
        found = _logs_under(path) if path.is_dir() else [path]
        if not found:
            raise LogError(
                f"{_shown(path)}: the folder holds no log; logs end in {', '.join(FORMATS)}, also .gz and .zst."
            )
        for file in found:
            logs.setdefault(file.resolve(), Log(_shown(file), file))
    return list(logs.values())


def _shown(path: Path) -> str:
    # A name need not be UTF-8, but what is said and written of it must be.
    return os.fsencode(path).decode("utf-8", "replace")


def _logs_under(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and not path.name.endswith(REJECTS_ENDING)
        and (path.with_suffix("") if path.suffix in COMPRESSIONS else path).suffix.lower() in FORMATS
    ]


@contextmanager
def opened(log: Log) -> Iterator[io.BufferedReader]:
    """Yield a log's bytes, decompressed as its first bytes say.

    Raises LogError, also while the bytes are being read, for a file that cannot be opened, is damaged, or ends early.
    """
    try:
        with log.path.open("rb") if log.path else os.fdopen(sys.stdin.fileno(), "rb", closefd=False) as file:
            yield _decompressed(file)
    except EOFError as error:
        raise LogError(f"{log.name}: the compressed data ends early; the file was cut off.") from error
    except (OSError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "its compressed data is damaged"
        raise LogError(f"{log.name}: cannot be read ({reason}).") from error


def _decompressed(file: io.BufferedReader) -> io.BufferedReader:
    start = file.peek(4)[:4]
    if start.startswith(b"\x1f\x8b"):
        return _Decompressed(file, gzip.GzipFile(fileobj=file))
    if start == b"\x28\xb5\x2f\xfd":
        return _Decompressed(file, _Joined(_zstandard_pieces(file)))
    return file


class _Decompressed(io.BufferedReader):
    def __init__(self, stored: io.BufferedReader, raw: io.RawIOBase | gzip.GzipFile) -> None:
        super().__init__(raw, _BUFFER)
        self.stored = stored


def stored_position(file: io.BufferedReader) -> int:
    """Return how many bytes of the file as stored are read by now, 0 where nobody can tell."""
    stored = file.stored if isinstance(file, _Decompressed) else file
    return stored.tell() if stored.seekable() else 0


def _zstandard_pieces(file: BinaryIO) -> Iterator[bytes]:
    # The library's own reader takes a file that was cut off for a whole one, so the ends of frames are watched here.
    zstandard = needs("zstandard", "a .zst file")
    frame = None
    try:
        while stored := file.read(_STORED_PIECE):
            while stored:
                frame = frame or zstandard.ZstdDecompressor().decompressobj()
                yield frame.decompress(stored)
                stored = frame.unused_data
                frame = None if frame.eof else frame
    except zstandard.ZstdError as error:
        raise OSError from error
    if frame:
        raise EOFError


class _Joined(io.RawIOBase):
    """A file whose bytes come in pieces of any length."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._piece:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._piece = memoryview(piece)
        count = min(len(buffer), len(self._piece))
        buffer[:count] = self._piece[:count]
        self._piece = self._piece[count:]
        return count
