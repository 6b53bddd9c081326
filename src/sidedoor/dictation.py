"""Addresses as people dictate them: "lena dot k at gmail dot com", "t i m @ w p . p l", "zoom dot us slash j slash 5".

A text is cut into tokens that say what each piece stands for; the readers then go outwards from an at sign or a dot.
Everything here works on folded text in lower case, and on its offsets.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import msgspec
import regex

from sidedoor.address_words import UNSPACED, load_address_words, pieces_of
from sidedoor.number_words import Role, number_words
from sidedoor.resources import folder
from sidedoor.text import Text
from sidedoor.vocabulary import Technique


class Sign(StrEnum):
    """What a token stands for."""

    AT = "@"
    WEAK_AT = "at"  # a word that is mostly used as a word
    DOT = "."
    UNDERSCORE = "_"
    DASH = "-"
    PLUS = "+"
    SLASH = "/"
    WORD = "word"
    MARK = "mark"  # any other sign


class Token(NamedTuple):
    """One piece of a text: `text` is a word, or the sign that is meant; `written` what stands there."""

    sign: Sign
    text: str
    written: str
    start: int
    end: int
    techniques: frozenset[Technique] = frozenset()

    @property
    def spelled(self) -> bool:
        """Whether a word or a frame stands where a sign was meant."""
        return self.sign not in (Sign.WORD, Sign.MARK) and self.written != self.text


_MARKS = {"@": Sign.AT, ".": Sign.DOT, "_": Sign.UNDERSCORE, "-": Sign.DASH, "+": Sign.PLUS, "/": Sign.SLASH}
# Signs that are put for another because they look or sound like it.
_SWAPPED = {
    "©": Sign.AT,
    "®": Sign.AT,
    "Ⓐ": Sign.AT,
    "•": Sign.DOT,
    "·": Sign.DOT,
    "∙": Sign.DOT,
    "。": Sign.DOT,
    "●": Sign.DOT,
    "⁄": Sign.SLASH,
    "∕": Sign.SLASH,
    "⧸": Sign.SLASH,
    "╱": Sign.SLASH,
    "\\": Sign.SLASH,
}
_FRAMES = {**dict(zip("([{<", ")]}>", strict=True)), **{mark: mark for mark in "|*_~/\"'=.#-:!^"}}
# Inside brackets a letter is enough: (a), {d}.
_FRAMED_LETTERS = {bracket + letter: sign for bracket in "([{<" for letter, sign in (("a", Sign.AT), ("d", Sign.DOT))}

_NOTHING: frozenset[Technique] = frozenset()
_WORDED = frozenset({Technique.AT_DOT_WORDS})


class _Vocabulary:
    """Phrases by their first token, the longest first, each with what it stands for."""

    def __init__(self) -> None:
        self.phrases: dict[str, list[tuple[tuple[str, ...], Sign]]] = {}
        words = load_address_words()
        joined: list[str] = []
        for sign, listed in (
            (Sign.AT, words.at),
            (Sign.DOT, words.dot),
            (Sign.UNDERSCORE, words.underscore),
            (Sign.DASH, words.dash),
            (Sign.PLUS, words.plus),
            (Sign.SLASH, words.slash),
            (Sign.WEAK_AT, words.weak_at),
        ):
            for word in listed:
                folded = Text(word).lower
                pieces = tuple(piece for piece, _, _ in pieces_of(folded))
                if UNSPACED.search(folded):
                    joined.append(regex.escape(folded))
                    pieces = (folded,)
                self.phrases.setdefault(pieces[0], []).append((pieces, sign))
        for entries in self.phrases.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        signs = "|".join(sorted(joined, key=len, reverse=True))
        self.foreign = regex.compile(
            rf"{signs}|[a-z0-9]+|(?:(?!{signs})[\p{{L}}\p{{M}}\p{{N}}--[a-z0-9]])+|\S", regex.V1
        )

    def cut(self, lower: str) -> list[tuple[str, int, int]]:
        """Cut a text up like `pieces_of`, but take the names of signs out of scripts without spaces."""
        if lower.isascii():
            return pieces_of(lower)
        return [(match.group(), match.start(), match.end()) for match in self.foreign.finditer(lower)]


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    return _Vocabulary()


@lru_cache(maxsize=1)
def _phonetic() -> dict[tuple[str, ...], str]:
    table = msgspec.toml.decode((folder("patterns") / "phonetic_alphabet.toml").read_bytes(), type=dict[str, list[str]])
    return {
        tuple(piece for piece, _, _ in pieces_of(word)): letter for letter, words in table.items() for word in words
    }


def tokenise(lower: str) -> list[Token]:
    """Return the tokens of a folded lower-case text: signs by any name or in any frame, words however spelled."""
    return _respelled(_spaced_out(_framed(_unglued(_named(lower)))), lower)


def _named(lower: str) -> list[Token]:
    """Cut the text up, with the names of signs recognised."""
    vocabulary = _vocabulary()
    raw = vocabulary.cut(lower)
    tokens: list[Token] = []
    i = 0
    while i < len(raw):
        written, start, end = raw[i]
        for phrase, sign in vocabulary.phrases.get(written, ()):
            if tuple(piece[0] for piece in raw[i : i + len(phrase)]) == phrase:
                end = raw[i + len(phrase) - 1][2]
                tokens.append(Token(sign, sign.value, lower[start:end], start, end, _WORDED))
                i += len(phrase)
                break
        else:
            if written.isalnum() or len(written) > 1:
                tokens.append(Token(Sign.WORD, written, written, start, end))
            elif written in _MARKS:
                tokens.append(Token(_MARKS[written], written, written, start, end))
            elif written in _SWAPPED:
                sign = _SWAPPED[written]
                tokens.append(Token(sign, sign.value, written, start, end, frozenset({Technique.SYMBOL_SWAP})))
            else:
                tokens.append(Token(Sign.MARK, written, written, start, end))
            i += 1
    return tokens


# "lenaatgmaildotcom", "gmaildotcom", "dotcom"
_GLUED = regex.compile(
    r"(?:(?P<local>[a-z0-9]{2,40})(?P<at>at))?(?P<label>[a-z0-9]{2,30}?)??(?P<dot>dot)(?P<ending>com|net|org)"
)


def _unglued(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    for token in tokens:
        match = _GLUED.fullmatch(token.text) if token.sign == Sign.WORD and "dot" in token.text else None
        if match is None:
            out.append(token)
            continue
        for name, sign in (
            ("local", Sign.WORD),
            ("at", Sign.AT),
            ("label", Sign.WORD),
            ("dot", Sign.DOT),
            ("ending", Sign.WORD),
        ):
            if match[name]:
                start, end = token.start + match.start(name), token.start + match.end(name)
                text = match[name] if sign == Sign.WORD else sign.value
                out.append(Token(sign, text, match[name], start, end, _WORDED if sign != Sign.WORD else _NOTHING))
    return out


def _framed(tokens: list[Token]) -> list[Token]:
    """Put a sign and the frame around it together: (at), [dot], *@*, -at-, <<at>>."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        opening = i
        while opening < len(tokens) and tokens[opening].written in _FRAMES and opening - i < 2:
            opening += 1
        for middle in range(opening, i, -1):
            framed = _frame(tokens, i, middle)
            if framed:
                out.append(framed)
                while i < len(tokens) and tokens[i].start < framed.end:
                    i += 1
                break
        else:
            out.append(token)
            i += 1
    return out


def _frame(tokens: Sequence[Token], first: int, middle: int) -> Token | None:
    if middle + 1 >= len(tokens):
        return None
    inner = tokens[middle]
    sign = _FRAMED_LETTERS.get(tokens[middle - 1].written + inner.text) if inner.sign == Sign.WORD else inner.sign
    closing = tokens[middle + 1].written
    if sign in (None, Sign.WORD, Sign.MARK) or closing != _FRAMES.get(tokens[middle - 1].written):
        return None
    if closing == inner.written:  # "...", "//": a row of signs is no frame
        return None
    last = middle + 1
    if (
        last + 1 < len(tokens)
        and middle - first == 2
        and tokens[last + 1].written == _FRAMES.get(tokens[first].written)
    ):
        last += 1
    if any(b.start - a.end > 2 for a, b in zip(tokens[first:last], tokens[first + 1 : last + 1], strict=True)):
        return None
    if sign == Sign.WEAK_AT:
        sign = Sign.AT
    assert sign is not None
    return Token(sign, sign.value, "(" + inner.written + ")", tokens[first].start, tokens[last].end, _WORDED)


_FEWEST_MARKED = 3  # letters with a mark between each; two are an abbreviation ("a.k", "j-k")


def _spaced_out(tokens: list[Token]) -> list[Token]:
    """Put letters that stand one by one together: g m a i l, g*m*a*i*l, one letter a line."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        if len(tokens[i].written) > 1:
            out.append(tokens[i])
            i += 1
            continue
        spaces = _one_by_one(tokens, i, 1)
        marks = _one_by_one(tokens, i, 2)
        if len(marks) >= _FEWEST_MARKED and len(marks) >= len(spaces):
            run, technique = marks, Technique.SEPARATORS
        elif len(spaces) > 1:
            run, technique = spaces, Technique.SPACED
        else:
            out.append(tokens[i])
            i += 1
            continue
        word = "".join(tokens[j].text for j in run)
        out.append(Token(Sign.WORD, word, word, tokens[i].start, tokens[run[-1]].end, frozenset({technique})))
        i = run[-1] + 1
    return out


def _one_by_one(tokens: Sequence[Token], i: int, step: int) -> list[int]:
    """Indices of the single characters from `i` on that have the same gap (step 1) or the same mark (2) between."""
    if tokens[i].sign != Sign.WORD or len(tokens[i].text) != 1:
        return []
    run = [i]
    gap = None
    while (j := run[-1] + step) < len(tokens):
        token, last = tokens[j], tokens[run[-1]]
        if token.sign != Sign.WORD or len(token.text) != 1:
            break
        between = token.start - last.end
        this = str(between) if step == 1 else tokens[j - 1].written
        tight = step == 1 or (between == 1 and tokens[j - 1].sign not in (Sign.WORD, Sign.AT))
        if between == 0 or not tight or (gap is not None and this != gap):
            break
        gap = this
        run.append(j)
    return run


_FEWEST_RADIO = 3  # radio words in a row; two may be names


def _respelled(tokens: list[Token], lower: str) -> list[Token]:
    """Put radio alphabet words together: tango oscar mike seven -> tom7."""
    phonetic = _phonetic()
    if sum((token.text,) in phonetic for token in tokens) < _FEWEST_RADIO - 1:  # "x-ray" is three tokens
        return tokens
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        letters, radio, j = "", 0, i
        while j < len(tokens):
            word = _radio_word(tokens, j)
            if word:
                letters += phonetic[word]
                radio += 1
                j += len(word)
            elif letters and (digit := _digit(tokens[j])):
                letters += digit
                j += 1
            elif letters and tokens[j].written in ",-" and _radio_word(tokens, j + 1):
                j += 1
            else:
                break
        if radio >= _FEWEST_RADIO:
            start, end = tokens[i].start, tokens[j - 1].end
            technique = frozenset({Technique.PHONETIC_ALPHABET})
            out.append(Token(Sign.WORD, letters, lower[start:end], start, end, technique))
            i = j
        else:
            out.append(tokens[i])
            i += 1
    return out


def _radio_word(tokens: Sequence[Token], i: int) -> tuple[str, ...]:
    words = (tuple(token.text for token in tokens[i : i + length]) for length in (3, 2, 1))  # "x-ray" is three tokens
    return next((word for word in words if word in _phonetic()), ())


def _digit(token: Token) -> str:
    if token.sign != Sign.WORD:
        return ""
    if token.text.isdecimal():
        return token.text
    senses = number_words().senses.get(token.text, ())
    return next((str(s.value) for s in senses if s.role is Role.DIGIT and not s.weak), "")
