"""The command as a whole: help, version, and one clear line for what cannot run."""

import subprocess
import sys
from pathlib import Path

import pytest

from sidedoor import cli
from sidedoor.cli import main


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    return int(exit_.value.code or 0)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    from importlib.metadata import version

    assert run("--version") == 0
    assert capsys.readouterr().out == f"sidedoor {version('sidedoor')}\n"


@pytest.mark.parametrize("command", [["--help"], ["-h"], *([name, "--help"] for name in ("scan", "explain", "doctor"))])
def test_help(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*command) == 0
    assert capsys.readouterr().out.startswith("Usage: ")


def test_every_option_of_scan_has_a_help_text(capsys: pytest.CaptureFixture[str]) -> None:
    run("scan", "--help")
    lines = capsys.readouterr().out.splitlines()
    options = [index for index, line in enumerate(lines) if line.startswith("  -")]
    assert len(options) >= 10
    for index in options:
        described = lines[index].rstrip().count("  ") > 1 or lines[index + 1].startswith("     ")
        assert described, lines[index]


@pytest.mark.parametrize(
    "arguments", [["skan"], ["scan"], ["scan", "x", "--polcy", "upwork"], ["scan", "x", "--workers", "0"]]
)
def test_a_wrong_command_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    errors = capsys.readouterr().err
    assert "Error: " in errors
    assert "Traceback" not in errors


def test_what_cannot_run_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("scan", "none.jsonl") == 2
    assert capsys.readouterr() == ("", "sidedoor: none.jsonl: there is no such file or folder.\n")


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    heavy = "{'msgspec', 'phonenumbers', 'pyarrow', 'numpy', 'hyperscan', 'publicsuffixlist', 'email_validator'}"
    script = f"import sys, sidedoor.cli.scan, sidedoor.cli.doctor; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert found.strip() in ("[]", "['msgspec']")  # msgspec comes with the public names of the package


def test_a_command_is_one_file() -> None:
    files = {path.stem for path in Path(cli.__file__).parent.glob("*.py")} - {"__init__"}
    commands = {command.callback.__name__ for command in cli.app.registered_commands if command.callback}
    groups = {group.name for group in cli.app.registered_groups}
    assert files == commands | groups
