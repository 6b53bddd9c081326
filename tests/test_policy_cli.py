"""The commands under `sidedoor policy`: what they print and how they end."""

from pathlib import Path

import pytest

from sidedoor.cli import main
from sidedoor.policy import policy_names
from sidedoor.resources import folder

UPWORK = (folder("policies") / "upwork.toml").read_text(encoding="utf-8")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["policy", *arguments])
    return int(ended.value.code or 0)


@pytest.mark.parametrize("name", policy_names())
def test_check_of_a_clean_policy(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", name) == 0
    assert "No problems." in capsys.readouterr().out


@pytest.mark.parametrize(
    "written, instead, told",
    [
        ('with = "legal_need"', 'with = "legal_ned"', "'with' has no value 'legal_ned'. Did you mean 'legal_need'?"),
        ('surface = "public"', 'surface = "profile"', "refuted: In public, a contact point"),
        ('id = "exempt-plan"\nwhen = {', 'id = "exempt-plan"\nwhen = { surface = "profile", ', "it never decides"),
    ],
)
def test_check_finds_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], written: str, instead: str, told: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(UPWORK.replace(written, instead, 1), encoding="utf-8")
    assert run("check", str(path)) == 1
    assert told in capsys.readouterr().out


@pytest.mark.parametrize("name, told", [("upwrok", "Did you mean 'upwork'?"), ("none.toml", "There is no policy file")])
def test_check_of_a_policy_that_cannot_be_read(name: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", name) == 2
    assert told in capsys.readouterr().err
