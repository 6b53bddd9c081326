"""The words and word pieces that the trained models read: how a message is cut before a model sees it."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from sidedoor.fold import fold_homoglyphs

START, PAD, END, UNKNOWN = 0, 1, 2, 3  # the first four pieces of the vocabulary are these marks

_SPACE = "▁"  # how the vocabulary writes the space before a word
_UNKNOWN_PENALTY = 10.0  # an unknown character is this much less likely than the rarest piece
_LONGEST_WORD = 64  # in characters: what is longer is no word, and is cut
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\uac00-\ud7af"  # kana, Han, Thai, Hangul
# Marks that sit on a letter, which Python's \w leaves out: accents, vowels of Arabic, Devanagari and Bengali.
_MARKS = r"\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0981-\u0983\u09bc-\u09cd\u09d7"
_WORD = re.compile(rf"[{_UNSPACED}]|(?:[^\W\d_{_UNSPACED}]|[{_MARKS}])+|\d|[^\w\s]|_")

_ASCII_WORD = re.compile(r"[a-z]+|[0-9]|[^\w\s]|_")  # the same, quicker


@lru_cache(maxsize=65536)
def _shows(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE


def normalise(text: str) -> str:
    """Return `text` as the models read it: compatibility forms and homoglyphs plain, nothing invisible, single spaces.

    Accents stay, other than in `Text.plain`: they tell words apart, and the models know them.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    plain = unicodedata.normalize("NFKC", text)
    if not plain.isascii() or not plain.isprintable():
        plain = "".join(c if _shows(c) else " " if c.isspace() else "" for c in plain)
    return " ".join(fold_homoglyphs(plain).split())


def words(normalised: str) -> list[str]:
    """Return the lower-case words of a normalised text; digits and scripts without spaces give single characters."""
    return (_ASCII_WORD if normalised.isascii() else _WORD).findall(normalised.lower())


class WordPieces:
    """Cuts normalised text into the likeliest pieces of a vocabulary (a unigram model, solved by Viterbi).

    `pieces` holds each piece with its log probability; a piece's place is its id.
    """

    def __init__(self, pieces: Sequence[tuple[str, float]]) -> None:
        self._known = {piece: (score, i) for i, (piece, score) in enumerate(pieces) if i > UNKNOWN}
        self._longest = max(map(len, self._known))
        self._unknown = min(score for score, _ in self._known.values()) - _UNKNOWN_PENALTY
        self._word = lru_cache(maxsize=20_000)(self._cut)  # chat repeats its words

    def __call__(self, normalised: str) -> list[int]:
        """Return the ids of the pieces of `normalised`, in order, without start and end marks."""
        ids: list[int] = []
        for word in normalised.split(" "):
            for begin in range(0, len(word), _LONGEST_WORD):
                ids += self._word((_SPACE if begin == 0 else "") + word[begin : begin + _LONGEST_WORD])
        return ids

    def _cut(self, word: str) -> tuple[int, ...]:
        best = [0.0] + [float("-inf")] * len(word)
        came: list[tuple[int, int]] = [(0, UNKNOWN)] * (len(word) + 1)
        for begin in range(len(word)):
            if best[begin] + self._unknown > best[begin + 1]:
                best[begin + 1], came[begin + 1] = best[begin] + self._unknown, (begin, UNKNOWN)
            for end in range(begin + 1, min(len(word), begin + self._longest) + 1):
                known = self._known.get(word[begin:end])
                if known and best[begin] + known[0] > best[end]:
                    best[end], came[end] = best[begin] + known[0], (begin, known[1])
        ids: list[int] = []
        at = len(word)
        while at:
            at, piece = came[at]
            ids.append(piece)
        return tuple(reversed(ids))
