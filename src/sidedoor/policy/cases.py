"""Labelled cases against a policy: findings as a person labelled them, and the action that the person wants."""

from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import NamedTuple

import msgspec

from sidedoor.errors import PolicyError
from sidedoor.policy.decide import decide
from sidedoor.policy.facts import KNOWN
from sidedoor.policy.rules import Policy
from sidedoor.records import Finding, Message, Reason
from sidedoor.vocabulary import STRICTNESS, Action, ContractState, Kind, Origin, Surface


class LabelledFinding(msgspec.Struct, frozen=True):
    """A finding as labelled. What a label leaves out may be anything; `null` says that it is open or not named."""

    kind: Kind
    value: str | msgspec.UnsetType | None = msgspec.UNSET
    service: str | msgspec.UnsetType | None = msgspec.UNSET

    def readings(self) -> list[Finding]:
        """Return every finding, as far as a policy can tell them apart, that the label can mean."""
        values: list[str | None] = [None]
        services: list[str | None] = [None]
        if self.kind is Kind.CONTACT_REQUEST:
            values = [None, *map(str, KNOWN["contact_point"])] if self.value is msgspec.UNSET else [self.value]
        if self.kind is Kind.SYSTEM_ACCESS:
            services = [None, "a named system"] if self.service is msgspec.UNSET else [self.service]
        return [
            Finding(kind=self.kind, start=0, end=0, text="", value=value, service=service)
            for value, service in product(values, services)
        ]


class LabelledMessage(msgspec.Struct, frozen=True):
    """One message of a case; without `findings` it asserts nothing that a policy alone could be held to."""

    recommendation: Action
    findings: tuple[LabelledFinding, ...] | None = None


class Case(msgspec.Struct, frozen=True):
    """One labelled conversation with its record; further fields of the file are ignored."""

    id: str
    messages: tuple[LabelledMessage, ...]
    policy: str = "upwork"
    contract_state: ContractState = ContractState.INTERVIEW
    client_plan: str = "basic"
    surface: Surface = Surface.MESSAGE
    existing_relationship: bool = False
    origin: Origin = Origin.UNKNOWN
    sent_at: datetime | None = None

    def record(self) -> Message:
        """Return the record under which each message of the case is judged, with an empty text."""
        return Message(
            text="",
            sent_at=self.sent_at,
            contract_state=self.contract_state,
            client_plan=self.client_plan,
            existing_relationship=self.existing_relationship,
            surface=self.surface,
            origin=self.origin,
        )


class Difference(NamedTuple):
    """A message that the policy answers otherwise than its label."""

    case: str
    message: int
    wanted: Action
    given: Action
    reasons: tuple[Reason, ...]


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a JSON Lines file. Raises PolicyError, with the line, for what is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path} cannot be read: {error}.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=Case)
            except msgspec.MsgspecError as error:
                raise PolicyError(f"{path}, line {number}: this is no labelled case: {error}.") from error


def differences(policy: Policy, case: Case) -> Iterator[Difference]:
    """Yield the messages of `case` that `policy` answers otherwise than labelled, however their labels are read.

    Of several readings, the difference shows the one with the mildest answer.
    """
    for number, message in enumerate(case.messages):
        if message.findings is None:
            continue
        answers = [
            decide(policy, case.record(), findings)
            for findings in product(*(finding.readings() for finding in message.findings))
        ]
        if all(action is not message.recommendation for action, _ in answers):
            given, reasons = min(answers, key=lambda answer: STRICTNESS[answer[0]])
            yield Difference(case.id, number, message.recommendation, given, reasons)
