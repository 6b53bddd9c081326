"""The conversations of a log, as many of them as can be remembered in little memory."""

from collections import OrderedDict

from sidedoor.conversation import Conversation
from sidedoor.notes import WORK
from sidedoor.pieces import Find, may_be_piece
from sidedoor.records import Finding, Message

# Half a kilobyte each. Pieces of a number follow each other within minutes; a question may be answered the next day.
_MOST_WAITING = 1 << 15
_MOST_OTHERS = 1 << 13


class Conversations:
    """What is remembered of each conversation, by its id, for the messages of a log in their order.

    Only the latest are remembered: of those where a question or proposal is open `1 << 15`, of the others `1 << 13`. So
    a log of any length needs no more memory, and a message that could complete another comes too late only when so many
    conversations have gone on in between.
    """

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, Conversation] = OrderedDict()
        self._others: OrderedDict[str, Conversation] = OrderedDict()

    def read(self, message: Message, found: tuple[Finding, ...], notes: int, find: Find) -> tuple[Finding, ...]:
        """Return what is in `message`, as `Conversation.read` does."""
        key = message.conversation_id or message.message_id
        conversation = self._waiting.pop(key, None) or self._others.pop(key, None)
        if conversation is None:
            if not (found or notes & WORK or "?" in message.text or may_be_piece(message.text, notes)):
                return ()
            conversation = Conversation()
        findings = conversation.read(message, found, notes, find)
        if conversation.is_waiting:
            self._keep(self._waiting, key, conversation, _MOST_WAITING)
        elif not conversation.is_idle:
            self._keep(self._others, key, conversation, _MOST_OTHERS)
        return findings

    @staticmethod
    def _keep(kept: OrderedDict[str, Conversation], key: str, conversation: Conversation, most: int) -> None:
        kept[key] = conversation
        if len(kept) > most:
            kept.popitem(last=False)
