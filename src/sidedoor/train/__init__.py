"""Builds the models in `models/` from the labelled messages beside them; needs `pip install 'sidedoor[train]'`.

Seeds are fixed; weights differ in their last digits between machines. The encoder that ships learnt in several runs
while messages were still added: a rebuild from nothing has not been compared with it (its card says so). On two quiet
cores the encoder takes about half an hour, the screen one minute.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sidedoor.intent import LABELS, Calibration
from sidedoor.train.data import Labelled, part, read_messages, small_talk
from sidedoor.train.figures import HEADING, Judged, calibrate, tables

__all__ = ["train_encoder", "train_screen"]

Logits = npt.NDArray[np.float32]
Progress = Callable[[str], None]

SEED = 25
# The encoder learns in three runs, each slower than the last: it settles what the one before has found.
LESSONS = ((4, 1.5e-4), (4, 1e-4), (4, 7e-5))  # epochs, learning rate
SCREEN_EPOCHS = 4
SCREEN_ARCHITECTURE = "bow"
_EVEN = 0.5  # where figures are taken: the models' own best guess, whatever the thresholds ask for


def train_screen(out: Path, *, without: Iterable[str] = (), progress: Progress = print) -> None:
    """Write the fast classifier to the folder `out`: the pipeline, its settings, and `FIGURES.md`."""
    from sidedoor.train import screen

    messages = read_messages(without=without)
    pipeline = screen.taught(
        screen.lesson(part(messages, "train"), SEED),
        architecture=SCREEN_ARCHITECTURE,
        epochs=SCREEN_EPOCHS,
        seed=SEED,
        progress=progress,
    )
    out.mkdir(parents=True, exist_ok=True)
    pipeline.to_disk(out / "pipeline", exclude=["vocab"])  # features are hashed: the words themselves are not needed
    _finish(out, messages, lambda texts: screen.logits(pipeline, texts), {})


def train_encoder(
    out: Path,
    *,
    without: Iterable[str] = (),
    lessons: Sequence[tuple[int, float]] = LESSONS,
    start: Path | None = None,
    keep: Path | None = None,
    progress: Progress = print,
) -> None:
    """Write the encoder to the folder `out`: `model.onnx`, `pieces.tsv`, its settings, and `FIGURES.md`.

    `lessons` are runs of so many epochs at a learning rate that rises and falls once. `keep` names a file for the float
    weights, from which a later call can `start`.
    """
    import torch

    from sidedoor.train import encoder as taught
    from sidedoor.train.graph import onnx_model
    from sidedoor.wordpieces import WordPieces

    messages = read_messages(without=without)
    learnt = part(messages, "train") + small_talk()
    base = taught.read_base()
    if start:
        kept = torch.load(start, weights_only=True)
        chosen = kept["pieces"]
        model = taught.Encoder(len(chosen))
        model.load_state_dict(kept["weights"])
    else:
        chosen = taught.chosen_pieces(base.pieces, [message.text for message in learnt])
        torch.manual_seed(SEED)
        model = taught.untaught(base, chosen)
    pieces = [base.pieces[i] for i in chosen]
    cut = WordPieces(pieces)
    for number, (epochs, rate) in enumerate(lessons):
        taught.teach(model, cut, learnt, epochs=epochs, rate=rate, seed=SEED + number, progress=progress)
    out.mkdir(parents=True, exist_ok=True)
    if keep:
        torch.save({"pieces": chosen, "weights": model.state_dict()}, keep)
    weights = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    graph = onnx_model(weights, taught.LAYERS, taught.HEADS, taught.WINDOW)
    (out / "model.onnx").write_bytes(graph)
    lines = [f"{piece}\t{score:.4f}\n" for piece, score in pieces]
    (out / "pieces.tsv").write_text("".join(lines), encoding="utf-8")
    _finish(out, messages, lambda texts: _eight_bit(graph, cut, texts), {"window": taught.WINDOW})
    test = [message.text for message in part(messages, "test")]
    apart = np.abs(taught.logits(model, cut, test) - _eight_bit(graph, cut, test)).mean()
    progress(f"eight bits move a logit by {apart:.3f} on average")


def _eight_bit(graph: bytes, cut: Callable[[str], list[int]], texts: Sequence[str]) -> Logits:
    """Return what the exported model says, one text at a time as in use."""
    import onnxruntime

    from sidedoor.intent import cut_windows
    from sidedoor.train.encoder import WINDOW
    from sidedoor.wordpieces import normalise

    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    rows = []
    for text in texts:
        windows = cut_windows(cut(normalise(text)), WINDOW)
        rows.append(np.max([session.run(None, {"tokens": np.array([w])})[0][0] for w in windows], axis=0))
    return np.array(rows, np.float32)


def _finish(
    out: Path, messages: Sequence[Labelled], judge: Callable[[Sequence[str]], Logits], settings: dict[str, int]
) -> None:
    """Calibrate on one part, take the figures on another, and write both down beside the model."""
    held = part(messages, "calibration")
    slopes, offsets = calibrate(judge([message.text for message in held]), held)
    test = part(messages, "test")
    judged = Judged(test, judge([message.text for message in test]), Calibration(slopes, offsets))
    figures = ["# Figures on the test part, which no step of training saw", "", HEADING]
    figures += [
        judged.row("all", _EVEN),
        judged.where(lambda m: m.lang == "en").row("English", _EVEN),
        judged.where(lambda m: m.lang != "en").row("other languages", _EVEN),
        "",
        *tables(judged, _EVEN),
    ]
    (out / "FIGURES.md").write_text("\n".join(figures) + "\n", encoding="utf-8")
    listed = [path for path in sorted(out.rglob("*")) if path.is_file() and path.suffix not in {".md", ".toml"}]
    lines = [f"{name} = {value}" for name, value in settings.items()]
    lines += ["", "[calibration]", f"# by label: {', '.join(LABELS)}", f"slopes = {slopes}", f"offsets = {offsets}"]
    lines += ["", "[files]", *(f'"{p.relative_to(out).as_posix()}" = "{_digest(p)}"' for p in listed)]
    (out / "settings.toml").write_text("\n".join(lines).lstrip() + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
