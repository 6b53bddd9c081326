"""What `sidedoor doctor` says of an installation that works, and of one that is broken."""

import sys
from pathlib import Path

import pytest

from sidedoor.cli import main
from sidedoor.errors import PatternError


def run(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    with pytest.raises(SystemExit) as exit_:
        main(["doctor"])
    return int(exit_.value.code or 0), capsys.readouterr().out.splitlines()


def test_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = run(capsys)
    assert status == 0, lines
    assert lines[0].startswith("sidedoor ")
    assert lines[1].startswith("libraries: ")
    for name, words in (("patterns", "patterns, "), ("policies", "upwork@"), ("models", ""), ("pipeline", "was found")):
        (line,) = (line for line in lines if line.startswith(f"{name}:"))
        assert words in line
    assert not any("BROKEN" in line or "[dev]" in line for line in lines)


def test_a_broken_pattern(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise PatternError("x.toml: its own example is not matched.")

    monkeypatch.setattr("sidedoor.patterns.load_patterns", broken)
    status, lines = run(capsys)
    assert status == 1
    assert "patterns:  BROKEN. x.toml: its own example is not matched." in lines


def test_missing_data(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sidedoor.resources.folder", lambda name: tmp_path / name)
    status, lines = run(capsys)
    assert status == 1
    assert f"patterns:  BROKEN. {tmp_path / 'patterns'}: there is no pattern." in lines


def test_a_missing_library_is_named_with_its_extra(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        sys.modules["sidedoor.cli.doctor"], "_version", lambda library: None if library == "pyarrow" else "1.0"
    )
    _, lines = run(capsys)
    assert "[files]: pyarrow missing, zstandard 1.0 (pip install 'sidedoor[files]')" in lines
