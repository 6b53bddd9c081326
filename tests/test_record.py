"""The record of a flag: complete, the same for the same judgement, and without a word of the message."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from sidedoor import ContractState, Finding, Kind, Message, Recommendation, SenderRole, Technique
from sidedoor.keyed import HashKey
from sidedoor.policy import decide, load_policy
from sidedoor.policy.exemptions import exemptions
from sidedoor.policy.rules import Example
from sidedoor.record import Record, record_of
from sidedoor.versions import Versions, folder_hash, versions

UPWORK = load_policy("upwork")
NOW = datetime(2026, 1, 6, tzinfo=UTC)
BUILT = Versions(sidedoor="1.0", patterns="sha256:1", models={"screen": "sha256:2"})
KEY = HashKey(b"an invented key, long enough")
TEXT = "call me on four one five 555 oh one three four"
MESSAGE = Message(
    message_id="m7",
    conversation_id="c1",
    sender_id="talent-7730",
    sender_role=SenderRole.FREELANCER,
    sent_at=datetime(2026, 1, 5, 10, 30, tzinfo=UTC),
    text=TEXT,
    contract_state=ContractState.INTERVIEW,
    client_plan="basic",
)
PHONE = Finding(
    kind=Kind.PHONE,
    start=11,
    end=46,
    text=TEXT[11:46],
    value="+14155550134",
    techniques=(Technique.SPELLED_DIGITS,),
    message_ids=("m5", "m7"),
)


def recommended(message: Message = MESSAGE, *findings: Finding) -> Recommendation:
    found = findings or (PHONE,)
    action, reasons = decide(UPWORK, message, found)
    return Recommendation(
        message_id=message.message_id,
        conversation_id=message.conversation_id or message.message_id,
        action=action,
        reasons=reasons,
        findings=found,
        policy=UPWORK.label,
        text=message.text,
    )


def record(key: HashKey | None = None, evidence: bool = False, message: Message = MESSAGE) -> Record:
    return record_of(UPWORK, message, recommended(message), BUILT, NOW, key=key, evidence=evidence)


def test_what_a_statement_of_reasons_needs() -> None:
    made = record()
    assert made.facts == (
        "A phone number was shared (characters 11 to 46; with what stands in 1 earlier message; spelled digits).",
        "It was written by the freelancer on 2026-01-05 at 10:30:00 UTC, in a private message.",
        "The platform's record showed the contract as interview, and the client's plan as basic, "
        "which counts as ordinary.",
    )
    assert (made.policy, made.policy_title) == ("upwork@2026.1", UPWORK.title)
    (ground,) = made.grounds
    assert (ground.rule, ground.sentence, ground.in_force) == (
        "upwork/pre-contract-contact",
        "A phone number was shared before a contract started.",
        "always",
    )
    assert ground.source
    assert ground.source.startswith("support.upwork.com/")
    assert made.context.plan_class == "ordinary"
    assert "With contract_state active, paused or ended: allow." in made.counterfactuals
    assert "Without characters 11 to 46: allow." in made.counterfactuals
    assert (made.automated_detection, made.automated_decision) == (True, False)
    assert made.versions is BUILT
    assert made.content_hash.startswith("sha256:")


def test_no_word_of_the_message_unless_it_is_asked_for() -> None:
    stored = msgspec.json.encode(record()).decode()
    for word in ("four one", "4155550134", "call me"):
        assert word not in stored
    (evidence,) = record(evidence=True).findings
    assert (evidence.text, evidence.value) == (PHONE.text, "+14155550134")


def test_a_value_can_be_met_again_by_its_keyed_hash_and_is_not_stored() -> None:
    (evidence,) = record(KEY).findings
    assert evidence.value is None
    assert evidence.value_hash
    assert evidence.value_hash.startswith("hmac-sha256:")
    (again,) = record(KEY, message=msgspec.structs.replace(MESSAGE, message_id="m9")).findings
    assert again.value_hash == evidence.value_hash
    assert record().findings[0].value_hash is None  # without a key, ten billion guesses would tell the number
    assert record(KEY).content_hash.startswith("hmac-sha256:")


def test_the_same_judgement_has_the_same_id() -> None:
    later = record_of(UPWORK, MESSAGE, recommended(), BUILT, datetime(2027, 1, 1, tzinfo=UTC))
    assert later.record_id == record().record_id
    others = (
        record(message=msgspec.structs.replace(MESSAGE, message_id="m8")),
        record(message=msgspec.structs.replace(MESSAGE, text=TEXT + "!")),
        record_of(UPWORK, MESSAGE, recommended(), msgspec.structs.replace(BUILT, patterns="sha256:9"), NOW),
        record_of(load_policy("upwork-2023"), MESSAGE, recommended(), BUILT, NOW),
    )
    assert len({other.record_id for other in others} | {record().record_id}) == 5


def test_it_survives_being_written_and_read() -> None:
    made = record(KEY, evidence=True)
    assert msgspec.json.decode(msgspec.json.encode(made), type=Record) == made


def test_a_text_that_no_utf8_can_hold_has_a_hash() -> None:
    assert record(message=msgspec.structs.replace(MESSAGE, text=TEXT + "\ud83d")).content_hash


@pytest.mark.parametrize(
    "example, rule, result",
    [
        ({"kind": "phone"}, "contract-started", "contract_state is interview, not active, ended or paused"),
        ({"kind": "phone"}, "exempt-plan", "client_plan is ordinary, not exempt"),
        ({"kind": "phone"}, "existing-relationship", "existing_relationship is false, not true"),
        ({"kind": "phone"}, "legal-need", "no legal_need beside it"),
        ({"kind": "email"}, "system-access", "access is none, not named"),
        (
            {"kind": "email", "access": "named", "with": ["channel_switch"]},
            "system-access",
            "set aside: channel_switch beside it",
        ),
        (
            {"kind": "phone", "surface": "job_post", "client_plan": "enterprise"},
            "exempt-plan",
            "would hold, but public-contact comes first",
        ),
    ],
)
def test_what_kept_an_exemption_from_holding(example: dict[str, object], rule: str, result: str) -> None:
    record = {"contract_state": "interview", "client_plan": "basic"}
    case = msgspec.convert({**record, **example}, Example)
    checked = {e.rule: e.result for e in exemptions(UPWORK, case.message(), case.findings()) if e.finding == 0}
    assert checked[f"upwork/{rule}"] == result


def test_a_plan_that_is_not_known_is_said_to_be_unknown() -> None:
    message = msgspec.structs.replace(MESSAGE, client_plan="gold")
    checked = {exemption.rule: exemption for exemption in exemptions(UPWORK, message, (PHONE,))}
    assert checked["upwork/exempt-plan"].result == "client_plan is not known, exempt needed"


def test_what_is_allowed_needed_no_exemption() -> None:
    message = msgspec.structs.replace(MESSAGE, contract_state=ContractState.ACTIVE)
    assert exemptions(UPWORK, message, (PHONE,)) == ()


def test_a_folder_is_named_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "phone.toml").write_text("a = 1")
    before = folder_hash(tmp_path)
    (tmp_path / ".cache").write_text("of no meaning")
    assert folder_hash(tmp_path) == before
    (tmp_path / "en" / "phone.toml").rename(tmp_path / "phone.toml")
    assert folder_hash(tmp_path) != before
    assert versions().patterns.startswith("sha256:")
