"""The record of one flagged message: all that a statement of reasons needs, and no word of the message."""

from datetime import datetime
from hashlib import sha256

import msgspec

from sidedoor.keyed import HashKey, content_hash, utf8
from sidedoor.policy.exemptions import Exemption, exemptions
from sidedoor.policy.explain import counterfactuals
from sidedoor.policy.facts import PlanClass, facts_of
from sidedoor.policy.rules import Policy
from sidedoor.policy.wording import what
from sidedoor.records import Finding, Message, Reason, Recommendation
from sidedoor.redact import hashed_value
from sidedoor.versions import Versions
from sidedoor.vocabulary import Action, ContractState, Kind, Origin, SenderRole, Surface, Technique


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One finding: where it stands (code points of the message, half open) and how it was disguised.

    `text` and `value` are None unless the exact words were asked for; `value_hash` tells a repeat, given a key.
    """

    kind: Kind
    start: int
    end: int
    service: str | None
    techniques: tuple[Technique, ...]
    confidence: float | None
    message_ids: tuple[str, ...]
    text: str | None = None
    value: str | None = None
    value_hash: str | None = None


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that decided a finding: the policy and its version, the rule's sentence, source and period."""

    finding: int
    action: Action
    rule: str
    sentence: str
    source: str | None
    in_force: str


class CheckedExemption(msgspec.Struct, frozen=True, kw_only=True):
    """A milder rule that was looked at for a finding, and why it did not decide."""

    finding: int
    rule: str
    action: Action
    result: str
    source: str


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What the platform's own record said, as it was used; `plan_class` is what the policy makes of `client_plan`."""

    contract_state: ContractState
    client_plan: str
    plan_class: PlanClass
    existing_relationship: bool
    surface: Surface
    origin: Origin


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Why a message was put before a person, complete in itself.

    `record_id` is the same whenever the same message is judged by the same policy, patterns and models. `facts` are
    sentences. Of the three hashes in `versions`, `policy_hash` and `content_hash`, the last is keyed where a key is
    given. A person decides: `automated_decision` is always false.
    """

    record_id: str
    judged_at: datetime
    message_id: str
    conversation_id: str
    sender_id: str
    sender_role: SenderRole
    sent_at: datetime | None
    parties: tuple[str, ...]
    action: Action
    facts: tuple[str, ...]
    policy: str
    policy_title: str
    policy_hash: str
    grounds: tuple[Ground, ...]
    findings: tuple[Evidence, ...]
    context: Context
    exemptions: tuple[CheckedExemption, ...]
    counterfactuals: tuple[str, ...]
    content_hash: str
    characters: int
    versions: Versions
    automated_detection: bool = True
    automated_decision: bool = False


def record_of(
    policy: Policy,
    message: Message,
    recommendation: Recommendation,
    versions: Versions,
    judged_at: datetime,
    *,
    parties: tuple[str, ...] = (),
    key: HashKey | None = None,
    evidence: bool = False,
) -> Record:
    """Return the record of a recommendation for `message`.

    `parties` are the senders of its conversation as far as they are known. With `key`, the hashes of text and values
    are keyed; without one, values get none, for a phone number is quickly guessed. `evidence` keeps the exact words.
    """
    findings = recommendation.findings
    edition = policy.as_of(message.sent_at)
    plan = edition.plan_class(message.client_plan)
    sources = {f"{policy.id}/{rule.id}": rule.source for rule in edition.rules}
    text_hash = content_hash(message.text, key)
    sender = message.sender_id or message.sender_role.value
    identity = (message.message_id, text_hash, policy.content_hash, versions.patterns, *versions.models.values())
    return Record(
        record_id=sha256(utf8("\0".join(identity))).hexdigest()[:32],
        judged_at=judged_at,
        message_id=message.message_id,
        conversation_id=recommendation.conversation_id,
        sender_id=sender,
        sender_role=message.sender_role,
        sent_at=message.sent_at,
        parties=parties or (sender,),
        action=recommendation.action,
        facts=_facts(policy, message, plan, findings),
        policy=policy.label,
        policy_title=policy.title,
        policy_hash=f"sha256:{policy.content_hash}",
        grounds=tuple(_ground(reason, findings, sources, edition.period) for reason in recommendation.reasons),
        findings=tuple(_evidence(finding, key, evidence) for finding in findings),
        context=Context(
            contract_state=message.contract_state,
            client_plan=message.client_plan,
            plan_class=plan,
            existing_relationship=message.existing_relationship,
            surface=message.surface,
            origin=message.origin,
        ),
        exemptions=tuple(map(_checked, exemptions(policy, message, findings))),
        counterfactuals=tuple(other.sentence for other in counterfactuals(policy, message, findings)),
        content_hash=text_hash,
        characters=len(message.text),
        versions=versions,
    )


def _evidence(finding: Finding, key: HashKey | None, exact: bool) -> Evidence:
    return Evidence(
        kind=finding.kind,
        start=finding.start,
        end=finding.end,
        service=finding.service,
        techniques=finding.techniques,
        confidence=finding.confidence,
        message_ids=finding.message_ids,
        text=finding.text if exact else None,
        value=finding.value if exact or finding.kind is Kind.CONTACT_REQUEST else None,
        value_hash=hashed_value(finding, key) if key else None,
    )


def _ground(reason: Reason, findings: tuple[Finding, ...], sources: dict[str, str], period: str) -> Ground:
    return Ground(
        finding=findings.index(reason.finding) if reason.finding else 0,
        action=reason.action,
        rule=reason.rule,
        sentence=reason.message,
        source=sources.get(reason.rule),
        in_force=period,
    )


def _checked(exemption: Exemption) -> CheckedExemption:
    return CheckedExemption(**exemption._asdict())


_PLACES = {
    Surface.MESSAGE: "in a private message",
    Surface.PROPOSAL: "in a proposal",
    Surface.JOB_POST: "in a job post, which anybody can read",
    Surface.PROFILE: "in a profile, which anybody can read",
}
_SENDERS = {SenderRole.CLIENT: "the client", SenderRole.FREELANCER: "the freelancer"}


def _facts(policy: Policy, message: Message, plan: PlanClass, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Return what happened and what the record said, in sentences that quote nothing."""
    noticed = policy.as_of(message.sent_at).noticed
    sentences = [
        _fact(what(facts), finding)
        for finding, facts in zip(findings, facts_of(message, plan, findings, noticed), strict=True)
    ]
    sender = _SENDERS.get(message.sender_role, "a sender whose role is not recorded")
    when = f" on {message.sent_at:%Y-%m-%d at %H:%M:%S %Z}".rstrip() if message.sent_at else ""
    sentences.append(f"It was written by {sender}{when}, {_PLACES[message.surface]}.")
    state = message.contract_state
    contract = "did not say where the contract stood" if state == "unknown" else f"showed the contract as {state}"
    plans = (
        "no plan of the client" if message.client_plan == "unknown" else f"the client's plan as {message.client_plan}"
    )
    known = "" if plan is PlanClass.UNKNOWN else f", which counts as {plan}"
    sentences.append(f"The platform's record {contract}, and {plans}{known}.")
    if message.existing_relationship:
        sentences.append("The record says that the two worked together before they met on the platform.")
    return tuple(sentences)


def _fact(seen: str, finding: Finding) -> str:
    service = f", for {finding.service}" if finding.service else ""
    disguise = ", ".join(technique.replace("_", " ") for technique in finding.techniques)
    others = len(finding.message_ids) - 1
    split = f"; with what stands in {others} earlier message{'s' if others > 1 else ''}" if others > 0 else ""
    return f"{seen}{service} (characters {finding.start} to {finding.end}{split}{f'; {disguise}' if disguise else ''})."
