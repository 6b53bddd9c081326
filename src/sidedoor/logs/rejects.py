"""Records that cannot be used: each is kept with its place, the reason and what stood there; nothing is lost."""

from collections.abc import Mapping

import msgspec


class Unusable(Exception):  # noqa: N818 - it never leaves the package; it carries a reason, not a failure
    """Why a record cannot be used, as one sentence that never quotes a message."""


class Reject(msgspec.Struct, frozen=True):
    """One record that was not read: the file, the line where it starts (the row in Parquet), why, and the record."""

    file: str
    line: int
    reason: str
    raw: str

    def __repr__(self) -> str:
        return f"Reject({self.file!r}, line {self.line}, {self.reason!r})"


def as_written(raw: bytes | str | Mapping[str, object]) -> str:
    """Return a record as text that can be stored: undecodable bytes become U+FFFD, a Parquet row becomes JSON."""
    if isinstance(raw, Mapping):
        return msgspec.json.encode(raw, enc_hook=str).decode()
    if isinstance(raw, str):
        raw = raw.encode("utf-8", "surrogateescape")
    return raw.decode("utf-8", "replace").rstrip("\r\n")
