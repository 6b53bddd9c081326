"""The screen: a spaCy text classifier that tells what could be a solicitation from ordinary talk, in tens of µs."""

import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sidedoor.intent import LABELS, WORDS_AT_A_TIME, overlapping
from sidedoor.train.data import Labelled
from sidedoor.wordpieces import normalise, words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_BATCH = 128
_RATE = 0.001
_DROPOUT = 0.3
_HARD = 4  # one in so many honest messages that resemble a solicitation is learnt
_ORDINARY = 3  # how often ordinary talk is learnt
_HASHED = 2**18  # places for word and word-pair features; fewer make different words share one

_WORDS = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": False,
    "ngram_size": 3,
    "no_output_layer": False,
    "length": _HASHED,
}


def _vectors(width: int, reach: int) -> dict[str, Any]:
    """Return a tok2vec of hashed words, beginnings and endings, that sees `reach` words to each side a layer."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": width,
            "attrs": ["NORM", "PREFIX", "SUFFIX"],
            "rows": [6000, 2000, 3000],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": width,
            "depth": 2,
            "window_size": reach,
            "maxout_pieces": 3,
        },
    }


ARCHITECTURES: dict[str, dict[str, Any]] = {
    "bow": _WORDS,
    "cnn": {
        "@architectures": "spacy.TextCatReduce.v1",
        "exclusive_classes": False,
        "tok2vec": _vectors(96, 1),
        "use_reduce_first": False,
        "use_reduce_last": False,
        "use_reduce_max": True,
        "use_reduce_mean": True,
    },
    "ensemble": {
        "@architectures": "spacy.TextCatEnsemble.v2",
        "linear_model": _WORDS,
        "tok2vec": _vectors(64, 1),
    },
}


def taught(
    messages: Sequence[Labelled], *, architecture: str, epochs: int, seed: int, progress: Callable[[str], None]
) -> "Language":
    """Return a spaCy pipeline with one multilabel classifier, fitted to `messages`."""
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(seed)
    pipeline = spacy.blank("xx")
    classifier: Any = pipeline.add_pipe("textcat_multilabel", config={"model": ARCHITECTURES[architecture]})
    for label in LABELS:
        classifier.add_label(label)
    examples = [
        Example.from_dict(document(pipeline, m.text), {"cats": dict(zip(LABELS, m.targets(), strict=True))})
        for m in messages
    ]
    pipeline.initialize(lambda: examples[:1000])
    optimiser = pipeline.create_optimizer()
    optimiser.learn_rate = _RATE
    chance = random.Random(seed)
    for epoch in range(epochs):
        chance.shuffle(examples)
        losses: dict[str, float] = {}
        for i in range(0, len(examples), _BATCH):
            classifier.update(examples[i : i + _BATCH], drop=_DROPOUT, sgd=optimiser, losses=losses)
        progress(f"screen, epoch {epoch + 1} of {epochs}: loss {sum(losses.values()):.2f}")
    return pipeline


def document(pipeline: "Language", text: str) -> "Doc":
    """Return a text as the screen reads it; spaCy's own tokenizer has no part in it."""
    from spacy.tokens import Doc

    return Doc(pipeline.vocab, words=words(normalise(text)) or ["."])


def logits(pipeline: "Language", texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return the logits (texts x labels) in the order of LABELS, of each text those of its most telling part."""
    from spacy.tokens import Doc

    classifier: Any = pipeline.get_pipe("textcat_multilabel")
    order = [classifier.labels.index(label) for label in LABELS]
    rows = []
    for text in texts:
        parts = overlapping(words(normalise(text)), WORDS_AT_A_TIME)
        rows.append(np.max(classifier.predict([Doc(pipeline.vocab, words=part) for part in parts]), axis=0))
    bounded = np.clip(np.array(rows)[:, order], 1e-7, 1 - 1e-7)
    answer: npt.NDArray[np.float32] = np.log(bounded / (1 - bounded)).astype(np.float32)
    return answer


def lesson(messages: Sequence[Labelled], seed: int) -> list[Labelled]:
    """Return what the screen learns from: the honest neighbours of solicitations are mostly left to the encoder.

    Words alone cannot tell twins apart, and trying costs the screen what it can do: let ordinary talk go. So it gets
    one in `_HARD` of the honest messages written to look like solicitations, and ordinary talk `_ORDINARY` times.
    """
    chance = random.Random(seed)
    learnt: list[Labelled] = []
    for message in messages:
        if message.file.startswith("ordinary"):
            learnt += [message] * _ORDINARY
        elif message.solicits or chance.random() < 1 / _HARD:
            learnt.append(message)
    return learnt
