"""Addresses as people dictate them: "lena dot k at gmail dot com", "t i m @ w p . p l", "zoom dot us slash j slash 5".

A text is cut into tokens that say what each piece stands for; the readers then go outwards from an at sign or a dot.
Everything here works on folded text in lower case, and on its offsets.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import regex

from sidedoor.address_words import UNSPACED, load_address_words, pieces_of
from sidedoor.domains import providers
from sidedoor.services import load_services
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

    @property
    def word(self) -> str:
        """The word that stands here, even where it is the name of a sign: "at" is an ending too."""
        return self.text if self.sign == Sign.WORD else self.written

    @property
    def is_word(self) -> bool:
        """Whether a single word stands here."""
        return self.sign == Sign.WORD or self.word.isalnum()


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
_FRAMES = {**dict(zip("([{<", ")]}>", strict=True)), **{mark: mark for mark in "|*_~/\"'=.,#-:!^"}}
# Inside brackets a letter is enough: (a), {d}.
_FRAMED_LETTERS = {bracket + letter: sign for bracket in "([{<" for letter, sign in (("a", Sign.AT), ("d", Sign.DOT))}

_NOTHING: frozenset[Technique] = frozenset()
_WORDED = frozenset({Technique.AT_DOT_WORDS})


def _folded(name: str) -> str:
    return Text(name).lower


class _Vocabulary:
    """Phrases by their first token, the longest first, each with what it stands for.

    Where no spaces stand between words, the names of signs and of providers are cut out of what sticks to them.
    """

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
        for service in load_services().of("provider"):
            joined += [regex.escape(name) for name in map(_folded, service.names) if UNSPACED.match(name)]
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


def tokenise(lower: str) -> list[Token]:
    """Return the tokens of a folded lower-case text: signs by any name and in any frame, spaced letters together."""
    return _spaced_out(_framed(_unglued(_named(lower))))


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


# "lenaatgmaildotcom", "gmaildotcom", "dotcom", "atgmail"
_GLUED = regex.compile(
    r"(?:(?P<local>[a-z0-9]{2,40})(?P<at>at))?(?P<label>[a-z0-9]{2,30}?)??(?P<dot>dot)(?P<ending>com|net|org)"
    r"|(?P<at>at)(?P<label>[a-z0-9]{5,30})"
)
_GLUED_PARTS = {"local": Sign.WORD, "at": Sign.AT, "label": Sign.WORD, "dot": Sign.DOT, "ending": Sign.WORD}


def _unglued(tokens: list[Token]) -> list[Token]:
    """Take a whole address that is glued into one word apart."""
    out: list[Token] = []
    for token in tokens:
        glued = token.sign == Sign.WORD and ("dot" in token.text or token.text[2:] in providers().labels)
        match = _GLUED.fullmatch(token.text) if glued else None
        if match is None:
            out.append(token)
            continue
        for name, sign in _GLUED_PARTS.items():
            if match[name] is not None:
                start, end = (token.start + at for at in match.span(name))
                word = sign == Sign.WORD
                text, techniques = (match[name], _NOTHING) if word else (sign.value, _WORDED)
                out.append(Token(sign, text, match[name], start, end, techniques))
    return out


_WIDEST_FRAME = 3  # "... at ..."
_LOOSEST_FRAME = 2  # spaces inside of it


def _framed(tokens: list[Token]) -> list[Token]:
    """Put a sign and the frame around it together: (at), [dot], *@*, -at-, <<at>>, ... at ..."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        sign: Sign | None = token.sign
        if token.sign == Sign.WORD:
            sign = _FRAMED_LETTERS.get(out[-1].written + token.text) if out else None
        width = 0 if sign in (None, Sign.MARK) else _frame_width(out, tokens, i)
        if sign is None or width == 0:
            out.append(token)
            i += 1
            continue
        if sign == Sign.WEAK_AT:
            sign = Sign.AT
        start, end = out[-width].start, tokens[i + width].end
        del out[-width:]
        out.append(Token(sign, sign.value, f"({token.written})", start, end, _WORDED))
        i += width + 1
    return out


def _frame_width(out: Sequence[Token], tokens: Sequence[Token], i: int) -> int:
    """How many marks before token `i` are matched by as many after it; a row of one mark alone is no frame."""
    width = 0
    inside_left, inside_right = tokens[i].start, tokens[i].end
    while width < _WIDEST_FRAME and width < len(out) and i + width + 1 < len(tokens):
        opening, closing = out[-width - 1], tokens[i + width + 1]
        matched = closing.written == _FRAMES.get(opening.written) and closing.written != tokens[i].written
        loose = max(inside_left - opening.end, closing.start - inside_right)
        if not matched or loose > _LOOSEST_FRAME:
            break
        inside_left, inside_right = opening.start, closing.end
        width += 1
    return width


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
        if token.sign != Sign.WORD or len(token.text) != 1 or token.text.isascii() != tokens[i].text.isascii():
            break
        between = token.start - last.end
        this = str(between) if step == 1 else tokens[j - 1].written
        tight = step == 1 or (between == 1 and tokens[j - 1].sign not in (Sign.WORD, Sign.AT))
        if between == 0 or not tight or (gap is not None and this != gap):
            break
        gap = this
        run.append(j)
    return run
