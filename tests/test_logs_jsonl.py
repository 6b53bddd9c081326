"""Every bad line is kept with its number and a sentence that says how to mend it; nothing raises, nothing is lost."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sidedoor.logs import Fields, LoggedMessage, Reject, find_logs, read_logs

ONE_OBJECT = "a line is one complete object."
ARRAY = "The line holds an array; write one object a line, for example with jq -c '.[]'."
STATES = "none, proposal, interview, offer, active, paused, ended, unknown"


def read(path: Path, fields: Fields | None = None) -> tuple[list[LoggedMessage], list[Reject]]:
    messages: list[LoggedMessage] = []
    rejects: list[Reject] = []
    for chunk in read_logs(find_logs([path]), fields or Fields()):
        messages += chunk.messages
        rejects += chunk.rejects
    return messages, rejects


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.jsonl"


@pytest.mark.parametrize(
    "line, reason",
    [
        (b"hello", f"Not JSON (Expecting value at character 1); {ONE_OBJECT}"),
        (b'{"message_id": "m1", "text": "cut o', f"Not JSON (Unterminated string at character 30); {ONE_OBJECT}"),
        (b'{"message_id": "m1", "text": "x"} {}', f"Not JSON (Extra data at character 35); {ONE_OBJECT}"),
        (b"[", ARRAY),  # the first line of a pretty-printed array
        (b'[{"message_id": "m1", "text": "x"}]', ARRAY),
        (b"17", "The line holds a single value; a line is one complete JSON object."),
        (b"[" * 200_000, "Not JSON that can be read: it nests too deeply or holds a number without end."),
        (b'{"text": "x"}', "'message_id' is missing; a field of another name is read with --map message_id=NAME."),
        (
            b'{"message_id": "m1", "texts": "x"}',
            "'text' is missing; a field of another name is read with --map text=NAME. Did you mean 'texts'?",
        ),
        (b'{"message_id": "m1", "text": null}', "'text' is null; every message needs one."),
        (b'{"message_id": "", "text": "x"}', "'message_id' is empty; every message needs an id of its own."),
        (b'{"message_id": 1.5, "text": "x"}', "'message_id' must be text or a whole number, not a number."),
        (b'{"message_id": true, "text": "x"}', "'message_id' must be text or a whole number, not true or false."),
        (b'{"message_id": "m1", "text": 5}', "'text' must be text, not a number."),
        (b'{"message_id": "m1", "text": ["x"]}', "'text' must be text, not a list."),
        (b'{"message_id": "m1", "text": {"x": 1}}', "'text' must be text, not an object."),
        (
            b'{"message_id": "m1", "text": "x", "contract_state": "interveiw"}',
            f"'contract_state' must be one of {STATES}. Did you mean 'interview'?",
        ),
        (
            b'{"message_id": "m1", "text": "x", "contract_state": "call me on 555 0134"}',  # not quoted: it may be text
            f"'contract_state' must be one of {STATES}.",
        ),
        (b'{"message_id": "m1", "text": "x", "contract_state": 3}', f"'contract_state' must be one of {STATES}."),
        (
            b'{"message_id": "m1", "text": "x", "surface": "messages"}',
            "'surface' must be one of message, proposal, job_post, profile. Did you mean 'message'?",
        ),
        (
            b'{"message_id": "m1", "text": "x", "sender_role": "Client"}',
            "'sender_role' must be one of client, freelancer, unknown. Did you mean 'client'?",
        ),
        (
            b'{"message_id": "m1", "text": "x", "existing_relationship": "yes"}',
            "'existing_relationship' must be true or false.",
        ),
        (
            b'{"message_id": "m1", "text": "x", "sent_at": "last Monday"}',
            "'sent_at' must be an RFC 3339 timestamp such as 2026-01-05T10:30:00Z.",
        ),
        (
            b'{"message_id": "m1", "text": "x", "sent_at": 1767609000}',
            "'sent_at' must be an RFC 3339 timestamp such as 2026-01-05T10:30:00Z.",
        ),
        (
            b'{"message_id": "m1", "text": "caf\xe9"}',
            "Not UTF-8 (byte 0xE9 at position 34); convert the log, for example with iconv -f LATIN1 -t UTF-8.",
        ),
        (
            '{"message_id": "m1"}'.encode("utf-16"),
            "Not UTF-8 (byte 0xFF at position 1); convert the log, for example with iconv -f UTF-16 -t UTF-8.",
        ),
        (
            b'{"message_id": "m0", "text": "x"}',
            "Its message_id was read before; an id must be unique over all the logs of a run.",
        ),
    ],
)
def test_a_bad_line_is_kept_with_its_reason_and_the_others_are_read(log: Path, line: bytes, reason: str) -> None:
    good = [b'{"message_id": "m0", "text": "before"}', b'{"message_id": "m2", "text": "after"}']
    log.write_bytes(b"\n".join([good[0], line, good[1]]))
    messages, rejects = read(log)
    assert [message.text for message in messages] == ["before", "after"]
    assert [(reject.line, reject.reason) for reject in rejects] == [(2, reason)]
    assert rejects[0].file == str(log)
    assert rejects[0].raw == line.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "content, texts",
    [
        (b"", []),  # an empty log is a log
        (b"\n\n \n", []),
        (b'{"message_id":"1","text":"a"}', ["a"]),  # no line end at the end
        (b'{"message_id":"1","text":"a"}\r\n\r\n{"message_id":"2","text":"b"}\r\n', ["a", "b"]),
        (b'\xef\xbb\xbf{"message_id":"1","text":"a"}\n', ["a"]),  # a byte order mark
        (b'\xef\xbb\xbf{"message_id":"1","text":"a"}\n\xef\xbb\xbf{"message_id":"2","text":"b"}', ["a", "b"]),  # cat
        (b'{"message_id":"1","text":""}', [""]),  # an empty message is one
        (b'{"message_id":"1","text":"\\ud83d\\ude00"}', ["\U0001f600"]),
        (b'{"message_id":"1","text":"a\\ud83d b"}', ["a\ufffd b"]),  # half an emoji: replaced, offsets stay
        (b'{"message_id":"1","text":"a\\\\ud83d"}', ["a\\ud83d"]),  # an escaped backslash is no surrogate
        (b'{"message_id":"1","text":"a","score":NaN}', ["a"]),  # as pandas writes it, in a field that is ignored
        (b'{"message_id":"1","text":"a","extra":{"deep":[1,2]}}', ["a"]),
    ],
)
def test_these_are_fine(log: Path, content: bytes, texts: list[str]) -> None:
    log.write_bytes(content)
    messages, rejects = read(log)
    assert [message.text for message in messages] == texts
    assert rejects == []


def test_null_is_absent_and_a_whole_number_is_an_id(log: Path) -> None:
    record = {"message_id": 7, "conversation_id": 12, "sender_id": None, "text": "a", "contract_state": None}
    record |= {"client_plan": None, "existing_relationship": None, "sent_at": None, "surface": None, "origin": None}
    log.write_text(json.dumps(record))
    (message,), rejects = read(log)
    assert rejects == []
    assert message == LoggedMessage(message_id="7", conversation_id="12", text="a")


@pytest.mark.parametrize(
    "written, read_as",
    [
        ("2026-01-05T10:30:00Z", "2026-01-05T10:30:00+00:00"),
        ("2026-01-05T10:30:00.25+02:00", "2026-01-05T10:30:00.250000+02:00"),
        ("2026-01-05 10:30:00", "2026-01-05T10:30:00+00:00"),  # no zone: UTC, so that all moments can be compared
    ],
)
def test_times(log: Path, written: str, read_as: str) -> None:
    log.write_text(json.dumps({"message_id": "1", "text": "a", "sent_at": written}))
    (message,), _ = read(log)
    assert message.sent_at
    assert message.sent_at.isoformat() == read_as


def test_ten_megabytes_in_one_message(log: Path) -> None:
    text = "ten megabytes " * 750_000
    log.write_text(json.dumps({"message_id": "1", "text": text}) + '\n{"message_id":"2","text":"b"}\n')
    messages, rejects = read(log)
    assert [len(message.text) for message in messages] == [len(text), 1]
    assert rejects == []


def test_line_numbers_go_on_over_chunks(log: Path) -> None:
    lines = [json.dumps({"message_id": str(n), "text": "x" * 200}) for n in range(5000)]  # four chunks
    lines[4000] = "not json"
    log.write_text("\n".join(lines))
    messages, rejects = read(log)
    assert len(messages) == 4999
    assert [reject.line for reject in rejects] == [4001]


nearly_json = st.sampled_from(
    [
        *(
            b'{"message_id":"1","text":"a"}',
            b'{"message_id":2,"text":"b"}',
            b'{"text":"',
            b'{"message_id":',
            b'"text":',
        ),
        *(b"[", b"]", b"}", b'"', b"\\ud83d", b"\xff", b"\0", b"\r", b"\xef\xbb\xbf", b" ", b"1e999", b"NaN", b"null"),
    ]
)


@given(st.lists(st.one_of(st.binary(max_size=20), nearly_json)).map(b"".join), st.booleans())
def test_no_bytes_raise_or_lose_a_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, by_lines: bool
) -> None:
    log = tmp_path_factory.getbasetemp() / "any.jsonl"
    content = b"\n".join(content[i : i + 40] for i in range(0, len(content), 40)) if by_lines else content
    assume(not content.startswith((b"\x1f\x8b", b"\x28\xb5\x2f\xfd")))  # those begin a compressed file
    log.write_bytes(content)
    messages, rejects = read(log)
    filled = [number for number, line in enumerate(content.split(b"\n"), 1) if line.strip()]
    assert len(messages) + len(rejects) == len(filled)
    assert {reject.line for reject in rejects} <= set(filled)


def test_columns_of_other_names(log: Path) -> None:
    log.write_text('{"id":"1","body":"a","text":5}\n{"id":2,"body":"b","who":"client"}\n')
    messages, rejects = read(log, Fields({"message_id": "id", "text": "body", "sender_role": "who"}, keep=["text"]))
    assert rejects == []
    assert [(m.message_id, m.text, m.sender_role) for m in messages] == [("1", "a", "unknown"), ("2", "b", "client")]
