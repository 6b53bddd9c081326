"""Where the data lives: beside the code in an installed package, at the top of the repository in a checkout."""

from pathlib import Path
from typing import TypeVar

import msgspec

from sidedoor.errors import PatternError

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """Return the data folder `name` ("patterns", "policies" or "models") of this installation."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _CHECKOUT / name


T = TypeVar("T")


def read_toml(path: Path, kind: type[T]) -> T:
    """Return what a TOML file of words holds, as `kind`. Raises PatternError with file and reason."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except msgspec.MsgspecError as error:
        raise PatternError(f"{path}: {error}.") from error
