"""`policies/README.md` says what the code knows: its example loads, and every word of the vocabulary stands there."""

import re
from pathlib import Path

import msgspec

from sidedoor.policy import policy_names
from sidedoor.policy.cases import Case
from sidedoor.policy.check import check_policy
from sidedoor.policy.facts import KNOWN
from sidedoor.policy.load import parse_policy
from sidedoor.policy.pack import InvariantEntry, Pack, PlansEntry, RuleEntry
from sidedoor.resources import folder

README = (folder("policies") / "README.md").read_text(encoding="utf-8")
BLOCKS = dict(zip(("policy", "invariant"), re.findall(r"```toml\n(.*?)```", README, re.DOTALL), strict=True))


def test_the_example_is_a_sound_policy() -> None:
    policy = parse_policy(BLOCKS["policy"] + BLOCKS["invariant"], Path("mine.toml"))
    assert check_policy(policy).problems == ()
    assert len(policy.rules) == 2


def test_the_example_of_a_case_is_one() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    assert msgspec.json.decode(block, type=Case).messages[0].findings


def test_every_fact_value_field_and_policy_is_named() -> None:
    entries = (Pack, RuleEntry, InvariantEntry, PlansEntry)
    fields = {field.encode_name for entry in entries for field in msgspec.structs.fields(entry)}
    values = {str(value).lower() for known in KNOWN.values() for value in known}
    facts = {"with" if name == "companions" else name for name in KNOWN}
    for word in fields | values | facts | set(policy_names()):
        assert re.search(rf"\b{re.escape(word)}\b", README), word
