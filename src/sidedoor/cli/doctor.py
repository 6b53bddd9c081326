"""`sidedoor doctor`: what this installation is made of, and whether it works."""

import re
from collections.abc import Callable, Iterator

import typer

BROKEN = 1
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)[^;]*(?:;.*\bextra == [\"']([\w-]+)[\"'])?")


def doctor() -> None:
    """Show versions and extras, where patterns, policies and models were found, and check that all of it loads.

    Exit status: 0 everything works, 1 something is broken.
    """
    from sidedoor.errors import SidedoorError

    broken = False
    for line in _versions():
        print(line)
    for name, examine in _CHECKS.items():
        try:
            print(f"{name + ':':10} {examine()}")
        except Exception as error:  # whatever is broken, the other checks are still worth seeing
            broken = True
            fault = str(error) if isinstance(error, SidedoorError) else f"{type(error).__name__}: {error}"
            print(f"{name + ':':10} BROKEN. {fault}")
    if broken:
        raise typer.Exit(BROKEN)


def _versions() -> Iterator[str]:
    """Yield the versions of Python, sidedoor, its libraries, and those of each extra, or how to install it."""
    import platform
    from importlib.metadata import requires, version

    machine = f"{platform.system()} {platform.machine()}"
    yield f"sidedoor {version('sidedoor')} on Python {platform.python_version()}, {machine}"
    libraries: dict[str | None, list[str]] = {None: []}
    for requirement in requires("sidedoor") or ():
        if match := _REQUIREMENT.match(requirement):
            libraries.setdefault(match[2], []).append(match[1])
    libraries.pop("dev", None)
    for extra, names in libraries.items():
        found = {name: _version(name) for name in names}
        listed = ", ".join(f"{name} {number or 'missing'}" for name, number in found.items())
        hint = f" (pip install 'sidedoor[{extra}]')" if extra and None in found.values() else ""
        yield f"{f'[{extra}]' if extra else 'libraries'}: {listed}{hint}"


def _version(library: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _patterns() -> str:
    from sidedoor.errors import SidedoorError
    from sidedoor.patterns import load_patterns
    from sidedoor.resources import folder
    from sidedoor.services import load_services

    patterns = load_patterns(folder("patterns"))
    if not patterns:
        raise SidedoorError(f"{folder('patterns')}: there is no pattern.")
    languages = {pattern.language for pattern in patterns}
    services = len(load_services().by_id)
    return f"{folder('patterns')}: {len(patterns)} patterns, {len(languages)} languages, {services} services"


def _policies() -> str:
    from sidedoor.errors import SidedoorError
    from sidedoor.policy.load import load_policy, policy_names
    from sidedoor.resources import folder

    labels = [load_policy(name).label for name in policy_names()]
    if not labels:
        raise SidedoorError(f"{folder('policies')}: there is no policy.")
    return f"{folder('policies')}: {', '.join(labels)}"


def _models() -> str:
    from sidedoor.intent import status
    from sidedoor.resources import folder

    return f"{folder('models')}: {status()}"


def _pipeline() -> str:
    from sidedoor.errors import SidedoorError
    from sidedoor.pipeline import load
    from sidedoor.records import Message

    if not load()(Message(message_id="trial", text="write to lena@example.com")).findings:
        raise SidedoorError("An e-mail address in a trial message was not found.")
    return "an e-mail address in a trial message was found"


_CHECKS: dict[str, Callable[[], str]] = {
    "patterns": _patterns,
    "policies": _policies,
    "models": _models,
    "pipeline": _pipeline,
}
