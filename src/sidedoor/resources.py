"""Where the data lives: beside the code in an installed package, at the top of the repository in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """Return the data folder `name` ("patterns", "policies" or "models") of this installation."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _CHECKOUT / name
