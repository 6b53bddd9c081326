"""What the other shipped policies want where they differ from Upwork's, each with the reason."""

from datetime import datetime

import msgspec
import pytest

from sidedoor import Action, ContractState, Kind, Message, Surface
from sidedoor.policy import decide, load_policy, policy_names
from sidedoor.policy.facts import OPEN, Certainty
from sidedoor.policy.rules import Example
from sidedoor.vocabulary import SOLICITATIONS

ALLOW, REVIEW, FLAG = Action.ALLOW, Action.REVIEW, Action.FLAG


@pytest.mark.parametrize(
    "name, kind, state, plan, sent_at, action",
    [
        # Upwork by date
        ("upwork-2023", "email", "interview", "business", "2022-12-31", ALLOW),  # the last day of the exemption
        ("upwork-2023", "email", "interview", "business", "2023-01-01", FLAG),
        ("upwork-2023", "email", "interview", "business", None, FLAG),
        ("upwork-2023", "email", "interview", "enterprise", None, ALLOW),
        ("upwork-2023", "email", "interview", "Enterprise (with compliance)", None, ALLOW),  # both kinds are Enterprise
        ("upwork", "email", "interview", "enterprise_without_compliance", None, ALLOW),
        ("upwork", "email", "interview", "Business+", None, REVIEW),  # whatever it is, it is not Business
        ("upwork", "email", "interview", "Small Business", None, REVIEW),  # a sales segment, no plan
        ("upwork", "email", "interview", "VSB", None, REVIEW),
        ("upwork-2023", "email", "interview", "business plus", "2022-01-01", REVIEW),  # no such plan then
        ("upwork-2023", "email", "interview", "business plus", "2025-01-01", FLAG),
        ("upwork-2023", "phone", "interview", "basic", "2020-06-25", ALLOW),  # before the rule
        ("upwork-2023", "phone", "interview", "basic", "2020-06-26", FLAG),
        ("upwork-2023", "off_platform_payment", "interview", "basic", "2019-01-01", FLAG),
        ("upwork", "email", "interview", "business", "2026-01-05", ALLOW),  # bears no dates
        # Fiverr: the order is the gate
        ("fiverr", "handle", "offer", "unknown", None, FLAG),
        ("fiverr", "channel_switch", "active", "unknown", None, ALLOW),
        ("fiverr", "payment_account", "active", "unknown", None, FLAG),
        ("fiverr", "email", "unknown", "unknown", None, REVIEW),
        # Freelancer.com: the messenger is wanted after the award, too
        ("freelancer-com", "email", "interview", "unknown", None, FLAG),
        ("freelancer-com", "channel_switch", "active", "unknown", None, REVIEW),
        # PeoplePerHour: its pages differ on what holds after acceptance
        ("peopleperhour", "link", "proposal", "unknown", None, FLAG),
        ("peopleperhour", "email", "active", "unknown", None, REVIEW),
        # Airbnb: the phone after the booking, links never, asking never since May 2025
        ("airbnb", "phone", "interview", "unknown", None, FLAG),
        ("airbnb", "phone", "active", "unknown", None, ALLOW),
        ("airbnb", "link", "active", "unknown", None, FLAG),
        ("airbnb", "link", "unknown", "unknown", None, FLAG),  # whatever the state, so no review
        ("airbnb", "channel_switch", "active", "unknown", "2025-05-09", ALLOW),
        ("airbnb", "channel_switch", "active", "unknown", "2025-05-10", FLAG),
        ("airbnb", "email", "active", "unknown", "2025-06-01", REVIEW),
        # any marketplace
        ("generic", "phone", "interview", "platinum", None, FLAG),  # knows no plans, so an unknown one is no gap
        ("generic", "phone", "active", "unknown", None, ALLOW),
        ("generic", "off_platform_hire", "ended", "unknown", None, FLAG),
    ],
)
def test_where_policies_differ(
    name: str, kind: str, state: str, plan: str, sent_at: str | None, action: Action
) -> None:
    message = Message(
        text="x",
        contract_state=ContractState(state),
        client_plan=plan,
        sent_at=datetime.fromisoformat(sent_at) if sent_at else None,
    )
    assert decide(load_policy(name), message, Example(kind=Kind(kind)).findings())[0] is action


@pytest.mark.parametrize("name", policy_names())
@pytest.mark.parametrize("kind", [Kind.OFF_PLATFORM_PAYMENT, Kind.OFF_PLATFORM_HIRE, Kind.PAYMENT_ACCOUNT])
def test_no_shipped_policy_excuses_money(name: str, kind: Kind) -> None:
    policy = load_policy(name)
    for state in ContractState:
        for surface in Surface:
            message = Message(
                text="x",
                contract_state=state,
                client_plan="enterprise",
                surface=surface,
                existing_relationship=True,
            )
            assert decide(policy, message, Example(kind=kind).findings())[0] is FLAG


@pytest.mark.parametrize("name", policy_names())
@pytest.mark.parametrize("kind", sorted(SOLICITATIONS))
def test_doubt_leads_to_a_person_where_a_sure_finding_is_flagged_and_changes_nothing_elsewhere(
    name: str, kind: Kind
) -> None:
    policy = load_policy(name)
    sure_of_it = Example(kind=kind)
    if kind is Kind.CONTACT_REQUEST:
        sure_of_it = Example(kind=kind, contact_point=OPEN)
    for state in ContractState:
        for surface in Surface:
            message = Message(text="x", contract_state=state, client_plan="basic", surface=surface)
            sure, _ = decide(policy, message, sure_of_it.findings())
            unsure_of_it = msgspec.structs.replace(sure_of_it, certainty=Certainty.DOUBTFUL)
            doubtful, reasons = decide(policy, message, unsure_of_it.findings())
            assert doubtful is (REVIEW if sure is FLAG else sure), (state, surface)
            if sure is FLAG:
                assert reasons[0].message.startswith("This may be a "), reasons[0].message
                assert reasons[0].message.endswith("please look."), reasons[0].message


@pytest.mark.parametrize("name", policy_names())
def test_every_rule_says_where_it_comes_from(name: str) -> None:
    policy = load_policy(name)
    assert policy.id == name  # a reason's "upwork/..." must be the name that one loads
    for rule in policy.rules:
        assert rule.source.strip()
        assert "{what}" in rule.message
        assert rule.message.endswith(".")
