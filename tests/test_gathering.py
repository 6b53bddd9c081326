"""A log in any order: the same is said of each message, however its conversation is scattered."""

import gzip
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sidedoor import Message, Recommendation, SidedoorError
from sidedoor.scan import scan
from tests.test_conversation import PIPELINE, START
from tests.test_conversations import LINES, named

# Conversations that go on at the same time, one message a minute in each.
TALKS = [
    [
        msgspec.structs.replace(message, sent_at=START + timedelta(minutes=turn, seconds=number))
        for turn, message in enumerate(named(lines, f"c{number}"))
    ]
    for number, lines in enumerate(LINES)
]
APART = [message for talk in TALKS for message in talk]
BY_TIME = sorted(APART, key=lambda message: message.sent_at or START)
SHUFFLED = random.Random(5).sample(APART, len(APART))
PRE_SEND = {
    message.message_id: PIPELINE(message, history=talk[:turn]) for talk in TALKS for turn, message in enumerate(talk)
}
ORDERS = pytest.mark.parametrize(
    "messages",
    [BY_TIME, APART, SHUFFLED, BY_TIME[::-1], BY_TIME[10:] + BY_TIME[:10]],
    ids=["by time", "conversation by conversation", "shuffled", "backwards", "the first come last"],
)


def write(path: Path, messages: Sequence[Message]) -> Path:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wb") as file:
        file.write(msgspec.json.Encoder().encode_lines(messages))
    return path


def by_id(path: Path) -> dict[str, Any]:
    return {record["message_id"]: record for record in map(json.loads, path.read_text().splitlines())}


def of_history() -> dict[str, Any]:
    return {name: json.loads(msgspec.json.encode(told.as_record())) for name, told in PRE_SEND.items()}


@ORDERS
@pytest.mark.parametrize("listed", [True, False], ids=["a list", "an iterator"])
def test_pipe_says_what_a_history_gives(messages: list[Message], listed: bool) -> None:
    told: list[Recommendation] = [*PIPELINE.pipe(messages if listed else iter(messages))]
    assert [recommendation.message_id for recommendation in told] == [message.message_id for message in messages]
    assert {recommendation.message_id: recommendation for recommendation in told} == PRE_SEND


@ORDERS
@pytest.mark.parametrize("name", ["log.jsonl", "log.jsonl.gz"])
def test_scan_says_what_a_history_gives(messages: list[Message], name: str, tmp_path: Path) -> None:
    log = write(tmp_path / name, messages)
    summary = scan(PIPELINE, [log], tmp_path / "out.jsonl", everything=True)
    assert [*by_id(tmp_path / "out.jsonl")] == [message.message_id for message in messages]
    assert by_id(tmp_path / "out.jsonl") == of_history()
    assert (summary.messages, summary.written) == (len(messages), len(messages))
    assert summary.bytes_read == log.stat().st_size


def test_without_everything_the_same_is_said_of_less(tmp_path: Path) -> None:
    scan(PIPELINE, [write(tmp_path / "log.jsonl", SHUFFLED)], tmp_path / "out.jsonl")
    assert by_id(tmp_path / "out.jsonl") == {name: r for name, r in of_history().items() if PRE_SEND[name].findings}


def test_logs_of_one_run_may_share_conversations(tmp_path: Path) -> None:
    half = len(SHUFFLED) // 2
    logs = [write(tmp_path / "a.jsonl", SHUFFLED[:half]), write(tmp_path / "b.jsonl", SHUFFLED[half:])]
    scan(PIPELINE, logs, tmp_path / "out.jsonl", everything=True)
    assert by_id(tmp_path / "out.jsonl") == of_history()


def test_standard_input_in_any_order(tmp_path: Path) -> None:
    log = write(tmp_path / "log.jsonl", SHUFFLED)
    command = [sys.executable, "-c", "from sidedoor.cli import main; main()", "scan", "-", "--all", "-q"]
    done = subprocess.run(command, input=log.read_bytes(), capture_output=True, check=True)
    (tmp_path / "out.jsonl").write_bytes(done.stdout)
    assert by_id(tmp_path / "out.jsonl") == of_history()


def test_standard_output_holds_each_message_once(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    log = write(tmp_path / "log.jsonl", [*BY_TIME, *_sent_again_later()])
    scan(PIPELINE, [log], "-", everything=True)
    ids = [json.loads(line)["message_id"] for line in capfdbinary.readouterr().out.splitlines()]
    assert len(ids) == len({*ids}) == len(BY_TIME) + len(BY_TIME)


def _sent_again_later() -> list[Message]:
    # Enough to fill a chunk, so that the first is judged before the log turns out not to be in order.
    return [
        msgspec.structs.replace(message, message_id=f"again {message.message_id}", text=message.text + " " * 4000)
        for message in BY_TIME
    ]


def test_kept_columns_stay_as_they_were(tmp_path: Path) -> None:
    kept: list[Any] = [1 << 70, {"y": [1.5]}, None, "text"]
    rows: list[dict[str, Any]] = [
        {
            "message_id": str(i),
            "conversation_id": "c",
            "text": "",
            "sent_at": f"2026-01-05T0{9 - i}:00:00+02:00",
            "x": x,
        }
        for i, x in enumerate(kept)
    ]
    log = tmp_path / "log.jsonl"
    log.write_text("\n".join(map(json.dumps, rows)))
    scan(PIPELINE, [log], tmp_path / "out.jsonl", everything=True, keep=["x", "sent_at"])
    written = [*by_id(tmp_path / "out.jsonl").values()]
    assert [(r["message_id"], r["x"], r["sent_at"]) for r in written] == [
        (row["message_id"], row["x"], row["sent_at"]) for row in rows
    ]


def test_a_message_without_a_time_keeps_its_place_in_the_log() -> None:
    times = ["10:02", None, "10:00"]  # the one without stays behind the first
    messages = [
        Message(
            message_id=str(place),
            conversation_id="c",
            text=text,
            sent_at=START.replace(hour=10, minute=int(time[3:])) if time else None,
        )
        for place, (text, time) in enumerate(zip(["555", "0143", "312"], times, strict=True))
    ]
    told = [*PIPELINE.pipe(messages)]
    assert [[f.message_ids for f in recommendation.findings] for recommendation in told] == [[], [("2", "0", "1")], []]


def test_half_an_emoji_does_not_stop_a_pipe() -> None:
    told = [*PIPELINE.pipe(iter([Message(text="a\ud83d lena@example.com")]))]
    assert [(f.start, f.value) for f in told[0].findings] == [(3, "lena@example.com")]


def test_in_order_is_taken_at_its_word(tmp_path: Path) -> None:
    scan(
        PIPELINE, [write(tmp_path / "log.jsonl", BY_TIME[::-1])], tmp_path / "out.jsonl", everything=True, in_order=True
    )
    assert by_id(tmp_path / "out.jsonl") != of_history()
    first = next(iter(PIPELINE.pipe(_endless(), in_order=True)))
    assert first.message_id == "0"


def _endless() -> Iterator[Message]:
    return (Message(message_id=str(number), text="hello") for number in count())


@pytest.mark.parametrize("judge", [PIPELINE, lambda message: [*PIPELINE.pipe([message])]], ids=["one", "many"])
def test_a_word_that_the_vocabulary_lacks_is_refused(judge: Callable[[Message], object]) -> None:
    wrong: Any = "intervew"
    with pytest.raises(SidedoorError, match="Did you mean 'interview'"):
        judge(Message(text="mail lena@example.com", contract_state=wrong))
