"""What would have changed an answer: another value in one field of the record, or a message without some words."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from sidedoor.policy.decide import decide
from sidedoor.policy.facts import KNOWN, PlanClass
from sidedoor.policy.rules import Policy
from sidedoor.policy.wording import all_of, any_of
from sidedoor.records import Finding, Message, spans
from sidedoor.vocabulary import STRICTNESS, Action, ContractState, Surface

TEXT = "text"  # the field of a counterfactual that speaks of words left out


class Counterfactual(NamedTuple):
    """Another action, and what would have led to it.

    `values` are values of one `field` of the record that would each have done. Where `field` is `TEXT`, they are the
    stretches of the message that would all have had to be missing, as "12 to 40": code points, half open.
    """

    field: str
    values: tuple[str, ...]
    action: Action

    @property
    def sentence(self) -> str:
        """The counterfactual in words: "With contract_state active, paused or ended: allow."."""
        if self.field == TEXT:
            return f"Without characters {all_of(self.values)}: {self.action}."
        return f"With {self.field} {any_of(self.values)}: {self.action}."


def counterfactuals(policy: Policy, message: Message, findings: tuple[Finding, ...]) -> tuple[Counterfactual, ...]:
    """Return what other answers the message would get if one field of its record were different, or words left out.

    The fields are contract_state, client_plan (the names that the policy lists), existing_relationship and surface;
    values that lead to the same action stand together. Words left out are those of findings, one stretch where that is
    enough to make the answer milder, else all that the answer rests on.
    """
    action, _ = decide(policy, message, findings)
    plans = policy.as_of(message.sent_at).plans
    varied: dict[str, dict[str, object]] = {
        "contract_state": {value: ContractState(value) for value in map(str, KNOWN["contract_state"])},
        "client_plan": {name: name for kind in PlanClass for name in _names(plans, kind)},
        "existing_relationship": {"false": False, "true": True},
        "surface": {surface.value: surface for surface in Surface},
    }
    found: dict[tuple[str, Action], list[str]] = {}
    for field, values in varied.items():
        for word, value in values.items():
            other, _ = decide(policy, msgspec.structs.replace(message, **{field: value}), findings)
            if other is not action:
                found.setdefault((field, other), []).append(word)
    by_record = [Counterfactual(field, tuple(values), other) for (field, other), values in found.items()]
    return (*by_record, *_without_words(policy, message, findings))


def _names(plans: dict[str, PlanClass], kind: PlanClass) -> list[str]:
    """Return the plans of one class, without those that only say more: "enterprise with compliance"."""
    names = [name for name, plan in plans.items() if plan is kind]
    return [name for name in names if not any(name.startswith(f"{other} ") for other in names)]


def _without_words(policy: Policy, message: Message, findings: tuple[Finding, ...]) -> Iterator[Counterfactual]:
    """Yield the stretches of text without which the answer would be milder."""
    action, reasons = decide(policy, message, findings)

    def without(stretches: Iterable[tuple[int, int]]) -> Action:
        left = tuple(f for f in findings if not any(s <= f.start and f.end <= e for s, e in stretches))
        return decide(policy, message, left)[0]

    blamed = [reason.finding for reason in reasons if reason.action is action and reason.finding]
    stretches = [(start, end) for start, end in spans(blamed) if start < end]
    enough = [[stretch] for stretch in stretches if STRICTNESS[without([stretch])] < STRICTNESS[action]]
    for left_out in enough or [stretches]:
        other = without(left_out)
        if STRICTNESS[other] < STRICTNESS[action]:
            yield Counterfactual(TEXT, tuple(f"{start} to {end}" for start, end in left_out), other)
