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


@pytest.mark.parametrize(
    "form, beginning", [("text", "elance@"), ("markdown", "## Elance"), ("html", "<!doctype html>")]
)
def test_table(form: str, beginning: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("table", "elance", "--format", form) == 0
    assert capsys.readouterr().out.startswith(beginning)


def test_table_as_of_a_day_and_a_surface(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("table", "upwork-2023", "--as-of", "2020-06-25", "--surface", "profile") == 0
    assert "in public (profile)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wanted, status, told",
    [
        ("flag_as_inappropriate", 0, "1 messages judged, 0 answered otherwise"),
        ("allow", 1, "c7, message 1: allow wanted, flag_as_inappropriate given"),
        ("no", 2, "line 1: this is no labelled case"),
    ],
)
def test_test(tmp_path: Path, capsys: pytest.CaptureFixture[str], wanted: str, status: int, told: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(
        f'{{"id": "c7", "messages": [{{"recommendation": "{wanted}", "findings": [{{"kind": "phone"}}]}}]}}'
    )
    assert run("test", str(path)) == status
    printed = capsys.readouterr()
    assert told in printed.out + printed.err


def test_test_under_another_policy(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": "c7", "messages": [{"recommendation": "allow", "findings": [{"kind": "phone"}]}]}')
    assert run("test", str(path), "--policy", "elance") == 0


def test_diff(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diff", "upwork", "upwork") == 0
    assert run("diff", "upwork", "upwork-2023") == 1
    assert "plan 'business': exempt -> ordinary" in capsys.readouterr().out


def test_diff_on_a_log_shows_ids_and_rules_but_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.jsonl"
    record = '"contract_state": "interview", "client_plan": "business"'
    log.write_text(
        f'{{"message_id": "m1", "text": "my skype is live:lena.k_5", {record}}}\n'
        f'{{"message_id": "m2", "text": "when can you start?", {record}}}\n'
    )
    assert run("diff", "upwork", "upwork-2023", str(log), "--format", "rows") == 1
    printed = capsys.readouterr().out
    assert "m1\tallow\tflag_as_inappropriate\tupwork/exempt-plan\tupwork-2023/pre-contract-contact" in printed
    assert "m2" not in printed
    assert "lena" not in printed
