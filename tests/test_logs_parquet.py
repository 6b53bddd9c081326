"""Parquet in: typed values, nulls, and text that is not UTF-8; a place is a row."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from sidedoor.errors import LogError
from sidedoor.logs import Fields, LoggedMessage, Reject, find_logs, read_logs

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.parquet"


def read(path: Path, fields: Fields | None = None) -> tuple[list[LoggedMessage], list[Reject]]:
    found = list(read_logs(find_logs([path]), fields or Fields()))
    return [message for chunk in found for message in chunk.messages], [r for chunk in found for r in chunk.rejects]


def write(path: Path, **columns: Any) -> None:
    pq.write_table(pa.table(columns), path)


MOMENT = datetime.datetime(2026, 1, 5, 10, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "type_, value, read_as",
    [
        (pa.timestamp("us"), MOMENT.replace(tzinfo=None), MOMENT),  # without a zone: UTC
        (pa.timestamp("ns", "UTC"), MOMENT, MOMENT),  # Python holds no nanoseconds
        (pa.timestamp("ms", "Asia/Kolkata"), MOMENT, MOMENT),
        (pa.string(), "2026-01-05T10:30:00Z", MOMENT),
        (pa.timestamp("us"), None, None),
    ],
)
def test_times(log: Path, type_: Any, value: object, read_as: datetime.datetime | None) -> None:
    write(log, message_id=["1"], text=["a"], sent_at=pa.array([value], type_))
    (message,), rejects = read(log)
    assert rejects == []
    assert message.sent_at == read_as


def test_types(log: Path) -> None:
    write(
        log,
        message_id=[1, 2],  # whole numbers are ids
        text=pa.array(["a", "b"]).dictionary_encode(),
        contract_state=pa.array(["active", None]).dictionary_encode(),
        existing_relationship=[True, None],
        client_plan=["basic", None],
        ignored=[b"\xff", None],
    )
    messages, rejects = read(log)
    assert rejects == []
    assert [(m.message_id, m.text, m.contract_state) for m in messages] == [("1", "a", "active"), ("2", "b", "unknown")]
    assert [(m.existing_relationship, m.client_plan) for m in messages] == [(True, "basic"), (False, "unknown")]


def test_a_bad_row_is_kept_with_its_reason(log: Path) -> None:
    write(log, message_id=["1", "2", None, "2"], text=["a", None, "c", "d"], sender_role=["client", None, None, "boss"])
    messages, rejects = read(log)
    assert [message.text for message in messages] == ["a"]
    assert [(reject.line, reject.reason) for reject in rejects] == [
        (2, "'text' is missing; a field of another name is read with --map text=NAME."),
        (3, "'message_id' is missing; a field of another name is read with --map message_id=NAME."),
        (4, "'sender_role' must be one of client, freelancer, unknown."),
    ]
    assert rejects[2].raw == '{"message_id":"2","text":"d","sender_role":"boss"}'


@pytest.mark.parametrize("text, raw", [(pa.string(), pa.binary()), (pa.large_string(), pa.large_binary())])
def test_text_that_is_not_utf8(log: Path, text: Any, raw: Any) -> None:
    broken = pa.Array.from_buffers(text, 2, pa.array([b"fine", b"caf\xe9"], raw).buffers())
    write(log, message_id=["1", "2"], text=broken)
    messages, rejects = read(log)
    assert [message.text for message in messages] == ["fine"]
    assert [(r.line, r.reason.split(";")[0]) for r in rejects] == [(2, "Not UTF-8 (byte 0xE9 at position 4)")]


def test_text_in_a_column_of_bytes(log: Path) -> None:
    write(log, message_id=["1"], text=["é".encode()])
    assert [message.text for message in read(log)[0]] == ["é"]


def test_rows_are_counted_over_batches_and_groups(log: Path) -> None:
    table = pa.table({"message_id": [str(n) for n in range(10_000)], "text": ["x"] * 9_000 + [None] + ["x"] * 999})
    pq.write_table(table, log, row_group_size=3_000)
    messages, rejects = read(log)
    assert len(messages) == 9_999
    assert [reject.line for reject in rejects] == [9_001]


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "cannot be read as Parquet; it is another format, damaged or cut off."),
        (b'{"message_id":"1"}\n', "cannot be read as Parquet; it is another format, damaged or cut off."),
        (b"PAR1" + bytes(100), "cannot be read as Parquet; it is another format, damaged or cut off."),
    ],
)
def test_what_is_no_parquet(log: Path, content: bytes, sentence: str) -> None:
    log.write_bytes(content)
    with pytest.raises(LogError) as error:
        read(log)
    assert str(error.value) == f"{log}: {sentence}"


def test_a_log_without_the_column(log: Path) -> None:
    write(log, message_id=["1"], body=["a"])
    with pytest.raises(LogError) as error:
        read(log)
    assert str(error.value) == f"{log}: there is no column 'text'; --map text=COLUMN names the one to read."
    assert [message.text for message in read(log, Fields({"text": "body"}))[0]] == ["a"]
