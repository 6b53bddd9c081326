"""The screen's weights, read without spaCy: the same scores as spaCy gives."""

import numpy as np
import pytest

from sidedoor.bag_of_words import BagOfWords
from sidedoor.resources import folder
from sidedoor.wordpieces import words

PIPELINE = folder("models") / "screen" / "pipeline"
MESSAGES = [
    "what's your whatsapp number?",  # "number" is a word with a number of its own in spaCy
    "the root, the mark and the meta tag _ are done",
    "ok",  # no two words in a row
    "加我微信",
    "мой телеграм есть в профиле",
    "supercalifragilistic",  # longer than eight bytes
    "one two " * 40,
]


def test_it_scores_as_spacy_does() -> None:
    spacy = pytest.importorskip("spacy")
    classifier = spacy.load(PIPELINE).get_pipe("textcat_multilabel")
    vocabulary = spacy.vocab.Vocab()
    expected = classifier.predict([spacy.tokens.Doc(vocabulary, words=words(text)) for text in MESSAGES])

    own = BagOfWords(PIPELINE / "textcat_multilabel")

    assert own.labels == list(classifier.labels)
    assert np.allclose(1 / (1 + np.exp(-own.logits([words(text) for text in MESSAGES]))), expected, atol=1e-5)


def test_a_message_scores_the_same_alone_and_among_others() -> None:
    own = BagOfWords(PIPELINE / "textcat_multilabel")
    cut = [words(text) for text in [*MESSAGES, ""]]

    together = own.logits(cut)

    assert np.allclose(together, np.concatenate([own.logits([message]) for message in cut]), atol=1e-4)
    assert own.logits([]).shape == (0, len(own.labels))
