"""What a change would change on a log: of a policy, tried on it; of anything else, told from two scans' outputs."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from sidedoor.errors import LogError
from sidedoor.logs.files import Log, opened
from sidedoor.policy.diff import MessageChange
from sidedoor.vocabulary import Action

EXAMPLES = 3
OUTPUT_ENDINGS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson")


class Turn(StrEnum):
    """What becomes of a message, by its new action."""

    FLAGGED = "newly flagged"
    REVIEWED = "moved to review"
    CLEARED = "newly cleared"


_TURNS = {Action.FLAG: Turn.FLAGGED, Action.REVIEW: Turn.REVIEWED, Action.ALLOW: Turn.CLEARED}


class Judged(NamedTuple):
    """An answer: the action, the rule that decided and its sentence, both None where nothing was found."""

    action: Action = Action.ALLOW
    rule: str | None = None
    reason: str | None = None


class Change(NamedTuple):
    """A message that gets another action."""

    message_id: str
    old: Judged
    new: Judged

    @property
    def turn(self) -> Turn:
        """What becomes of the message."""
        return _TURNS[self.new.action]


class Group:
    """Messages that turn alike: by the same old rule, by the same new rule, with the first few as examples."""

    def __init__(self, first: Change) -> None:
        self.turn = first.turn
        self.old_rule, self.new_rule = first.old.rule, first.new.rule
        self.count = 0
        self.examples: list[Change] = []

    def add(self, change: Change) -> None:
        """Count one more."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(change)


class Changes:
    """All changes on a log, by turn and by rule, the most frequent rules of a turn first."""

    def __init__(self, changes: Iterable[Change]) -> None:
        groups: dict[tuple[Turn, str | None, str | None], Group] = {}
        for change in changes:
            groups.setdefault((change.turn, change.old.rule, change.new.rule), Group(change)).add(change)
        turns = list(Turn)
        self.groups = sorted(groups.values(), key=lambda group: (turns.index(group.turn), -group.count))

    def of(self, turn: Turn) -> list[Group]:
        """Return the groups of one turn."""
        return [group for group in self.groups if group.turn is turn]

    def count(self, turn: Turn) -> int:
        """Return how many messages turn this way."""
        return sum(group.count for group in self.of(turn))

    def as_record(self) -> dict[str, Any]:
        """Return all of it, ready for JSON."""
        return {
            "counts": {turn.value: self.count(turn) for turn in Turn},
            "by_rule": [
                {
                    "turn": group.turn.value,
                    "old_rule": group.old_rule,
                    "new_rule": group.new_rule,
                    "count": group.count,
                    "examples": [
                        {"message_id": change.message_id, "old": change.old._asdict(), "new": change.new._asdict()}
                        for change in group.examples
                    ],
                }
                for group in self.groups
            ],
        }


def of_policies(changes: Iterable[MessageChange]) -> Iterator[Change]:
    """Yield what two policies answer otherwise, as changes."""
    for change in changes:
        old, new = (
            Judged(action, reason.rule if reason else None, reason.message if reason else None)
            for action, reason in ((change.before, change.old_reason), (change.after, change.new_reason))
        )
        yield Change(change.message.message_id, old, new)


class _Line(msgspec.Struct):
    message_id: str
    action: Action
    rule: str | None = None
    reason: str | None = None


def between_outputs(old: str | Path, new: str | Path) -> Iterator[Change]:
    """Yield what two scans of the same log answer otherwise, from their outputs (JSON Lines), whatever has changed.

    A message that an output does not hold was allowed. Memory holds the messages of `old` that are not allowed, and
    those of `new`. Raises LogError for a file that is no output of a scan.
    """
    before, after = _not_allowed(old), _not_allowed(new)
    for message_id in dict.fromkeys([*before, *after]):
        was, will_be = before.get(message_id, Judged()), after.get(message_id, Judged())
        if was.action is not will_be.action:
            yield Change(message_id, was, will_be)


def _not_allowed(path: str | Path) -> dict[str, Judged]:
    decode = msgspec.json.Decoder(_Line).decode
    found: dict[str, Judged] = {}
    with opened(Log(str(path), Path(path))) as file:
        for number, raw in enumerate(file, 1):
            try:
                line = decode(raw)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                raise LogError(f"{path}, line {number}: this is no line of a scan's output.") from error
            if line.action is not Action.ALLOW:
                found[line.message_id] = Judged(line.action, line.rule, line.reason)
    return found
