"""A file that appears whole or not at all."""

import os
import secrets
from pathlib import Path

from sidedoor.errors import LogError


def write_whole(path: str | Path, content: bytes) -> None:
    """Write `content` to `path`; until all of it is on the disk, what stood there before stays. Raises LogError."""
    target = Path(path)
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with partial.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        raise LogError(f"{path}: cannot be written ({error.strerror or error}).") from error
    finally:
        partial.unlink(missing_ok=True)
