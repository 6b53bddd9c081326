"""The libraries of the extra `files`, imported only where a file needs them."""

from importlib import import_module
from typing import Any

from sidedoor.errors import LogError


def needs(library: str, what_for: str) -> Any:
    """Return the module `library`. Raises LogError with the command that installs it where it is missing."""
    try:
        return import_module(library)
    except ImportError as error:
        raise LogError(f"{what_for} needs {library}: pip install 'sidedoor[files]'.") from error
