import json
from pathlib import Path

import pytest

from sidedoor.cli import main
from sidedoor.errors import LogError
from sidedoor.evaluate import Case, LabelledFinding, LabelledMessage, Score, evaluate, read_cases
from sidedoor.pipeline import load
from sidedoor.vocabulary import Action, Kind


def message(text: str, action: Action, *kinds: Kind) -> LabelledMessage:
    return LabelledMessage(text=text, recommendation=action, findings=[LabelledFinding(kind=kind) for kind in kinds])


CASES = [
    Case(
        id="one",
        tags=["plain"],
        messages=[
            message("write to lena@example.org", Action.FLAG, Kind.EMAIL),
            message("the draft is done", Action.ALLOW),
        ],
    ),
    # labelled otherwise than anybody would, so that there is something to miss and something found wrongly
    Case(id="two", tags=["odd"], lang="de", messages=[message("guten Morgen", Action.FLAG, Kind.PHONE)]),
    Case(id="three", tags=["odd"], lang="de", messages=[message("an jonas@example.org", Action.ALLOW)]),
]


def test_every_message_is_counted_once_by_action_kind_language_and_tag() -> None:
    result = evaluate(CASES, {"upwork": load()})

    assert result.actions["flag_as_inappropriate"] == Score(right=1, wrong=1, missed=1)
    assert result.kinds == {"email": Score(right=1, wrong=1), "phone": Score(missed=1)}
    assert result.languages == {"de": Score(wrong=1, missed=1), "en": Score(right=1)}
    assert result.tags == {"odd": Score(wrong=1, missed=1), "plain": Score(right=1)}
    assert result.misjudged == [("two", 0), ("three", 0)]


def test_what_is_not_claimed_is_not_counted() -> None:
    silent = Case(id="x", messages=[LabelledMessage(text="write to lena@example.org")])

    result = evaluate([silent], {"upwork": load()})

    assert (result.actions, result.kinds, result.misjudged) == ({}, {}, [])


@pytest.mark.parametrize(
    "score, precision, recall, f1",
    [
        (Score(right=3, wrong=1, missed=2), 0.75, 0.6, 2 / 3),
        (Score(missed=2), None, 0.0, 0.0),  # nothing found: precision has no meaning
        (Score(wrong=2), 0.0, None, 0.0),  # nothing to find: recall has none
        (Score(), None, None, None),
    ],
)
def test_ratios(score: Score, precision: float | None, recall: float | None, f1: float | None) -> None:
    assert (score.precision, score.recall, score.f1) == (precision, recall, pytest.approx(f1) if f1 else f1)


@pytest.mark.parametrize(
    "line, says",
    [
        ('{"id": "a"}', "messages"),  # no messages
        ('{"id": "a", "messages": [{"text": "x", "recommendation": "ban"}]}', "ban"),  # no such action
        ("nonsense", "malformed"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, says: str) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text('{"id": "fine", "messages": []}\n' + line)

    with pytest.raises(LogError, match=rf"cases\.jsonl:2: .*{says}"):
        list(read_cases([file]))


def test_the_command_prints_the_scores_and_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases.jsonl"
    case = {"id": "c1", "messages": [{"text": "mail lena@example.org", "recommendation": "allow", "findings": []}]}
    file.write_text(json.dumps(case))

    with pytest.raises(SystemExit) as stop:
        main(["evaluate", str(file), "--misses", "5"])

    printed = capsys.readouterr().out
    assert stop.value.code == 0
    assert "flag_as_inappropriate" in printed
    assert "misjudged: c1/0" in printed
    assert "lena" not in printed
