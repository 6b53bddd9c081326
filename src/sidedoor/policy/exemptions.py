"""The rules that could have made an answer milder, each with why it did not."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sidedoor.policy.decide import decide
from sidedoor.policy.facts import UNKNOWABLE, Facts, facts_of
from sidedoor.policy.rules import Edition, Policy, Rule
from sidedoor.policy.wording import any_of
from sidedoor.records import Finding, Message
from sidedoor.vocabulary import STRICTNESS, Action

_OF_THE_FINDING = (
    "kind",
    "contact_point",
    "certainty",
)  # what a rule is about; where these fail, it is no exemption from anything


class Exemption(NamedTuple):
    """A milder rule that was looked at for a finding (its place among the findings), and what kept it from deciding."""

    finding: int
    rule: str
    action: Action
    result: str
    source: str


def exemptions(policy: Policy, message: Message, findings: tuple[Finding, ...]) -> tuple[Exemption, ...]:
    """Return the milder rules that were checked for each finding that the answer rests on."""
    action, reasons = decide(policy, message, findings)
    edition = policy.as_of(message.sent_at)
    facts = facts_of(message, edition.plan_class(message.client_plan), findings, edition.noticed)
    blamed = [id(reason.finding) for reason in reasons if reason.action is action]
    return tuple(
        exemption
        for position, finding in enumerate(findings)
        if id(finding) in blamed
        for exemption in _checked(edition, action, facts[position], position)
    )


def _checked(edition: Edition, action: Action, facts: Facts, position: int) -> Iterator[Exemption]:
    deciding = edition.deciding(facts)
    for rule in edition.rules:
        about = all(
            getattr(facts, name) in rule.when.allowed.get(name, (getattr(facts, name),)) for name in _OF_THE_FINDING
        )
        if about and STRICTNESS[rule.action] < STRICTNESS[action]:
            result = (
                _why_not(rule, facts) or f"would hold, but {deciding.id if deciding else 'another rule'} comes first"
            )
            yield Exemption(position, f"{edition.policy_id}/{rule.id}", rule.action, result, rule.source)


def _why_not(rule: Rule, facts: Facts) -> str:
    """Return what keeps a rule from applying, "" where it applies."""
    if not rule.when.holds(facts):
        lacks = [_lack(name, values, facts) for name, values in rule.when.allowed.items()]
        return "; ".join(filter(None, lacks))
    if rule.unless and rule.unless.holds(facts):
        return "set aside: " + "; ".join(_there(name, facts, values) for name, values in rule.unless.allowed.items())
    return ""


def _lack(name: str, allowed: Iterable[str | bool], facts: Facts) -> str:
    fact = getattr(facts, name)
    wanted = any_of(sorted(map(_word, allowed)))
    if name == "companions":
        return "" if not set(allowed).isdisjoint(fact) else f"no {wanted} beside it"
    if fact in set(allowed):
        return ""
    field = UNKNOWABLE.get(name, name)
    return f"{field} is not known, {wanted} needed" if fact == "unknown" else f"{field} is {_word(fact)}, not {wanted}"


def _there(name: str, facts: Facts, values: Iterable[str | bool]) -> str:
    fact = getattr(facts, name)
    if name == "companions":
        return f"{any_of(sorted(map(_word, set(values) & fact)))} beside it"
    return f"{UNKNOWABLE.get(name, name)} is {_word(fact)}"


def _word(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
