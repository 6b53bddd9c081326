"""What is remembered of many conversations at once, in bounded memory, for any number of threads."""

from collections import OrderedDict
from threading import Lock

from sidedoor.conversation import Conversation
from sidedoor.notes import WORK
from sidedoor.order import moment
from sidedoor.pieces import Find, may_be_piece
from sidedoor.records import Finding, Message

MOST = 1 << 16  # conversations; half a kilobyte each, and of most conversations nothing need be remembered
_LOCKS = 64  # conversations that are read at the same time, but for those that share a lock by chance


class Conversations:
    """What is remembered of conversations, by their ids: for callers who hold no history of their own.

    `pipeline(message, conversations=conversations)` judges a message after the ones it has judged before, as
    `history=` would. At most `most` conversations are remembered; of more, the one that has been silent longest is
    forgotten. Threads may share it; the messages of one conversation must come in their order. `lost` counts the
    conversations that were forgotten although a later message could have completed something in them.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._remembered: OrderedDict[str, Conversation] = OrderedDict()
        self._lock = Lock()
        self._reading = tuple(Lock() for _ in range(_LOCKS))
        self.lost = 0

    def read(
        self, message: Message, found: tuple[Finding, ...], notes: int, find: Find, *, remember: bool = True
    ) -> tuple[Finding, ...]:
        """Return what is in `message`, as `Conversation.read` does; without `remember`, nothing is changed by it."""
        key = message.conversation_id or message.message_id
        if key not in self._remembered and not (
            found or notes & WORK or "?" in message.text or may_be_piece(message.text, notes)
        ):
            return ()
        if not key:  # without any id, a message is alone
            return Conversation().read(message, found, notes, find)
        with self._reading[hash(key) % _LOCKS]:
            conversation = self._remembered.get(key) or Conversation()
            if not remember:
                return conversation.copy().read(message, found, notes, find)
            findings = conversation.read(message, found, notes, find)
            with self._lock:
                self._keep(key, conversation, message)
        return findings

    def __len__(self) -> int:
        return len(self._remembered)

    def _keep(self, key: str, conversation: Conversation, message: Message) -> None:
        if conversation.is_idle:
            self._remembered.pop(key, None)
            return
        self._remembered[key] = conversation
        self._remembered.move_to_end(key)
        if len(self._remembered) > self._most:
            _, silent = self._remembered.popitem(last=False)
            self.lost += not silent.is_over(moment(message))
