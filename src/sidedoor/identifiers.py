"""Which stretches of a text could be somebody's user name, written plainly, spaced out, spelled or from the end."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from sidedoor.address_words import Trigger, load_address_words
from sidedoor.number_words import Role, number_words
from sidedoor.ordinary import is_ordinary
from sidedoor.resources import folder, read_toml
from sidedoor.text import Text
from sidedoor.vocabulary import Technique


class Identifier(NamedTuple):
    """A possible user name in `plain[start:end]`: `value` in lower case, `marked` by an @.

    `odd` says that its shape is that of no word; `joined` that ordinary words are joined in it ("user_name", "e-mail",
    "JavaScript"), which code and trade do as well.
    """

    start: int
    end: int
    value: str
    marked: bool = False
    odd: bool = True
    joined: bool = False
    techniques: tuple[Technique, ...] = ()


_PLAIN = re.compile(
    r"(?<![A-Za-z0-9_.@/#$\\%+])(?P<mark>@\s?|(?<![A-Za-z0-9])/?u/|[\[({<]\s?at\s?[\])}>]\s?)?"
    r"(?P<name>(?:live ?: ?)?(?:\.cid\.)?[A-Za-z0-9_](?:[A-Za-z0-9_]|[.-](?=[A-Za-z0-9_])){1,39}+"
    r"(?:\#[0-9]{4}(?![0-9]))?)"
    r"(?(mark)(?P<host>[@:][a-z0-9-]{1,30}(?:\.[a-z0-9-]{2,20}){1,3})?)(?![A-Za-z0-9_@\\]|://)"
)
_NUMBER_WITH_UNIT = re.compile(
    r"[0-9]+(?:[.,-][0-9]+)*(?:[a-z]{1,3}|bits|gigs|hour|hours|days|mins|secs|page|pages|word|words|percent)?"
)
_TERM = re.compile(  # mp4, h264, ubuntu10.04, 1920x1080, e.g, v2.0, a-z0-9
    r"[a-z]{1,4}[0-9]{1,2}|[a-z]{1,2}[0-9]{1,4}|[a-z]{1,12}[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}"
    r"|[0-9]{1,5}x[0-9]{1,5}|(?:[a-z]\.)+[a-z]?|v\.?[0-9][0-9.]*|a-z[a-z0-9_-]*"
)
_JOINED = re.compile(r"[A-Za-z0-9][_.-][A-Za-z]|[A-Za-z]_[0-9]|[a-z][A-Z]|[A-Za-z]{3}[0-9]")
_ARABIZI = re.compile(  # "eb3atly", "5alina": digits are letters there
    r"[235679][a-z]{2,10}|[a-z]{1,8}[235679][a-z]{1,8}(?:[235679][a-z]{0,8})?|[a-z]{2,4}[235679]"
)
_IN_CODE = re.compile(r"\(\)|[/(][^\W_]")  # a call, a path
_CAPITAL_AFTER_DOT = re.compile(r"\.[A-Z][a-z']*$")


def plain_identifiers(plain: str, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Identifier]:
    """Yield the candidates that are written as they are used; e-mail addresses, links and bare numbers are none.

    `taken` are spans, in order, that are names of services; what is stuck to them is read apart ("skype-jo_dev").
    """
    spans = iter(taken)
    begin, stop = next(spans, (len(plain), len(plain)))
    position = 0
    while match := _PLAIN.search(plain, position):
        name, start, end = match["name"].replace(" ", ""), match.start(), match.end()
        while stop <= start < len(plain):
            begin, stop = next(spans, (len(plain), len(plain)))
        if begin <= start:
            position = stop
            continue
        position = end
        marked = match["mark"] is not None
        if match["host"]:
            # "@jo@mastodon.example", "@jo:matrix.example"
            yield Identifier(start, end, (name + match["host"]).lower(), marked=True)
            continue
        if not marked and (stuck := _CAPITAL_AFTER_DOT.search(name)):  # "raj_88.Thanks": a space was forgotten
            name, end = name[: stuck.start()], end - len(stuck.group())
        if len(name) > 1 and not _IN_CODE.match(plain, end):
            odd = not name.isalpha() and is_odd(name)
            yield Identifier(start, end, name.lower(), marked, odd, not odd and _JOINED.search(name) is not None)


def is_odd(name: str) -> bool:
    """Return whether the shape alone says that `name` is no word: digits, underscores or inner dots make it so."""
    lower = name.lower()
    if not any(c.isalpha() for c in lower):
        return False
    if lower.startswith("live:") or "#" in lower or lower[-1] == "_":
        return True
    if "_" in lower:
        return not all(map(_is_plain, lower.strip("_").split("_")))
    if _NUMBER_WITH_UNIT.fullmatch(lower) or _TERM.fullmatch(lower) or lower in _context().terms:
        return False
    if any(c.isdigit() for c in lower):
        return name.isupper() or not _ARABIZI.fullmatch(lower)
    *stem, last = lower.split(".")
    hyphened = last.split("-")
    if not stem and len(hyphened) > 2:
        return not any(map(is_ordinary, hyphened))  # "tariq-alhassan-gis", but not "state-of-the-art"
    if not stem or (last in _context().file_endings and all(map(is_ordinary, stem))):
        return False
    return not all(is_ordinary(part) or len(part) < 2 for part in (*stem, last))  # "done.thanks" lacks a space


def is_file_name(name: str) -> bool:
    """Return whether `name` ends like a file or a framework: "config.json", "node.js"."""
    return name.rpartition(".")[2] in _context().file_endings and "." in name


def _is_plain(part: str) -> bool:
    return len(part) < 2 or part.isdigit() or is_ordinary(part) or _TERM.fullmatch(part) is not None


class _Context(msgspec.Struct, forbid_unknown_fields=True):
    file_endings: frozenset[str]
    terms: frozenset[str]


@lru_cache(maxsize=1)
def _context() -> _Context:
    return read_toml(folder("patterns") / "identifiers.toml", _Context)


# What is spelled out: words for signs, letters one by one, radio words, number words. The tokens are read as a string
# of their sorts: S a spelled sign, s a written one, A an at sign, L a letter, R a radio word, D a number word, W any
# other word.

_LONGEST_SPELLED = 200  # characters
_SPELLED_LETTERS = re.compile(r"A?[LDSs]*+")
_SPELLED_RADIO = re.compile(r"A?R[RLDSs]*+")  # not "é november india": a letter in front is a word
_SPELLED_WORDS = re.compile(r"A?[WRLD](?:[Ss]{1,3}(?:D{2,6}|[WRLD]))++D{0,6}")
_EVERY_OTHER = re.compile(r"A?[LDR](?:s[LDR]){3,40}")
_SPELLED_TAIL = re.compile(r"A?WD{2,6}")  # "fern seven seven"
_LAST_DIGITS = re.compile(r"[0-9]{1,4}\s{0,2}(?:$|[,.;:!?)\n])")
_FEWEST = 4  # letters or radio words one by one; three are an abbreviation


class _Token(NamedTuple):
    start: int
    end: int
    sort: str
    written: str
    read: str


def spelled_identifier(plain: str, start: int) -> Identifier | None:
    """Return the user name spelled from `start` on ("the underscore loom", "j o . d e v", "mike alpha"), or None."""
    lower = plain[start : start + _LONGEST_SPELLED].lower()
    if separated := _separated(lower, len(lower) - len(lower.lstrip(" "))):
        return separated._replace(start=start + separated.start, end=start + separated.end)
    tokens = _tokens(lower)
    sorts = "".join(token.sort for token in tokens)
    radio, letters, words = (
        found.group().rstrip("Ss") if (found := expression.match(sorts)) else ""
        for expression in (_SPELLED_RADIO, _SPELLED_LETTERS, _SPELLED_WORDS)
    )
    if radio.count("R") >= _FEWEST - 1 and len(radio) >= _FEWEST:
        used, technique = radio, Technique.PHONETIC_ALPHABET
    elif letters.count("L") >= _FEWEST:
        used, technique = letters, Technique.SPACED
    elif "S" in words and not _is_prose(tokens[: len(words)]):
        used, technique = words, Technique.AT_DOT_WORDS
    elif (tail := _SPELLED_TAIL.match(sorts)) and not is_ordinary(tokens[tail.group().index("W")].written):
        used, technique = tail.group(), Technique.SPELLED_DIGITS
    else:
        return None
    behind = tokens[len(used) :][:1]
    if technique == Technique.AT_DOT_WORDS and behind and _LAST_DIGITS.match(plain.lower(), start + behind[0].start):
        used += behind[0].sort  # "koala underscore fern 7"
    read = tokens[: len(used)]
    techniques = {technique, *([Technique.SPELLED_DIGITS] if "D" in used else [])}
    if technique in (Technique.AT_DOT_WORDS, Technique.SPELLED_DIGITS):
        value = _words_and_signs(read, used)
    elif (
        len({token.read for token in read if token.sort == "s"}) == 1
        and "ss" not in used
        and _EVERY_OTHER.fullmatch(used)
    ):
        value = "".join(token.read for token in read if token.sort != "s")  # "k.o.a.l.a": the dots only separate
    else:
        value = "".join(token.read for token in read)
    if not value.isascii():
        return None
    begin, end, marked = start + read[0].start, start + read[-1].end, used[0] == "A"
    return Identifier(begin, end, value, marked, techniques=tuple(sorted(techniques)))


# "k|e|m|i_25", "k*e*m*i": letters kept apart by one and the same sign.
_SEPARATED = re.compile(
    r"@?(?P<written>[a-z0-9_.]{1,2}(?P<mark>[*|~/^+=•·°])(?:[a-z0-9_.]{1,2}(?P=mark)){2,30}[a-z0-9_.]{1,12})(?![a-z0-9_*|~@])"
)
_SEPARATED_WORDS = re.compile(  # "koala*fern*9"
    r"@?(?P<written>[a-z0-9_.]{1,15}(?P<mark>[*|~^•·])(?:[a-z0-9_.]{1,15}(?P=mark)){1,6}[a-z0-9_.]{1,15})(?![a-z0-9_*|~@])"
)
_SEPARATED_LETTERS = re.compile(  # "k.o.a.l.a._.7"
    r"@?(?P<written>[a-z0-9_](?P<mark>[.-])(?:[a-z0-9_](?P=mark)){3,30}[a-z0-9_])(?![a-z0-9_@]|[.-][a-z0-9])"
)
_FEWEST_LETTERS = 3


def _separated(lower: str, start: int) -> Identifier | None:
    shapes = (_SEPARATED, _SEPARATED_LETTERS, _SEPARATED_WORDS)
    found = next(filter(None, (shape.match(lower, start) for shape in shapes)), None)
    if found is None:
        return None
    value = found["written"].replace(found["mark"], "").strip(".")
    if sum(c.isalpha() for c in value) < _FEWEST_LETTERS or value.isdigit():
        return None
    marked = found.group()[0] == "@"
    return Identifier(start, found.end(), value, marked, techniques=(Technique.SEPARATORS,))


def _words_and_signs(tokens: list[_Token], sorts: str) -> str:
    value = ""
    for index, token in enumerate(tokens):
        beside = sorts[max(0, index - 1) : index + 2]
        if token.sort == "s" and "S" in beside:  # "koala-underscore-cuts"
            continue
        # One number word among words is a word ("dot one"); two are digits ("four two").
        as_word = token.sort == "R" or (token.sort == "D" and "DD" not in beside)
        value += token.written if as_word else token.read
    return value


def _is_prose(tokens: list[_Token]) -> bool:
    """Return whether a dot or dash word stands between ordinary words: "the point of", "in dash, won't"."""
    signs = [token.read for token in tokens if token.sort == "S"]
    words = [token.written for token in tokens if token.sort != "S"]
    return len(signs) == 1 and signs[0] != "_" and all(is_ordinary(word) or len(word) < 2 for word in words)


def _tokens(lower: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    while position < len(lower) and (match := _spelling().match(lower, position)):
        position = match.end()
        written = match.group(match.lastgroup or 0)
        sort, read = _sort(match.lastgroup, written)
        stuck = written == "." == lower[match.start()] and lower[position : position + 1].isspace()
        if stuck and _ends_sentence(tokens):
            break
        if written in ("_", ".") and lower[match.start()] == " " == lower[position : position + 1]:
            sort = "S"  # "koala . fern": a sign that stands apart is spelled out
        tokens.append(_Token(match.start(match.lastgroup or 0), position, sort, written, read))
    return tokens


def _ends_sentence(tokens: list[_Token]) -> bool:
    """Return whether a dot behind `tokens`, with a space after it, ends the sentence: not in "k. o. a. l. a"."""
    sorts = [token.sort for token in tokens[-2:]]
    return sorts[-1:] in (["W"], ["R"], ["D"]) or sorts == ["L", "L"]


def _sort(group: str | None, written: str) -> tuple[str, str]:
    if group in _SIGNS:
        return ("A", "") if group == "at" else ("S", _SIGNS[group])
    if group == "sign":
        return ("A", "") if written == "@" else ("s", written)
    if letter := _phonetic().get(written):
        return "R", letter
    if len(written) == 1:
        return "L", written
    for sense in number_words().senses.get(written, ()):
        if sense.language == "en" and sense.role == Role.DIGIT and not sense.weak:
            return "D", str(sense.value)
    return "W", written


_SIGNS = {"dot": ".", "underscore": "_", "dash": "-", "at": "@"}


@lru_cache(maxsize=1)
def signs_spelled() -> Trigger:
    """Return what tells that a text may hold words for the signs of user names, or letters said as words."""
    words = load_address_words()
    return Trigger((*words.underscore, *words.dash, *words.dot, *(word for word in _phonetic() if len(word) > 1)))


@lru_cache(maxsize=1)
def _spelling() -> re.Pattern[str]:
    words = load_address_words()
    groups = [f"(?P<{name}>{_any_of(getattr(words, name))})(?![^\\W_])" for name in _SIGNS]
    sign = rf"[\[({{<]?\s?(?:{'|'.join(groups)})\s?[\])}}>]?"
    return re.compile(rf"[^\S\n]{{0,3}}(?:{sign}|(?P<word>x-ray\b|[a-z0-9]{{1,40}})|(?P<sign>[@_.#-]))")


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted({Text(word).lower for word in words}, key=len, reverse=True)))


@lru_cache(maxsize=1)
def _phonetic() -> dict[str, str]:
    letters = read_toml(folder("patterns") / "phonetic_alphabet.toml", dict[str, list[str]])
    return {word: letter for letter, listed in letters.items() for word in listed}
