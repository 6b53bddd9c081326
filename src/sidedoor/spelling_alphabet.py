"""Words that stand for letters: the radio alphabet ("tango oscar mike"), and "k for king, a as in apple"."""

from collections.abc import Sequence
from functools import lru_cache

from sidedoor.address_words import load_address_words, pieces_of
from sidedoor.number_words import Role, number_words
from sidedoor.resources import folder, read_toml
from sidedoor.text import Text
from sidedoor.tokens import Sign, Token
from sidedoor.vocabulary import Technique

_FEWEST = 3  # words in a row; two may be names
_LONGEST = 3  # pieces in a radio word: "x-ray" is three


@lru_cache(maxsize=1)
def _radio() -> dict[tuple[str, ...], str]:
    table = read_toml(folder("patterns") / "phonetic_alphabet.toml", dict[str, list[str]])
    words = [(word, letter) for letter, listed in table.items() for word in listed]
    return {tuple(piece for piece, _, _ in pieces_of(word)): letter for word, letter in words}


@lru_cache(maxsize=1)
def _as_in() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(Text(phrase).lower.split()) for phrase in load_address_words().as_in)


def respell(tokens: list[Token]) -> list[Token]:
    """Return the tokens with every run of words that stand for letters put together: "tango oscar mike 7" -> "tom7"."""
    single = sum(token.sign == Sign.WORD and len(token.text) == 1 for token in tokens)
    if sum((token.text,) in _radio() for token in tokens) < _FEWEST - 1 and single < _FEWEST:
        return tokens
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        letters, words, end = _run(tokens, i)
        if words >= _FEWEST:
            used = tokens[i:end]
            technique = frozenset({Technique.PHONETIC_ALPHABET})
            out.append(Token(Sign.WORD, letters, letters, used[0].start, used[-1].end, technique))
            i = end
        else:
            out.append(tokens[i])
            i += 1
    return out


def _run(tokens: Sequence[Token], i: int) -> tuple[str, int, int]:
    """The letters from token `i` on, how many words stand for one, and the index after the run."""
    letters, words, end = "", 0, i
    while i < len(tokens):
        letter, after = _letter(tokens, i)
        if letter:
            letters, words, i, end = letters + letter, words + 1, after, after
        elif letters and (digit := spoken_digit(tokens[i])):
            letters, i, end = letters + digit, i + 1, i + 1
        elif words >= _FEWEST and tokens[i].spelled and tokens[i].sign in _SIGNS and _goes_on(tokens, i + 1):
            letters, i = letters + tokens[i].text, i + 1  # "lima uniform mike underscore eight five"
        elif letters and tokens[i].written in ",-":
            i += 1
        else:
            break
    return letters, words, end


_SIGNS = (Sign.DOT, Sign.UNDERSCORE, Sign.DASH)


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and bool(_letter(tokens, i)[0] or spoken_digit(tokens[i]))


def _letter(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    for length in range(_LONGEST, 0, -1):
        if letter := _radio().get(tuple(token.text for token in tokens[i : i + length])):
            return letter, i + length
    letter = tokens[i].text
    if len(letter) == 1 and letter.isalpha():
        for length in (1, 2):
            words = tuple(token.text for token in tokens[i + 1 : i + 1 + length])
            after = i + 1 + length
            if words in _as_in() and after < len(tokens) and tokens[after].text.startswith(letter):
                return letter, after + 1
    return "", i


def spoken_digit(token: Token) -> str:
    """Return the digits that a token is or names ("7", "seven"), or ""."""
    if token.sign != Sign.WORD:
        return ""
    if token.text.isdecimal():
        return token.text
    senses = number_words().senses.get(token.text, ())
    return next((str(s.value) for s in senses if s.role is Role.DIGIT and not s.weak), "")


def spoken_number(tokens: Sequence[Token], after: int) -> tuple[str, int]:
    """Return the number said in the words right before index `after`, and where it begins: "forty two" -> "42"."""
    number, first = "", after
    while first > 0 and tokens[first - 1].sign == Sign.WORD:
        senses = number_words().senses.get(tokens[first - 1].text, ())
        sense = next((s for s in senses if s.role in (Role.DIGIT, Role.NUMBER) and not s.weak and s.value < 100), None)
        if sense is None:
            break
        if sense.value >= 20 and sense.value % 10 == 0 and len(number) == 1:
            number = str(sense.value + int(number))
        else:
            number = str(sense.value) + number
        first -= 1
    return number, first
