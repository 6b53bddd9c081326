"""What would have changed an answer: the same findings under a record that differs in one field."""

from typing import NamedTuple

import msgspec

from sidedoor.policy.decide import decide
from sidedoor.policy.facts import KNOWN, PlanClass
from sidedoor.policy.rules import Policy
from sidedoor.policy.wording import any_of
from sidedoor.records import Finding, Message
from sidedoor.vocabulary import Action, ContractState, Surface


class Counterfactual(NamedTuple):
    """Another action, and the values of one field of the record that would have led to it."""

    field: str
    values: tuple[str, ...]
    action: Action

    @property
    def sentence(self) -> str:
        """The counterfactual in words: "With contract_state active, paused or ended: allow."."""
        return f"With {self.field} {any_of(self.values)}: {self.action}."


def counterfactuals(policy: Policy, message: Message, findings: tuple[Finding, ...]) -> tuple[Counterfactual, ...]:
    """Return what other answers the same findings would get if one field of the record were different.

    The fields are contract_state, client_plan (the names that the policy lists), existing_relationship and surface;
    values that lead to the same action stand together.
    """
    action, _ = decide(policy, message, findings)
    plans = policy.as_of(message.sent_at).plans
    varied: dict[str, dict[str, object]] = {
        "contract_state": {value: ContractState(value) for value in map(str, KNOWN["contract_state"])},
        "client_plan": {name: name for kind in PlanClass for name, plan in plans.items() if plan is kind},
        "existing_relationship": {"false": False, "true": True},
        "surface": {surface.value: surface for surface in Surface},
    }
    found: dict[tuple[str, Action], list[str]] = {}
    for field, values in varied.items():
        for word, value in values.items():
            other, _ = decide(policy, msgspec.structs.replace(message, **{field: value}), findings)
            if other is not action:
                found.setdefault((field, other), []).append(word)
    return tuple(Counterfactual(field, tuple(values), other) for (field, other), values in found.items())
