"""The published schemas are those of the code, and what is written fits them."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from sidedoor import SidedoorError
from sidedoor.schemas import NAMES, Output, as_text, schema
from tests.test_record import recommended, record

DOCS = Path(__file__).parent.parent / "docs" / "schemas"


@pytest.mark.parametrize("name", NAMES)
def test_the_files_in_docs_are_up_to_date(name: str) -> None:
    assert (DOCS / f"{name}.json").read_text(encoding="utf-8") == as_text(name), f"sidedoor schema {name} > {name}.json"


def test_an_output_line_fits_its_schema() -> None:
    line = msgspec.json.encode({**recommended().as_record(), "record": record()})
    assert msgspec.json.decode(line, type=Output).record == record()
    properties: dict[str, Any] = schema("output")["$defs"]["Output"]["properties"]
    assert set(recommended().as_record()) | {"record"} == set(properties)


def test_the_input_needs_an_id_and_a_text_alone() -> None:
    assert schema("input")["$defs"]["LoggedMessage"]["required"] == ["text", "message_id"]


def test_another_name_is_told() -> None:
    with pytest.raises(SidedoorError, match=r"no schema 'outptu'. Did you mean 'output'\?"):
        schema("outptu")
