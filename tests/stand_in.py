"""A pipeline that is simple enough to say in advance what it answers."""

from collections.abc import Iterable, Iterator
from typing import cast

from sidedoor.pipeline import Pipeline
from sidedoor.policy import load_policy
from sidedoor.records import Finding, Message, Reason, Recommendation
from sidedoor.vocabulary import Action, Kind


class SpotsAtSigns:
    """Flags a message with an at-sign, but only notes the finding where GitHub is named."""

    policy = load_policy("upwork")

    def pipe(self, messages: Iterable[Message]) -> Iterator[Recommendation]:
        for message in messages:
            at = message.text.find("@")
            findings = () if at < 0 else (Finding(kind=Kind.EMAIL, start=at, end=at + 1, text="@"),)
            action = Action.FLAG if findings and "GitHub" not in message.text else Action.ALLOW
            yield Recommendation(
                message_id=message.message_id,
                conversation_id=message.conversation_id or message.message_id,
                action=action,
                reasons=(Reason(action=action, rule="p/r", message="An at-sign."),) if findings else (),
                findings=findings,
                policy="p@1",
            )


PIPELINE = cast(Pipeline, SpotsAtSigns())
