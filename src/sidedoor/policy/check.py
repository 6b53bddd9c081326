"""What is wrong with a policy, found by looking at every case: masked rules, broken examples, refuted invariants."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from sidedoor.policy.decide import decide, judge
from sidedoor.policy.facts import Facts
from sidedoor.policy.rules import Example, Invariant, Policy, Rule
from sidedoor.policy.space import Outcome, Space
from sidedoor.vocabulary import Action, Kind


class Problem(NamedTuple):
    """One thing that is wrong: where, and a sentence."""

    place: str
    sentence: str


class Overlap(NamedTuple):
    """Two rules that recommend different actions for some of the same cases; the order decides for the first."""

    first: str
    first_action: Action
    second: str
    second_action: Action
    cases: int


@dataclass(frozen=True)
class Report:
    """What a check of a policy found. `overlaps` and `defaults` are information, `problems` should be mended."""

    policy: str
    rules: int
    cases: int
    invariants: int
    default: Action
    problems: tuple[Problem, ...]
    overlaps: tuple[Overlap, ...]
    defaults: tuple[str, ...]


def check_policy(policy: Policy) -> Report:
    """Return what is wrong with `policy`, and what a writer should know, over every case in every edition."""
    space = Space(_companions(policy))
    outcomes = [Outcome(space, edition) for edition in policy.editions]
    problems = [
        *_plan_problems(policy),
        *_masked(policy, outcomes),
        *(problem for rule in policy.rules for problem in _example_problems(policy, rule)),
        *(problem for invariant in policy.invariants for problem in _refutations(invariant, outcomes)),
    ]
    defaults = {line: None for outcome in outcomes for line in space.describe(outcome.undecided)}
    overlaps = {(overlap.first, overlap.second): overlap for outcome in outcomes for overlap in _overlaps(outcome)}
    return Report(
        policy=policy.label,
        rules=len(policy.rules),
        cases=space.size,
        invariants=len(policy.invariants),
        default=policy.default,
        problems=tuple(problems),
        overlaps=tuple(overlaps.values()),
        defaults=tuple(defaults),
    )


def _companions(policy: Policy) -> set[Kind]:
    """Return the kinds that the policy's rules or invariants look for beside a finding."""
    named = {kind for edition in policy.editions for kind in edition.noticed}
    for invariant in policy.invariants:
        named |= invariant.not_excused_by
        named |= {Kind(str(kind)) for kind in invariant.when.allowed.get("companions", ())}
    return named


def _plan_problems(policy: Policy) -> Iterator[Problem]:
    conditions = [c for rule in policy.rules for c in (rule.when, rule.unless) if c]
    if not policy.plans and any("plan" in condition.allowed for condition in conditions):
        yield Problem(policy.id, "rules speak of plans, but no [plans] says which names are exempt or ordinary.")
    for edition in policy.editions:
        names = [name for plans in policy.plans if plans.in_force(edition.day) for name in plans.classes]
        for name in sorted({name for name in names if names.count(name) > 1}):
            since = f" from {edition.since}" if edition.since else ""
            yield Problem(policy.id, f"two lists of plans that hold{since} name '{name}'.")


def _masked(policy: Policy, outcomes: list[Outcome]) -> Iterator[Problem]:
    for rule in policy.rules:
        of_its_time = [outcome for outcome in outcomes if rule in outcome.decided]
        if rule.inherited or any(outcome.decided[rule] for outcome in of_its_time):
            continue
        takers = {
            earlier.id: None
            for outcome in of_its_time
            for earlier, cases in outcome.decided.items()
            if cases & outcome.applying[rule]
        }
        if takers:
            names = ", ".join(f"'{name}'" for name in takers)
            yield Problem(rule.place, f"it never decides: all its cases are decided by {names} before it.")
        else:
            yield Problem(rule.place, "it never applies: its conditions exclude each other.")


def _overlaps(outcome: Outcome) -> Iterator[Overlap]:
    rules = list(outcome.applying)
    for number, first in enumerate(rules):
        for second in rules[number + 1 :]:
            both = outcome.decided[first] & outcome.applying[second]
            if both and first.action is not second.action:
                yield Overlap(first.id, first.action, second.id, second.action, both.bit_count())


def _example_problems(policy: Policy, rule: Rule) -> Iterator[Problem]:
    if rule.inherited:  # a variant may well decide otherwise
        return
    for name, examples in (("decides", rule.decides), ("defers", rule.defers)):
        if not examples:
            yield Problem(rule.place, f"give an example in '{name}'; it shows a reader what the rule is for.")
        for example in examples:
            decider = _decider(policy, example)
            if (decider == f"{policy.id}/{rule.id}") != (name == "decides"):
                yield Problem(rule.place, f"its example in '{name}' ({_written(example)}) is decided by '{decider}'.")


def _decider(policy: Policy, example: Example) -> str:
    findings = example.findings()
    _, reasons = decide(policy, example.message(), findings)
    return next(reason.rule for reason in reasons if reason.finding is findings[0])


def _written(example: Example) -> str:
    fields = msgspec.to_builtins(example)
    defaults = msgspec.to_builtins(Example(kind=example.kind))
    return ", ".join(
        f"{name}: {'/'.join(value) if isinstance(value, tuple) else value}"
        for name, value in fields.items()
        if name == "kind" or value != defaults[name]
    )


def _refutations(invariant: Invariant, outcomes: list[Outcome]) -> Iterator[Problem]:
    for outcome in outcomes:
        refuted = next(_counter_examples(invariant, outcome), None)
        if refuted:
            period = f" (period: {outcome.edition.period})" if len(outcomes) > 1 else ""
            yield Problem(invariant.place, f"refuted: {invariant.says} Counter-example{period}: {refuted}")
            return


def _counter_examples(invariant: Invariant, outcome: Outcome) -> Iterator[str]:
    """Yield a sentence for each way in which `outcome` breaks the invariant."""
    space, actions = outcome.space, outcome.by_action
    cases = space.holding(invariant.when)
    if invariant.actions:
        for action in Action:
            if action not in invariant.actions and (bad := cases & actions[action]):
                yield f"{space.describe(bad)[0]} gets {_answer(outcome, space.facts(bad))}."
    if axis := invariant.regardless_of:
        for shift in space.steps(axis):
            pairs = cases & (cases >> shift) & space.on_axis(axis, 0)
            for action in Action:
                if bad := pairs & (actions[action] ^ (actions[action] >> shift)):
                    yield _contrast(outcome, bad, shift)
    for kind in invariant.not_excused_by:
        for alone, shift in space.joined_by(kind):
            milder = actions[Action.FLAG] & ~(actions[Action.FLAG] >> shift)
            milder |= actions[Action.REVIEW] & (actions[Action.ALLOW] >> shift)
            if bad := cases & alone & milder:
                yield _contrast(outcome, bad, shift)


def _contrast(outcome: Outcome, bad: int, shift: int) -> str:
    space = outcome.space
    one, other = space.facts(bad), space.facts(bad << shift)
    return (
        f"{space.describe(bad)[0]} gets {_answer(outcome, one)}, "
        f"but with {_difference(one, other)} it gets {_answer(outcome, other)}."
    )


def _difference(one: Facts, other: Facts) -> str:
    if new := other.companions - one.companions:
        return " and ".join(sorted(new)) + (f" ({other.access})" if other.access is not one.access else "")
    return next(
        f"{name} {getattr(other, name)}" for name in Facts._fields if getattr(one, name) != getattr(other, name)
    )


def _answer(outcome: Outcome, facts: Facts) -> str:
    action, rule, *_ = judge(outcome.edition, facts)
    return f"{action} by {rule}"
