"""What honest people write, of the sorts that filters take for a solicitation: hardly anybody may be touched."""

import tomllib
from pathlib import Path

import pytest

import sidedoor
from sidedoor import Action, Message
from sidedoor.vocabulary import ContractState

MESSAGES = tomllib.loads(Path(__file__).with_name("honest.toml").read_text(encoding="utf-8"))["messages"]


def actions(pipeline: sidedoor.Pipeline) -> list[Action]:
    return [
        pipeline(Message(text=message["text"], contract_state=ContractState.INTERVIEW, client_plan="basic")).action
        for message in MESSAGES
    ]


def test_at_most_one_in_a_hundred_is_flagged_and_few_are_looked_at() -> None:
    pytest.importorskip("onnxruntime")
    told = actions(sidedoor.load())

    assert told.count(Action.FLAG) <= len(MESSAGES) // 100  # none when this was written
    assert told.count(Action.REVIEW) <= len(MESSAGES) * 3 // 100  # five: what the models doubt


def test_without_the_encoder_two_in_a_hundred_are_flagged_at_most() -> None:
    told = actions(sidedoor.load(fast=True))

    assert told.count(Action.FLAG) <= len(MESSAGES) * 2 // 100  # four: patterns that the encoder would overrule
