"""What an answer depends on beside the message: the package, the patterns and the models, each named by its content."""

from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from sidedoor.resources import folder

_MODELS = ("screen", "encoder")


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """The package's version, and hashes (SHA-256) of the pattern folder and of each model that is installed."""

    sidedoor: str
    patterns: str
    models: dict[str, str]


@lru_cache(maxsize=1)
def versions() -> Versions:
    """Return the versions of this installation; the folders are read once."""
    models = folder("models")
    return Versions(
        sidedoor=_package(),
        patterns=folder_hash(folder("patterns")),
        models={name: folder_hash(models / name) for name in _MODELS if (models / name).is_dir()},
    )


def folder_hash(path: Path) -> str:
    """Return "sha256:..." over the names and the content of every file under `path`, whatever its date."""
    total = sha256()
    for file in sorted(path.rglob("*"), key=lambda file: file.relative_to(path).as_posix()):
        if file.is_file() and not any(part.startswith((".", "__pycache__")) for part in file.relative_to(path).parts):
            total.update(file.relative_to(path).as_posix().encode() + b"\0")
            total.update(sha256(file.read_bytes()).digest())
    return f"sha256:{total.hexdigest()}"


def _package() -> str:
    try:
        return version("sidedoor")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "unknown"
