"""Finds long names although letters are swapped for signs, set apart, misspelt, left out or doubled."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from operator import add

from sidedoor.ordinary import is_ordinary
from sidedoor.service_names import LONG, Name, service_names
from sidedoor.services import load_services
from sidedoor.vocabulary import Technique

# What is typed for a letter, letter first. Letters that are drawn alike (i, l) come out alike, in names as in texts.
_LEET = ["a@4^", "b8", "ck(", "e3€", "g9q6", "il1!|yj¥", "o0", "s5$", "t7+", "z2"]
_LEET_CYRILLIC = ["аa@4", "вb8", "еe3", "иu", "кk", "мm", "оo0", "рp", "сc", "тt7", "з3"]
_PLAIN = str.maketrans({sign: letters[0] for letters in _LEET for sign in letters[1:]})
_PLAIN_CYRILLIC = str.maketrans({sign: letters[0] for letters in _LEET_CYRILLIC for sign in letters[1:]})
_SIGNS = "@$^!|+(€¥"  # those of them that are no letter and no digit
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_VOWEL = re.compile("[aeiouy]")
_SHORT_SKELETON = 4  # consonants; those of short names are those of too many words
_VOWELS = str.maketrans("", "", "aeiouyh")

# Scripts without spaces put a Latin name right beside their own letters: "加我wechat".
_WORD = re.compile(r"(?<![a-z0-9])[a-z0-9]{5,14}(?![a-z0-9])|[^\W_a-z]{5,14}")
HYPHENATED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){1,3}")
_STARRED = re.compile(r"(?<![\w*])[a-z]{1,12}\*[a-z*]{1,12}(?![\w*])")
# A sign or digit among letters, as leet has it and prose has not; "*" hides a letter.
_MIXED = re.compile(rf"[a-z][0-9{re.escape(_SIGNS)}*][a-z]|(?<![a-z0-9])[0-9$!|][a-z]{{3}}")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_STRETCHED = re.compile(r"([a-z])\1\1|[a-z]{4}[0-9](?![a-z0-9])")  # "discoooord", "venm0"
_FEWEST_SINGLE = 4  # letters that stand alone: "s k y p e"; three are an abbreviation
_SINGLE = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,2}[^\W_](?![^\W_])){3,13}")
_WIDEST_GAP = 3  # characters between two letters of a name: "e - g"

Hit = tuple[int, int, Name]


class DisguisedNames:
    """The long names, arranged so that a text without any of them is left after a few look-ups."""

    def __init__(self, names: dict[str, Name]) -> None:
        self._names = names
        self._pieces = frozenset(name[:end] for name in names for end in range(3, len(name)))
        self._skeletons = {
            skeleton: name
            for text, name in reversed(names.items())
            if len(skeleton := _skeleton(text)) > _SHORT_SKELETON
            or (len(skeleton) == _SHORT_SKELETON and len(text) > 7)
        }
        heads = {skeleton[:3] for skeleton in self._skeletons}
        doubled = {head for short in heads for head in (short[0] + short[:2], short[:2] + short[1])}
        self._skeleton_heads = frozenset(heads | doubled)
        self._plain = {text.translate(_tables(text)[-1]): name for text, name in reversed(names.items())}
        self._slips = {slip: name for text, name in reversed(names.items()) for slip in _slips(text)}
        self._lengths = sorted({len(text) for text in self._plain}, reverse=True)
        by_id = load_services().by_id
        self._by_end: dict[str, list[Name]] = {}
        for name in names.values():
            category = by_id[name.service or ""].category
            # Names of services that hardly anybody disguises have too many neighbours.
            if category in ("messenger", "social") or (category == "payment" and len(name.text) > LONG):
                size = 3 if len(name.text) > LONG else 2
                for head in {name.text[:size], name.text.replace("w", "vv", 1)[:size]}:
                    self._by_end.setdefault(f"{head}-", []).append(name)
                self._by_end.setdefault(f"-{name.text[-size:]}", []).append(name)
        self._heads = frozenset(end[:-1] for end in self._by_end if end.endswith("-"))
        self._tails = frozenset(end[1:] for end in self._by_end if end.startswith("-"))

    def find(self, lower: str, words: list[str], pairs: list[str]) -> Iterator[Hit]:
        """Yield the disguised names in `lower`, whose words are `words`, and `pairs` two neighbours each, joined."""
        mixed = not lower.isascii() or _MIXED.search(lower) is not None
        mixed = mixed or (_STRETCHED.search(lower) is not None and any(map(self._is_stretched, words)))
        single = sum(len(word) == 1 for word in words) >= _FEWEST_SINGLE and _SINGLE.search(lower) is not None
        if mixed or single or self._are_joined(words, pairs):
            yield from self._starred(lower)
            for table in _tables(lower):
                yield from self._squeezed(lower, table, signs=True)
                yield from self._squeezed(lower, table, signs=False)
        drawn_alike = "rn" in lower or "vv" in lower
        if mixed or drawn_alike or self._may_hold_misspelling(words):
            yield from self._read(_WORD, lower)
        if "-" in lower:
            yield from self._read(HYPHENATED, lower)
        if single:
            yield from self._read(_SINGLE, lower)

    def _is_stretched(self, word: str) -> bool:
        return len(word) >= LONG and _shortened(word.translate(_UNLEET)) in self._names and word not in self._names

    def _are_joined(self, words: list[str], pairs: list[str]) -> bool:
        if not self._names.keys().isdisjoint(pairs):
            return True
        return not (self._pieces.isdisjoint(pairs) or self._names.keys().isdisjoint(map(add, pairs, words[2:])))

    def _may_hold_misspelling(self, words: list[str]) -> bool:
        # One wrong letter leaves one end of a name as it was; wrong vowels and doubled letters leave its skeleton.
        heads, tails, skeletons = self._heads, self._tails, self._skeleton_heads
        near = [
            word
            for word in words
            if len(word) >= LONG
            and (
                word[:3] in heads
                or word[-3:] in tails
                or word.translate(_VOWELS)[:3] in skeletons
                or (len(word) <= LONG + 1 and (word[:2] in heads or word[-2:] in tails))
            )
        ]
        return any(self._misspelt(word) for word in near) or not self._slips.keys().isdisjoint(words)

    def _squeezed(self, lower: str, table: dict[int, str], *, signs: bool) -> Iterator[Hit]:
        """Yield the names that are left when separators are taken out and signs are read as letters, by `table`.

        With `signs`, "!" and its like are letters, else they are separators.
        """
        kept = [i for i, c in enumerate(lower) if c.isalnum() or (signs and c in _SIGNS)]
        squeezed = "".join([lower[i] for i in kept]).translate(table)
        alike = lower.isascii()  # a text in one script, where neighbours always belong together
        for index, start in enumerate(kept):
            inside = index and kept[index - 1] == start - 1 and (alike or _are_one_word(lower[start - 1 : start + 1]))
            if inside or (start and lower[start - 1] == "'"):
                continue  # within a word, or after its apostrophe: "the company's lack of"
            for length in self._lengths:
                name = self._plain.get(squeezed[index : index + length])
                if name is None or index + length > len(kept):
                    continue
                positions = kept[index : index + length]
                end = positions[-1] + 1
                gaps = [lower[a + 1 : b] for a, b in pairwise(positions)]
                apart = any(len(gap) > _WIDEST_GAP or ":" in gap or "=" in gap for gap in gaps)
                written = lower[start:end]
                if written in service_names().by_word or is_ordinary(written):
                    continue  # a word of its own, or spelt right
                if not apart and not _are_one_word(lower[end - 1 : end + 1]):
                    yield start, end, _as_written(name, written, length)
                    break

    def _starred(self, lower: str) -> Iterator[Hit]:
        for hit in _STARRED.finditer(lower) if "*" in lower else ():
            pattern = re.compile(hit.group().replace("*", "[a-z]"))
            for text, name in self._names.items():
                if pattern.fullmatch(text):
                    yield hit.start(), hit.end(), name._replace(techniques=(*name.techniques, Technique.SYMBOL_SWAP))
                    break

    def _read(self, shape: re.Pattern[str], lower: str) -> Iterator[Hit]:
        for hit in shape.finditer(lower):
            word = re.sub(r"[\W_]", "", hit.group())
            if name := self._misspelt(word):
                apart = Technique.SPACED if any(c.isspace() for c in hit.group()) else Technique.SEPARATORS
                techniques = {*name.techniques, *([apart] if len(word) < len(hit.group()) else [])}
                yield hit.start(), hit.end(), name._replace(techniques=tuple(sorted(techniques)))

    def is_misspelt(self, written: str) -> bool:
        """Return whether `written`, taken together, is a misspelling of a name."""
        return self._misspelt(re.sub(r"[\W_]", "", written)) is not None

    def _misspelt(self, word: str) -> Name | None:
        """Return the name that `word` is a misspelling of, or None for a name, a word of its own, or anything else."""
        if word in self._names or word in service_names().by_word or is_ordinary(word):
            return None
        letters = _shortened(word if word.isalpha() else word.translate(_UNLEET))
        name = self._names.get(letters) or self._nearest(letters) or self._with_skeleton_of(letters)
        name = name or self._slips.get(letters)
        if name is None:
            return None
        leet = letters == name.text and not word.isalpha()
        techniques = {*name.techniques, *([] if leet else [Technique.MISSPELT])}
        techniques |= set() if word.isalpha() else {Technique.LEET}
        return name._replace(techniques=tuple(sorted(techniques)), sure=name.sure and len(name.text) > LONG + 1)

    def _with_skeleton_of(self, word: str) -> Name | None:
        name = self._skeletons.get(_skeleton(word))
        # Either all vowels are left out ("tlgrm"), or they are other vowels ("teligrum").
        changed = name is not None and (abs(len(name.text) - len(word)) < 2 or not _VOWEL.search(word, 1))
        return name if changed else None

    def _nearest(self, word: str) -> Name | None:
        best: Name | None = None
        least = 3
        for read in {word, word.replace("vv", "w"), word.replace("rn", "m")}:  # drawn alike
            ends = (f"{read[:3]}-", f"-{read[-3:]}", f"{read[:2]}-", f"-{read[-2:]}")
            for name in (name for end in ends for name in self._by_end.get(end, ())):
                allowed = 1 if len(name.text) < 8 else 2
                if abs(len(name.text) - len(read)) <= allowed and _first(name.text) == _first(read):
                    distance = _distance(read, name.text)
                    if distance <= allowed and distance < least:
                        best, least = name, distance
        return best


_UNLEET = str.maketrans("4836901572", "abegooistz")


def _shortened(word: str) -> str:
    """Return `word` without letters that are drawn out: "discoooord"."""
    return _DRAWN_OUT.sub(r"\1", word)


def _slips(name: str) -> Iterator[str]:
    """Yield `name` with two letters in the wrong order, one left out or one doubled; never the first."""
    for i in range(1, len(name)):
        yield name[:i] + name[i] + name[i:]
        if i + 1 < len(name):
            yield name[:i] + name[i + 1] + name[i] + name[i + 2 :]
        if len(name) > LONG:
            yield name[:i] + name[i + 1 :]


def _are_one_word(two: str) -> bool:
    """Return whether two neighbours belong to one word: not where the script changes, as in "加wechat"."""
    return len(two) == 2 and two[1].isalnum() and two[0].isascii() == two[1].isascii()


def _first(word: str) -> str:
    """Return the first letter, as what is drawn like it."""
    return word[:1].translate(_PLAIN)


def _tables(text: str) -> tuple[dict[int, str], ...]:
    """Return the tables by which signs are read as letters in `text`: that of its own letters, and the Latin one."""
    return (_PLAIN, _PLAIN_CYRILLIC) if not text.isascii() and _CYRILLIC.search(text) else (_PLAIN,)


def _as_written(name: Name, written: str, letters: int) -> Name:
    apart = written.split()
    techniques = set(name.techniques)
    if len(apart) > 1:
        techniques.add(Technique.SPACED)
    elif len(written) > letters:
        techniques.add(Technique.SEPARATORS)
    if not re.sub(r"[\W_]", "", written).isalpha() or len(re.sub(r"[\W_]", "", written)) < letters:
        techniques.add(Technique.LEET)
    # "we chat", "a live link edin": two ordinary words in a row may be just that.
    sure = name.sure and not (len(apart) == 2 and all(is_ordinary(part) or len(part) == 1 for part in apart))
    return name._replace(techniques=tuple(sorted(techniques)), sure=sure)


def _skeleton(word: str) -> str:
    return word[:1] + re.sub(r"(.)\1+", r"\1", word[1:].translate(_VOWELS))


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
def disguised_names() -> DisguisedNames:
    """Return the finder of the long names of all services that people disguise."""
    return DisguisedNames(service_names().long)
