"""What a message is after, by the trained models: the only room that knows spaCy and ONNX Runtime.

Two models, cheapest first: a screen (spaCy, tens of µs) that lets ordinary messages go, and an encoder (int8, about
2 ms) that is asked for the rest. Both are loaded when first needed; where one is missing or damaged, the other answers
alone. What they were trained on and how far they can be trusted stands in `models/*/CARD.md`.
"""

import math
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, TypeVar

from sidedoor.errors import SidedoorError
from sidedoor.resources import folder
from sidedoor.vocabulary import CIRCUMSTANCES, SOLICITATIONS, Kind
from sidedoor.wordpieces import END, PAD, START, WordPieces, normalise, words

SOLICITATION = "solicitation"  # the label for any of the four kinds of solicitation
WORDS_AT_A_TIME = 32  # of a longer message the screen judges parts: ordinary words would outweigh one telling clause
LABELS = (*(kind.value for kind in Kind if kind in SOLICITATIONS | CIRCUMSTANCES), SOLICITATION)

_LONGEST = 6_000  # characters; of a longer message the beginning and the end are read
_MOST_STRINGS = (
    100_000  # spaCy keeps every word it has met; past this it begins anew, or messages would fill the memory
)
_WINDOWS_AT_A_TIME = 8  # bounds the memory that one long message can take

Scores = dict[str, float]
_Item = TypeVar("_Item")


class _Model(Protocol):
    def judge(self, normalised: str) -> Scores: ...


def judge(text: str, *, fast: bool = False, screened: bool = True) -> Scores | None:
    """Return how likely `text` means each kind of solicitation and circumstance, and `SOLICITATION` for any of them.

    Keys are `LABELS`, values calibrated probabilities. The encoder is asked only where the screen sees something, or
    at once where `screened` is False, as for a text in which a pattern has fired; `fast` never asks it. None when no
    model can be used; `status()` says why.
    """
    encoder = None if fast else _loaded("encoder")
    screen = _loaded("screen") if screened or encoder is None else None
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]}\n{text[-_LONGEST // 2 :]}"
    normalised = normalise(text)
    if not normalised or (screen is None and encoder is None):
        return dict.fromkeys(LABELS, 0.0) if screen or encoder else None
    if screen is None:
        assert encoder is not None
        return encoder.judge(normalised)
    glance = screen.judge(normalised)
    if encoder is None or glance[SOLICITATION] < threshold("screen", "ask"):
        return glance
    scores = encoder.judge(normalised)
    # The screen knows ordinary talk when it sees it, the encoder what is meant: what both see is surer than either.
    both = _logit(scores[SOLICITATION]) + threshold("encoder", "screen_weight") * _logit(glance[SOLICITATION])
    return scores | {SOLICITATION: 1 / (1 + math.exp(-both))}


def threshold(model: str, name: str) -> float:
    """Return a threshold of `models/thresholds.toml`, where the reason for each stands."""
    return float(_thresholds()[model][name])


def available(*, fast: bool = False) -> bool:
    """Return whether a model can be asked; loads it."""
    return any(_loaded(name) for name in _MODELS if not (fast and name == "encoder"))


def warm_up(*, fast: bool = False) -> None:
    """Load what `judge` needs, so that the first message is no slower than the others."""
    judge("Shall we go on elsewhere?", fast=fast)
    if not fast and (encoder := _loaded("encoder")):
        encoder.judge("warm up")


def status() -> str:
    """Return one sentence: which models work, and what keeps the others from it."""
    works = [name for name in _MODELS if _loaded(name)]
    faults = [_FAULTS[name] for name in _MODELS if name in _FAULTS]
    return "; ".join([f"{' and '.join(works) or 'no model'} ready", *faults])


@lru_cache(maxsize=1)
def _thresholds() -> dict[str, dict[str, float]]:
    with (folder("models") / "thresholds.toml").open("rb") as file:
        return tomllib.load(file)


class Calibration:
    """Turns a model's raw scores into probabilities that hold: of what gets 0.9, nine in ten are right."""

    def __init__(self, slopes: Sequence[float], offsets: Sequence[float]) -> None:
        self._lines = tuple(zip(LABELS, slopes, offsets, strict=True))

    def __call__(self, logits: Iterable[float]) -> Scores:
        """Return the probability of each label, given the models' logits in the order of `LABELS`."""
        return {
            label: 1 / (1 + math.exp(-max(-30.0, min(30.0, slope * logit + offset))))
            for (label, slope, offset), logit in zip(self._lines, logits, strict=True)
        }


class _Screen:
    """The fast text classifier. Of a long message the part that says most counts."""

    def __init__(self, path: Path) -> None:
        import spacy
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        settings = _settings(path)
        self._classifier: Any = spacy.load(path / "pipeline").get_pipe("textcat_multilabel")
        self._doc, self._new_vocabulary = Doc, Vocab
        self._vocabulary = Vocab()
        self._order = [self._classifier.labels.index(label) for label in LABELS]
        self._calibration = Calibration(**settings["calibration"])
        self._lock = Lock()  # spaCy's store of strings is not made for threads

    def judge(self, normalised: str) -> Scores:
        some = overlapping(words(normalised), WORDS_AT_A_TIME)
        with self._lock:
            if len(self._vocabulary.strings) > _MOST_STRINGS:
                self._vocabulary = self._new_vocabulary()
            seen = self._classifier.predict([self._doc(self._vocabulary, words=window) for window in some])
        return self._calibration(_logit(float(max(row[i] for row in seen))) for i in self._order)


class _Encoder:
    """The small transformer. A message longer than its window is read in overlapping windows; the worst one counts."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        settings = _settings(path)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # one message is too small to share; processes use the other cores
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            (path / "model.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._pieces = WordPieces(read_pieces(path / "pieces.tsv"))
        self._window: int = settings["window"]
        self._calibration = Calibration(**settings["calibration"])

    def judge(self, normalised: str) -> Scores:
        import numpy as np

        windows = cut_windows(self._pieces(normalised), self._window)
        logits: list[Sequence[float]] = []
        for i in range(0, len(windows), _WINDOWS_AT_A_TIME):
            some = windows[i : i + _WINDOWS_AT_A_TIME]
            length = max(map(len, some))
            tokens = np.array([window + [PAD] * (length - len(window)) for window in some], dtype=np.int64)
            logits += self._session.run(["logits"], {"tokens": tokens})[0].tolist()
        return self._calibration(map(max, zip(*logits, strict=True)))


def overlapping(items: list[_Item], size: int) -> list[list[_Item]]:
    """Return `items` in windows of at most `size`, each beginning in the middle of the one before; one if empty."""
    if len(items) <= size:
        return [items]
    return [items[start : start + size] for start in range(0, len(items) - size // 2, size // 2)]


def cut_windows(pieces: list[int], size: int) -> list[list[int]]:
    """Return `pieces` in overlapping windows of at most `size`, their start and end marks included."""
    return [[START, *window, END] for window in overlapping(pieces, size - 2)]


def read_pieces(path: Path) -> list[tuple[str, float]]:
    """Return the vocabulary of the encoder: each piece with its log probability, in the order of their ids."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line)
    return [(piece, float(score)) for piece, score in rows]


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-7), 1 - 1e-7)
    return math.log(bounded / (1 - bounded))


def _settings(path: Path) -> dict[str, Any]:
    """Return `settings.toml` of a model, once every file that it lists is there as it was written."""
    with (path / "settings.toml").open("rb") as file:
        settings = tomllib.load(file)
    for name, digest in settings["files"].items():
        if sha256((path / name).read_bytes()).hexdigest() != digest:
            raise SidedoorError(f"{path / name} is damaged")
    return settings


_MODELS: dict[str, type[_Screen] | type[_Encoder]] = {"screen": _Screen, "encoder": _Encoder}
_LOADED: dict[str, _Model | None] = {}
_FAULTS: dict[str, str] = {}
_LOADING = Lock()


def _loaded(name: str) -> _Model | None:
    """Return a model, loaded once, or None when it cannot be used; then `_FAULTS` says why."""
    if name in _LOADED:
        return _LOADED[name]
    with _LOADING:
        if name not in _LOADED:
            try:
                _LOADED[name] = _MODELS[name](folder("models") / name)
            except ImportError as error:
                _FAULTS[name] = f"{name} left out: {error.name} is not installed (pip install 'sidedoor[models]')"
            except Exception as error:  # whatever is wrong with a model, patterns still work
                _FAULTS[name] = f"{name} left out: {error}"
            _LOADED.setdefault(name, None)
    return _LOADED[name]
