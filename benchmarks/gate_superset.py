"""Are the findings the same with the gate and without it? On every message that is at hand.

    python -m benchmarks.gate_superset [LOG.jsonl[.gz]...] [--each 3000] [--seed 1]

Three ways must agree: a batch through the gate, one text through the gate, and every detector on every text. Then whole
logs are judged conversation by conversation, with the gate and without it. Prints each message that differs by its
place, never its words, and ends with status 1 if there was any.
"""

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import sidedoor
from sidedoor.conversations import Conversations
from sidedoor.gate import Gate, Look, Woken
from sidedoor.records import Finding, Message
from sidedoor.wakes import load_gate

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
AT_A_TIME = 1000
SHOWN = 5  # of each log and way


class Wakeful:
    """Takes the place of the gate: notes what it notes, but lets every detector look at every text."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def look(self, texts: Sequence[str]) -> Look:
        return Look(dict.fromkeys(range(len(texts))), self._gate.look(texts).notes)  # type: ignore[arg-type]

    def look_at(self, text: str) -> tuple[Woken | None, int]:
        return None, self._gate.look_at(text)[1]


def main() -> None:
    arguments = parse_arguments()
    pipeline = sidedoor.load(fast=True)
    differ = messages = 0
    for path in arguments.logs or known_logs():
        log = list(read(path))
        conversations = keep_whole(log, arguments.each, random.Random(arguments.seed))
        texts = [message.text for message in conversations]
        for way, places in (
            ("a batch", differences_in_batch(pipeline, texts)),
            ("one text", differences_one_by_one(pipeline, texts)),
            ("a conversation", differences_in_conversations(pipeline, conversations)),
        ):
            differ += len(places)
            for place in places[:SHOWN]:
                print(f"{path.name}: {conversations[place].message_id} differs as {way}", flush=True)
        messages += len(texts)
        print(f"{path.name}: {len(texts):,} messages looked at", flush=True)
    print(f"{messages:,} messages, {differ:,} differ")
    sys.exit(bool(differ))


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("logs", nargs="*", type=Path, metavar="LOG")
    parser.add_argument("--each", type=int, default=3000, help="messages of each log at most, in whole conversations")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def known_logs() -> list[Path]:
    shared = [
        path
        for name in ("cases", "peer_tests", "training", "corpora")
        for path in sorted((SHARED / name).glob("*.jsonl*"))
    ]
    return [*sorted((ROOT / "sample_messages").glob("*.jsonl")), *shared]


def read(path: Path) -> Iterator[Message]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            row = json.loads(line)
            for i, said in enumerate(row.get("messages") or [row]):
                yield Message(
                    text=said["text"],
                    message_id=f"line {number}, message {i + 1}",
                    conversation_id=str(row.get("conversation_id") or number),
                    sender_role=sidedoor.SenderRole(said.get("sender_role", "unknown")),
                )


def keep_whole(log: list[Message], most: int, rng: random.Random) -> list[Message]:
    """Return some conversations of a log, whole, in the order of the log."""
    ids = list(dict.fromkeys(message.conversation_id for message in log))
    rng.shuffle(ids)
    sizes: dict[str | None, int] = {}
    for message in log:
        sizes[message.conversation_id] = sizes.get(message.conversation_id, 0) + 1
    chosen: set[str | None] = set()
    taken = 0
    for name in ids:
        if taken >= most:
            break
        chosen.add(name)
        taken += sizes[name]
    return [message for message in log if message.conversation_id in chosen]


def differences_in_batch(pipeline: sidedoor.Pipeline, texts: list[str]) -> list[int]:
    found: dict[int, tuple[Finding, ...]] = {}
    for start in range(0, len(texts), AT_A_TIME):
        part, _ = pipeline.examine(texts[start : start + AT_A_TIME])
        found.update({start + i: findings for i, findings in part.items()})
    with patch("sidedoor.pipeline.load_gate", wakeful):
        return [i for i, text in enumerate(texts) if pipeline.find(text) != found.get(i, ())]


def differences_one_by_one(pipeline: sidedoor.Pipeline, texts: list[str]) -> list[int]:
    look = [load_gate().look(texts[start : start + AT_A_TIME]) for start in range(0, len(texts), AT_A_TIME)]
    woken = {i * AT_A_TIME + j: names for i, part in enumerate(look) for j, names in part.woken.items()}
    notes = [note for part in look for note in part.notes]
    return [i for i, text in enumerate(texts) if load_gate().look_at(text) != (woken.get(i, frozenset()), notes[i])]


def differences_in_conversations(pipeline: sidedoor.Pipeline, messages: list[Message]) -> list[int]:
    gated = judged(pipeline, messages)
    with patch("sidedoor.pipeline.load_gate", wakeful):
        return [i for i, told in enumerate(judged(pipeline, messages)) if told != gated[i]]


def judged(pipeline: sidedoor.Pipeline, messages: list[Message]) -> list[object]:
    conversations = Conversations()
    told: list[object] = []
    for start in range(0, len(messages), AT_A_TIME):
        some = messages[start : start + AT_A_TIME]
        judgements = pipeline.judge(some, conversations)
        told += [judgements.get(i) for i in range(len(some))]
    return told


def wakeful() -> Wakeful:
    return Wakeful(load_gate())


if __name__ == "__main__":
    main()
