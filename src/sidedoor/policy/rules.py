"""A policy as data: conditions on facts, rules in order, plans by date."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import pairwise

import msgspec

from sidedoor.policy.facts import NOTHING, Access, Certainty, Facts, PlanClass
from sidedoor.records import Finding, Message
from sidedoor.vocabulary import Action, ContractState, Kind, Origin, Surface


@dataclass(frozen=True, eq=False)
class Condition:
    """Which facts it holds for: each fact that it names must have one of the values that it allows.

    `companions` holds where at least one of the allowed kinds stands beside the finding. A condition that names no
    fact holds always.
    """

    allowed: dict[str, frozenset[str | bool]]

    def holds(self, facts: Facts) -> bool:
        """Tell whether the condition holds for `facts`."""
        for name, values in self.allowed.items():
            fact = getattr(facts, name)
            if name == "companions":
                if values.isdisjoint(fact):
                    return False
            elif fact not in values:
                return False
        return True


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"companions": "with"}):
    """A finding and a record, as a rule's examples give them; a field left out is as in a record that lacks it."""

    kind: Kind
    contact_point: str = NOTHING
    companions: tuple[Kind, ...] = ()
    access: Access = Access.NONE
    certainty: Certainty = Certainty.SURE
    contract_state: ContractState = ContractState.UNKNOWN
    client_plan: str = "unknown"
    surface: Surface = Surface.MESSAGE
    existing_relationship: bool = False
    origin: Origin = Origin.UNKNOWN
    sent_at: date | None = None

    def message(self) -> Message:
        """Return the record of the example, with an empty text."""
        return Message(
            text="",
            sent_at=datetime.combine(self.sent_at, datetime.min.time()) if self.sent_at else None,
            contract_state=self.contract_state,
            client_plan=self.client_plan,
            existing_relationship=self.existing_relationship,
            surface=self.surface,
            origin=self.origin,
        )

    def findings(self) -> tuple[Finding, ...]:
        """Return the finding that the example is about, followed by those beside it."""
        kinds = [self.kind, *self.companions]
        if self.access is not Access.NONE and Kind.SYSTEM_ACCESS not in kinds:
            kinds.append(Kind.SYSTEM_ACCESS)
        system = "a named system" if self.access is Access.NAMED else None
        return tuple(
            Finding(
                kind=kind,
                start=0,
                end=0,
                text="",
                value=self.contact_point if kind is Kind.CONTACT_REQUEST else None,
                service=system if kind is Kind.SYSTEM_ACCESS else None,
                confidence=0.0 if self.certainty is Certainty.DOUBTFUL and place == 0 else None,
            )
            for place, kind in enumerate(kinds)
        )


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule of a policy: when it applies, what it recommends, and the sentence and source that justify it.

    `message` may hold `{what}`, which stands for what was found. `notice` is the sentence for the sender, in the
    policy's language, and may hold `{seen}`; "" where the general one will do. `decides` and `defers` are its own
    examples; `place` is file, line and id, for error messages; `inherited` tells that it stands in the pack that this
    one extends. It is in force from `since` up to, not including, `until`.
    """

    id: str
    when: Condition
    unless: Condition | None
    action: Action
    message: str
    source: str
    advice: str = ""
    notice: str = ""
    since: date | None = None
    until: date | None = None
    decides: tuple[Example, ...] = ()
    defers: tuple[Example, ...] = ()
    place: str = ""
    inherited: bool = False

    def applies(self, facts: Facts) -> bool:
        """Tell whether the rule applies to a finding with these facts."""
        return self.when.holds(facts) and not (self.unless and self.unless.holds(facts))

    def in_force(self, day: date) -> bool:
        """Tell whether the rule is in force on `day`."""
        return _covers(self.since, self.until, day)


@dataclass(frozen=True)
class Invariant:
    """A promise about the whole policy, proved or refuted over every set of facts for which `when` holds.

    Exactly one of three forms: the action is one of `actions`; the action is the same whatever the fact
    `regardless_of`; no kind of `not_excused_by`, standing beside the finding, makes the action milder.
    """

    id: str
    says: str
    when: Condition
    actions: frozenset[Action] = frozenset()
    regardless_of: str | None = None
    not_excused_by: frozenset[Kind] = frozenset()
    place: str = ""


@dataclass(frozen=True)
class Plans:
    """The platform's plan names in one period, each with the class that it counts for."""

    classes: dict[str, PlanClass]
    since: date | None = None
    until: date | None = None

    def in_force(self, day: date) -> bool:
        """Tell whether the lists hold on `day`."""
        return _covers(self.since, self.until, day)


@dataclass(frozen=True, eq=False)
class Edition:
    """A policy as it stood in one period: the rules in force, in order, and the plans of that time.

    The period begins with `since`, or with the first message if that is None, and ends before `until`.
    """

    policy_id: str
    since: date | None
    until: date | None
    rules: tuple[Rule, ...]
    default: Action
    plans: dict[str, PlanClass]
    language: str = "en"

    @cached_property
    def noticed(self) -> frozenset[Kind]:
        """The kinds that some rule looks for beside the finding that it judges."""
        conditions = [c for rule in self.rules for c in (rule.when, rule.unless) if c]
        return frozenset(Kind(str(kind)) for c in conditions for kind in c.allowed.get("companions", ()))

    @property
    def period(self) -> str:
        """The period in words: "from 2020-06-26 until 2023-01-01"."""
        turns = [f"{word} {day}" for word, day in (("from", self.since), ("until", self.until)) if day]
        return " ".join(turns) or "always"

    @property
    def day(self) -> date:
        """The first day of the period."""
        return self.since or date.min

    def plan_class(self, name: str) -> PlanClass:
        """Return what a plan of the platform counts for; case, spaces, hyphens and brackets make no difference."""
        return self.plans.get(name) or self.plans.get(plan_key(name), PlanClass.UNKNOWN)

    def deciding(self, facts: Facts) -> Rule | None:
        """Return the first rule that applies, or None where the policy's default decides."""
        return next((rule for rule in self.rules if rule.applies(facts)), None)


@dataclass(frozen=True, eq=False)
class Policy:
    """A marketplace's policy: rules of which the first that applies decides, and the plans that they speak of.

    `language` is the one in which senders are addressed; reasons, for those who judge, are English.
    """

    id: str
    version: str
    title: str
    rules: tuple[Rule, ...]
    default: Action = Action.ALLOW
    plans: tuple[Plans, ...] = ()
    invariants: tuple[Invariant, ...] = ()
    groups: dict[str, tuple[str | bool, ...]] = field(default_factory=dict)
    language: str = "en"
    content_hash: str = ""  # of the pack's file and of the one that it extends

    @property
    def label(self) -> str:
        """The policy's name and version, as recommendations carry it: "upwork@2026.1"."""
        return f"{self.id}@{self.version}"

    @cached_property
    def _turns(self) -> list[date]:
        dated: tuple[Rule | Plans, ...] = (*self.rules, *self.plans)
        return sorted({day for entry in dated for day in (entry.since, entry.until) if day})

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The policy's editions, the oldest first; a policy without dates has one."""
        turns = [None, *self._turns, None]
        return tuple(self._edition(since, until) for since, until in pairwise(turns))

    def as_of(self, sent_at: datetime | None) -> Edition:
        """Return the edition in force when a message was sent (the UTC day counts), today's if that is not known."""
        if not self._turns:
            return self.editions[0]
        moment = sent_at or datetime.now(UTC)
        day = (moment.astimezone(UTC) if moment.tzinfo else moment).date()
        return self.editions[bisect_right(self._turns, day)]

    def _edition(self, since: date | None, until: date | None) -> Edition:
        day = since or date.min
        return Edition(
            policy_id=self.id,
            since=since,
            until=until,
            rules=tuple(rule for rule in self.rules if rule.in_force(day)),
            default=self.default,
            plans={name: plan for plans in self.plans if plans.in_force(day) for name, plan in plans.classes.items()},
            language=self.language,
        )


_SEPARATORS = str.maketrans(dict.fromkeys("-_()[],/:", " "))  # no plus sign: "Business+" is no "Business"


def plan_key(name: str) -> str:
    """Return the spelling under which a plan's name is compared: "Business Plus" and "business_plus" are one plan."""
    return " ".join(name.casefold().translate(_SEPARATORS).split())


def _covers(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day < until)
