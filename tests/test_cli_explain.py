"""The command explain: what is shown of a text and of a conversation, word for word."""

import json
from pathlib import Path

import pytest

from tests.test_cli import run

LINES = [
    {"message_id": "m3", "text": "ok, 0143", "sent_at": "2026-01-05T10:03:00Z", "sender_role": "freelancer"},
    {"message_id": "x1", "text": "hello", "conversation_id": "c23"},
    {"message_id": "m0", "text": "312", "sent_at": "2026-01-05T10:00:00Z", "sender_role": "freelancer"},
    {"message_id": "m1", "text": "what is that?", "sent_at": "2026-01-05T10:01:00Z", "sender_role": "client"},
    {"message_id": "m2", "text": "555", "sent_at": "2026-01-05T10:02:00Z", "sender_role": "freelancer"},
]

SHOWN = """\
Conversation c1: 4 messages, policy upwork@2026.1

m0  2026-01-05 10:00  freelancer
312
^^^ part of the phone that m3 completes
allow

m1  2026-01-05 10:01  client u7
what is that?
nothing found
allow

m2  2026-01-05 10:02  freelancer
555
^^^ part of the phone that m3 completes
allow

m3  2026-01-05 10:03  freelancer
ok, 0143
    ^^^^ phone "0143" -> +13125550143, by split_messages, with m0, m2
flag_as_inappropriate
  A phone number was shared before a contract started.
  rule upwork/pre-contract-contact, after \
support.upwork.com/hc/en-us/articles/360051749534-Keeping-your-contact-information-safe
"""


@pytest.fixture
def log(tmp_path: Path) -> str:
    common = {"conversation_id": "c1", "contract_state": "interview", "client_plan": "basic"}
    rows = [{**common, **line} for line in LINES]
    rows[3]["sender_id"] = "u7"
    path = tmp_path / "log.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def test_a_conversation_is_shown_in_its_order_with_the_parts_of_what_was_split(
    log: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", "--log", log, "--conversation", "c1") == 0
    assert capsys.readouterr() == (SHOWN, "")


def test_columns_are_mapped_and_nothing_moves_the_cursor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "log.csv"
    path.write_text("id,thread,body\n1,t\x1b[2J,call me\x1b[2J\n")
    mapped = "message_id=id,conversation_id=thread,text=body"
    assert run("explain", "--log", str(path), "--conversation", "t\x1b[2J", "--map", mapped) == 0
    assert capsys.readouterr().out == (
        "Conversation t·[2J: 1 message, policy upwork@2026.1\n\n1  unknown\ncall me·[2J\nnothing found\nallow\n"
    )


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("c2", "There is no conversation 'c2' in the log; there are 2 others. Did you mean 'c23'?"),
        ("zebra", "There is no conversation 'zebra' in the log; there are 2 others."),
    ],
)
def test_a_conversation_that_is_not_there(
    log: str, name: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", "--log", log, "--conversation", name) == 2
    assert capsys.readouterr() == ("", f"sidedoor: {sentence}\n")


def test_a_log_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "--log", "none.jsonl", "--conversation", "c1") == 2
    assert capsys.readouterr() == ("", "sidedoor: none.jsonl: there is no such file or folder.\n")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--log", "a.jsonl"],  # which conversation?
        ["--conversation", "c1"],  # of which log?
        ["hello", "--log", "a.jsonl", "--conversation", "c1"],  # a text or a conversation, not both
    ],
)
def test_what_to_explain_must_be_clear(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", *arguments) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert said.endswith("give either a TEXT, or --log FILE together with --conversation ID.")


def test_a_text_is_shown_with_what_was_found_under_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    state = ["--contract-state", "interview", "--client-plan", "basic"]
    assert run("explain", "mail lena@example.com", *state) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[:4] == [
        "mail lena@example.com",
        "     ^^^^^^^^^^^^^^^^ email lena@example.com",
        "",
        "flag_as_inappropriate",
    ]
