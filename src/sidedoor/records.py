"""The records that pass between the rooms: a message, what is in it, and what is recommended."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from sidedoor.errors import SidedoorError, did_you_mean
from sidedoor.vocabulary import (
    CONTACT_POINTS,
    Action,
    ContractState,
    Kind,
    Origin,
    SenderRole,
    Surface,
    Technique,
)


class Message(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One message as the platform recorded it.

    `text` is what was typed. Everything else is the platform's own record as of that moment; nothing in `text`
    changes it. `conversation_id` and `sender_id` fall back to `message_id` and `sender_role`.
    """

    text: str
    message_id: str = ""
    conversation_id: str | None = None
    sent_at: datetime | None = None
    sender_id: str | None = None
    sender_role: SenderRole = SenderRole.UNKNOWN
    contract_state: ContractState = ContractState.UNKNOWN
    client_plan: str = "unknown"
    existing_relationship: bool = False
    surface: Surface = Surface.MESSAGE
    origin: Origin = Origin.UNKNOWN

    def typed(self) -> "Message":
        """Return the message with words ("interview") turned into values of the vocabulary.

        Logs are checked while they are read; a message that a program makes is checked here, before it is judged.
        Raises SidedoorError for a word that the vocabulary does not hold.
        """
        changed = {
            name: _word(name, values, getattr(self, name))
            for name, values in _CLOSED.items()
            if type(getattr(self, name)) is not values
        }
        return msgspec.structs.replace(self, **changed) if changed else self

    def __repr__(self) -> str:
        return f"Message(message_id={self.message_id!r}, text=<{len(self.text)} characters>)"


_CLOSED: dict[str, type[StrEnum]] = {
    "sender_role": SenderRole,
    "contract_state": ContractState,
    "surface": Surface,
    "origin": Origin,
}


def _word(field: str, values: type[StrEnum], written: str) -> StrEnum:
    try:
        return values(written)
    except ValueError:
        known = [value.value for value in values]
        raise SidedoorError(
            f"There is no {field} {written!r}.{did_you_mean(str(written), known)} It is one of {', '.join(known)}."
        ) from None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One contact point, solicitation or circumstance in a text.

    `start` and `end` are code points of the original text, half open, and `text` is that slice. `value` is the
    readable form: an e-mail in lower case, a phone in E.164 or bare digits, a handle without its @; for a
    `contact_request` the kind that is asked for ("email", "phone", "handle", ...) or None where it is left open.
    `service` names the messenger, network, payment service or work system concerned. `confidence` is a measured
    share of right findings, None while none is measured.
    """

    kind: Kind
    start: int
    end: int
    text: str
    value: str | None = None
    service: str | None = None
    techniques: tuple[Technique, ...] = ()
    confidence: float | None = None
    message_ids: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Finding({self.kind.value}, {self.start}:{self.end}, service={self.service!r}, text=<masked>)"


def spans(findings: Iterable[Finding]) -> list[tuple[int, int]]:
    """Return the stretches of text that the findings cover, in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((finding.start, finding.end) for finding in findings):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def redacted(text: str, findings: Iterable[Finding], start: int = 0) -> str:
    """Return `text` with every contact point among the `findings` replaced by its kind in brackets.

    Those that overlap are replaced as one, under the kind of the first. `start` is where `text` begins in the text
    that the findings' offsets count in.
    """
    points = [finding for finding in findings if finding.kind in CONTACT_POINTS]
    kinds = {
        finding.start: finding.kind.value for finding in sorted(points, key=lambda f: (f.start, -f.end), reverse=True)
    }
    parts: list[str] = []
    position = 0
    for begin, end in spans(points):
        if end > start and begin < start + len(text):
            parts += [text[position : max(0, begin - start)], f"[{kinds[begin]}]"]
            position = end - start
    return "".join([*parts, text[position:]])


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a message got its action: the rule that decided, its sentence, and the finding it judged.

    `notice` is a friendly sentence for the sender of the message, None where the action is allow.
    """

    action: Action
    rule: str
    message: str
    finding: Finding | None = None
    notice: str | None = None


class Recommendation(msgspec.Struct, frozen=True, kw_only=True):
    """What sidedoor recommends for one message, with every reason, the deciding one first."""

    message_id: str
    conversation_id: str
    action: Action
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    policy: str
    text: str = ""

    @property
    def rule(self) -> str | None:
        """The rule that decided, as "policy/rule", or None when nothing was found."""
        return self.reasons[0].rule if self.reasons else None

    @property
    def reason(self) -> str | None:
        """The deciding rule's sentence, or None when nothing was found."""
        return self.reasons[0].message if self.reasons else None

    @property
    def notice(self) -> str | None:
        """One friendly sentence for the sender: what was seen and what is still allowed. None for allow."""
        return self.reasons[0].notice if self.reasons else None

    @property
    def redacted_text(self) -> str:
        """The original text with every contact point replaced by its kind in brackets."""
        return redacted(self.text, self.findings)

    def as_record(self) -> dict[str, Any]:
        """Return the output record of the contract, ready for JSON."""
        return {
            "message_id": self.message_id,
            "conversation_id": self.conversation_id,
            "action": self.action,
            "rule": self.rule,
            "policy": self.policy,
            "reason": self.reason,
            "findings": self.findings,
        }

    def __repr__(self) -> str:
        return f"Recommendation({self.message_id!r}, {self.action.value}, rule={self.rule!r})"
