"""What is remembered for callers who hold no history: the same as a history gives, bounded, for many threads."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest

import sidedoor
from sidedoor import Conversations, Message, Recommendation
from sidedoor.vocabulary import Kind
from tests.test_conversation import PIPELINE, START, conversation
from tests.test_conversation_innocent import CONVERSATIONS as INNOCENT

LINES = [
    ["f: 312", "c: what is that?", "f: 555", "f: ok, 0143"],
    ["c: What's your Skype?", "f: margo.finch.hr"],
    ["f: mira.holt", "c: and?", "f: @gmail.com"],
    ["c: Shall we do the next one without Upwork?", "f: fine with me"],
    ["f: I'd need read access to Google Analytics.", "c: What email do I add there?", "f: mira@example.net"],
    ["c: What's your Skype?", "f: sorry, not before a contract", "f: 312", "f: 555"],
    *(lines for _, lines in INNOCENT[::5]),
]


def named(lines: Sequence[str], name: str) -> list[Message]:
    """Return the messages of `lines` as those of a conversation of this name."""
    return [
        msgspec.structs.replace(message, conversation_id=name, message_id=f"{name}/{message.message_id}")
        for message in conversation(lines)
    ]


def with_history(messages: Sequence[Message]) -> list[Recommendation]:
    return [PIPELINE(message, history=messages[:index]) for index, message in enumerate(messages)]


def test_what_is_remembered_counts_as_a_history_does() -> None:
    talks = [named(lines, f"c{number}") for number, lines in enumerate(LINES)]
    conversations = Conversations()
    turns = [message for turn in range(12) for talk in talks for message in talk[turn : turn + 1]]
    told = {message.message_id: PIPELINE(message, conversations=conversations) for message in turns}
    for talk in talks:
        assert [told[message.message_id] for message in talk] == with_history(talk)


def test_threads_may_share_what_is_remembered() -> None:
    talks = [named(lines, f"c{number}") for number, lines in enumerate(LINES * 3)]
    conversations = Conversations()

    def judged(talk: Sequence[Message]) -> list[Recommendation]:
        return [PIPELINE(message, conversations=conversations) for message in talk]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(judged, talks)) == [with_history(talk) for talk in talks]


def test_a_draft_changes_nothing_of_what_is_remembered() -> None:
    *sent, last = conversation(["f: 312", "f: 555", "f: 0143"])
    conversations = Conversations()
    for message in sent:
        PIPELINE(message, conversations=conversations)
    for _ in range(2):  # the sender presses the button again
        draft = PIPELINE(last, conversations=conversations, remember=False)
        assert [f.value for f in draft.findings] == ["+13125550143"]
    assert PIPELINE(last, conversations=conversations) == draft
    assert not PIPELINE(last, conversations=conversations).findings  # the number is complete, the pieces are gone


def test_the_silent_ones_are_forgotten_first() -> None:
    conversations = Conversations(most=2)
    for name in ("a", "b", "a", "c"):
        PIPELINE(named(["c: What's your Skype?"], name)[0], conversations=conversations)
    assert (len(conversations), conversations.lost) == (2, 1)
    kinds = {
        name: {
            f.kind
            for f in PIPELINE(named(["c: hi", "f: margo.finch.hr"], name)[1], conversations=conversations).findings
        }
        for name in ("a", "b")
    }
    assert kinds == {"a": {Kind.HANDLE}, "b": set()}


def test_what_is_over_is_not_lost() -> None:
    conversations = Conversations(most=1)
    for name, days in (("a", 0), ("b", 3)):
        message = named(["c: What's your Skype?"], name)[0]
        later = msgspec.structs.replace(message, sent_at=START + timedelta(days=days))
        PIPELINE(later, conversations=conversations)
    assert (len(conversations), conversations.lost) == (1, 0)


def test_only_conversations_in_which_something_is_open_are_remembered() -> None:
    conversations = Conversations()
    for number in range(100):
        PIPELINE(named(["c: Thanks, the logo looks great"], f"c{number}")[0], conversations=conversations)
    assert len(conversations) == 0


def test_a_history_beside_what_is_remembered_is_refused() -> None:
    first, last = conversation(["f: 312", "f: 555"])
    with pytest.raises(sidedoor.SidedoorError, match="not both"):
        PIPELINE(last, history=[first], conversations=Conversations())
