"""The messages that are measured: real chat where it is at hand, the same with invented contacts, and logs of any size.

Real chat is read from ../shared/corpora, beside the repository. Where that is missing, the sample messages stand in:
then figures say that the scripts run, and little about real chat.
"""

import gzip
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count, cycle, islice
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec

from benchmarks.disguises import DISGUISES
from benchmarks.inventions import contact, name, phrasebook
from benchmarks.robustness import samples
from sidedoor import Kind, Message, Technique

ROOT = Path(__file__).parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
REAL_CHAT = ("casino", "taskmaster3", "taskmaster4", "banking77")  # people who bargain, order and ask, in English
SEED = 1
CONTACTS = 0.05  # the share of messages with a contact in a mix
_CONVERSATIONS = 2_000_000


class Log(NamedTuple):
    """A log in memory: its name, and its lines of JSON."""

    name: str
    lines: Sequence[bytes]

    @property
    def messages(self) -> list[Message]:
        """The messages of all lines."""
        return msgspec.json.Decoder(Message).decode_lines(b"".join(self.lines))

    def part(self, number: int, parts: int) -> bytes:
        """Return one of `parts` parts, which are about as long as each other."""
        size = max(1, len(self.lines) // parts)
        start = number % parts * size
        return b"".join(self.lines[start : start + size])


def corpora(most: int | None = None) -> list[Log]:
    """Return each corpus that is at hand, its first `most` messages."""
    paths = sorted(CORPORA.glob("*.jsonl.gz"))
    if not paths:
        sample = (ROOT / "sample_messages" / "design_and_copy.jsonl").read_bytes().splitlines(keepends=True)
        return [Log("samples", _numbered(islice(cycle(sample), most or 2_000)))]
    return [Log(path.name.removesuffix(".jsonl.gz"), list(islice(gzip.open(path), most))) for path in paths]


def real_chat(most: int | None = None) -> Log:
    """Return the corpora of real chat as one log, a stretch of each in turn, so that any part of it holds all."""
    logs = [log.lines for log in corpora() if log.name in (*REAL_CHAT, "samples")]
    size = 100  # messages: whole conversations, nearly always
    stretches = [lines[start : start + size] for start in range(0, max(map(len, logs)), size) for lines in logs]
    return Log("real chat", list(islice((line for stretch in stretches for line in stretch), most)))


def mix(log: Log, seed: int = SEED) -> Log:
    """Return a log in which one message in twenty also tells a contact: half of them plain, half disguised."""
    rng = Random(seed)
    told = contacts(seed)
    return Log(
        f"{log.name} + {CONTACTS:.0%}",
        [_told(line, next(told)) if rng.random() < CONTACTS else line for line in log.lines],
    )


def _told(line: bytes, words: str) -> bytes:
    row = msgspec.json.decode(line)
    return msgspec.json.encode(row | {"text": f"{row['text']} {words}"}) + b"\n"


def contacts(seed: int) -> Iterator[str]:
    """Yield sentences that tell a contact, without end: plain in English, then disguised in any of 23 languages."""
    rng = Random(seed)
    english = phrasebook()["en"]
    kinds = (Kind.EMAIL, Kind.PHONE, Kind.HANDLE, Kind.LINK, Kind.PAYMENT_ACCOUNT)
    one_turn = [technique for technique in DISGUISES if technique not in _BY_TURNS]
    for batch in count(seed):
        disguised = [sample for sample in samples(batch, 1) if sample.is_contact and sample.technique in one_turn]
        rng.shuffle(disguised)
        for sample in disguised:
            kind = rng.choice(kinds)
            thing = contact(rng, kind, english, Technique.SPACED)
            frame: str = rng.choice(getattr(english, kind))
            yield frame.replace("{service}", thing.service).format(thing.written)
            yield sample.turns[-1][1]


_BY_TURNS = (Technique.SPLIT_MESSAGES, Technique.ANSWER_TO_REQUEST)


def generated(log: Log, messages: int, seed: int = SEED) -> Iterator[bytes]:
    """Yield a log of so many messages, one a second, spread over two million conversations, in the order of time.

    They are the messages of `log` again and again, each tenth with an invented word that was never there before: what
    is remembered of words must not grow either.
    """
    rng = Random(seed)
    texts = [message.text for message in log.messages]
    rng.shuffle(texts)
    encode = msgspec.json.Encoder().encode
    begun = datetime(2026, 1, 5, tzinfo=UTC)
    for number, text in enumerate(islice(cycle(texts), messages)):
        row = {
            "sent_at": begun + timedelta(seconds=number),
            "message_id": f"message-{number:09}",
            "conversation_id": f"conversation-{rng.randrange(_CONVERSATIONS):07}",
            "sender_role": "client" if rng.random() < 0.5 else "freelancer",
            "contract_state": "interview",
            "client_plan": "basic",
            "text": text if number % 10 else f"{text} {name(rng)}",
        }
        yield encode(row) + b"\n"


def _numbered(lines: Iterable[bytes]) -> list[bytes]:
    return [
        msgspec.json.encode(msgspec.json.decode(line) | {"message_id": f"m{number}"}) + b"\n"
        for number, line in enumerate(lines)
    ]
