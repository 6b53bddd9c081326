"""What a message means after the ones before it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sidedoor
from sidedoor import Finding, Message
from sidedoor.vocabulary import CONTACT_POINTS, SOLICITATIONS, Kind, Technique

PIPELINE = sidedoor.load()
START = datetime(2026, 1, 5, 10, tzinfo=UTC)


def conversation(lines: Sequence[str]) -> list[Message]:
    """Return the messages of lines that begin with "c: " or "f: ", the client's and the freelancer's."""
    roles = {"c": "client", "f": "freelancer"}
    return [
        Message(
            message_id=f"m{index}",
            conversation_id="c1",
            sent_at=START + timedelta(minutes=index),
            sender_role=sidedoor.SenderRole(roles[line[0]]),
            contract_state=sidedoor.ContractState.INTERVIEW,
            client_plan="basic",
            text=line[3:],
        )
        for index, line in enumerate(lines)
    ]


def last_findings(lines: Sequence[str]) -> tuple[Finding, ...]:
    *history, message = conversation(lines)
    return PIPELINE(message, history=history).findings


@pytest.mark.parametrize(
    "lines, kind, value",
    [
        # pieces of a number
        (["f: 312", "f: 555", "f: 0143"], Kind.PHONE, "+13125550143"),  # area code, exchange, line
        (["f: six four six", "f: five five five", "f: zero one two nine"], Kind.PHONE, "+16465550129"),  # in words
        ([f"f: {digit}" for digit in "2065550117"], Kind.PHONE, "+12065550117"),  # digit by digit
        (["f: 312", "c: what is that?", "f: 555", "c: ??", "f: 0143"], Kind.PHONE, "+13125550143"),  # replies between
        (["f: +44", "f: 7700", "f: 900", "f: 118"], Kind.PHONE, "+447700900118"),  # international
        (["f: my area code is 503", "f: and the rest is 555 0186"], Kind.PHONE, "+15035550186"),  # announced
        (["f: text me: 7185", "c: ok", "f: 5501", "f: 64"], Kind.PHONE, "+17185550164"),  # begun in a sentence
        # pieces of an account
        (["f: just pay me on PayPal: mira_holt@", "f: gmail.com"], Kind.PAYMENT_ACCOUNT, "mira_holt@gmail.com"),
        # pieces of an address
        (["f: mira.holt", "f: @gmail.com"], Kind.EMAIL, "mira.holt@gmail.com"),
        (["f: t.me/", "f: ink_and_oak"], Kind.LINK, "t.me/ink_and_oak"),
        # the service here, the name there
        (["f: I'm on telegram", "c: ok", "f: ink_and_oak"], Kind.HANDLE, "ink_and_oak"),
        # answers to a question
        (["c: What's your Skype?", "f: margo.finch.hr"], Kind.HANDLE, "margo.finch.hr"),
        (["c: what's your telegram?", "f: inkandoak"], Kind.HANDLE, "inkandoak"),  # a plain word is a name here
        (["c: can I have your number?", "f: 3125550143"], Kind.PHONE, "+13125550143"),
        (["c: what's your email?", "f: mira.holt at gmail"], Kind.EMAIL, "mira.holt@gmail.com"),
    ],
)
def test_the_completing_message_carries_the_finding(lines: list[str], kind: Kind, value: str) -> None:
    found = last_findings(lines)
    assert (kind, value) in [(f.kind, f.value) for f in found]


def test_a_split_finding_names_its_parts_and_slices_its_message() -> None:
    lines = ["f: 312", "c: what is that?", "f: 555", "f: ok, 0143"]
    found = next(f for f in last_findings(lines) if f.kind is Kind.PHONE)
    assert found.message_ids == ("m0", "m2", "m3")
    assert Technique.SPLIT_MESSAGES in found.techniques
    assert lines[-1][3:][found.start : found.end] == found.text == "0143"


@pytest.mark.parametrize(
    "lines, kind",
    [
        (["c: Shall we do the next one without Upwork?", "f: fine with me"], Kind.OFF_PLATFORM_HIRE),
        (["c: I'll pay you by PayPal instead, ok?", "f: sure, sounds good"], Kind.OFF_PLATFORM_PAYMENT),
    ],
)
def test_agreement_is_a_finding_of_what_was_proposed(lines: list[str], kind: Kind) -> None:
    assert kind in {f.kind for f in last_findings(lines)}


@pytest.mark.parametrize(
    "lines, why",
    [
        (["f: batch one: 250 labels", "f: batch two: 480", "f: batch three: 1120 in all"], "quantities"),
        (["c: how many in stock?", "f: 415 in the first hall", "f: 555 in the second and 1034 in Reno"], "stock"),
        (["f: 3 concepts", "f: 2 rounds", "f: 8 days", "f: 450 in total"], "an offer in pieces"),
        (["c: what time?", "f: 7", "c: and on Friday?", "f: 9:30"], "times"),
        (["c: budget?", "f: 450", "c: and with revisions?", "f: 600"], "prices"),
        (["c: which colours?", "f: 415A55", "f: 5550E1", "f: 34C9FF"], "hex colours"),
        (["f: chapter one", "f: two and three", "f: four, five, six"], "chapters"),
        (["c: Shall we do the next one without Upwork?", "f: no, let's stay here"], "a refusal"),
        (["c: I'll pay you by PayPal, ok?", "f: ok but only through Upwork please"], "a yes that is none"),
        (["c: What's your Skype?", "f: sorry, not before a contract"], "a refusal of an answer"),
        (["c: What's your Skype?", "f: Fine with me to talk in the Upwork call"], "no name at all"),
        (["c: let's move to WhatsApp", "f: let's stay here please", "c: ok"], "the one who asked gives in"),
        (["f: I built it with Node 18.20", "f: and version 5.5.0 of the library"], "versions"),
        (["f: see figma", "f: frame_12 is the new one"], "names inside the work"),
    ],
)
def test_innocent_pieces_stay_innocent(lines: list[str], why: str) -> None:
    kinds = {f.kind for f in last_findings(lines)}
    assert not kinds & (CONTACT_POINTS | SOLICITATIONS), why


@pytest.mark.parametrize(
    "lines, service",
    [
        (["f: I'd need read access to Google Analytics.", "c: What email do I add there?"], "google_analytics"),
        (
            ["c: What email should I add to our GitHub organisation?", "f: mira.holt@example.net"],
            "github",
        ),
    ],
)
def test_a_purpose_is_carried_from_the_messages_before(lines: list[str], service: str) -> None:
    assert service in {f.service for f in last_findings(lines) if f.kind is Kind.SYSTEM_ACCESS}


def test_pieces_are_forgotten_after_a_while() -> None:
    between = [f"c: and then there is point number {word}" for word in ["a", "b", "c", "d", "e", "f", "g"] * 4]
    assert not [f for f in last_findings(["f: 312", "f: 555", *between, "f: 0143"]) if f.kind is Kind.PHONE]


TEXTS = st.sampled_from(
    ["312", "555", "0143", "ok", "no", "What's your Skype?", "margo.finch.hr", "@gmail.com", "mira.holt", "Hello there",
     "call me on 3125550143", "sure", "let's do it without Upwork", "2 days", ""],
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from("cf"), TEXTS), max_size=9))
def test_batch_and_pre_send_say_the_same(turns: list[tuple[str, str]]) -> None:
    messages = conversation([f"{who}: {text}" for who, text in turns])
    batch = list(PIPELINE.pipe(messages))
    alone = [PIPELINE(message, history=messages[:index]) for index, message in enumerate(messages)]
    assert batch == alone


@given(st.lists(st.tuples(st.sampled_from("cf"), st.text(max_size=40)), max_size=5))
def test_every_span_slices_its_message(turns: list[tuple[str, str]]) -> None:
    for message in (batch := conversation([f"{who}: {text}" for who, text in turns])):
        recommendation = PIPELINE(message, history=batch[: batch.index(message)])
        for found in recommendation.findings:
            assert message.text[found.start : found.end] == found.text
