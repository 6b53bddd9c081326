"""Where a text names a service that people meet on or pay through, however the name is disguised."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from sidedoor.evidence import disguises
from sidedoor.fold import drawn_in_latin
from sidedoor.ordinary import is_ordinary
from sidedoor.resources import folder
from sidedoor.services import CATEGORIES, Service, load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Technique

# What people disguise; the other categories are only looked for by their plain names.
DISGUISED = ("messenger", "social", "payment", "meeting")
# A name that two categories claim belongs to the first of these.
_SEARCHED = (*DISGUISED, *(category for category in CATEGORIES if category not in DISGUISED))


class Mention(NamedTuple):
    """A service named in `plain[start:end]`; one that is not `sure` may be an ordinary word and needs evidence."""

    start: int
    end: int
    service: str
    techniques: tuple[Technique, ...]
    sure: bool


class _Name(NamedTuple):
    text: str
    service: str | None  # None for a decoy, which only keeps its place from being read as a name
    techniques: tuple[Technique, ...] = ()
    sure: bool = True


class _Context(msgspec.Struct, forbid_unknown_fields=True):
    endings: dict[str, list[str]]
    prefixes: dict[str, list[str]]
    context: dict[str, list[str]]
    decoys: dict[str, list[str]]


# Scripts that put spaces between words, each a run of its own so that "lineのid" falls into its parts.
_WORD = re.compile(r"[a-z0-9]+|[\u0400-\u04ff]+|[\u0600-\u06ff]+|[\u0900-\u0dff]+")
_SCRIPTS = {"latin": re.compile(r"[a-z]+"), "cyrillic": re.compile(r"[\u0400-\u04ff]+")}
_SCRIPTS |= {"arabic": re.compile(r"[\u0600-\u06ff]+"), "indic": re.compile(r"[\u0900-\u0dff]+")}
_CYRILLIC = re.compile(r"[\u0400-\u04ff]{5,14}")
_ALPHABETIC = re.compile(r"[a-z]+|[\u0400-\u04ff]+")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")
_FROM_SIGN_TO_APP = 2  # words
_FROM_APP_TO_SIGN = 5
_HYPHENATED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){1,3}")
# Inside an address or an identifier a name names nothing.
_DOMAIN_END = re.compile(r"\.(?:com|org|net|io|me|gg|js|py|php|tv|us|app|dev|co|id|ru|exe|zip)\b")
_ADDRESS = re.compile(r"://|www\.|[a-z0-9]@[a-z0-9]|\.[a-z]{2,12}/")

_SEPARATOR = r"[\W_]{0,2}"
_VOWEL = "[aeiouy@430!*1]{0,2}"
_LEET = {"a": "a@4^", "b": "b86", "e": "e3", "g": "g9q6", "i": "i1!l|y", "l": "l1!|i", "o": "o0", "s": "s5$z"}
_LEET |= {"t": "t7+", "z": "z2", "y": "yi1j¥", "c": "ck(", "f": "f", "u": "uv"}
_LEET |= {
    "а": "аa@4",
    "в": "вb",
    "е": "еe3",
    "к": "кk",
    "м": "мm",
    "о": "оo0",
    "р": "рp",
    "с": "сc",
    "т": "тt",
    "и": "иu",
}
_UNLEET = str.maketrans("@4^86390!1|5$72+(¥", "aaabgegoiilsstztcy")
_UNLEET_CYRILLIC = str.maketrans("aebkmopctu@4301", "аевкморстиааеол")
LONG = 5  # letters; a shorter name has too many ordinary neighbours for misspellings


def find_service_mentions(text: Text) -> list[Mention]:
    """Return every mention of a service in `text`, in order, without overlaps; offsets are those of `plain`."""
    return list(_mentions(text))


@lru_cache(maxsize=1)  # several detectors ask about one text, one after the other
def _mentions(text: Text) -> tuple[Mention, ...]:
    names = _names()
    lower = text.lower
    found = [*names.written_out(lower), *names.loose(lower), *names.misspelt(lower)]
    if not lower.isascii():
        found += names.drawn(lower)
    if not found:
        return ()
    mentions: list[Mention] = []
    reached = 0
    for start, end, name in sorted(found, key=lambda hit: (hit[0], not hit[2].sure, -hit[1])):
        if start < reached:
            continue
        reached = end
        if name.service is not None and not _inside_address(lower, start, end):
            techniques = tuple(sorted({*name.techniques, *disguises(text, start, end)}))
            mentions.append(Mention(start, end, name.service, techniques, name.sure))
    return tuple(mentions)


def _inside_address(lower: str, start: int, end: int) -> bool:
    if lower[end : end + 1] == "_" or (lower[start - 1 : start] in ("_", "@", "#", ".", "\\") and start):
        return True
    left, right = lower[max(0, start - 80) : start], lower[end : end + 80]
    run = re.split(r"\s", left)[-1] + "x" + re.split(r"\s", right)[0]
    return _ADDRESS.search(run) is not None or _DOMAIN_END.match(right) is not None


Hit = tuple[int, int, _Name]


class _Names:
    """Every name of the services, arranged for the passes over a text."""

    def __init__(self, services: list[Service], context: _Context) -> None:
        self.by_word: dict[str, list[_Name]] = {}
        self.unspaced: dict[str, _Name] = {}
        self.signs: dict[str, list[_Name]] = {}
        self.emoji: dict[str, _Name] = {}
        self.long: dict[str, _Name] = {}
        self.sure_app = frozenset(Text(word).lower for word in context.context["app"])
        self.app = self.sure_app | {Text(word).lower for word in context.context["thing"]}
        for word in context.decoys["words"]:
            self._add(_Name(Text(word).lower, None))
        for service in services:
            self._add_service(service, context)
        for entries in (*self.by_word.values(), *self.signs.values()):
            entries.sort(key=lambda name: -len(name.text))
        self.by_skeleton = {_skeleton(text): name for text, name in reversed(self.long.items())}
        # One wrong letter leaves one end of a name as it was. Short names of services that hardly anybody disguises
        # have too many neighbours.
        chat = {service.id for service in services if service.category in ("messenger", "social")}
        self.by_end: dict[str, list[_Name]] = {}
        for name in self.long.values():
            if len(name.text) <= LONG and name.service not in chat:
                continue
            for end in {f"{name.text[:3]}-", f"-{name.text[-3:]}", f"{name.text[:3].replace('w', 'vv', 1)[:3]}-"}:
                self.by_end.setdefault(end, []).append(name)
        self.heads = frozenset(end[:-1] for end in self.by_end if end.endswith("-"))
        self.tails = frozenset(end[1:] for end in self.by_end if end.startswith("-"))
        self.unspaced_search = re.compile("|".join(map(re.escape, sorted(self.unspaced, key=len, reverse=True))))
        self.emoji_search = re.compile("[" + "".join(self.emoji) + "]")
        self.loose_search = re.compile(_loose_source(self.long))

    def _add_service(self, service: Service, context: _Context) -> None:
        nickname = (Technique.NICKNAME,)
        disguised = service.category in DISGUISED
        for written in service.names:
            name = _Name(Text(written).lower, service.id)
            self._add(name)
            for inflected in _inflected(name.text, context):
                self._add(name._replace(text=inflected))
            if disguised and len(name.text) >= LONG and _ALPHABETIC.fullmatch(name.text):
                self.long.setdefault(name.text, name)
        for written in service.nicknames:
            name = _Name(Text(written).lower, service.id, nickname)
            self._add(name)
            for inflected in _inflected(name.text, context) if not name.text.isascii() else ():
                self._add(name._replace(text=inflected))
            if disguised and len(name.text) >= LONG and _ALPHABETIC.fullmatch(name.text):
                self.long.setdefault(name.text, name)
        for written in service.weak:
            official = written == service.id
            self._add(_Name(Text(written).lower, service.id, () if official else nickname, sure=False))
        for written in service.signs:
            sign = _Name(Text(written).lower, service.id, nickname, sure=False)
            self.signs.setdefault(sign.text.split()[0], []).append(sign)
        for written in service.emoji:
            self.emoji.setdefault(Text(written).lower, _Name(written, service.id, (Technique.EMOJI,), sure=False))

    def _add(self, name: _Name) -> None:
        if _UNSPACED.search(name.text) or not name.text[0].isalnum():
            self.unspaced.setdefault(name.text, name)
        elif word := _WORD.match(name.text):
            self.by_word.setdefault(word.group(), []).append(name)

    def written_out(self, lower: str) -> Iterator[Hit]:
        """Yield the names that stand there letter for letter, and the signs beside a word for an app."""
        words = _WORD.findall(lower)
        if not self.by_word.keys().isdisjoint(words):
            yield from _standing(lower, self.by_word)
        if not self.app.isdisjoint(words):
            for start, end, sign in _standing(lower, self.signs):
                yield from self._beside_app(lower, start, end, sign)

    def _beside_app(self, lower: str, start: int, end: int, sign: _Name) -> Iterator[Hit]:
        before = list(_WORD.finditer(lower, max(0, start - 40), start))[-_FROM_APP_TO_SIGN:]
        after = list(_WORD.finditer(lower, end, end + 25))[:_FROM_SIGN_TO_APP]
        for word in after:  # "the paper plane app", "blue bird logo app"
            if word.group() in self.app:
                yield start, word.end(), sign._replace(sure=word.group() in self.sure_app)
                return
        for word in before:  # "the app with the little white ghost"
            if word.group() in self.app:
                yield word.start(), end, sign._replace(sure=word.group() in self.sure_app)
                return

    def drawn(self, lower: str) -> Iterator[Hit]:
        """Yield the names in scripts without spaces between words, and the emoji."""
        for hit in self.unspaced_search.finditer(lower):
            yield hit.start(), hit.end(), self.unspaced[hit.group()]
        for hit in _CYRILLIC.finditer(lower):
            latin = drawn_in_latin(hit.group())
            if latin in self.long:
                yield hit.start(), hit.end(), self.long[latin]._replace(techniques=(Technique.HOMOGLYPH,))
        for hit in self.emoji_search.finditer(lower):
            yield hit.start(), hit.end(), self.emoji[hit.group()]

    def loose(self, lower: str) -> Iterator[Hit]:
        """Yield long names with signs for letters, separators between them, or other vowels than theirs."""
        for hit in self.loose_search.finditer(lower):
            written = hit.group().rstrip(" \n\t_-.,;:'\"")
            if written.isalpha() and written in self.long:
                continue
            if name := self._read_loosely(written):
                yield hit.start(), hit.start() + len(written), name

    def _read_loosely(self, written: str) -> _Name | None:
        with_signs = re.sub(r"[^\w@$^!|+(¥]|_", "", written)
        for letters in (with_signs, re.sub(r"[^\w]", "", with_signs)):
            plain = letters.translate(_UNLEET if letters.isascii() else _UNLEET_CYRILLIC)
            name = self.long.get(plain) or self._nearest(plain) or self.by_skeleton.get(_skeleton(plain))
            if name is not None:
                return self._loosely(name, letters, written)
        return None

    def _loosely(self, name: _Name, letters: str, written: str) -> _Name | None:
        """Return `name` with the techniques that make it `written`, or None where ordinary words would do so."""
        spaces = len(re.findall(r"\s+", written))
        apart = written.split()
        techniques = set(name.techniques)
        if spaces:
            techniques.add(Technique.SPACED)
        elif len(written) > len(letters):
            techniques.add(Technique.SEPARATORS)
        if not letters.isalpha():
            techniques.add(Technique.LEET)
        if not _same_letters(letters, name.text):
            if (spaces and spaces < len(letters) - 1) or is_ordinary(letters):
                return None
            techniques.add(Technique.MISSPELT)
        sure = name.sure and not (len(apart) == 2 and all(is_ordinary(part) for part in apart))
        return name._replace(techniques=tuple(sorted(techniques)), sure=sure)

    def misspelt(self, lower: str) -> Iterator[Hit]:
        """Yield words one or two letters away from a long name that are no words of their own."""
        for hit in _LONG_WORD.finditer(lower):
            word = hit.group()
            if word[:3] in self.heads or word[-3:] in self.tails:
                yield from self._misspelling(hit.start(), hit.end(), word)
        if "-" in lower:
            for hit in _HYPHENATED.finditer(lower):
                yield from self._misspelling(hit.start(), hit.end(), hit.group().replace("-", ""))

    def _misspelling(self, start: int, end: int, word: str) -> Iterator[Hit]:
        if word in self.long or word in self.by_word or is_ordinary(word):
            return
        if name := self._nearest(word):
            techniques = tuple(sorted({Technique.MISSPELT, *name.techniques}))
            yield start, end, name._replace(techniques=techniques, sure=len(name.text) > LONG + 1)

    def _nearest(self, word: str) -> _Name | None:
        near = [*self.by_end.get(f"{word[:3]}-", ()), *self.by_end.get(f"-{word[-3:]}", ())]
        word = word.replace("vv", "w")
        best: _Name | None = None
        least = 3
        for name in near:
            allowed = 1 if len(name.text) < 8 else 2
            if abs(len(name.text) - len(word)) <= allowed and name.text[0] == word[0]:
                distance = _distance(word, name.text)
                if distance <= allowed and distance < least:
                    best, least = name, distance
        return best


_LONG_WORD = re.compile(r"[a-z0-9]{5,14}")


def _standing(lower: str, by_word: dict[str, list[_Name]]) -> Iterator[Hit]:
    for hit in _WORD.finditer(lower):
        for name in by_word.get(hit.group(), ()):
            end = hit.start() + len(name.text)
            if lower.startswith(name.text, hit.start()) and not (
                lower[end - 1].isalnum()
                and lower[end : end + 1].isalnum()
                and _WORD.fullmatch(lower[end - 1 : end + 1])
            ):
                yield hit.start(), end, name
                break


def _inflected(name: str, context: _Context) -> Iterator[str]:
    if len(name) < LONG and name.isascii():
        return
    for script, letters in _SCRIPTS.items():
        if letters.fullmatch(name):
            endings = ["", *context.endings[script]]
            for prefix in ["", *context.prefixes.get(script, [])]:
                yield from (prefix + name + ending for ending in endings if prefix or ending)


def _loose_source(names: Iterable[str]) -> str:
    by_letter: dict[str, list[str]] = {}
    for name in names:
        by_letter.setdefault(name[0], []).append(name)
    branches = []
    for first, members in sorted(by_letter.items()):
        rests = "|".join(_SEPARATOR.join(_letter(name, i) for i in range(1, len(name))) for name in members)
        head = "(?:w|vv)" if first == "w" else f"[{re.escape(_LEET.get(first, first))}]"
        branches.append(f"{head}{_SEPARATOR}(?:{rests})")
    return rf"(?<![^\W_])(?:{'|'.join(branches)})(?![^\W_])"


def _letter(name: str, index: int) -> str:
    letter = name[index]
    if letter in "aeiouy" and len(_skeleton(name)) > 3 and len(name) > LONG + 1:
        return _VOWEL
    optional = "?" if letter == "h" or letter == name[index - 1] else ""
    return f"[{re.escape(_LEET.get(letter, letter))}]{optional}"


def _same_letters(written: str, name: str) -> bool:
    return len(written) == len(name) and all(w in _LEET.get(n, n) for w, n in zip(written, name, strict=True))


def _skeleton(word: str) -> str:
    consonants = re.sub(r"[aeiouyh]", "", word[1:])
    return word[0] + re.sub(r"(.)\1+", r"\1", consonants)


def _distance(a: str, b: str) -> int:
    """Return how many letters must be put in, left out, changed or swapped with a neighbour to turn `a` into `b`."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        earlier, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


@lru_cache(maxsize=1)
def _names() -> _Names:
    context = msgspec.toml.decode((folder("patterns") / "mentions.toml").read_bytes(), type=_Context)
    return _Names(load_services().of(*_SEARCHED), context)
