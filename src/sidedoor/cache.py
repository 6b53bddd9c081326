"""What takes long to work out and always comes out the same, kept in the user's cache folder.

A kept thing is found by a digest of all that it was made from, so that a stale one is never used; a damaged one is made
again without a word, and where nothing can be written, everything works and only takes its time.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_DIGEST_BYTES = 32
_MOST_KEPT = 4  # of one name: two installations, each before and after a change


def cache_folder() -> Path:
    """Return where things are kept: $SIDEDOOR_CACHE, else the folder "sidedoor" among the user's caches."""
    if own := os.environ.get("SIDEDOOR_CACHE"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sidedoor"


def kept(name: str, made_from: bytes, make: Callable[[], bytes]) -> bytes:
    """Return what `make` returns, from the cache folder where it was kept for the same `made_from`."""
    file = f"{name}-{sha256(made_from).hexdigest()[:32]}"
    try:
        stored = (cache_folder() / file).read_bytes()
        if sha256(stored[_DIGEST_BYTES:]).digest() == stored[:_DIGEST_BYTES]:
            return stored[_DIGEST_BYTES:]
    except (OSError, RuntimeError):  # RuntimeError: the user has no home
        pass
    made = make()
    with suppress(OSError, RuntimeError):
        _keep(cache_folder(), name, file, made)
    return made


def _keep(folder: Path, name: str, file: str, made: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as temporary:
        temporary.write(sha256(made).digest() + made)
    Path(temporary.name).replace(folder / file)
    by_age = sorted(folder.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in by_age[_MOST_KEPT:]:
        old.unlink(missing_ok=True)
