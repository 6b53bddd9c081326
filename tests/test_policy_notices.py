"""What a sender is told: what was seen and what is allowed, in the sender's language; nothing for what is allowed."""

import re
from pathlib import Path

import pytest

from sidedoor import Action, ContractState, Kind, Message, PolicyError
from sidedoor.policy import decide, load_policy, policy_names
from sidedoor.policy.facts import KNOWN, NOTHING
from sidedoor.policy.load import parse_policy
from sidedoor.policy.notices import languages, words
from sidedoor.policy.rules import Example

EARLY = Message(text="x", contract_state=ContractState.INTERVIEW, client_plan="basic")


def notice(
    kind: Kind, message: Message = EARLY, policy: str = "upwork", language: str = "en", asks: str = NOTHING
) -> str | None:
    _, reasons = decide(load_policy(policy, language), message, Example(kind=kind, contact_point=asks).findings())
    return reasons[0].notice


@pytest.mark.parametrize("name", policy_names())
def test_every_rule_that_holds_something_against_a_sender_tells_what_is_still_allowed(name: str) -> None:
    for rule in load_policy(name).rules:
        if rule.action is not Action.ALLOW:
            assert "{seen}" in rule.notice, rule.id
            assert re.fullmatch(r"[^.!?]*(Freelancer\.com)?[^.!?]*\.", rule.notice), f"{rule.id}: one sentence"
            assert len(rule.notice) <= 200, rule.id


@pytest.mark.parametrize("language", languages())
def test_every_language_has_a_word_for_all_that_can_be_seen_or_asked_for(language: str) -> None:
    said = words(language)
    assert said.seen.keys() == {kind.value for kind in Kind} - {"contact_request"}
    assert said.asked.keys() == set(map(str, KNOWN["contact_point"])) - {"nothing"}
    assert "{seen}" in said.otherwise


def test_what_was_seen_and_what_is_allowed() -> None:
    assert notice(Kind.PHONE) == (
        "We noticed a phone number in your message: that can wait until the contract starts, "
        "and until then you can write, call and share files right here in Messages."
    )
    assert "a question for an e-mail address" in (notice(Kind.CONTACT_REQUEST, asks="email") or "")


def test_what_is_allowed_needs_no_notice() -> None:
    assert notice(Kind.PHONE, Message(text="x", contract_state=ContractState.ACTIVE)) is None


def test_a_gap_in_the_record_is_told_to_reviewers_and_not_to_senders() -> None:
    said = notice(Kind.PHONE, Message(text="x", contract_state=ContractState.INTERVIEW))
    assert said
    assert "a phone number" in said
    assert "client_plan" not in said


def test_the_senders_language() -> None:
    assert (notice(Kind.PHONE, language="es") or "").startswith("Hemos visto un número de teléfono en tu mensaje")
    untranslated = notice(Kind.PLAN_CLAIM, language="es")
    assert untranslated == words("es").otherwise.replace("{seen}", "una mención de un plan")


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(PolicyError, match="no words for the language 'xx'"):
        load_policy("upwork", "xx")


RULE = """
id = "mine"
version = "1"
title = "Mine"
[[rule]]
id = "all"
when = {}
action = "review"
message = "{what}."
source = "here"
"""


@pytest.mark.parametrize("given", ['"We saw {what}."', '{ es = "Vimos {visto}." }'])
def test_a_placeholder_that_nothing_fills_is_a_mistake(given: str) -> None:
    with pytest.raises(PolicyError, match=r"'notice' holds \{\w+\}; only \{seen\} is filled in"):
        parse_policy(RULE + f"notice = {given}", Path("mine.toml"))
