"""What `check_policy` proves and refutes, and that the cases it counts are the cases that decisions are made on."""

import random
from pathlib import Path

import pytest

from sidedoor.policy import load_policy, policy_names
from sidedoor.policy.check import Report, check_policy
from sidedoor.policy.decide import judge
from sidedoor.policy.facts import KNOWN
from sidedoor.policy.load import parse_policy
from sidedoor.policy.space import Outcome, Space
from sidedoor.vocabulary import Action, Kind

HEAD = 'id = "test"\nversion = "1"\ntitle = "t"\n[plans]\nexempt = ["gold"]\nordinary = ["basic"]\n'


def rule(
    identity: str,
    when: str,
    action: str,
    more: str = "",
    decides: str = 'kind = "phone"',
    defers: str = 'kind = "email"',
) -> str:
    """Return a rule's TOML; `decides` and `defers` are one example each, "" for none."""
    fields = [
        f'id = "{identity}"',
        f"when = {{ {when} }}",
        f'action = "{action}"',
        'message = "{what}."',
        'source = "x"',
    ]
    examples = [f"{name} = [{{ {one} }}]" for name, one in (("decides", decides), ("defers", defers)) if one]
    return "\n".join(["[[rule]]", *fields, more, *examples, ""])


def report(*parts: str) -> Report:
    return check_policy(parse_policy(HEAD + "\n".join(parts), Path("test.toml")))


def sentences(*parts: str) -> list[str]:
    return [problem.sentence for problem in report(*parts).problems]


@pytest.mark.parametrize("name", policy_names())
def test_a_shipped_policy_has_no_problems_and_leaves_no_case_to_its_default(name: str) -> None:
    found = check_policy(load_policy(name))
    assert found.problems == ()
    assert found.defaults == ()


@pytest.mark.parametrize("name", policy_names())
def test_the_cases_of_a_check_are_decided_as_messages_are(name: str) -> None:
    policy = load_policy(name)
    chance = random.Random(name)
    for edition in policy.editions:
        space = Space([*edition.noticed, Kind.PLAN_CLAIM])
        outcome = Outcome(space, edition)
        for number in chance.sample(range(space.size), 500):
            facts = space.facts(1 << number)
            verdict = judge(edition, facts)
            deciding = next((rule.id for rule, cases in outcome.decided.items() if cases >> number & 1), "default")
            assert verdict.rule == f"{policy.id}/{deciding}", facts
            assert outcome.by_action[verdict.action] >> number & 1, facts


def test_a_masked_rule_is_named_with_those_that_take_its_cases() -> None:
    late = 'kind = "phone", contract_state = "active"'
    assert sentences(
        rule("gold", 'kind = "phone", plan = "exempt"', "allow", decides='kind = "phone", client_plan = "gold"'),
        rule("phone", 'kind = "phone", plan = "ordinary"', "review", decides='kind = "phone", client_plan = "basic"'),
        rule("late", late, "flag_as_inappropriate", decides=f'{late}, client_plan = "basic"'),
    ) == [
        "it never decides: all its cases are decided by 'gold', 'phone' before it.",
        "its example in 'decides' (kind: phone, contract_state: active, client_plan: basic) "
        "is decided by 'test/phone'.",
    ]


@pytest.mark.parametrize(
    "when, more",
    [
        ('kind = "channel_switch", contact_point = "email"', ""),  # a switch gives no contact point
        ('kind = "phone"', 'unless = { kind = "phone" }'),
        ('kind = "phone", with = "phone"', ""),  # "with" speaks of the other kinds
        ('kind = "system_access", access = "none"', ""),
    ],
)
def test_a_rule_whose_conditions_exclude_each_other_is_told(when: str, more: str) -> None:
    assert "it never applies: its conditions exclude each other." in sentences(rule("never", when, "review", more))


def test_a_rule_shows_its_examples() -> None:
    assert sentences(rule("phone", 'kind = "phone"', "review", decides="", defers="")) == [
        "give an example in 'decides'; it shows a reader what the rule is for.",
        "give an example in 'defers'; it shows a reader what the rule is for.",
    ]


def test_an_example_that_a_rule_must_leave_alone() -> None:
    defers = 'kind = "phone", with = ["email"], surface = "profile"'
    assert sentences(rule("phone", 'kind = "phone"', "review", defers=defers)) == [
        "its example in 'defers' (kind: phone, with: email, surface: profile) is decided by 'test/phone'."
    ]


INVARIANTS = [
    (
        rule("phone", 'kind = "phone"', "review"),
        'when = { kind = "phone" }\naction = "review"',
        None,
    ),
    (
        rule("phone", 'kind = "phone", contract_state = "active", plan = "exempt"', "review"),
        'when = { kind = "phone", plan = "exempt" }\naction = "allow"',
        "kind: phone; contract_state: active; plan: exempt gets review by test/phone.",
    ),
    (
        rule("phone", 'kind = "phone", contract_state = "active", plan = "exempt"', "review"),
        'when = { kind = "phone", contract_state = ["offer", "active"] }\nregardless_of = "plan"',
        "kind: phone; contract_state: active; plan: exempt gets review by test/phone, "
        "but with plan ordinary it gets allow by test/default.",
    ),
    (
        rule("phone", 'kind = "phone", contract_state = "active"', "review"),
        'when = { kind = "phone" }\nregardless_of = "plan"',
        None,
    ),
    (
        rule("phone", 'kind = "phone"', "review", 'unless = { with = "plan_claim" }'),
        'not_excused_by = "plan_claim"',
        "kind: phone; without plan_claim gets review by test/phone, but with plan_claim it gets allow by test/default.",
    ),
    (
        rule("phone", 'kind = "phone"', "review", 'unless = { access = "unnamed" }'),
        'not_excused_by = "system_access"',
        "kind: phone; access: none gets review by test/phone, "
        "but with system_access (unnamed) it gets allow by test/default.",
    ),
    (
        rule("phone", 'kind = "phone", with = "email"', "review"),
        'not_excused_by = ["email", "plan_claim"]',
        None,
    ),  # made stricter, not milder
]


@pytest.mark.parametrize("rules, invariant, counter_example", INVARIANTS)
def test_an_invariant_is_proved_or_refuted_by_a_case(rules: str, invariant: str, counter_example: str | None) -> None:
    found = sentences(rules, f'[[invariant]]\nid = "promise"\nsays = "So it is."\n{invariant}')
    refuted = [sentence for sentence in found if sentence.startswith("refuted: ")]
    assert refuted == ([f"refuted: So it is. Counter-example: {counter_example}"] if counter_example else [])


def all_kinds_but(left_out: Kind) -> str:
    return f"kind = {[kind.value for kind in Kind if kind is not left_out]}"


def test_cases_without_a_rule_are_told_in_compressed_form() -> None:
    found = report(
        rule("phone", 'kind = "phone", contract_state = ["active", "ended"]', "review"),
        rule("rest", f"kind = [{', '.join(repr(kind.value) for kind in Kind if kind is not Kind.PHONE)}]", "review"),
    )
    assert found.defaults == ("kind: phone; contract_state: none, proposal, interview, offer, paused",)


def test_contact_requests_are_told_with_what_they_ask_for() -> None:
    found = report(
        rule("mail", 'contact_point = ["email", "open"]', "review"),
        rule("rest", all_kinds_but(Kind.CONTACT_REQUEST), "review"),
    )
    assert found.defaults == ("kind: contact_request not for email/open",)


def test_rules_that_differ_are_told_in_order() -> None:
    found = report(
        rule("active", 'contract_state = "active"', "allow"),
        rule("phone", 'kind = "phone"', "review"),
        rule("mail", 'kind = "email", contract_state = "active"', "allow"),
    )
    assert [(overlap.first, overlap.second) for overlap in found.overlaps] == [("active", "phone")]


def test_plans_must_be_listed_and_in_one_list_only() -> None:
    pack = HEAD.replace("[plans]", "[[plans]]") + '[[plans]]\nfrom = 2023-01-01\nordinary = ["gold"]\n'
    found = check_policy(parse_policy(pack, Path("test.toml")))
    assert [problem.sentence for problem in found.problems] == [
        "two lists of plans that hold from 2023-01-01 name 'gold'."
    ]
    pack = HEAD[: HEAD.index("[plans]")] + rule("phone", 'kind = "phone", plan = "exempt"', "review")
    found = check_policy(parse_policy(pack, Path("test.toml")))
    assert "rules speak of plans, but no [plans] says" in found.problems[0].sentence


def test_a_rule_is_looked_for_in_the_editions_of_its_time() -> None:
    old = 'kind = "phone", sent_at = 2019-12-31'
    found = report(
        rule("old", 'kind = "phone"', "review", "until = 2020-01-01", decides=old, defers='kind = "phone"'),
        rule("new", 'kind = "phone"', "flag_as_inappropriate", "from = 2020-01-01", defers=old),
    )
    assert found.problems == ()


def test_a_counter_example_names_its_period() -> None:
    found = sentences(
        rule("phone", 'kind = "phone"', "review", "from = 2020-06-26"),
        '[[invariant]]\nid = "promise"\nsays = "So it is."\nwhen = { kind = "phone" }\naction = "review"',
    )
    assert found == [
        "refuted: So it is. Counter-example (period: until 2020-06-26): kind: phone gets allow by test/default."
    ]


def test_a_variant_may_decide_otherwise_than_the_examples_that_it_inherits(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(HEAD + rule("phone", 'kind = "phone"', "review"))
    variant = 'id = "ours"\nversion = "1"\ntitle = "t"\nextends = "base.toml"\n' + rule("all", "", "allow")
    assert check_policy(parse_policy(variant, tmp_path / "ours.toml")).problems[0].sentence == (
        "its example in 'defers' (kind: email) is decided by 'ours/all'."
    )


@pytest.mark.parametrize("name", policy_names())
def test_an_unknown_fact_means_a_review_exactly_where_its_values_lead_to_different_actions(name: str) -> None:
    policy = load_policy(name)
    chance = random.Random(name)
    for edition in policy.editions:
        space = Space(edition.noticed)
        for number in chance.sample(range(space.size), 200):
            facts = space.facts(1 << number)
            for gap in ("contract_state", "plan"):
                known = {judge(edition, facts.having([gap], [value])).action for value in KNOWN[gap]}
                action, rule, sentence, _ = judge(edition, facts.having([gap], ["unknown"]))
                assert action == (known.pop() if len(known) == 1 else Action.REVIEW), facts
                assert "/missing-" not in rule or "missing from the record" in sentence
