"""How well a pipeline does on labelled conversations: precision, recall and F1 by action, kind, language and tag."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from sidedoor.errors import LogError
from sidedoor.pipeline import Pipeline
from sidedoor.records import Message
from sidedoor.vocabulary import Action, ContractState, Kind, SenderRole, Surface


class LabelledFinding(msgspec.Struct):
    """What is really in a message."""

    kind: Kind
    value: str | None = None


class LabelledMessage(msgspec.Struct):
    """A message of a case; `recommendation` and `findings` are left out where nothing is claimed about them."""

    text: str
    sender_role: SenderRole = SenderRole.UNKNOWN
    recommendation: Action | None = None
    findings: list[LabelledFinding] | None = None


class Case(msgspec.Struct):
    """A labelled conversation, with the platform's record that holds for all of its messages."""

    id: str
    messages: list[LabelledMessage]
    tags: list[str] = []
    lang: str = "en"
    policy: str = "upwork"
    contract_state: ContractState = ContractState.INTERVIEW
    client_plan: str = "basic"
    existing_relationship: bool = False
    surface: Surface = Surface.MESSAGE


class Score(msgspec.Struct):
    """Counts of one comparison; the ratios are None where nothing was there to be found, or nothing was found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, labelled: bool, found: bool) -> None:
        """Count one message."""
        self.right += labelled and found
        self.wrong += found and not labelled
        self.missed += labelled and not found

    @property
    def precision(self) -> float | None:
        """The share of what was found that is labelled."""
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """The share of what is labelled that was found."""
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return _ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)


class Evaluation(msgspec.Struct):
    """Scores by name in four groups, and the messages whose action is not the labelled one, as (case, place in it).

    `kinds` compares each kind of finding message by message; `actions`, `languages` and `tags` compare actions, the
    last two by the strictest (`flag_as_inappropriate`).
    """

    actions: dict[str, Score]
    kinds: dict[str, Score]
    languages: dict[str, Score]
    tags: dict[str, Score]
    misjudged: list[tuple[str, int]]


def read_cases(paths: Iterable[str | Path]) -> Iterator[Case]:
    """Yield the cases of JSON Lines files. Raises LogError with file and line for one that cannot be used."""
    for path in paths:
        try:
            lines = Path(path).read_bytes().splitlines()
        except OSError as error:
            raise LogError(f"{path}: {error.strerror}") from None
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield msgspec.json.decode(line, type=Case)
                except msgspec.MsgspecError as error:
                    raise LogError(f"{path}:{number}: {error}") from None


def evaluate(cases: Iterable[Case], pipelines: dict[str, Pipeline]) -> Evaluation:
    """Return how the pipelines, by name of their policy, do on `cases`; each conversation is judged as a whole."""
    actions: defaultdict[str, Score] = defaultdict(Score)
    kinds: defaultdict[str, Score] = defaultdict(Score)
    languages: defaultdict[str, Score] = defaultdict(Score)
    tags: defaultdict[str, Score] = defaultdict(Score)
    misjudged: list[tuple[str, int]] = []
    for case in cases:
        recommendations = pipelines[case.policy].pipe(_messages(case))
        for place, (labelled, given) in enumerate(zip(case.messages, recommendations, strict=True)):
            if labelled.findings is not None:
                true, found = {f.kind for f in labelled.findings}, {f.kind for f in given.findings}
                for kind in true | found:
                    kinds[kind].add(kind in true, kind in found)
            if labelled.recommendation is None:
                continue
            if labelled.recommendation != given.action:
                misjudged.append((case.id, place))
            for action in Action:
                actions[action].add(labelled.recommendation == action, given.action == action)
            for score in (languages[case.lang], *(tags[tag] for tag in dict.fromkeys(case.tags))):
                score.add(labelled.recommendation == Action.FLAG, given.action == Action.FLAG)
    return Evaluation(_sorted(actions), _sorted(kinds), _sorted(languages), _sorted(tags), misjudged)


def _messages(case: Case) -> Iterator[Message]:
    for place, message in enumerate(case.messages):
        yield Message(
            message_id=f"{case.id}/{place}",
            conversation_id=case.id,
            sender_role=message.sender_role,
            text=message.text,
            contract_state=case.contract_state,
            client_plan=case.client_plan,
            existing_relationship=case.existing_relationship,
            surface=case.surface,
        )


def _sorted(scores: dict[str, Score]) -> dict[str, Score]:
    return dict(sorted(scores.items()))


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
