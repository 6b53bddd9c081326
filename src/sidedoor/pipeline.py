"""The one place that knows both halves: what is in a text, and what the policy says of it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from sidedoor.conversation import Conversation
from sidedoor.detectors import DETECTORS, awake
from sidedoor.gate import Woken
from sidedoor.policy import Policy, decide, load_policy
from sidedoor.records import Finding, Message, Recommendation
from sidedoor.resolve import resolve
from sidedoor.settle import settle
from sidedoor.text import Text
from sidedoor.wakes import load_gate


class Pipeline:
    """Recommends, message by message, under one policy. Holds no state between calls and may be shared by threads."""

    def __init__(self, policy: Policy, *, fast: bool = False) -> None:
        self.policy = policy
        self.fast = fast

    def __call__(self, message: Message, history: Sequence[Message] = ()) -> Recommendation:
        """Return the recommendation for `message`, given the earlier messages of its conversation, oldest first."""
        conversation = Conversation()
        for earlier in history:
            self._read(conversation, earlier)
        return self._recommend(message, self._read(conversation, message))

    def pipe(self, messages: Iterable[Message]) -> Iterator[Recommendation]:
        """Yield one recommendation a message, in the order of `messages`, each conversation judged as a whole."""
        conversations: dict[str, Conversation] = {}
        for message in messages:
            conversation = conversations.setdefault(message.conversation_id or message.message_id, Conversation())
            yield self._recommend(message, self._read(conversation, message))

    def find(self, text: str) -> tuple[Finding, ...]:
        """Return what is in `text`, whoever wrote it: findings in text order, offsets in code points of `text`."""
        return self._find(text, gate.wake_one(text) if (gate := load_gate()) else None)

    def _find(self, text: str, woken: Woken | None) -> tuple[Finding, ...]:
        if woken is not None and not woken:
            return ()
        view = Text(text, woken)
        return settle(view, _detected(view), fast=self.fast)

    def _read(self, conversation: Conversation, message: Message) -> tuple[Finding, ...]:
        found = tuple(
            msgspec.structs.replace(finding, message_ids=(message.message_id,)) for finding in self.find(message.text)
        )
        return conversation.read(message, found, _seen)

    def _recommend(self, message: Message, findings: tuple[Finding, ...]) -> Recommendation:
        if findings:
            message = message.typed()
        action, reasons = decide(self.policy, message, findings)
        return Recommendation(
            message_id=message.message_id,
            conversation_id=message.conversation_id or message.message_id,
            action=action,
            reasons=reasons,
            findings=findings,
            policy=self.policy.label,
            text=message.text,
        )


def _detected(text: Text) -> tuple[Finding, ...]:
    return resolve(finding for name in awake(text.woken) for finding in DETECTORS[name](text))


def _seen(text: str) -> tuple[Finding, ...]:
    gate = load_gate()
    woken = gate.wake_one(text) if gate else None
    return () if woken is not None and not woken else _detected(Text(text, woken))


def load(policy: str | Path = "upwork", *, fast: bool = False, language: str = "en") -> Pipeline:
    """Return a Pipeline for a shipped policy's name or the path of a policy file, with notices in `language`.

    `fast` leaves the slow model tier out. Raises PolicyError for a policy that is unknown or cannot be used.
    """
    return Pipeline(load_policy(policy, language), fast=fast)
