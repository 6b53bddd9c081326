"""What the shipped policies want, as tables, and the rules by which findings become an action."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sidedoor import Action, ContractState, Finding, Kind, Message, PolicyError, Surface
from sidedoor.policy import decide, load_policy
from sidedoor.policy.load import parse_policy

ALLOW, REVIEW, FLAG = Action.ALLOW, Action.REVIEW, Action.FLAG
UPWORK = load_policy("upwork")
ELANCE = load_policy("elance")


def found(*names: str) -> tuple[Finding, ...]:
    """Return findings from short names: "phone", "contact_request:email", "system_access:github"."""
    findings = []
    for name in names:
        kind, _, detail = name.partition(":")
        findings.append(
            Finding(
                kind=Kind(kind),
                start=0,
                end=1,
                text="x",
                value=detail or None if kind == "contact_request" else None,
                service=detail or None if kind == "system_access" else None,
            )
        )
    return tuple(findings)


def record(state: str, plan: str = "basic", surface: str = "message", *, known_before: bool = False) -> Message:
    return Message(
        text="x",
        contract_state=ContractState(state),
        client_plan=plan,
        surface=Surface(surface),
        existing_relationship=known_before,
    )


UPWORK_CASES = [
    # a contact point, a request or a switch before a contract, on an ordinary plan
    (record("none"), "phone", FLAG),
    (record("proposal", surface="proposal"), "email", FLAG),
    (record("interview"), "handle", FLAG),
    (record("offer", "plus"), "link", FLAG),
    (record("interview"), "address", FLAG),
    (record("interview"), "contact_request:email", FLAG),
    (record("interview"), "contact_request", FLAG),
    (record("offer"), "channel_switch", FLAG),
    # an exempt plan frees contact in private, never in public
    (record("interview", "business"), "email", ALLOW),
    (record("proposal", "enterprise", "proposal"), "phone channel_switch", ALLOW),
    (record("none", "enterprise", "job_post"), "phone", FLAG),
    (record("none", "business", "profile"), "email", FLAG),
    (record("none", "enterprise", "job_post"), "contact_request:link", FLAG),
    (record("interview", "business plus"), "email", FLAG),  # another plan than Business
    (record("interview", "Business_Plus"), "email", FLAG),
    (record("interview", "ENTERPRISE"), "email", ALLOW),
    # access to a named work system excuses an e-mail address and nothing else
    (record("interview"), "email system_access:github", ALLOW),
    (record("interview"), "contact_request:email system_access:xero", ALLOW),
    (record("interview"), "email system_access", REVIEW),
    (record("interview"), "contact_request:email system_access", REVIEW),
    (record("interview"), "phone system_access:shopify", REVIEW),
    (record("interview"), "handle system_access", REVIEW),
    (record("interview"), "contact_request system_access:github", ALLOW),  # "which account may I share it with?"
    (record("interview"), "contact_request system_access", REVIEW),
    (record("interview"), "contact_request:handle system_access:github", REVIEW),
    (record("interview"), "email system_access:github channel_switch", FLAG),
    (record("interview"), "phone system_access:shopify channel_switch", FLAG),
    (record("interview"), "link system_access:github", FLAG),
    (record("interview"), "email phone system_access:github", REVIEW),  # the e-mail is excused, the number is not
    (record("interview"), "system_access", ALLOW),
    (record("none", surface="job_post"), "email system_access:github", FLAG),
    # a legal need excuses what the law needs, never moving the talk
    (record("interview"), "address legal_need", ALLOW),
    (record("interview"), "contact_request legal_need", ALLOW),
    (record("interview"), "contact_request channel_switch legal_need", FLAG),
    (record("interview"), "legal_need", ALLOW),
    # the platform's own call
    (record("interview"), "platform_call", ALLOW),
    (record("unknown", "unknown"), "platform_call", ALLOW),
    (record("interview"), "platform_call channel_switch", FLAG),
    # after the start of a contract contact is free
    (record("active"), "phone channel_switch", ALLOW),
    (record("paused", "plus"), "contact_request:email", ALLOW),
    (record("ended"), "channel_switch", ALLOW),
    (record("active", "unknown"), "phone", ALLOW),
    # money and hiring: no state, plan or acquaintance excuses them
    (record("active"), "off_platform_payment", FLAG),
    (record("unknown", "unknown"), "off_platform_payment", FLAG),
    (record("ended", "enterprise", known_before=True), "off_platform_hire", FLAG),
    (record("active", "enterprise"), "payment_account", FLAG),
    (record("active"), "contact_request:payment_account", FLAG),
    (record("active"), "email payment_account", FLAG),
    (record("active"), "email", ALLOW),
    # a claim proves nothing
    (record("interview"), "plan_claim", REVIEW),
    (record("interview"), "plan_claim email", FLAG),
    (record("interview", "enterprise"), "plan_claim email", ALLOW),
    (record("interview", "unknown"), "plan_claim email", REVIEW),
    # what the record does not tell
    (record("unknown"), "phone", REVIEW),
    (record("unknown", "enterprise"), "phone", ALLOW),
    (record("interview", "unknown"), "handle", REVIEW),
    (record("interview", "gold"), "handle", REVIEW),
    (record("unknown", "unknown"), "contact_request", REVIEW),
    (record("none", "unknown", "job_post"), "phone", FLAG),
    (record("unknown"), "email system_access:github", ALLOW),
    # who knew each other before
    (record("interview", known_before=True), "handle channel_switch", ALLOW),
    (record("unknown", known_before=True), "channel_switch", ALLOW),
    (record("interview", known_before=True), "off_platform_payment", FLAG),
    (record("interview"), "", ALLOW),
]


@pytest.mark.parametrize("message, kinds, action", UPWORK_CASES)
def test_upwork(message: Message, kinds: str, action: Action) -> None:
    assert decide(UPWORK, message, found(*kinds.split()))[0] is action


@pytest.mark.parametrize(
    "message, kinds, action",
    [
        (record("none", surface="job_post"), "email", FLAG),
        (record("proposal", surface="proposal"), "phone channel_switch", FLAG),
        (record("none", "enterprise"), "channel_switch", FLAG),  # Elance knows no exempt plan
        (record("interview"), "handle", ALLOW),  # the client has opened the workroom
        (record("offer"), "contact_request", ALLOW),
        (record("active"), "channel_switch", ALLOW),
        (record("unknown"), "phone", REVIEW),
        (record("interview", "unknown"), "phone", ALLOW),  # plans make no difference, so an unknown one neither
        (record("interview"), "off_platform_payment", FLAG),
        (record("ended"), "off_platform_hire", FLAG),
        (record("active"), "payment_account", FLAG),
        (record("active"), "plan_claim", ALLOW),
    ],
)
def test_elance(message: Message, kinds: str, action: Action) -> None:
    assert decide(ELANCE, message, found(*kinds.split()))[0] is action


@pytest.mark.parametrize(
    "message, kind, rule, sentence",
    [
        (
            record("interview"),
            "phone",
            "upwork/pre-contract-contact",
            "A phone number was shared before a contract started.",
        ),
        (
            record("offer"),
            "contact_request:email",
            "upwork/pre-contract-contact",
            "An e-mail address was asked for before a contract started.",
        ),
        (
            record("interview", "enterprise"),
            "off_platform_payment",
            "upwork/off-platform-payment",
            "Payment outside the platform was proposed; "
            "payments stay on Upwork on every plan, before, during and after a contract.",
        ),
        (
            record("unknown"),
            "phone",
            "upwork/missing-contract-state",
            "A phone number was shared; this would be allowed if the contract state were active, "
            "but contract_state is missing from the record.",
        ),
        (
            record("unknown", "unknown"),
            "channel_switch",
            "upwork/missing-contract-state-and-client-plan",
            "Talking outside the platform was proposed; this would be allowed if the contract state were active or "
            "the client were on an exempt plan, but contract_state is missing from the record, and client_plan is "
            "missing from the record or not in the policy's lists.",
        ),
    ],
)
def test_a_reason_is_a_fact_in_plain_words(message: Message, kind: str, rule: str, sentence: str) -> None:
    _, (reason,) = decide(UPWORK, message, found(kind))
    assert (reason.rule, reason.message) == (rule, sentence)


@pytest.mark.parametrize(
    "kind, confidence, action, why",
    [
        (Kind.CHANNEL_SWITCH, None, FLAG, "no model was asked"),
        (Kind.CHANNEL_SWITCH, 1.0, FLAG, "sure"),
        (Kind.CHANNEL_SWITCH, 0.5, REVIEW, "doubtful"),
        (Kind.OFF_PLATFORM_PAYMENT, 0.5, REVIEW, "doubtful, though money is never free"),
        (Kind.EMAIL, 0.5, FLAG, "a contact point stands there, whatever the models make of the text"),
    ],
)
def test_a_finding_is_doubtful_below_the_models_threshold(
    kind: Kind, confidence: float | None, action: Action, why: str
) -> None:
    finding = Finding(kind=kind, start=0, end=1, text="x", confidence=confidence)
    assert decide(UPWORK, record("interview"), (finding,))[0] is action, why


def test_a_doubtful_switch_takes_no_excuse_away_and_is_looked_at() -> None:
    email, access = found("email", "system_access:github")
    switch = Finding(kind=Kind.CHANNEL_SWITCH, start=0, end=1, text="x", confidence=0.5)
    action, reasons = decide(UPWORK, record("interview"), (email, access, switch))
    assert action is REVIEW
    assert reasons[0].finding is switch
    assert reasons[0].message == "This may be a proposal to talk outside the platform; please look."


def test_advice_is_kept_in_the_reason_of_an_allowed_finding() -> None:
    action, (reason,) = decide(ELANCE, record("interview"), found("phone"))
    assert action is ALLOW
    assert "into the workroom" in reason.message


def test_every_finding_has_its_reason_and_the_strictest_comes_first() -> None:
    findings = found("email", "phone", "system_access:github")
    action, reasons = decide(UPWORK, record("interview"), findings)
    assert action is REVIEW
    assert [(r.finding, r.action) for r in reasons] == [
        (findings[1], REVIEW),
        (findings[0], ALLOW),
        (findings[2], ALLOW),
    ]


def test_nothing_found_is_allowed_whatever_the_default() -> None:
    strict = parse_policy(PACK.replace('default = "allow"', 'default = "review"'), Path("strict.toml"))
    assert decide(strict, record("interview"), ()) == (ALLOW, ())
    action, (reason,) = decide(strict, record("interview"), found("address"))
    assert (action, reason.rule) == (REVIEW, "test/default")


PACK = """
id = "test"
version = "1"
title = "A policy for tests"
default = "allow"

[[plans]]
until = 2023-01-01
exempt = ["business"]
ordinary = ["basic"]

[[plans]]
from = 2023-01-01
ordinary = ["basic", "business"]

[groups]
pre = ["none", "proposal", "interview", "offer"]

[[rule]]
id = "early"
when = { kind = "email", contract_state = "pre", plan = "ordinary" }
action = "flag_as_inappropriate"
message = "{what} too early."
source = "here"
from = 2020-06-26

[[rule]]
id = "phone-by-invite"
when = { kind = "phone", origin = "invite" }
action = "allow"
message = "{what} after an invite."
source = "here"

[[rule]]
id = "phone"
when = { kind = "phone" }
action = "review"
message = "{what}."
source = "here"
"""


@pytest.mark.parametrize(
    "sent_at, plan, action",
    [
        ("2020-06-25T23:59:59+00:00", "basic", ALLOW),  # the day before the rule
        ("2020-06-26T00:00:00+00:00", "basic", FLAG),
        ("2020-06-26T01:00:00+02:00", "basic", ALLOW),  # still the 25th in UTC
        ("2022-12-31T12:00:00+00:00", "business", ALLOW),
        ("2023-01-01T00:00:00+00:00", "business", FLAG),  # the plan's exemption has ended
        (None, "business", FLAG),  # judged as of today
    ],
)
def test_a_message_is_judged_by_the_policy_of_its_day(sent_at: str | None, plan: str, action: Action) -> None:
    policy = parse_policy(PACK, Path("test.toml"))
    sent = datetime.fromisoformat(sent_at) if sent_at else None
    message = Message(text="x", sent_at=sent, contract_state=ContractState.INTERVIEW, client_plan=plan)
    assert decide(policy, message, found("email"))[0] is action


def test_a_time_without_zone_is_read_as_utc() -> None:
    policy = parse_policy(PACK, Path("test.toml"))
    assert policy.as_of(datetime(2020, 6, 26)) is policy.as_of(datetime(2020, 6, 26, 12, tzinfo=UTC))


def test_an_unknown_origin_that_matters_needs_a_review() -> None:
    _, (reason,) = decide(parse_policy(PACK, Path("test.toml")), record("interview"), found("phone"))
    assert reason.rule == "test/missing-origin"
    assert reason.message == (
        "A phone number was shared; this would be allowed if the conversation's origin were invite, "
        "but origin is missing from the record."
    )


def test_both_gaps_are_named_where_only_both_together_would_excuse() -> None:
    pack = PACK.replace('origin = "invite" }', 'origin = "invite", contract_state = "active" }')
    _, (reason,) = decide(parse_policy(pack, Path("test.toml")), record("unknown"), found("phone"))
    assert reason.rule == "test/missing-contract-state-and-origin"
    assert "if the contract state were active and the conversation's origin were invite, but" in reason.message


def test_the_label_names_policy_and_version() -> None:
    assert UPWORK.label == "upwork@2026.1"


@pytest.mark.parametrize(
    "name, message",
    [
        ("upwrok", "There is no policy 'upwrok'. Did you mean 'upwork'?"),
        ("nowhere/mine.toml", "There is no policy file nowhere/mine.toml."),
    ],
)
def test_a_policy_that_does_not_exist(name: str, message: str) -> None:
    with pytest.raises(PolicyError) as error:
        load_policy(name)
    assert str(error.value).startswith(message)


def test_a_policy_loads_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(PACK)
    assert load_policy(path).label == load_policy(str(path)).label == "test@1"


@pytest.mark.parametrize(
    "written, instead, message",
    [
        ('kind = "email"', 'kind = "emial"', "line 21: 'kind' has no value 'emial'. Did you mean 'email'?"),
        ("contract_state = ", "contract_sate = ", "line 21: no fact 'contract_sate'. Did you mean 'contract_state'?"),
        ('"pre"', '"prr"', "line 21: 'contract_state' has no value 'prr'. Did you mean 'pre'?"),
        ('plan = "ordinary"', "plan = []", "'plan' allows nothing, so the condition never holds."),
        (
            'action = "review"',
            'action = "revew"',
            "line 37, 'action': Invalid enum value 'revew'. Did you mean 'review'?",
        ),
        ("message = ", "mesage = ", "line 23: Object contains unknown field `mesage`. Did you mean 'message'?"),
        ('source = "here"', "", "Object missing required field `source`"),
        ('id = "phone"', 'id = "early"', "this id stands there twice"),
        ('id = "early"', 'id = "missing-state"', "'default' and 'missing-...' are taken"),
        ("from = 2020-06-26", "from = 2020-06-26\nuntil = 2020-01-01", "it ends on 2020-01-01, before it begins"),
        ("from = 2020-06-26", "unless = {}", "an empty 'unless' always holds"),
        ('"basic", "business"', '"basic", "Basic"', "'basic' is listed more than once"),
        ("pre = [", "none = [", "line 17, group 'none': a group needs a name that no value bears"),
        ("default =", "default", "Expected '=' after a key in a key/value pair (at line 5, column 9)"),
    ],
)
def test_a_mistake_in_a_pack_is_told_with_its_place(written: str, instead: str, message: str) -> None:
    assert written in PACK
    with pytest.raises(PolicyError) as error:
        parse_policy(PACK.replace(written, instead, 1), Path("test.toml"))
    assert message in str(error.value)
    assert str(error.value).startswith("test.toml")


def test_a_variant_extends_a_shipped_policy(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(
        """
        id = "ours"
        version = "7"
        title = "As Upwork, but a second job needs a look"
        extends = "upwork"
        [[rule]]
        id = "after-the-contract"
        when = { kind = "contact", contract_state = "ended" }
        action = "review"
        message = "{what} after the contract ended."
        source = "our own terms"
        [[rule]]
        id = "legal-need"
        when = { kind = "contact", with = "legal_need" }
        action = "review"
        message = "{what} for a legal need."
        source = "our own terms"
        """
    )
    policy = load_policy(path)
    assert decide(policy, record("ended"), found("email"))[1][0].rule == "ours/after-the-contract"
    assert decide(policy, record("active"), found("email"))[0] is ALLOW
    assert decide(policy, record("interview"), found("address", "legal_need"))[0] is REVIEW
    assert len(policy.rules) == len(UPWORK.rules) + 1
