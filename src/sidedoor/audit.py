"""An append-only log that shows when it was tampered with: each line holds the hash of the line before.

A line is `{"hash":"...","number":...,"previous":"...","at":"...","kind":"...","entry":{...}}`, and its hash is taken
over its own bytes from `"number"` on. Beside the log stands FILE.head, which says how many lines there are and what the
hash of the last one is, so that a cut tail is seen.

What can be told without a key: any change by somebody who does not recompute the whole chain and its head. With a key,
kept where the log is not, nobody can do that. One thing no file can tell by itself: that log and head were both put
back to an earlier state, or taken away. For that, `Anchor` prints as one line to be kept elsewhere.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec

from sidedoor.errors import LogError
from sidedoor.keyed import HashKey

_NOTHING = "0" * 64  # stands for the hash of the line before the first
_OPENING = b'{"hash":"'
_HASH_END = len(_OPENING) + 64
_LONGEST_LINE = 1 << 26  # bytes; no record comes near, and a file without line breaks must not fill the memory


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the log. `kind` is "record", or "recovery" where the torn end of a crashed writer was cut off."""

    hash: str
    number: int
    previous: str
    at: datetime
    kind: str
    entry: msgspec.Raw


class Anchor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The end of a log at some moment: how many lines, how many bytes, the hash of the last line.

    `key` is the id of the key, None for a log without one; `seal` is the keyed hash of all this.
    """

    lines: int = 0
    bytes: int = 0
    hash: str = _NOTHING
    key: str | None = None
    seal: str | None = None

    def __str__(self) -> str:
        return f"{self.lines}:{self.hash}"


class Fault(NamedTuple):
    """What is wrong with a log, and at which line (counted from 1)."""

    line: int
    sentence: str


class Verdict(NamedTuple):
    """What a verification found: the end of the log as far as it holds, the first fault, and what else to know."""

    end: Anchor
    fault: Fault | None
    notes: tuple[str, ...] = ()


class AuditLog:
    """An audit log at `path`, which need not exist yet. Several processes may append to it at once."""

    def __init__(self, path: str | Path, key: HashKey | None = None) -> None:
        self.path = Path(path)
        self.key = key
        self._head = self.path.with_name(self.path.name + ".head")

    def append(self, entries: Sequence[Any], at: datetime | None = None) -> Anchor:
        """Append records and return the new end of the log; when this returns, they are on the disk.

        A line that a crashed writer left unfinished is cut off, and a line of kind "recovery" says so. Raises LogError
        where the end of the log is not what its head says, or was made with another key.
        """
        with self._failures_told(), self.path.open("a+b") as file, _alone(file):
            end = self._mended(file)
            for entry in entries:
                end = self._written(file, end, "record", entry, at)
            return self._settled(file, end)

    def verify(self, anchor: str | None = None) -> Verdict:
        """Read the whole log and return its first fault, if any. `anchor`, "LINES:HASH", must be a line of it."""
        with self._failures_told(), self.path.open("rb") as file, _alone(file):
            return _Verification(self).run(file, anchor)

    def lines(self) -> Iterator[tuple[bytes, Line]]:
        """Yield the lines, as they stand and as they read. Raises LogError at the first that is not sound."""
        with self._failures_told(), self.path.open("rb") as file:
            end = Anchor()
            for raw in _raw_lines(file):
                line = _sound(raw, end, self.key)
                if isinstance(line, str):
                    raise LogError(f"{self.path}, line {end.lines + 1}: {line}")
                end = _after(end, raw, line)
                yield raw, line

    def read_head(self) -> Anchor | None:
        """Return what the head says, None where there is no head. Raises LogError for a head that is none."""
        try:
            raw = self._head.read_bytes()
            head = msgspec.json.decode(raw, type=Anchor)
        except FileNotFoundError:
            return None
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise LogError(f"{self._head}: this is no head of an audit log.") from error
        if raw != _as_stored(head):
            raise LogError(f"{self._head}: is not as it was written; it was altered.")
        if head.key != (self.key.id if self.key else None):
            raise LogError(f"{self.path}: {_other_key(head.key, self.key)}")
        if head.seal != _seal(head, self.key):
            raise LogError(f"{self._head}: its seal does not fit; it was altered.")
        return head

    def _mended(self, file: BinaryIO) -> Anchor:
        """Return the end of the log, ready to be written on: what crashed writers left behind is put in order."""
        end = self.read_head()
        size = file.seek(0, os.SEEK_END)
        if end is None:
            if size and self.path.stat().st_size:
                raise LogError(f"{self.path}: its head {self._head.name} is missing; verify the log first.")
            end = Anchor(key=self.key.id if self.key else None)
        if size < end.bytes:
            raise LogError(f"{self.path}: is shorter than its head says; its end was cut off.")
        file.seek(end.bytes)
        for raw in _raw_lines(file):  # whole lines, written before the head could be
            if not raw.endswith(b"\n"):
                file.truncate(end.bytes)
                torn = {"bytes": len(raw), "sha256": sha256(raw).hexdigest()}
                return self._written(file, end, "recovery", torn)
            line = _sound(raw, end, self.key)
            if isinstance(line, str):
                raise LogError(f"{self.path}, line {end.lines + 1}: {line}")
            end = _after(end, raw, line)
        return end

    def _written(self, file: BinaryIO, end: Anchor, kind: str, entry: Any, at: datetime | None = None) -> Anchor:
        rest = msgspec.json.encode(
            {
                "number": end.lines + 1,
                "previous": end.hash,
                "at": at or datetime.now(UTC),
                "kind": kind,
                "entry": entry,
            },
            enc_hook=str,
        )[1:]
        digest = _digest(rest, self.key)
        raw = b'%s%s",%s\n' % (_OPENING, digest.encode(), rest)
        file.write(raw)
        return Anchor(end.lines + 1, end.bytes + len(raw), digest, end.key)

    def _settled(self, file: BinaryIO, end: Anchor) -> Anchor:
        """Bring the lines to the disk, then the head: a crash between leaves lines that the next writer takes up."""
        file.flush()
        os.fsync(file.fileno())
        end = msgspec.structs.replace(end, seal=_seal(end, self.key))
        partial = self._head.with_name(self._head.name + ".part")
        with partial.open("wb") as head:
            head.write(_as_stored(end))
            head.flush()
            os.fsync(head.fileno())
        partial.replace(self._head)
        with suppress(OSError, AttributeError):  # a folder can be brought to the disk on POSIX only
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        return end

    @contextmanager
    def _failures_told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise LogError(f"{self.path}: {error.strerror or error}.") from error


class _Verification:
    """One reading of a whole log, held against its head and an anchor kept elsewhere."""

    def __init__(self, log: AuditLog) -> None:
        self.log = log
        self.notes: list[str] = []

    def run(self, file: BinaryIO, anchor: str | None) -> Verdict:
        end = Anchor(key=self.log.key.id if self.log.key else None)
        try:
            head = self.log.read_head()
            wanted = _parsed(anchor) if anchor else None
        except LogError as error:
            return Verdict(end, Fault(0, str(error)))
        known = {point.lines: point for point in (head, wanted) if point}
        if wanted and head and wanted.lines == head.lines and wanted.hash != head.hash:
            return Verdict(end, Fault(head.lines, "The hash is not the one of the anchor: the log was written anew."))
        for raw in _raw_lines(file):
            line = _sound(raw, end, self.log.key)
            if isinstance(line, str):
                return Verdict(end, Fault(end.lines + 1, line))
            end = _after(end, raw, line)
            if line.kind == "recovery":
                self.notes.append(f"Line {line.number}: a writer had crashed, its unfinished line was cut off.")
            point = known.get(end.lines)
            if point and point.hash != end.hash:
                whose = "its head" if point is head else "the anchor"
                return Verdict(end, Fault(end.lines, f"The hash is not the one of {whose}: lines were replaced."))
        fault = self._fault_at_end(end, head, wanted)
        return Verdict(end, fault, tuple(self.notes))

    def _fault_at_end(self, end: Anchor, head: Anchor | None, wanted: Anchor | None) -> Fault | None:
        if head is None:
            return Fault(end.lines, "The head is missing, so a cut end could not be seen.")
        for point, whose in ((head, "its head"), (wanted, "the anchor")):
            if point and point.lines > end.lines:
                return Fault(
                    end.lines, f"The log ends here, but {whose} tells of {point.lines} lines: its end was cut."
                )
        if head.bytes > end.bytes or (head.lines == end.lines and head.bytes != end.bytes):
            return Fault(end.lines, "The head counts other bytes than the log has.")
        if end.lines > head.lines:
            self.notes.append(
                f"{end.lines - head.lines} lines stand after those that the head knows: a writer was interrupted, "
                "or somebody who can make sound lines added them."
            )
        return None


def _sound(raw: bytes, end: Anchor, key: HashKey | None) -> Line | str:
    """Return the line that follows `end`, or a sentence that says why `raw` is not that line."""
    if not raw.endswith(b"\n"):
        return "It is torn: it has no end."
    if not raw.startswith(_OPENING) or raw[_HASH_END : _HASH_END + 2] != b'",':
        return "It is no line of an audit log."
    if _digest(raw[_HASH_END + 2 : -1], key).encode() != raw[len(_OPENING) : _HASH_END]:
        return "Its hash does not fit: it was altered, or made with another key."
    try:
        line = msgspec.json.decode(raw, type=Line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return "It is no line of an audit log."
    if line.previous != end.hash or line.number != end.lines + 1:
        return "It does not follow the line before it: a line was removed, added or moved."
    return line


def _after(end: Anchor, raw: bytes, line: Line) -> Anchor:
    return Anchor(line.number, end.bytes + len(raw), line.hash, end.key)


def _digest(rest: bytes, key: HashKey | None) -> str:
    return key.digest_of("audit line", rest) if key else sha256(rest).hexdigest()


def _as_stored(head: Anchor) -> bytes:
    return msgspec.json.encode(head) + b"\n"


def _seal(end: Anchor, key: HashKey | None) -> str | None:
    return key.digest("audit head", str(end.lines), str(end.bytes), end.hash) if key else None


def _other_key(made_with: str | None, key: HashKey | None) -> str:
    if made_with is None:
        return "was made without a key; leave --hash-key-file out."
    return "was made with a key; name it with --hash-key-file." if key is None else "was made with another key."


def _parsed(anchor: str) -> Anchor:
    lines, colon, digest = anchor.partition(":")
    if not (colon and lines.isdecimal() and len(digest) == 64):
        raise LogError(f"An anchor looks like LINES:HASH, as `sidedoor audit verify` prints it, not '{anchor[:90]}'.")
    return Anchor(int(lines), hash=digest)


def _raw_lines(file: BinaryIO) -> Iterator[bytes]:
    while raw := file.readline(_LONGEST_LINE):
        yield raw


@contextmanager
def _alone(file: BinaryIO) -> Iterator[None]:
    """Keep every other process that asks for the same file waiting."""
    try:
        import fcntl
    except ImportError:  # Windows
        with _alone_on_windows(file):
            yield
        return
    fcntl.flock(file, fcntl.LOCK_EX)  # given back when the file is closed, by a crash too
    yield


@contextmanager
def _alone_on_windows(file: BinaryIO) -> Iterator[None]:
    import msvcrt

    def lock(how: int) -> None:
        position = file.tell()
        file.seek(1 << 40)  # a byte that is never written: a locked one could not be read
        msvcrt.locking(file.fileno(), how, 1)  # type: ignore[attr-defined]
        file.seek(position)

    lock(msvcrt.LK_LOCK)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        lock(msvcrt.LK_UNLCK)  # type: ignore[attr-defined]
