"""What a policy may know of a finding: closed lists only, nothing of the text and nothing of where it stands."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple, Self

from sidedoor.intent import threshold
from sidedoor.records import Finding, Message
from sidedoor.vocabulary import CONTACT_POINTS, SOLICITATIONS, ContractState, Kind, Origin, Surface


class PlanClass(StrEnum):
    """What the client's plan counts for; a name that the policy does not list is unknown."""

    EXEMPT = "exempt"
    ORDINARY = "ordinary"
    UNKNOWN = "unknown"


class Access(StrEnum):
    """Whether the message speaks of access to a work system, and whether it says to which."""

    NONE = "none"
    NAMED = "named"
    UNNAMED = "unnamed"


class Certainty(StrEnum):
    """Whether a finding is as sure as the models' own threshold wants it, or only worth a person's look."""

    SURE = "sure"
    DOUBTFUL = "doubtful"


OPEN = "open"  # a contact request that leaves open what it asks for
NOTHING = "nothing"  # a finding that neither gives nor asks for a contact point


class Facts(NamedTuple):
    """All that decides about one finding: what it is, what stands beside it, and what the platform's record says.

    `contact_point` is the kind of contact point that is given or asked for. `companions` are the other kinds found in
    the same message, as far as they are sure: what is doubtful takes no excuse away. Two findings with the same facts
    get the same answer.
    """

    kind: Kind
    contact_point: str
    companions: frozenset[Kind]
    access: Access
    certainty: Certainty
    contract_state: ContractState
    plan: PlanClass
    surface: Surface
    existing_relationship: bool
    origin: Origin

    def having(self, names: Iterable[str], values: Iterable[Any]) -> Self:
        """Return the same facts but for those named, which get the given values."""
        return self._replace(**dict(zip(names, values, strict=True)))


def _known(values: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(value.value for value in values if value.value != "unknown")


# The known values of each fact, in the order in which people meet them.
KNOWN: dict[str, tuple[str | bool, ...]] = {
    "kind": _known(Kind),
    "contact_point": (*(kind.value for kind in Kind if kind in CONTACT_POINTS), OPEN, NOTHING),
    "companions": _known(Kind),
    "access": _known(Access),
    "certainty": _known(Certainty),
    "contract_state": _known(ContractState),
    "plan": _known(PlanClass),
    "surface": _known(Surface),
    "existing_relationship": (False, True),
    "origin": _known(Origin),
}

# The facts that the platform's record tells, in the order of `Facts`; the others come from the message.
RECORD = ("contract_state", "plan", "surface", "existing_relationship", "origin")

# The facts that a record may fail to tell, under the names that a reader of the log knows.
UNKNOWABLE = {"contract_state": "contract_state", "plan": "client_plan", "origin": "origin"}


def contact_point(finding: Finding) -> str:
    """Return the kind of contact point that a finding gives or asks for, `OPEN` or `NOTHING`."""
    if finding.kind in CONTACT_POINTS:
        return finding.kind
    if finding.kind is Kind.CONTACT_REQUEST:
        return finding.value if finding.value in CONTACT_POINTS else OPEN
    return NOTHING


def access(findings: Iterable[Finding]) -> Access:
    """Return whether the findings of one message speak of access to a work system, and whether one is named."""
    systems = [finding.service for finding in findings if finding.kind is Kind.SYSTEM_ACCESS]
    if not systems:
        return Access.NONE
    return Access.NAMED if any(systems) else Access.UNNAMED


def certainty(finding: Finding) -> Certainty:
    """Return whether a finding is sure; one without a measured confidence is.

    The threshold belongs to the models and not to a policy, since it moves whenever they are trained anew. A policy
    says what doubt leads to.
    """
    if finding.kind not in SOLICITATIONS or finding.confidence is None:
        return Certainty.SURE
    if finding.confidence >= threshold("encoder", "find"):
        return Certainty.SURE
    return Certainty.DOUBTFUL


def facts_of(message: Message, plan: PlanClass, findings: tuple[Finding, ...], noticed: frozenset[Kind]) -> list[Facts]:
    """Return the facts of each finding of a message; of the kinds beside it, only those `noticed` by the policy."""
    certainties = [certainty(finding) for finding in findings]
    kinds = frozenset([f.kind for f, sure in zip(findings, certainties, strict=True) if sure is Certainty.SURE])
    companions = kinds & noticed
    granted = access(findings) if Kind.SYSTEM_ACCESS in kinds else Access.NONE
    return [
        Facts(
            finding.kind,
            contact_point(finding),
            companions - {finding.kind},
            granted,
            certain,
            message.contract_state,
            plan,
            message.surface,
            message.existing_relationship,
            message.origin,
        )
        for finding, certain in zip(findings, certainties, strict=True)
    ]
