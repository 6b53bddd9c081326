"""CSV in: quoted line breaks, broken quotes, and rows that do not fit; a place is the line where a row starts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidedoor.errors import LogError
from sidedoor.logs import Chunk, Fields, LoggedMessage, Reject, find_logs, read_logs
from sidedoor.logs.rejects import as_written

NOT_CSV = (
    "Not CSV: the quotes do not pair up, or a carriage return stands outside them; "
    "a quote inside a cell is written twice."
)


def chunks(path: Path, content: bytes, fields: Fields | None = None) -> list[Chunk]:
    path.write_bytes(content)
    return list(read_logs(find_logs([path]), fields or Fields()))


def read(path: Path, content: bytes, fields: Fields | None = None) -> tuple[list[LoggedMessage], list[Reject]]:
    found = chunks(path, content, fields)
    return [message for chunk in found for message in chunk.messages], [r for chunk in found for r in chunk.rejects]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.csv"


@pytest.mark.parametrize(
    "content, texts",
    [
        (b"", []),
        (b"\n\n", []),
        (b"message_id,text\n", []),
        (b"message_id,text\n1,a\n2,b", ["a", "b"]),
        (b"\xef\xbb\xbfmessage_id,text\r\n1,a\r\n\r\n2,b\r\n", ["a", "b"]),  # as Excel saves it, with a blank line
        (b'message_id,text\n1,"a, ""b""\nc"\n2,b\n', ['a, "b"\nc', "b"]),
        (b"message_id;text\n1;a, b\n", ["a, b"]),  # as Excel saves it where the comma parts decimals
        (b"message_id\ttext\n1\ta; b\n", ["a; b"]),
        (b" message_id , text \n1,a\n", ["a"]),  # spaces around names are no part of them
        (b"text,ignored,message_id\n,x,1\n", [""]),  # an empty message is one
        ("message_id,text\n1,é \U0001f600\n".encode(), ["é \U0001f600"]),
        (b"message_id,text\n1,a\0b\n", ["a\0b"]),
    ],
)
def test_these_are_fine(log: Path, content: bytes, texts: list[str]) -> None:
    messages, rejects = read(log, content)
    assert [message.text for message in messages] == texts
    assert rejects == []


def test_an_empty_cell_is_absent_and_values_are_text(log: Path) -> None:
    header = b"message_id,text,sent_at,contract_state,client_plan,existing_relationship,sender_id\n"
    messages, rejects = read(log, header + b"1,5,,,,,\n2,null,2026-01-05T10:30:00Z,interview,basic,TRUE,77\n")
    assert rejects == []
    assert messages[0] == LoggedMessage(message_id="1", text="5")
    assert (messages[1].text, messages[1].existing_relationship, messages[1].sender_id) == ("null", True, "77")
    assert messages[1].contract_state == "interview"


@pytest.mark.parametrize(
    "row, line, reason",
    [
        (b'2,"a" b\n', 3, NOT_CSV),
        (b"2,a\rb\n", 3, NOT_CSV),
        (b"2,a,b\n", 3, "The row has 3 cells, but the header names 2 columns; quote cells with commas."),
        (b"2\n", 3, "The row has 1 cells, but the header names 2 columns; quote cells with commas."),
        (b",a\n", 3, "'message_id' is missing; a field of another name is read with --map message_id=NAME."),
        (b"1,a\n", 3, "Its message_id was read before; an id must be unique over all the logs of a run."),
        (
            b"2,caf\xe9\n",
            3,
            "Not UTF-8 (byte 0xE9 at position 6); convert the log, for example with iconv -f LATIN1 -t UTF-8.",
        ),
    ],
)
def test_a_bad_row_is_kept_with_its_reason(log: Path, row: bytes, line: int, reason: str) -> None:
    messages, rejects = read(log, b"message_id,text\n1,before\n" + row + b'3,"two\nlines"\n4,after\n')
    assert [message.text for message in messages] == ["before", "two\nlines", "after"]
    assert [(reject.line, reject.reason) for reject in rejects] == [(line, reason)]
    assert rejects[0].raw == row.decode("utf-8", "replace").rstrip("\n")


def test_an_open_quote_costs_its_own_line_only(log: Path) -> None:
    messages, rejects = read(log, b'message_id,text\n1,"open\n2,b\n3,c\n')
    assert [message.text for message in messages] == ["b", "c"]
    assert [(reject.line, reject.raw) for reject in rejects] == [(2, '1,"open')]


def test_the_place_is_where_the_row_starts(log: Path) -> None:
    _, rejects = read(log, b'message_id,text\n1,"a\n\nb"\n2,"a\nb"\n3,a,b,c\n')
    assert [reject.line for reject in rejects] == [7]


@pytest.mark.parametrize(
    "content, fields, sentence",
    [
        (b"message_id,body\n", None, "there is no column 'text'; --map text=COLUMN names the one to read."),
        (
            b"message_id,txt\n",
            None,
            "there is no column 'text'; --map text=COLUMN names the one to read. Did you mean 'txt'?",
        ),
        (
            b"id,text\n",
            Fields({"message_id": "ids"}),
            "there is no column 'ids'; --map message_id=COLUMN names the one to read. Did you mean 'id'?",
        ),
        (
            b"message_id,text\n",
            Fields({"sender_role": "who"}),  # optional, but asked for
            "there is no column 'who'; --map sender_role=COLUMN names the one to read.",
        ),
        (
            b"message_id,text,source\n",
            Fields(keep=["sorce"]),
            "there is no column 'sorce' to keep. Did you mean 'source'?",
        ),
        (b"message_id,text,text\n", None, "two columns are named 'text'; rename one of them."),
        (b'message_id,"text\n1,a\n', None, "the header row cannot be read as CSV in UTF-8."),
        (b"message_id,text,\xe9\n", None, "the header row cannot be read as CSV in UTF-8."),
    ],
)
def test_a_header_that_cannot_be_used(log: Path, content: bytes, fields: Fields | None, sentence: str) -> None:
    with pytest.raises(LogError) as error:
        read(log, content, fields)
    assert str(error.value) == f"{log}: {sentence}"


def test_ten_megabytes_in_one_cell(log: Path) -> None:
    messages, rejects = read(log, b'message_id,text\n1,"' + b"ten, megabytes\n" * 700_000 + b'"\n2,b\n')
    assert [len(message.text) for message in messages] == [10_500_000, 1]
    assert rejects == []


pieces = st.sampled_from(
    [b'"', b'""', b",", b"\n", b"\r", b"\r\n", b"1,a\n", b'2,"b\nc"\n', b"\xff", b"\0", b" ", b"x"]
)


@given(st.lists(st.one_of(pieces, st.binary(max_size=6))).map(b"".join))
def test_no_bytes_raise_or_lose_a_line(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    log = tmp_path_factory.getbasetemp() / "any.csv"
    found = chunks(log, b"message_id,text\n" + content)
    rows = [(place, as_written(raw)) for chunk in found for place, raw in zip(chunk.places, chunk.raw, strict=True)]
    rows += [(reject.line, reject.raw) for chunk in found for reject in chunk.rejects]
    lines = content.split(b"\n")
    accounted = [number for place, raw in rows for number in range(place, place + raw.count("\n") + 1)]
    assert len(accounted) == len(set(accounted))  # no line twice
    filled = {number for number, line in enumerate(lines, 2) if as_written(line).strip()}
    assert filled <= set(accounted)
