"""A whole batch of texts as the gate reads it: two long strings of bytes instead of thousands of `Text`s.

`written` is `Text.plain` of each text in UTF-8. `words` keeps only letters and digits, in lower case as in
`Text.lower`, and makes one space of everything between them. Each text ends with " \\0 ", so every word has a space on
both sides and an offset tells the row. Texts in ASCII are joined as they are; the others go through a table over their
code points, which is filled from `fold_character` as characters are met.
"""

from collections.abc import Sequence
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

import regex

from sidedoor.fold import fold_character
from sidedoor.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_END = " \0 "
CIRCLED = "\x01"  # stands at the end of what was written with a circled a, which may be meant as an at sign
_NOTED = regex.compile("[Ⓐⓐ🅐🅰]")
_NO_WORD = regex.compile(r"[^\p{L}\p{M}\p{N}\0]+")
_ASCII_WORDS = bytes(
    c + 32 if 65 <= c <= 90 else c if c == 0 or c >= 128 or chr(c).isalnum() else 32 for c in range(256)
)
_ASCII_LINES = bytes(10 if c in b"\r\v\f" else c for c in range(256))


class Batch(NamedTuple):
    """`rows` says which text stands at each place in the two strings: those in ASCII come first."""

    rows: "NDArray[np.intp]"
    written: bytes
    words: bytes


def canonical(texts: Sequence[str]) -> Batch:
    """Return the canonical reading of `texts`."""
    import numpy as np

    ascii_texts = list(map(str.isascii, texts))
    if all(ascii_texts):
        written = _ascii(_joined(texts))
        return Batch(np.arange(len(texts)), written, _collapsed(written.translate(_ASCII_WORDS)))
    others = [i for i, is_ascii in enumerate(ascii_texts) if not is_ascii]
    written = _ascii(_joined(list(compress(texts, ascii_texts)))) if len(others) < len(texts) else b""
    order, more_written, more_words = _table().fold([texts[i] for i in others])
    rows = np.concatenate((np.flatnonzero(ascii_texts), np.array(others, np.intp)[order]))
    return Batch(rows, written + more_written, _collapsed(written.translate(_ASCII_WORDS) + more_words))


def canonical_text(text: str) -> tuple[bytes, bytes]:
    """Return `written` and `words` of one text, as they stand in a batch but for the NUL."""
    if text.isascii():
        written = _ascii(text)
        words = written.translate(_ASCII_WORDS)
    else:
        view = Text(_noted(text))
        written, words = view.plain.encode(), _NO_WORD.sub(" ", view.lower).encode()
    if b"\0" in words:
        written, words = written.replace(b"\0", b" "), words.replace(b"\0", b" ")
    return b" %b " % written, b" %b " % b" ".join(words.split())


def _noted(text: str) -> str:
    """Return `text`, with a sign at its end where it holds a character that means more than what it is folded to."""
    return f"{text} {CIRCLED}" if _NOTED.search(text) else text


def _joined(texts: Sequence[str]) -> str:
    joined = f" {_END.join(texts)}{_END}"
    if joined.count("\0") != len(texts):
        joined = f" {_END.join([text.replace(chr(0), ' ') for text in texts])}{_END}"
    return joined


def _ascii(joined: str) -> bytes:
    written = joined.encode()
    if b"\r" in written or b"\v" in written or b"\f" in written:
        return written.translate(_ASCII_LINES)
    return written


def _collapsed(words: bytes) -> bytes:
    """Return `words` with one space in place of several."""
    import numpy as np

    characters = np.frombuffer(words, np.uint8)
    told = (characters > 32) | (characters == 0)
    keep = told.copy()
    keep[1:] |= told[:-1]
    keep[:1] = True
    collapsed: NDArray[np.uint8] = characters[keep]
    return collapsed.tobytes()


class _Table:
    """What becomes of each code point: what it is folded to, and that in lower case where it belongs to a word."""

    _DROPPED, _SEVERAL, _LATIN, _FOREIGN, _ODD = 1, 2, 4, 8, 16

    def __init__(self) -> None:
        import numpy as np

        self.plain = np.zeros(0x110000, np.uint32)  # memory is only taken where characters are met
        self.word = np.zeros(0x110000, np.uint32)
        self.sort = np.zeros(0x110000, np.uint8)
        self._known = np.zeros(0x110000, bool)

    def fold(self, texts: Sequence[str]) -> tuple[list[int], bytes, bytes]:
        """Return the order in which `texts` come out, and both their readings."""
        import numpy as np

        joined = _joined([_noted(text) for text in texts] if _NOTED.search("".join(texts)) else texts)
        codes = self._codes(joined)
        sorts = self.sort[codes]
        several = np.unique(codes[sorts & self._SEVERAL > 0])
        if several.size:  # an ellipsis is three full stops
            for code in several:
                joined = joined.replace(chr(code), fold_character(chr(code)))
            codes = self._codes(joined)
            sorts = self.sort[codes]
        ends = np.flatnonzero(codes == 0)
        told = np.bitwise_or.reduceat(sorts, np.concatenate(([0], ends[:-1] + 1)))
        # Look-alike letters are told by the word around them, and a final sigma by its place: one text at a time.
        slow = (told & self._ODD > 0) | (told & (self._LATIN | self._FOREIGN) == (self._LATIN | self._FOREIGN))
        if slow.any():
            apart = [i for i, is_slow in enumerate(slow) if is_slow]
            quick = [i for i, is_slow in enumerate(slow) if not is_slow]
            views = [Text(_noted(texts[i])) for i in apart]
            _, written, words = self.fold([texts[i] for i in quick]) if quick else ([], b"", b"")
            written += _joined([view.plain for view in views]).encode()
            words += _NO_WORD.sub(" ", _joined([view.lower for view in views])).encode()
            return quick + apart, written, words
        kept = sorts & self._DROPPED == 0
        codes = codes[kept]
        return list(range(len(texts))), _utf8(self.plain[codes]), _utf8(self.word[codes])

    def _codes(self, text: str) -> "NDArray[np.uint32]":
        import numpy as np

        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        known = self._known[codes]
        if not known.all():
            for code in np.unique(codes[~known]):
                self._learn(int(code))
        return codes

    def _learn(self, code: int) -> None:
        character = chr(code)
        folded = fold_character(character)
        self._known[code] = True
        if len(folded) != 1:
            self.sort[code] = self._SEVERAL if folded else self._DROPPED
            return
        lower = folded.lower()
        lower = lower if len(lower) == 1 else folded
        self.plain[code] = ord(folded)
        self.word[code] = ord(" ") if _NO_WORD.match(lower) else ord(lower)
        self.sort[code] = (
            (self._LATIN if regex.match(r"\p{Latin}", folded) else 0)
            | (self._FOREIGN if regex.match(r"[\p{Cyrillic}\p{Greek}\p{Armenian}]", folded) else 0)
            | (self._ODD if folded == "Σ" else 0)
        )


def _utf8(codes: "NDArray[np.uint32]") -> bytes:
    return codes.tobytes().decode("utf-32-le").encode()


@cache
def _table() -> _Table:
    return _Table()
