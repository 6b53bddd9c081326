"""What the docs promise: commands and options exist, the example policy is sound, every field of a record is told."""

import re
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from sidedoor.cli import app
from sidedoor.policy.check import check_policy
from sidedoor.policy.load import parse_policy
from sidedoor.record import Record

DOCS = Path(__file__).parent.parent / "docs"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))}
COMMANDS = [line for text in TEXTS.values() for line in re.findall(r"^\$ sidedoor (.*)$", text, re.MULTILINE)]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_and_options_exist(command: str) -> None:
    name = re.match(r"((policy|audit) )?\w+", command)
    assert name
    result = CliRunner().invoke(app, [*name.group().split(), "--help"])
    assert result.exit_code == 0, result.output
    for option in re.findall(r"--[a-z-]+", command):
        assert option in result.output


EXAMPLE = re.findall(r"```toml\n(.*?)```", TEXTS["policy.md"], re.DOTALL)[0]


def test_the_example_is_a_sound_policy() -> None:
    assert check_policy(parse_policy(EXAMPLE, DOCS / "tradewind.toml")).problems == ()


@pytest.mark.parametrize(
    "left_out, broken",
    [
        (', surface = ["message", "proposal"]', "In public, contact is flagged"),
        ('unless = { contact_point = "payment_account" }\n', "An account to be paid on is flagged"),
    ],
)
def test_the_slips_that_the_walk_speaks_of_are_found(left_out: str, broken: str) -> None:
    slip = EXAMPLE.replace(left_out, "")
    assert slip != EXAMPLE
    problems = " ".join(
        problem.sentence for problem in check_policy(parse_policy(slip, DOCS / "tradewind.toml")).problems
    )
    assert broken in problems


def test_every_field_of_a_record_is_told() -> None:
    for field in msgspec.structs.fields(Record):
        assert f"`{field.name}`" in TEXTS["record.md"], field.name


def test_links_lead_somewhere() -> None:
    for text in TEXTS.values():
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert (DOCS / target).exists(), target
