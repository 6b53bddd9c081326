"""The one place that knows both halves: what is in a text, and what the policy says of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from sidedoor import intent
from sidedoor.conversation import Conversation
from sidedoor.conversations import Conversations
from sidedoor.detectors import DETECTORS, awake
from sidedoor.errors import SidedoorError
from sidedoor.gate import Woken
from sidedoor.gathering import Gathering
from sidedoor.order import by_time, in_time
from sidedoor.policy import Policy, decide, load_policy
from sidedoor.records import Finding, Message, Recommendation
from sidedoor.resolve import resolve
from sidedoor.settle import is_open, settle
from sidedoor.text import Text
from sidedoor.wakes import load_gate

_AT_A_TIME = 2048  # messages that are looked at together: a few hundred kilobytes of text


class Pipeline:
    """Recommends, message by message, under one policy. Holds no state between calls and may be shared by threads."""

    def __init__(self, policy: Policy, *, fast: bool = False) -> None:
        self.policy = policy
        self.fast = fast

    def __call__(
        self,
        message: Message,
        history: Sequence[Message] = (),
        *,
        conversations: Conversations | None = None,
        remember: bool = True,
    ) -> Recommendation:
        """Return the recommendation for `message`, given the messages of its conversation before it.

        These are its `history`, or what `conversations` remembers of them; then the message is remembered too, unless
        `remember` is false: so a draft is judged that may never be sent. Raises SidedoorError where both are given.
        """
        message = message.typed()
        woken, notes = load_gate().look_at(message.text)
        if conversations is not None:
            if history:
                raise SidedoorError("Give history= or conversations=, not both: each tells what came before.")
            found = self._found(message, woken)
            return self._recommend(message, conversations.read(message, found, notes, find, remember=remember))
        if not history:
            found = self._found(message, woken)
            return self._recommend(message, Conversation().read(message, found, notes, find) if found else ())
        conversation = Conversation()
        for earlier in (history[i] for i in in_time(history)):
            seen, noted = load_gate().look_at(earlier.text)
            conversation.read(earlier, self._found(earlier, seen), noted, find)
        return self._recommend(message, conversation.read(message, self._found(message, woken), notes, find))

    def pipe(self, messages: Iterable[Message], *, in_order: bool = False) -> Iterator[Recommendation]:
        """Yield one recommendation a message, in the order of `messages`, each conversation judged as a whole.

        Conversations are judged by the time of their messages, however they are scattered. What is not a sequence in
        order is read to its end first, and gathered by conversation, on disk if it is long. With `in_order`, the
        messages of each conversation come one after the other, and recommendations come as they do.
        """
        listed = messages if isinstance(messages, Sequence) else None
        if in_order or (listed is not None and by_time(listed)):
            conversations = Conversations() if listed is None else Conversations(most=len(listed) + 1)
            for some in _in_batches(message.typed() for message in messages):
                told = self.judge(some, conversations)
                for i, message in enumerate(some):
                    yield told.get(i) or self.allow(message)
            return
        with Gathering(self, everything=True) as gathering:
            for some in _in_batches(map(_storable, messages)):
                gathering.add(some, *self.examine([message.text for message in some]))
            for batch in gathering.told():
                for i, message in enumerate(batch.messages):
                    yield batch.told.get(i) or self.allow(message)

    def judge(self, messages: Sequence[Message], conversations: Conversations) -> dict[int, Recommendation]:
        """Return the recommendations for those of `messages` in which something is found, by their positions.

        All others are allowed. `conversations` is what is remembered of the messages before these, and then of these.
        """
        return self.join(messages, *self.examine([message.text for message in messages]), conversations)

    def examine(self, texts: Sequence[str]) -> tuple[dict[int, tuple[Finding, ...]], Sequence[int]]:
        """Return what is in each of `texts` by itself, by their positions, and the notes on all of them.

        Nothing is remembered: texts may be examined in any order, by several processes.
        """
        look = load_gate().look(texts)
        found: dict[int, tuple[Finding, ...]] = {}
        still_open: list[int] = []
        for i, woken in look.woken.items():
            view = Text(texts[i], woken)
            findings = _detected(view)
            if is_open(view, findings):
                still_open.append(i)
            else:
                findings = settle(view, findings, fast=self.fast)
            if findings:
                found[i] = findings
        # The screen is asked about all at once, the encoder about the few that it does not let go.
        for i, suspect in zip(still_open, intent.suspects([texts[i] for i in still_open], fast=self.fast), strict=True):
            if suspect and (findings := settle(Text(texts[i], look.woken[i]), found.get(i, ()), fast=self.fast)):
                found[i] = findings
        return found, look.notes

    def join(
        self,
        messages: Sequence[Message],
        found: Mapping[int, tuple[Finding, ...]],
        notes: Sequence[int],
        conversations: Conversations,
    ) -> dict[int, Recommendation]:
        """Return the recommendations for `messages`, in which `examine` has `found` these, in their conversations."""
        told: dict[int, Recommendation] = {}
        read = conversations.read
        for i, message in enumerate(messages):
            here = _of(message, found[i]) if i in found else ()
            if findings := read(message, here, notes[i], find):
                told[i] = self._recommend(message, findings)
        return told

    def allow(self, message: Message) -> Recommendation:
        """Return the recommendation for a message in which nothing is found."""
        return self._recommend(message, ())

    def find(self, text: str) -> tuple[Finding, ...]:
        """Return what is in `text`, whoever wrote it: findings in text order, offsets in code points of `text`."""
        return self._find(text, load_gate().look_at(text)[0])

    def warm_up(self) -> None:
        """Load all that the first message would load, so that it is no slower than the others."""
        for text in _WARMING:
            self(Message(text=text))

    def _find(self, text: str, woken: Woken | None) -> tuple[Finding, ...]:
        if woken is not None and not woken:
            return ()
        view = Text(text, woken)
        return settle(view, _detected(view), fast=self.fast)

    def _found(self, message: Message, woken: Woken) -> tuple[Finding, ...]:
        return _of(message, self._find(message.text, woken))

    def _recommend(self, message: Message, findings: tuple[Finding, ...]) -> Recommendation:
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


# One message for each detector.
_WARMING = (
    "Write to lena@example.com or call me on +1 415 555 0134, my telegram is @lena_k, https://example.com/contact",
    "My address is 12 Mill Road, LS8 2QT; pay me by PayPal at lena@example.com or on DE89 3704 0044 0532 0130 00",
    "Let's talk on WhatsApp, and I'll send the contract outside of Upwork. What's your number?",
)


def _in_batches(messages: Iterable[Message]) -> Iterator[list[Message]]:
    source = iter(messages)
    while some := list(islice(source, _AT_A_TIME)):
        yield some


def _storable(message: Message) -> Message:
    """Return the message as UTF-8 can hold it: half of an emoji that was cut in two becomes U+FFFD, offsets stay."""
    try:
        message.text.encode()
    except UnicodeEncodeError:
        text = message.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        message = msgspec.structs.replace(message, text=text)
    return message.typed()


def _of(message: Message, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(msgspec.structs.replace(finding, message_ids=(message.message_id,)) for finding in findings)


def _detected(text: Text) -> tuple[Finding, ...]:
    return resolve(finding for name in awake(text.woken) for finding in DETECTORS[name](text))


def find(text: str) -> tuple[Finding, ...]:
    """Return what the detectors find in `text`, without the models."""
    woken, _ = load_gate().look_at(text)
    return () if woken is not None and not woken else _detected(Text(text, woken))


def load(policy: str | Path = "upwork", *, fast: bool = False, language: str = "en") -> Pipeline:
    """Return a Pipeline for a shipped policy's name or the path of a policy file, with notices in `language`.

    `fast` leaves the slow model tier out. Raises PolicyError for a policy that is unknown or cannot be used.
    """
    return Pipeline(load_policy(policy, language), fast=fast)
