"""Labelled cases, counterfactuals, and the difference between two policies."""

from pathlib import Path

import pytest

from sidedoor import Action, ContractState, Finding, Kind, Message, PolicyError
from sidedoor.policy import load_policy
from sidedoor.policy.cases import differences, read_cases
from sidedoor.policy.diff import ActionChange, PlanChange, changes_on, policy_diff
from sidedoor.policy.explain import counterfactuals
from sidedoor.policy.facts import PlanClass
from sidedoor.policy.load import parse_policy
from sidedoor.policy.rules import Example

UPWORK = load_policy("upwork")


def case(findings: str, wanted: str, record: str = "") -> str:
    return f'{{"id": "c1", {record}"messages": [{{"recommendation": "{wanted}"{findings}}}]}}\n'


@pytest.mark.parametrize(
    "line, given",
    [
        (case(', "findings": [{"kind": "phone"}]', "flag_as_inappropriate"), []),
        (case(', "findings": [{"kind": "phone"}]', "allow"), ["flag_as_inappropriate"]),
        (case(', "findings": [{"kind": "phone"}]', "allow", '"contract_state": "active", '), []),
        (case(', "findings": []', "review"), ["allow"]),
        (case("", "review"), []),  # asserts no findings, so there is nothing to judge
        # a label that leaves out what is asked for, or which system is meant, may mean either
        (case(', "findings": [{"kind": "contact_request"}, {"kind": "system_access"}]', "allow"), []),
        (case(', "findings": [{"kind": "contact_request"}, {"kind": "system_access"}]', "review"), []),
        (case(', "findings": [{"kind": "contact_request"}, {"kind": "system_access"}]', "flag_as_inappropriate"), []),
        # one that says so does not
        (case(', "findings": [{"kind": "email"}, {"kind": "system_access", "service": null}]', "allow"), ["review"]),
        (case(', "findings": [{"kind": "email"}, {"kind": "system_access", "service": "github"}]', "allow"), []),
        (case(', "findings": [{"kind": "contact_request", "value": "email"}]', "review"), ["flag_as_inappropriate"]),
    ],
)
def test_cases_are_judged_on_their_labelled_findings(tmp_path: Path, line: str, given: list[str]) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(line)
    assert [found.given for read in read_cases(path) for found in differences(UPWORK, read)] == given


def test_a_line_that_is_no_case_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(case("", "allow") + case("", "maybe"))
    with pytest.raises(PolicyError, match=r"cases.jsonl, line 2: this is no labelled case: Invalid enum value 'maybe'"):
        list(read_cases(path))


def message(state: str = "interview", plan: str = "basic", known_before: bool = False) -> Message:
    return Message(text="x", contract_state=ContractState(state), client_plan=plan, existing_relationship=known_before)


@pytest.mark.parametrize(
    "record, kind, expected",
    [
        (
            message(),
            "phone",
            [
                "With contract_state active, paused or ended: allow.",
                "With client_plan business or enterprise: allow.",
                "With existing_relationship true: allow.",
            ],
        ),
        (message(), "off_platform_payment", []),  # nothing excuses it
        (
            message("active"),
            "email",
            [
                "With contract_state none, proposal, interview or offer: flag_as_inappropriate.",
                "With surface job_post or profile: flag_as_inappropriate.",
            ],
        ),
        (
            message("unknown", "enterprise"),
            "handle",
            [
                "With client_plan basic, plus or business plus: review.",
                "With surface job_post or profile: flag_as_inappropriate.",
            ],
        ),
    ],
)
def test_what_would_have_changed_the_answer(record: Message, kind: str, expected: list[str]) -> None:
    found = counterfactuals(UPWORK, record, Example(kind=Kind(kind)).findings())
    assert [other.sentence for other in found] == expected


@pytest.mark.parametrize(
    "record, findings, expected",
    [
        # one contact: its words are the reason
        (message("interview", "basic"), [("phone", 12, 40)], ["Without characters 12 to 40: allow."]),
        # two: neither alone would be enough
        (
            message("interview", "basic"),
            [("phone", 12, 40), ("email", 50, 60)],
            ["Without characters 12 to 40 and 50 to 60: allow."],
        ),
        # the milder of two remains
        (
            message("interview", "basic"),
            [("plan_claim", 0, 9), ("email", 50, 60)],
            ["Without characters 50 to 60: review."],
        ),
        # one inside the other is one stretch
        (
            message("interview", "basic"),
            [("channel_switch", 0, 40), ("phone", 12, 40)],
            ["Without characters 0 to 40: allow."],
        ),
        (message("active", "basic"), [("phone", 12, 40)], []),  # nothing is held against it
    ],
)
def test_the_words_without_which_it_would_be_milder(
    record: Message, findings: list[tuple[str, int, int]], expected: list[str]
) -> None:
    found = tuple(Finding(kind=Kind(kind), start=start, end=end, text="") for kind, start, end in findings)
    said = [other.sentence for other in counterfactuals(UPWORK, record, found)]
    assert [sentence for sentence in said if sentence.startswith("Without")] == expected


def test_a_policy_differs_from_itself_in_nothing() -> None:
    assert not policy_diff(UPWORK, load_policy("upwork"))


def test_a_plan_that_changes_its_class_is_told() -> None:
    found = policy_diff(UPWORK, load_policy("upwork-2023"))
    assert [(change.plan, change.before, change.after) for change in found.plans] == [
        ("business", "exempt", "ordinary")
    ]
    assert found.actions == ()


STRICTER = """
id = "stricter"
version = "1"
title = "A contract that has ended frees nothing"
extends = "upwork"
[[rule]]
id = "after-the-end"
when = { kind = ["email", "phone"], contract_state = "ended" }
action = "review"
message = "{what} after the contract ended."
source = "an example"
"""


def test_the_cases_that_change_are_told_in_compressed_form(tmp_path: Path) -> None:
    stricter = parse_policy(STRICTER, tmp_path / "stricter.toml")
    allowed, public = policy_diff(UPWORK, stricter).actions
    assert allowed == ActionChange(
        Action.ALLOW,
        Action.REVIEW,
        ("kind: email, phone; contract_state: ended; surface: message, proposal",),
    )
    # the check of such a variant would refute the invariant that public contact is never exempt
    assert public == ActionChange(
        Action.FLAG,
        Action.REVIEW,
        ("kind: email, phone; contract_state: ended; surface: job_post, profile",),
    )


def test_the_messages_that_change(tmp_path: Path) -> None:
    stricter = parse_policy(STRICTER, tmp_path / "stricter.toml")
    email = Finding(kind=Kind.EMAIL, start=0, end=1, text="x")
    judged = [(message("ended"), (email,)), (message("active"), (email,)), (message("ended"), ())]
    (change,) = changes_on(UPWORK, stricter, judged)
    assert (change.message, change.before, change.after) == (judged[0][0], Action.ALLOW, Action.REVIEW)
    assert change.old_reason is not None
    assert change.old_reason.rule == "upwork/contract-started"
    assert change.new_reason is not None
    assert change.new_reason.rule == "stricter/after-the-end"


def test_plan_changes_name_unknown_plans() -> None:
    found = policy_diff(load_policy("generic"), UPWORK)
    assert PlanChange("enterprise", PlanClass.UNKNOWN, PlanClass.EXEMPT) in found.plans
