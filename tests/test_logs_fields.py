"""Columns of other names, columns carried through, and the sentences for what is asked wrongly."""

from typing import Any

import pytest

from sidedoor.errors import LogError
from sidedoor.logs import Fields, parse_columns
from sidedoor.logs.fields import not_utf8


@pytest.mark.parametrize(
    "options, columns",
    [
        ([], {}),
        (["message_id=id,text=body"], {"message_id": "id", "text": "body"}),
        (["message_id=id", " text = Message Body "], {"message_id": "id", "text": "Message Body"}),  # given twice
        (["text=a=b"], {"text": "a=b"}),  # only the first sign parts
    ],
)
def test_map(options: list[str], columns: dict[str, str]) -> None:
    assert parse_columns(options) == columns


@pytest.mark.parametrize(
    "option, sentence",
    [
        ("text", "--map takes field=column pairs such as message_id=id,text=body, not 'text'."),
        ("text=", "--map takes field=column pairs such as message_id=id,text=body, not 'text='."),
        ("text=a,,", "--map takes field=column pairs such as message_id=id,text=body, not ''."),
        ("text=a,text=b", "--map names the field 'text' twice."),
        ("mesage_id=id", "--map: a message has no field 'mesage_id'. Did you mean 'message_id'?"),
        ("colour=id", "--map: a message has no field 'colour'."),
        ("message_id=id,conversation_id=id", "--map: the column 'id' would be read for two fields; name another one."),
        ("text=surface", "--map: the column 'surface' would be read for two fields; name another one."),
    ],
)
def test_a_map_that_cannot_be_used(option: str, sentence: str) -> None:
    with pytest.raises(LogError) as error:
        Fields(parse_columns([option]))
    assert str(error.value) == sentence


@pytest.mark.parametrize("name", ["message_id", "action", "rule", "policy", "reason", "findings"])
def test_a_kept_column_must_not_hide_a_field_of_the_output(name: str) -> None:
    with pytest.raises(LogError) as error:
        Fields(keep=[name])
    assert str(error.value) == f"--keep: the output has a field '{name}' of its own."


@pytest.mark.parametrize(
    "keep, kept",
    [
        (["source"], {"source": "export"}),
        (["source", "source"], {"source": "export"}),  # asked for twice
        (["nothing"], {"nothing": None}),
        (["meta"], {"meta": {"deep": [1, None]}}),
        (["body"], {"body": "hello"}),  # a column that is read as a field as well
        (["sender_id"], {"sender_id": "s1"}),
        (["text"], {"text": "another column"}),  # columns are named as the log names them
        (["Order No."], {"Order No.": 7}),  # no name for a variable
    ],
)
def test_columns_are_carried_through(keep: list[str], kept: dict[str, Any]) -> None:
    fields = Fields({"text": "body"}, keep)
    row = {"message_id": "1", "body": "hello", "text": "another column", "sender_id": "s1", "source": "export"}
    message = fields.message(row | {"meta": {"deep": [1, None]}, "Order No.": 7})
    assert message.text == "hello"
    assert fields.kept(message) == kept


def test_reasons_name_the_column_and_the_field() -> None:
    fields = Fields({"text": "body"})
    with pytest.raises(Exception, match=r"^'body' \(text\) must be text, not a number\.$"):
        fields.message({"message_id": "1", "body": 5})


def test_a_message_is_masked_where_it_is_printed() -> None:
    message = Fields({"text": "body"}, ["source"]).message({"message_id": "1", "body": "secret", "source": "secret"})
    assert "secret" not in repr(message)


def test_a_long_name_costs_nothing() -> None:
    row = {"x" * 1_000_000: 1, "message_id": "1"}  # matching it letter by letter would take hours
    with pytest.raises(Exception, match="'text' is missing"):
        Fields().message(row)


def test_utf16_is_told_from_latin1() -> None:
    with pytest.raises(UnicodeDecodeError) as error:
        "ab".encode("utf-16").decode()
    assert "iconv -f UTF-16" in not_utf8(error.value)
