"""How good a model is, and how far its probabilities hold: calibration, and the tables of the model cards."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from sidedoor.intent import LABELS, SOLICITATION, Calibration
from sidedoor.train.data import Labelled

Numbers = npt.NDArray[np.float64]

_STEPS = 100
_PRIOR = 1.0  # strength with which the slope is held near 1: a rare label has few messages to fit


def calibrate(logits: npt.NDArray[np.float32], messages: Sequence[Labelled]) -> tuple[list[float], list[float]]:
    """Return slope and offset of each label such that 1 / (1 + exp(-(slope * logit + offset))) is a probability.

    Platt's method, after Platt (1999), with a normal prior on the slope.
    """
    truth = np.array([message.targets() for message in messages])
    lines = [_line(logits[:, i].astype(np.float64), truth[:, i]) for i in range(len(LABELS))]
    return [round(slope, 4) for slope, _ in lines], [round(offset, 4) for _, offset in lines]


def _line(logit: Numbers, truth: Numbers) -> tuple[float, float]:
    """Return slope and offset by Newton's method, each step halved until it is one downhill."""

    def loss(at: Numbers) -> float:
        return float(np.logaddexp(0, -(2 * truth - 1) * (at[0] * logit + at[1])).sum() + _PRIOR / 2 * (at[0] - 1) ** 2)

    line = np.array([1.0, 0.0])
    for _ in range(_STEPS):
        probability = 1 / (1 + np.exp(-np.clip(line[0] * logit + line[1], -50, 50)))
        error, weight = truth - probability, probability * (1 - probability) + 1e-9
        gradient = np.array([error @ logit - _PRIOR * (line[0] - 1), error.sum()])
        curve = np.array([[weight @ logit**2 + _PRIOR, weight @ logit], [weight @ logit, weight.sum() + 1e-6]])
        step = np.linalg.solve(curve, gradient)
        while loss(line + step) > loss(line) and np.abs(step).max() > 1e-9:
            step = step / 2
        line = line + step
    return float(line[0]), float(line[1])


class Judged:
    """Messages with the probabilities that a model gave them."""

    def __init__(self, messages: Sequence[Labelled], logits: npt.NDArray[np.float32], calibration: Calibration) -> None:
        self.messages = messages
        self.scores = [calibration(row) for row in logits.tolist()]

    def where(self, keep: Callable[[Labelled], bool]) -> "Judged":
        """Return the part whose messages `keep` holds for."""
        part = Judged.__new__(Judged)
        chosen = [i for i, message in enumerate(self.messages) if keep(message)]
        part.messages = [self.messages[i] for i in chosen]
        part.scores = [self.scores[i] for i in chosen]
        return part

    def counts(self, label: str, threshold: float) -> tuple[int, int, int, int]:
        """Return how many were rightly found, wrongly found, missed, and rightly left alone."""
        tally = [0, 0, 0, 0]
        for message, scores in zip(self.messages, self.scores, strict=True):
            true = message.targets()[LABELS.index(label)] > 0
            found = scores[label] >= threshold
            tally[(0 if found else 2) if true else (1 if found else 3)] += 1
        right, wrong, missed, alone = tally
        return right, wrong, missed, alone

    def row(self, name: str, threshold: float, label: str = SOLICITATION) -> str:
        """Return one line of a Markdown table: messages, precision, recall, F1, share of the others touched."""
        right, wrong, missed, alone = self.counts(label, threshold)
        precision, recall = _share(right, right + wrong), _share(right, right + missed)
        f1 = _share(2 * right, 2 * right + wrong + missed)
        touched = _share(wrong, wrong + alone)
        cells = (
            name,
            right + missed,
            wrong + alone,
            f"{precision:.2f}",
            f"{recall:.2f}",
            f"{f1:.3f}",
            f"{touched:.3f}",
        )
        return f"| {' | '.join(map(str, cells))} |"


HEADING = "| | with | without | precision | recall | F1 | others touched |\n| --- | --- | --- | --- | --- | --- | --- |"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else math.nan


def tables(judged: Judged, threshold: float) -> Iterator[str]:
    """Yield the lines of a model's figures in Markdown: in all, by label, file and language, and reliability."""
    yield from ("## By label", "", HEADING)
    for label in LABELS:
        yield judged.row(label, threshold, label)
    for title, names, field in (
        ("By file (solicitation)", sorted({m.file for m in judged.messages}), "file"),
        ("By language (solicitation)", sorted({m.lang for m in judged.messages}), "lang"),
    ):
        yield from ("", f"## {title}", "", HEADING)
        for name in names:
            yield judged.where(lambda m, f=field, n=name: getattr(m, f) == n).row(name, threshold)  # type: ignore[misc]
    yield from ("", "## Reliability (solicitation)", "", "| probability given | messages | share that solicits |")
    yield "| --- | --- | --- |"
    bins: dict[int, list[bool]] = defaultdict(list)
    for message, scores in zip(judged.messages, judged.scores, strict=True):
        bins[min(9, int(scores[SOLICITATION] * 10))].append(message.solicits)
    for place in sorted(bins):
        true = bins[place]
        yield f"| {place / 10:.1f}-{(place + 1) / 10:.1f} | {len(true)} | {sum(true) / len(true):.2f} |"
