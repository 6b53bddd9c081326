"""Chooses the telltale words: few, such that most solicitations hold one and most ordinary talk holds none."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sidedoor.resources import folder
from sidedoor.telltale import keys
from sidedoor.text import Text
from sidedoor.train.data import Labelled, part, read_messages

_ORDINARY = "ordinary"  # the file of talk that nobody could take for solicitation
_FREQUENCIES = "word_frequencies.txt"  # of English words in ten thousand messages of chat
_BASE_COST = 12  # a word must pay for its place: without it, names and numbers of single messages would be chosen
_NEIGHBOURS = 0.2  # hard negatives share the topic; their words cost less than those of ordinary talk
_UNCOVERED = 0.004


def choose_telltale(messages: Sequence[Labelled]) -> list[str]:
    """Return the keys, the most useful first: greedily, each covers most solicitations for least ordinary talk."""
    learnt = part(messages, "train")
    left = [frozenset(keys(Text(message.text))) for message in learnt if message.solicits]
    cost: defaultdict[str, float] = defaultdict(float)
    for line in (folder("patterns") / _FREQUENCIES).read_text(encoding="utf-8").splitlines():
        word, times = line.rsplit(" ", 1)
        for key in keys(Text(word)):
            cost[key] += float(times)
    for message in learnt:
        if not message.solicits:
            for key in set(keys(Text(message.text))):
                cost[key] += 1 if message.file == _ORDINARY else _NEIGHBOURS
    enough = len(left) * _UNCOVERED
    covers = Counter(key for held in left for key in held)
    chosen: list[str] = []
    while len(left) > enough:
        best = max(covers, key=lambda key: (covers[key] / (cost[key] + _BASE_COST), key))
        if covers[best] < 2:
            break
        chosen.append(best)
        for held in left:
            if best in held:
                covers.subtract(held)
        left = [held for held in left if best not in held]
        del covers[best]
    return chosen


def train_telltale(out: Path, *, without: Iterable[str] = (), progress: Callable[[str], None] = print) -> None:
    """Write the keys to the file `out`.txt, and tell `progress` how many unseen messages they cover."""
    messages = read_messages(without=without)
    chosen = choose_telltale(messages)
    unseen = part(messages, "test")
    held = frozenset(chosen)

    def share(some: Sequence[Labelled]) -> float:
        return sum(not held.isdisjoint(keys(Text(message.text))) for message in some) / max(1, len(some))

    figures = f"{len(chosen)} keys: {share([m for m in unseen if m.solicits]):.3f} of unseen solicitations hold one"
    out.with_suffix(".txt").write_text(
        f"# {figures}.\n# Written by `sidedoor train telltale`.\n" + "\n".join(chosen) + "\n", encoding="utf-8"
    )
    progress(figures)
