"""What a change would change on a log: by turn and by rule, with examples, for people and for machines."""

import json
from pathlib import Path

import pytest

from sidedoor import Action, LogError
from sidedoor.changes import Change, Changes, Judged, Turn, between_outputs
from sidedoor.cli import main

FLAG, REVIEW, ALLOW = Action.FLAG, Action.REVIEW, Action.ALLOW


def output(path: Path, *lines: tuple[str, Action, str | None]) -> Path:
    path.write_text(
        "".join(
            json.dumps({"message_id": name, "action": action, "rule": rule, "reason": rule and f"{rule}."}) + "\n"
            for name, action, rule in lines
        )
    )
    return path


@pytest.fixture
def scans(tmp_path: Path) -> tuple[Path, Path]:
    before = output(
        tmp_path / "before.jsonl",
        ("m1", FLAG, "p/contact"),  # no longer found
        ("m2", FLAG, "p/contact"),  # the same
        ("m3", REVIEW, "p/missing"),
        ("m4", ALLOW, "p/free"),
    )
    after = output(
        tmp_path / "after.jsonl",
        ("m2", FLAG, "p/other"),  # by another rule, but the same action
        ("m3", FLAG, "p/contact"),
        ("m4", ALLOW, "p/free"),
        ("m5", FLAG, "p/contact"),  # newly found
        ("m6", REVIEW, "p/missing"),
    )
    return before, after


def test_two_scans_of_a_log(scans: tuple[Path, Path]) -> None:
    found = {change.message_id: (change.turn, change.old.rule, change.new.rule) for change in between_outputs(*scans)}
    assert found == {
        "m1": (Turn.CLEARED, "p/contact", None),
        "m3": (Turn.FLAGGED, "p/missing", "p/contact"),
        "m5": (Turn.FLAGGED, None, "p/contact"),
        "m6": (Turn.REVIEWED, None, "p/missing"),
    }
    assert list(between_outputs(scans[0], scans[0])) == []


def test_groups_count_all_and_show_some() -> None:
    found = Changes(Change(f"m{n}", Judged(), Judged(FLAG, "p/r", "Because.")) for n in range(10))
    (group,) = found.groups
    assert (group.count, [change.message_id for change in group.examples]) == (10, ["m0", "m1", "m2"])
    assert found.count(Turn.FLAGGED) == 10
    assert found.count(Turn.CLEARED) == 0


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as exit_:
        main(["policy", "diff", *arguments])
    return int(exit_.value.code or 0)


def test_for_people(scans: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*map(str, scans)) == 1
    assert capsys.readouterr().out.splitlines()[:5] == [
        "Newly flagged: 2",
        "  1  p/missing -> p/contact",
        "     such as m3. p/contact.",
        "  1  nothing -> p/contact",
        "     such as m5. p/contact.",
    ]
    assert run(str(scans[0]), str(scans[0])) == 0
    assert capsys.readouterr().out == "No message gets another action.\n"


def test_for_machines(scans: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*map(str, scans), "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["counts"] == {"newly flagged": 2, "moved to review": 1, "newly cleared": 1}
    assert found["by_rule"][0]["examples"][0]["new"]["reason"] == "p/contact."
    assert run(*map(str, scans), "--format", "rows") == 1
    assert "m1\tflag_as_inappropriate\tallow\tp/contact\t-" in capsys.readouterr().out.splitlines()


def test_what_cannot_be_compared(scans: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("upwork", str(scans[0])) == 2
    assert "one of each cannot be compared" in capsys.readouterr().err
    scans[0].write_text("{}\n")
    with pytest.raises(LogError, match=r"before.jsonl, line 1: this is no line of a scan's output"):
        list(between_outputs(*scans))
