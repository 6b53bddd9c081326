"""One look at a whole batch of texts: which of them can hold anything, and what has to look at each of those.

Almost no message holds a finding, so almost none may cost anything. The shapes and phrases of all signs are looked for
in two scans (Hyperscan, or `re` where it is not installed), each distinct word is judged once and remembered (`words`),
digits and capitals are counted. A text may be woken for nothing, but with the gate and without it the findings are the
same.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from sidedoor.canonical import canonical_text
from sidedoor.notes import TARGETS
from sidedoor.scanners import scanners
from sidedoor.signs import CAPITALS, DIGITS, Doubt, Sign, Wake

if TYPE_CHECKING:
    from sidedoor.gate_table import Table

Woken = frozenset[str]
ASLEEP: Woken = frozenset()


class Look(NamedTuple):
    """What was seen in a batch: which texts are woken by what, and the notes on all of them, in their order."""

    woken: dict[int, Woken]
    notes: Sequence[int]


_MOST_HARMLESS = 1 << 16
_FEWEST_DIGITS = 6  # a text without any sign and with fewer digits is asleep, whatever counts digits
_HEAVIEST = 255
_LONGEST_PART = 16  # letters of a part of a word that is looked up
_ALL_DIGITS = b"0123456789"
_CAPITALS_ONLY = bytes(c if 65 <= c <= 90 else 32 for c in range(256))


class _Sort(NamedTuple):
    """What a word, shape or phrase gives: bits, counts, the numbers of the wakes whose first sign it is and of the
    doubts that it raises, and how much a word weighs in each run."""

    bits: int
    counts: tuple[int, ...]
    wakes: tuple[int, ...]
    doubts: tuple[int, ...]
    weights: tuple[int, ...]

    @property
    def is_harmless(self) -> bool:
        """Whether it can wake nothing unless something else does."""
        return not (self.wakes or self.doubts or self.weights or any(self.counts))


class Gate:
    """All wakes, arranged for one look. May be shared by threads."""

    def __init__(self, wakes: Iterable[Wake], doubts: Iterable[Doubt]) -> None:
        self.wakes = tuple(wakes)
        self.doubts = tuple(doubts)
        self.notes = [TARGETS.get(wake.target, 0) for wake in self.wakes]
        self.counters = list(dict.fromkeys([DIGITS, CAPITALS, *(name for w in self.wakes for name, _ in w.least)]))
        self.runs: list[tuple[Sign, int]] = []  # a sign that words in a row give together, and its sort
        self.sorts: list[_Sort] = []
        self._sort_of: dict[tuple[tuple[str, ...], int, tuple[int, ...]], int] = {}
        signs = {sign.name: sign for wake in self.wakes for sign in (*wake.signs, *filter(None, [wake.without]))}
        signs |= {sign.name: sign for doubt in self.doubts for sign in doubt.signs}
        self._number_bits(signs)
        self._first: defaultdict[str, list[int]] = defaultdict(list)
        for number, wake in enumerate(self.wakes):
            if wake.signs:
                self._first[wake.signs[0].name].append(number)
        self.counted = [number for number, wake in enumerate(self.wakes) if not wake.signs]
        self.sort(())
        self._take_in(signs.values())
        self.given = [self.sort(doubt.gives) for doubt in self.doubts]
        self._told_apart = lru_cache(maxsize=1 << 14)(self._tell_apart)
        self.judge = lru_cache(maxsize=1 << 16)(self._judge)
        self._harmless: set[bytes] = set()
        self._table: Table | None = None

    def _number_bits(self, signs: dict[str, Sign]) -> None:
        """Give a bit to each sign that stands with others, and to each set of words that must be there beside."""
        self._bits: defaultdict[str, int] = defaultdict(int)  # of a sign; several where sets name it
        self._word_bits: defaultdict[str, int] = defaultdict(int)  # of a word or a part of one that sets name
        taken = 0
        own: dict[str, int] = {}
        sets: dict[frozenset[str], int] = {}
        for wake in self.wakes:
            for sign in (*wake.signs[1:], *filter(None, [wake.without])):
                if sign.name not in own:
                    own[sign.name] = 1 << taken
                    self._bits[sign.name] |= 1 << taken
                    taken += 1
            for beside in wake.beside:
                if beside not in sets:
                    sets[beside] = 1 << taken
                    taken += 1
                    for word in beside:
                        if word[0] == "<":
                            self._bits[word[1:-1]] |= sets[beside]
                        else:
                            self._word_bits[word] |= sets[beside]
        self.columns = -(-max(taken, 1) // 64)
        self.needs = [
            sum({*(own[sign.name] for sign in wake.signs[1:]), *(sets[beside] for beside in wake.beside)})
            for wake in self.wakes
        ]
        self.without = [own[wake.without.name] if wake.without else 0 for wake in self.wakes]
        self.least = [tuple((self.counters.index(name), many) for name, many in wake.least) for wake in self.wakes]

    def _take_in(self, signs: Iterable[Sign]) -> None:
        exact: defaultdict[str, list[str]] = defaultdict(list)
        shapes: defaultdict[str, set[str]] = defaultdict(set)
        phrases: defaultdict[str, set[str]] = defaultdict(set)
        predicates: list[tuple[str, Callable[[str], int]]] = []
        for sign in signs:
            if sign.run:
                self.runs.append((sign, self.sort((sign.name,))))
            elif sign.words:
                predicates.append((sign.name, sign.words))
            for shape in sign.shapes:
                shapes[shape].add(sign.name)
            for phrase in sign.phrases:
                word = phrase[1:-1]
                if phrase == f" {word} " and " " not in word:
                    exact[word].append(sign.name)
                else:
                    phrases[phrase].add(sign.name)
        self._exact, self._predicates = exact, predicates
        self.shapes, self.phrases = (
            scanner({e: self.sort(tuple(sorted(names))) for e, names in expressions.items()})
            for scanner, expressions in zip(scanners(), (shapes, phrases), strict=True)
        )

    def sort(self, names: tuple[str, ...], more_bits: int = 0, weights: tuple[int, ...] = ()) -> int:
        """Return the number of the sort of what gives the signs of these names, bits besides, and weights in runs."""
        key = (names, more_bits, weights)
        if key not in self._sort_of:
            bits = more_bits
            for name in names:
                bits |= self._bits.get(name, 0)
            wakes = dict.fromkeys(number for name in names for number in self._first.get(name, ()))
            counts = tuple(names.count(counter) for counter in self.counters)
            doubts = (i for i, doubt in enumerate(self.doubts) if any(sign.name in names for sign in doubt.signs))
            self._sort_of[key] = len(self.sorts)
            self.sorts.append(_Sort(bits, counts, tuple(wakes), tuple(doubts), weights))
        return self._sort_of[key]

    def _judge(self, word: str) -> int:
        names = list(self._exact.get(word, ()))
        for name, predicate in self._predicates:
            names += [name] * min(int(predicate(word)), 7)
        bits = 0
        for part in _parts(word):
            bits |= self._word_bits.get(part, 0)
        weights = tuple(min(int(sign.words(word)), _HEAVIEST) if sign.words else 0 for sign, _ in self.runs)
        return self.sort(tuple(sorted(names)), bits, weights if any(weights) else ())

    def look(self, texts: Sequence[str]) -> Look:
        """Return what is woken by each of `texts`, and the notes on them."""
        if not texts:
            return Look({}, [])
        if find_spec("numpy") is None:  # an extra; without it a batch is looked at text by text
            looks = [self.look_at(text) for text in texts]
            return Look({i: woken for i, (woken, _) in enumerate(looks) if woken}, [notes for _, notes in looks])
        if self._table is None:
            from sidedoor.gate_table import Table

            self._table = Table(self)
        return self._table.look(texts)

    def look_at(self, text: str) -> tuple[Woken, int]:
        """Return what is woken by one text, and the notes on it."""
        written, joined = canonical_text(text)
        words = joined.split()
        seen: set[int] = set()
        add = seen.add

        def note(number: int, start: int, end: int, flags: int, context: object) -> None:
            add(number)

        self.shapes.scan(written, note)
        found = [self.shapes.sorts[number] for number in seen]
        seen.clear()
        self.phrases.scan(joined, note)
        found += [self.phrases.sorts[number] for number in seen]
        digits = len(written) - len(written.translate(None, _ALL_DIGITS))
        if not found and digits < _FEWEST_DIGITS and self._harmless.issuperset(words):
            return ASLEEP, self._noted(digits)
        of_words = [self.judge(word.decode()) for word in words]
        in_a_row = [0] * len(self.runs)
        for word, number in zip(words, of_words, strict=True):
            sort = self.sorts[number]
            if sort.is_harmless and len(self._harmless) < _MOST_HARMLESS:
                self._harmless.add(word)
            for i, (sign, given) in enumerate(self.runs):
                weight = sort.weights[i] if sort.weights else 0
                in_a_row[i] = in_a_row[i] + weight if weight else 0
                if in_a_row[i] >= sign.run:
                    found.append(given)
        doubtful = {doubt for number in (*found, *of_words) for doubt in self.sorts[number].doubts}
        found += [self.given[doubt] for doubt in doubtful if self.doubts[doubt].confirm(written.decode())]
        capitals = sum(len(run) > 2 for run in written.translate(_CAPITALS_ONLY).split())
        counts = [digits, capitals] + [0] * (len(self.counters) - 2)
        bits = 0
        wakes = set(self.counted)
        for number in (*found, *of_words):
            sort_ = self.sorts[number]
            bits |= sort_.bits
            wakes.update(sort_.wakes)
            for i, count in enumerate(sort_.counts):
                counts[i] += count
        holding = [wake for wake in wakes if self._holds(wake, bits, counts)]
        notes = 0
        for wake in holding:
            notes |= self.notes[wake]
        return self.awake([wake for wake in holding if not self.notes[wake]], written), notes

    def _noted(self, digits: int) -> int:
        """Return the notes on a text that has digits and no sign."""
        counts = [digits] + [0] * (len(self.counters) - 1)
        notes = 0
        for wake in self.counted:
            if self.notes[wake] and self._holds(wake, 0, counts):
                notes |= self.notes[wake]
        return notes

    def _holds(self, wake: int, bits: int, counts: Sequence[int]) -> bool:
        return (
            bits & self.needs[wake] == self.needs[wake]
            and not bits & self.without[wake]
            and all(counts[counter] >= many for counter, many in self.least[wake])
        )

    def awake(self, wakes: Iterable[int], written: bytes) -> Woken:
        """Return the targets of those wakes that the text confirms, if they ask for that."""
        targets, doubtful = self._told_apart(tuple(wakes))
        if not doubtful:
            return targets
        text = written.decode()
        confirmed = [waiting for confirm, waiting in doubtful if not waiting <= targets and confirm(text)]
        return targets.union(*confirmed)

    def _tell_apart(self, wakes: tuple[int, ...]) -> tuple[Woken, list[tuple[Callable[[str], bool], Woken]]]:
        """Return the targets that `wakes` wake without more ado, and those that each confirmation stands before."""
        sure = frozenset(self.wakes[number].target for number in wakes if self.wakes[number].confirm is None)
        doubtful: defaultdict[Callable[[str], bool], set[str]] = defaultdict(set)
        for number in wakes:
            wake = self.wakes[number]
            if wake.confirm and wake.target not in sure:
                doubtful[wake.confirm].add(wake.target)
        return sure, [(confirm, frozenset(waiting)) for confirm, waiting in doubtful.items()]


def _parts(word: str) -> Iterator[str]:
    """Yield a word and its parts, as `Wake.beside` names them."""
    yield word
    for end in range(1, min(len(word), _LONGEST_PART) + 1):
        yield f"{word[:end]}*"
        yield f"*{word[-end:]}"
    for start in range(len(word)):
        for end in range(start + 2, min(start + _LONGEST_PART, len(word)) + 1):
            yield f"*{word[start:end]}*"
