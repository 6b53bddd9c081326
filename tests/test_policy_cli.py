"""The commands under `sidedoor policy`: what they print and how they end."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sidedoor.cli.policy import policy
from sidedoor.policy import policy_names
from sidedoor.resources import folder

RUN = CliRunner()
UPWORK = (folder("policies") / "upwork.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", policy_names())
def test_check_of_a_clean_policy(name: str) -> None:
    result = RUN.invoke(policy, ["check", name])
    assert result.exit_code == 0, result.output
    assert "No problems." in result.output


@pytest.mark.parametrize(
    "written, instead, told",
    [
        ('with = "legal_need"', 'with = "legal_ned"', "'with' has no value 'legal_ned'. Did you mean 'legal_need'?"),
        ('surface = "public"', 'surface = "profile"', "refuted: In public, a contact point"),
        ('id = "exempt-plan"\nwhen = {', 'id = "exempt-plan"\nwhen = { surface = "profile", ', "it never decides"),
    ],
)
def test_check_finds_problems(tmp_path: Path, written: str, instead: str, told: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(UPWORK.replace(written, instead, 1), encoding="utf-8")
    result = RUN.invoke(policy, ["check", str(path)])
    assert result.exit_code == 1
    assert told in result.output


@pytest.mark.parametrize("name, told", [("upwrok", "Did you mean 'upwork'?"), ("none.toml", "There is no policy file")])
def test_check_of_a_policy_that_cannot_be_read(name: str, told: str) -> None:
    result = RUN.invoke(policy, ["check", name])
    assert result.exit_code == 2
    assert told in result.stderr
