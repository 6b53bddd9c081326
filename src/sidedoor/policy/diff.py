"""What a change of policy would change: for which facts, for which plans, and for which messages of a log."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import permutations
from typing import NamedTuple

from sidedoor.policy.decide import decide
from sidedoor.policy.facts import PlanClass
from sidedoor.policy.rules import Policy
from sidedoor.policy.space import Outcome, Space
from sidedoor.records import Finding, Message, Reason
from sidedoor.vocabulary import Action


class PlanChange(NamedTuple):
    """A plan that counts for something else; unknown stands for a name that a policy does not list."""

    plan: str
    before: PlanClass
    after: PlanClass


class ActionChange(NamedTuple):
    """Cases that get another action, in compressed form."""

    before: Action
    after: Action
    cases: tuple[str, ...]


@dataclass(frozen=True)
class PolicyDiff:
    """What differs between two policies as of one day."""

    plans: tuple[PlanChange, ...]
    actions: tuple[ActionChange, ...]

    def __bool__(self) -> bool:
        return bool(self.plans or self.actions)


def policy_diff(old: Policy, new: Policy, as_of: datetime | None = None) -> PolicyDiff:
    """Return what `new` decides otherwise than `old`, over every case, as of a day (today's if None)."""
    before, after = old.as_of(as_of), new.as_of(as_of)
    names = sorted(before.plans.keys() | after.plans.keys())
    plans = [PlanChange(name, before.plan_class(name), after.plan_class(name)) for name in names]
    space = Space(before.noticed | after.noticed)
    was, will_be = Outcome(space, before).by_action, Outcome(space, after).by_action
    changed = [(one, other, was[one] & will_be[other]) for one, other in permutations(Action, 2)]
    return PolicyDiff(
        plans=tuple(change for change in plans if change.before is not change.after),
        actions=tuple(ActionChange(one, other, tuple(space.describe(cases))) for one, other, cases in changed if cases),
    )


class MessageChange(NamedTuple):
    """A message whose action would change, with the deciding reason under each policy, None where nothing is found."""

    message: Message
    before: Action
    after: Action
    old_reason: Reason | None
    new_reason: Reason | None


def changes_on(
    old: Policy, new: Policy, judged: Iterable[tuple[Message, tuple[Finding, ...]]]
) -> Iterator[MessageChange]:
    """Yield the messages that `new` would answer otherwise than `old`, given what was found in each."""
    for message, findings in judged:
        before, old_reasons = decide(old, message, findings)
        after, new_reasons = decide(new, message, findings)
        if before is not after:
            yield MessageChange(message, before, after, next(iter(old_reasons), None), next(iter(new_reasons), None))
