"""Other readings of a text, each with its way back: entities and escapes decoded, letters from the end, base64."""

import base64
import binascii
import codecs
import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from sidedoor.address_words import any_of, cues, load_address_words, words_in
from sidedoor.domains import providers
from sidedoor.text import Text
from sidedoor.vocabulary import Technique


class View(NamedTuple):
    """A reading of `Text.plain`: `text` in lower case, and for each of its characters where it came from."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    techniques: frozenset[Technique]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `text[start:end]` stands in the plain view, half open."""
        return min(self.starts[start], self.starts[end - 1]), max(self.ends[start], self.ends[end - 1])


def as_written(text: Text) -> View:
    """Return the plain view itself."""
    return View(text.lower, range(len(text)), range(1, len(text) + 1), frozenset())


# &#64; &#x40; &commat; %40 =40 \u0040 \x40
_ESCAPE = re.compile(
    r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});|%[2-7][0-9a-f]|\\u00[2-7][0-9a-f]|\\x[2-7][0-9a-f]|=(?:40|2e)"
)


def decoded(text: Text) -> View | None:
    """Return the view with entities and escapes decoded, or None where there are none."""
    lower = text.lower
    if not _ESCAPE.search(lower):
        return None
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for match in _ESCAPE.finditer(lower):
        kept = range(position, match.start())
        characters.append(lower[position : match.start()])
        starts += kept
        ends += range(position + 1, match.start() + 1)
        meant = _meant(match.group())
        characters.append(meant)
        starts += [match.start()] * len(meant)
        ends += [match.end()] * len(meant)
        position = match.end()
    characters.append(lower[position:])
    starts += range(position, len(lower))
    ends += range(position + 1, len(lower) + 1)
    return View("".join(characters), starts, ends, frozenset({Technique.ENCODED}))


def _meant(escape: str) -> str:
    if escape[0] == "&":
        return Text(html.unescape(escape)).lower
    return chr(int(escape[-2:], 16)).lower()


# A circled a among letters that are not circled is an at sign, which folding takes for a letter; the a of "mail" may
# be an at sign in turn; and programmers put addresses together: "lena" + "@" + "gmail.com".
_CIRCLED_AT = re.compile("(?<![Ⓐ-ⓩ🅐-🆉])[Ⓐⓐ🅐🅰](?![Ⓐ-ⓩ🅐-🆉])")
_AT_FOR_A = re.compile(r"(?<=[a-z])m@(?=il\b)", re.IGNORECASE)
_PLUS = re.compile(r"[\"']?\s{1,3}\+\s{1,3}[\"']?")


def resigned(text: Text) -> View | None:
    """Return the view with signs put back in their places, or None where none is out of place."""
    original = text.original
    if "@" in original and ("m@il" in text.lower or " + " in original):
        swapped = _AT_FOR_A.sub("ma", original)
        return _without(_PLUS, Text(swapped), Technique.SYMBOL_SWAP)
    swapped = original if original.isascii() else _CIRCLED_AT.sub("@", original)
    if swapped == original:
        return None
    return as_written(Text(swapped))._replace(techniques=frozenset({Technique.SYMBOL_SWAP}))


@lru_cache(maxsize=1)
def _explanation() -> re.Pattern[str]:
    words = load_address_words()
    at, dot = any_of((*words.at, *words.weak_at)), any_of(words.dot)
    meant = rf"(?:(?P<at>@|{at})|(?P<dot>\.|{dot}))"
    return re.compile(
        rf"([^\w\s.,:;@'\"()\[\]]{{1,2}})\s?(?:=|->|{any_of(words.meaning)})\s?(?:an?\s|the\s)?{meant}(?!\w)"
    )


def explained(text: Text) -> View | None:
    """Return the view with a sign replaced by what the text says it is put for ("~ is a dot"), or None."""
    lower = text.lower
    put = {match[1]: "@" if match["at"] else "." for match in _explanation().finditer(lower)}
    if not put:
        return None
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for part in re.finditer("|".join(re.escape(sign) for sign in put) + r"|[\s\S]", lower):
        characters.append(put.get(part.group(), part.group()))
        starts.append(part.start())
        ends.append(part.end())
    return View("".join(characters), starts, ends, frozenset({Technique.SYMBOL_SWAP}))


_SHORTEST_FILLER = 3
_MOST_REMOVALS = 8  # whoever asks for more says so of something else
_WORDS_BESIDE = 3  # "without the word ZZZ", "ZZZ का के बिना"
_WORD = re.compile(r"(?<![\w.@-])[a-z0-9]+(?![\w@-]|\.\w)", re.ASCII)
_STICKING = tuple("._-@")
_BESIDE = 40  # characters in which those words are looked for


def unfilled(text: Text) -> tuple[str, View] | None:
    """Return what the text says is to be taken out of an address ("without the ZZZ"), and the view without it.

    It must be stuck to something elsewhere in the text; None where nothing is.
    """
    for word in fillers(text):
        stuck = re.compile(rf"[._-]{word}(?=[._@-])|(?<=[\w@-]){word}|{word}(?=[\w@-])", re.ASCII)
        if stuck.search(text.lower):
            return word, _without(stuck, text, Technique.FILLER)
    return None


def fillers(text: Text) -> Iterator[str]:
    """Yield the words of which the text may say that they are to be taken out of something."""
    lower = text.lower
    for start, end in islice(cues().removal.find(lower), _MOST_REMOVALS):
        if lower[max(0, start - 1) : start] in _STICKING or lower[end : end + 1] in _STICKING:
            continue  # "lena-remove-this@"
        before = [word.group() for word in _WORD.finditer(lower, max(0, start - _BESIDE), start)]
        after = [word.group() for word in _WORD.finditer(lower, end, end + _BESIDE)]
        for word in (*after[:_WORDS_BESIDE], *before[: -_WORDS_BESIDE - 1 : -1]):
            known = cues().lead.search(word) or any(word in label for label in providers().labels)
            if len(word) >= _SHORTEST_FILLER and not known and not word.isdecimal():
                yield word


def _without(cut: re.Pattern[str], text: Text, technique: Technique) -> View:
    kept = [i for match in _gaps(cut, text.lower) for i in match]
    lower = "".join(text.lower[i] for i in kept)
    return View(lower, kept, [i + 1 for i in kept], frozenset({technique}))


def _gaps(cut: re.Pattern[str], lower: str) -> Iterator[range]:
    position = 0
    for match in cut.finditer(lower):
        yield range(position, match.start())
        position = match.end()
    yield range(position, len(lower))


def backwards(text: Text) -> View:
    """Return the view from the last character to the first."""
    length = len(text)
    return View(text.lower[::-1], range(length - 1, -1, -1), range(length, 0, -1), frozenset({Technique.REVERSED}))


# Every four letters of base64 hold three characters, and the shortest address has ten.
_SHORTEST = 12
_BASE64 = re.compile(rf"(?<![\w+/=-])[A-Za-z0-9+/_-]{{{_SHORTEST},400}}={{0,2}}(?![\w+/=])")
# No text in base64 gets along with small letters alone, but for the first one.
_CAPITAL_WITHIN = re.compile(rf"(?<![\w+/=-])(?=[\w+/-]{{{_SHORTEST}}})[\w+/-][a-z+/_-]{{0,{_SHORTEST}}}[A-Z0-9]")
_HEX = re.compile(r"(?<!\w)(?:[0-9a-fA-F]{2}[ :]?){8,120}(?!\w)")
_ROT13 = re.compile(r"(?<![\w.+-])[\w.+-]{2,64}@[\w-]{2,40}(?:\.[\w-]{2,20}){1,3}")


def hidden(text: Text) -> Iterator[tuple[int, int, str]]:
    """Yield start and end in the plain view of every encoded run that holds readable text, with that text.

    Base64 is found wherever it stands; hexadecimal and shifted letters where the text names them.
    """
    words = words_in(text.lower)
    if _CAPITAL_WITHIN.search(text.plain) and max(map(len, words), default=0) >= _SHORTEST:
        for match in _BASE64.finditer(text.plain):
            if meant := _from_base64(match.group()):
                yield match.start(), match.end(), meant
    if "hex" in words or "ascii" in words:
        for match in _HEX.finditer(text.plain):
            if meant := _readable(bytes.fromhex(match.group().replace(":", " "))):
                yield match.start(), match.end(), meant
    if "rot13" in words or "rot" in words:
        for match in _ROT13.finditer(text.plain):
            yield match.start(), match.end(), codecs.decode(match.group(), "rot13")


def _from_base64(written: str) -> str:
    digits = written.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return _readable(base64.b64decode(digits + "=" * (-len(digits) % 4)))
    except binascii.Error:
        return ""


def _readable(meant: bytes) -> str:
    try:
        text = meant.decode()
    except UnicodeDecodeError:
        return ""
    return text if text.isprintable() else ""
