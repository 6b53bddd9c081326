"""What a message is after, by the trained models: the only room that knows ONNX Runtime.

Two models, cheapest first: a screen (a classifier by spaCy, read by `bag_of_words`) that lets ordinary messages go, and
an encoder (int8, about 2 ms) that is asked for the rest. Both are loaded when first needed; where one is missing or
damaged, the other answers alone. What they learnt and how far they can be trusted stands in `models/*/CARD.md`.
"""

import math
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import chain
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
    normalised = _readable(text)
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


def suspects(texts: Sequence[str], *, fast: bool = False) -> list[bool]:
    """Return of which texts `judge` may say something that counts; quicker than to ask it of each."""
    screen = _loaded("screen")
    if screen is None:
        return [available(fast=fast)] * len(texts)
    assert isinstance(screen, _Screen)
    least = threshold("screen", "find" if fast or not _loaded("encoder") else "ask")
    return [sure >= least - _ROUNDING for sure in screen.glance(texts)]


_ROUNDING = 0.005  # confidences are told in hundredths


def _readable(text: str) -> str:
    """Return `text` as the models read it, of a very long one the beginning and the end."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]}\n{text[-_LONGEST // 2 :]}"
    return normalise(text)


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
            label: _probability(slope * logit + offset)
            for (label, slope, offset), logit in zip(self._lines, logits, strict=True)
        }

    def of(self, label: str, logit: float) -> float:
        """Return the probability of one label, given the model's logit for it."""
        slope, offset = next((slope, offset) for name, slope, offset in self._lines if name == label)
        return _probability(slope * logit + offset)


class _Screen:
    """The fast text classifier. Of a long message the part that says most counts."""

    def __init__(self, path: Path) -> None:
        import numpy  # noqa: F401 - an extra; without it there is no screen

        from sidedoor.bag_of_words import BagOfWords

        settings = _settings(path)
        self._classifier = BagOfWords(path / "pipeline" / "textcat_multilabel")
        self._order = [self._classifier.labels.index(label) for label in LABELS]
        self._calibration = Calibration(**settings["calibration"])

    def judge(self, normalised: str) -> Scores:
        seen = self._classifier.logits(overlapping(words(normalised), WORDS_AT_A_TIME)).max(axis=0).tolist()
        return self._calibration(seen[i] for i in self._order)

    def glance(self, texts: Sequence[str]) -> list[float]:
        """Return what `judge` says of each text's being a solicitation."""
        import numpy as np

        parts = [overlapping(words(_readable(text)), WORDS_AT_A_TIME) for text in texts]
        first = np.cumsum([0, *map(len, parts)])[:-1]
        logits = self._classifier.logits(list(chain.from_iterable(parts)))[:, self._order[-1]]
        seen = np.maximum.reduceat(logits, first) if texts else logits
        return [self._calibration.of(SOLICITATION, float(logit)) for logit in seen]


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


def _probability(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


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
