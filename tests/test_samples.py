"""The sample logs: what an expert moderator would do with each message, by hand, and what the pipeline recommends."""

import csv
from pathlib import Path

import pytest

import sidedoor
from sidedoor import Action
from sidedoor.logs import Fields, find_logs, read_logs

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_messages"

# Wanted by the moderator, not reached yet; each row says why.
KNOWN_GAPS = {
    "ta-21": "a paraphrase of leaving the platform that no pattern has, and the models are not sure enough of",
}


@pytest.fixture(scope="module")
def actions() -> dict[str, Action]:
    pipeline = sidedoor.load()
    logs = find_logs([SAMPLES])
    messages = [message for chunk in read_logs(logs, Fields()) for message in chunk.messages]
    return {r.message_id: r.action for r in pipeline.pipe(messages)}


def test_every_sample_is_read(actions: dict[str, Action]) -> None:
    assert len(actions) > 170


def test_recommendations_are_what_a_moderator_wants(actions: dict[str, Action]) -> None:
    with (ROOT / "tests" / "sample_actions.csv").open(encoding="utf-8", newline="") as file:
        wanted = {row["message_id"]: row["action"] for row in csv.DictReader(file)}
    different = {
        message_id: (wanted.get(message_id, "allow"), action.value)
        for message_id, action in actions.items()
        if wanted.get(message_id, "allow") != action and message_id not in KNOWN_GAPS
    }
    assert different == {}


def test_gaps_that_are_closed_are_gaps_no_more(actions: dict[str, Action]) -> None:
    with (ROOT / "tests" / "sample_actions.csv").open(encoding="utf-8", newline="") as file:
        wanted = {row["message_id"]: row["action"] for row in csv.DictReader(file)}
    assert [message_id for message_id in KNOWN_GAPS if wanted.get(message_id, "allow") == actions[message_id]] == []
