"""Every set of facts that a finding can have, so that a policy can be analysed as a whole instead of by samples.

A set of cases is one big integer with a bit for each case, so a condition over a hundred thousand cases is a few
machine operations. Facts that a record does not tell are no cases: their answers follow from the known ones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from typing import Any, NamedTuple

from sidedoor.policy.facts import KNOWN, NOTHING, RECORD, Access, Certainty, Facts
from sidedoor.policy.rules import Condition, Edition, Rule
from sidedoor.vocabulary import CONTACT_POINTS, SOLICITATIONS, Action, Kind


class Subject(NamedTuple):
    """What is judged: the finding's kind, its contact point, how sure it is, and the access spoken of beside it."""

    kind: Kind
    contact_point: str
    certainty: Certainty
    access: Access


def _subjects() -> Iterator[Subject]:
    for kind in Kind:
        points = [kind.value] if kind in CONTACT_POINTS else [NOTHING]
        if kind is Kind.CONTACT_REQUEST:
            points = [point for point in map(str, KNOWN["contact_point"]) if point != NOTHING]
        # A contact point stands there or does not; what somebody is after can be doubtful.
        certainties = list(Certainty) if kind in SOLICITATIONS else [Certainty.SURE]
        for point, certainty, access in product(points, certainties, Access):
            if kind is not Kind.SYSTEM_ACCESS or access is not Access.NONE:
                yield Subject(kind, point, certainty, access)


SUBJECTS = tuple(_subjects())
Box = dict[str, tuple[Any, ...]]


class Space:
    """The cases: every subject, with and without each of `companions` beside it, under every known record.

    Its axes, in order, are "subject", "with KIND" for each companion, and the record's facts.
    """

    def __init__(self, companions: Iterable[Kind]) -> None:
        # Access in the subject already says whether system_access stands beside it.
        self.companions = tuple(kind for kind in Kind if kind in set(companions) - {Kind.SYSTEM_ACCESS})
        self.axes: dict[str, tuple[Any, ...]] = {
            "subject": SUBJECTS,
            **{f"with {kind}": (False, True) for kind in self.companions},
            **{name: KNOWN[name] for name in RECORD},
        }
        self.size = 1
        self.strides: dict[str, int] = {}
        for name, values in reversed(self.axes.items()):
            self.strides[name] = self.size
            self.size *= len(values)
        self.all = (1 << self.size) - 1
        self.on_axis = lru_cache(maxsize=None)(self._on_axis)

    def _on_axis(self, axis: str, number: int) -> int:
        """Return the cases whose value on `axis` is its `number`th."""
        stride = self.strides[axis]
        period = stride * len(self.axes[axis])
        block = ((1 << stride) - 1) << (number * stride)
        return block * (self.all // ((1 << period) - 1))

    def where(self, fact: str, values: Iterable[Any]) -> int:
        """Return the cases in which `fact` has one of `values`."""
        if fact == "companions":
            return self._beside(values)
        if fact in Subject._fields:
            wanted = set(values)
            numbers = [n for n, subject in enumerate(SUBJECTS) if getattr(subject, fact) in wanted]
            return _union(self.on_axis("subject", n) for n in numbers)
        return _union(self.on_axis(fact, self.axes[fact].index(value)) for value in values)

    def _beside(self, kinds: Iterable[Any]) -> int:
        cases = 0
        for kind in kinds:
            if kind == Kind.SYSTEM_ACCESS:
                there = self.where("access", [Access.NAMED, Access.UNNAMED])
            else:
                there = self.on_axis(f"with {kind}", 1)
            cases |= there & ~self.where("kind", [kind])  # "with" speaks of the other kinds only
        return cases

    def holding(self, condition: Condition) -> int:
        """Return the cases for which `condition` holds."""
        cases = self.all
        for fact, values in condition.allowed.items():
            cases &= self.where(fact, values)
        return cases

    def steps(self, axis: str) -> Iterator[int]:
        """Yield, for each further value of `axis`, the shift from a case with the first value to its twin."""
        return (number * self.strides[axis] for number in range(1, len(self.axes[axis])))

    def joined_by(self, kind: Kind) -> Iterator[tuple[int, int]]:
        """Yield the cases without `kind` beside the finding, and the shift to the same cases with it."""
        if kind is Kind.SYSTEM_ACCESS:
            # The subjects with each access follow each other, the one without any first.
            for number in (1, 2):
                yield self.where("access", [Access.NONE]), number * self.strides["subject"]
        else:
            axis = f"with {kind}"
            yield self.on_axis(axis, 0) & ~self.where("kind", [kind]), self.strides[axis]

    def facts(self, cases: int) -> Facts:
        """Return the first of `cases`, which must not be empty."""
        number = (cases & -cases).bit_length() - 1
        at = {name: values[number // self.strides[name] % len(values)] for name, values in self.axes.items()}
        kind, contact_point, certainty, access = at["subject"]
        beside = {kind for kind in self.companions if at[f"with {kind}"]}
        if access is not Access.NONE:
            beside.add(Kind.SYSTEM_ACCESS)
        record = (at[name] for name in RECORD)
        return Facts(kind, contact_point, frozenset(beside - {kind}), access, certainty, *record)

    def boxes(self, cases: int) -> Iterator[Box]:
        """Yield `cases` in compressed form: each box gives the values of each axis, all combined with each other."""
        yield from self._boxes(cases, tuple(self.axes))

    def _boxes(self, cases: int, axes: tuple[str, ...]) -> Iterator[Box]:
        if not axes:
            yield {}
            return
        axis, *rest = axes
        stride = self.strides[axis]
        alike: dict[int, list[Any]] = {}
        for number, value in enumerate(self.axes[axis]):
            part = (cases >> (number * stride)) & ((1 << stride) - 1)
            if part:
                alike.setdefault(part, []).append(value)
        for part, values in alike.items():
            for box in self._boxes(part, tuple(rest)):
                yield {axis: tuple(values), **box}

    def describe(self, cases: int) -> list[str]:
        """Return `cases` in words, one line a box; what makes no difference is left out."""
        lines = []
        for box in self.boxes(cases):
            record = [
                f"{axis}: {', '.join(map(_word, values))}"
                if not axis.startswith("with ")
                else _beside_word(axis, values)
                for axis, values in box.items()
                if axis != "subject" and len(values) < len(self.axes[axis])
            ]
            lines += ["; ".join([subject, *record]) for subject in _subject_words(box["subject"])]
        return lines


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _beside_word(axis: str, values: tuple[Any, ...]) -> str:
    return axis if values[0] else axis.replace("with", "without", 1)


def _subject_words(subjects: Iterable[Subject]) -> list[str]:
    """Return the subjects in words, one line for those that share certainty and the access they are found with."""
    granted: dict[tuple[Kind, str, Certainty], list[Access]] = {}
    for subject in subjects:
        granted.setdefault((subject.kind, subject.contact_point, subject.certainty), []).append(subject.access)
    alike: dict[tuple[Kind, str, tuple[Access, ...]], list[Certainty]] = {}
    for (kind, point, certainty), accesses in granted.items():
        every = len(accesses) == len(Access) - (kind is Kind.SYSTEM_ACCESS)
        alike.setdefault((kind, point, () if every else tuple(accesses)), []).append(certainty)
    lines: dict[str, dict[Kind, list[str]]] = {}
    for (kind, point, found), certainties in alike.items():
        certain = "" if kind not in SOLICITATIONS or len(certainties) > 1 else f"; certainty: {certainties[0]}"
        line = certain + (f"; access: {', '.join(found)}" if found else "")
        lines.setdefault(line, {}).setdefault(kind, []).append(point)
    return [
        f"kind: {', '.join(kind_words(kind, points) for kind, points in kinds.items())}{line}"
        for line, kinds in lines.items()
    ]


def kind_words(kind: Kind, points: list[str]) -> str:
    """Return a kind in words; for a contact request with what it asks for, unless that is anything."""
    every = [point for point in KNOWN["contact_point"] if point != NOTHING]
    left_out = [str(point) for point in every if point not in points]
    if kind is not Kind.CONTACT_REQUEST or not left_out:
        return kind.value
    return f"{kind} for {'/'.join(points)}" if len(points) <= len(left_out) else f"{kind} not for {'/'.join(left_out)}"


def _union(masks: Iterable[int]) -> int:
    cases = 0
    for mask in masks:
        cases |= mask
    return cases


@dataclass(frozen=True)
class Outcome:
    """What one edition of a policy does in every case of a space."""

    space: Space
    edition: Edition

    @cached_property
    def applying(self) -> dict[Rule, int]:
        """The cases to which each rule applies, whether or not an earlier one decides them; rules in order."""
        holding = self.space.holding
        return {rule: holding(rule.when) & ~(holding(rule.unless) if rule.unless else 0) for rule in self.edition.rules}

    @cached_property
    def decided(self) -> dict[Rule, int]:
        """The cases that each rule decides."""
        left = self.space.all
        decided = {}
        for rule, cases in self.applying.items():
            decided[rule] = cases & left
            left &= ~cases
        return decided

    @property
    def undecided(self) -> int:
        """The cases that fall to the default."""
        return self.space.all & ~_union(self.decided.values())

    @cached_property
    def by_action(self) -> dict[Action, int]:
        """The cases that get each action."""
        actions = {
            action: _union(cases for rule, cases in self.decided.items() if rule.action is action) for action in Action
        }
        actions[self.edition.default] |= self.undecided
        return actions
