"""A pipeline that is simple enough to say in advance what it answers."""

from collections.abc import Mapping, Sequence
from typing import cast

from sidedoor.conversations import Conversations
from sidedoor.pipeline import Pipeline
from sidedoor.policy import load_policy
from sidedoor.records import Finding, Message, Reason, Recommendation
from sidedoor.vocabulary import Action, Kind


class SpotsAtSigns:
    """Flags a message with an at-sign, but only notes the finding where GitHub is named."""

    policy = load_policy("upwork")

    def examine(self, texts: Sequence[str]) -> tuple[dict[int, tuple[Finding, ...]], Sequence[int]]:
        places = [(i, text.find("@")) for i, text in enumerate(texts)]
        found: dict[int, tuple[Finding, ...]] = {
            i: (Finding(kind=Kind.EMAIL, start=at, end=at + 1, text="@"),) for i, at in places if at >= 0
        }
        return found, bytes(len(texts))

    def join(
        self,
        messages: Sequence[Message],
        found: Mapping[int, tuple[Finding, ...]],
        notes: Sequence[int],
        conversations: Conversations,
    ) -> dict[int, Recommendation]:
        return {i: self._told(messages[i], findings) for i, findings in found.items()}

    def allow(self, message: Message) -> Recommendation:
        return self._told(message, ())

    def _told(self, message: Message, findings: tuple[Finding, ...]) -> Recommendation:
        action = Action.FLAG if findings and "GitHub" not in message.text else Action.ALLOW
        return Recommendation(
            message_id=message.message_id,
            conversation_id=message.conversation_id or message.message_id,
            action=action,
            reasons=(Reason(action=action, rule="p/r", message="An at-sign."),) if findings else (),
            findings=findings,
            policy="p@1",
        )


PIPELINE = cast(Pipeline, SpotsAtSigns())
