"""From a policy pack to a Policy: groups written out, every word held against the closed vocabularies."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from sidedoor.errors import PolicyError, did_you_mean
from sidedoor.policy.facts import KNOWN, RECORD, PlanClass
from sidedoor.policy.notices import ENGLISH, in_language, words, wrong_placeholder
from sidedoor.policy.pack import InvariantEntry, Places, PlansEntry, RuleEntry, Values, Word, read_pack
from sidedoor.policy.rules import Condition, Invariant, Plans, Policy, Rule, plan_key
from sidedoor.resources import folder
from sidedoor.vocabulary import Action

T = TypeVar("T")
# The names that a pack uses for facts; only one differs from the name in `Facts`.
_FACTS = {"with" if name == "companions" else name: name for name in KNOWN}
_ID = re.compile(r"(?!default$|missing-)[a-z0-9]+(?:-[a-z0-9]+)*")


def policy_names() -> list[str]:
    """Return the names of the shipped policies."""
    return sorted(path.stem for path in folder("policies").glob("*.toml"))


def find_policy(policy: str | Path) -> Path:
    """Return the file of a shipped policy's name or of a path to a .toml file. Raises PolicyError if there is none."""
    path = Path(policy)
    if path.suffix == ".toml":
        if path.is_file():
            return path
        raise PolicyError(f"There is no policy file {path}.")
    names = policy_names()
    if str(policy) in names:
        return folder("policies") / f"{policy}.toml"
    raise PolicyError(
        f"There is no policy '{policy}'.{did_you_mean(str(policy), names)} "
        f"Name one of {', '.join(names)}, or give the path of a .toml file."
    )


def read_policy(path: Path) -> str:
    """Return the text of a policy file. Raises PolicyError if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path} cannot be read: {error}.") from error


def load_policy(policy: str | Path, language: str = ENGLISH) -> Policy:
    """Return the policy of a shipped name ("upwork") or of the path of a .toml file, with notices in `language`.

    Raises PolicyError when there is none, when the file cannot be read, or with the mistakes that it holds.
    """
    path = find_policy(policy)
    return parse_policy(read_policy(path), path, language)


def parse_policy(source: str, path: Path, language: str = ENGLISH) -> Policy:
    """Return the policy that `source` describes. `path` is where it stands, for messages and for `extends`.

    Raises PolicyError, with one line a mistake.
    """
    pack, places = read_pack(source, path)
    parent = _parent(pack.extends, path, language) if pack.extends else None
    own_groups = {name: tuple(words) for name, words in pack.groups.items()}
    groups = {**parent.groups, **own_groups} if parent else own_groups
    reading = _Reading(places, groups, language)
    policy = Policy(
        id=pack.id,
        version=pack.version,
        title=pack.title,
        rules=tuple(reading.rule(entry, number) for number, entry in enumerate(pack.rule)),
        default=pack.default or Action.ALLOW,
        plans=tuple(map(reading.plans, _several(pack.plans))),
        invariants=tuple(reading.invariant(entry, number) for number, entry in enumerate(pack.invariant)),
        groups=groups,
        language=language,
        content_hash=sha256((source + (parent.content_hash if parent else "")).encode()).hexdigest(),
    )
    words(language)
    if reading.mistakes:
        raise PolicyError("\n".join(reading.mistakes))
    if parent is None:
        return policy
    return replace(
        policy,
        rules=tuple(_extended(policy.rules, (replace(rule, inherited=True) for rule in parent.rules))),
        default=pack.default or parent.default,
        plans=policy.plans or parent.plans,
        invariants=tuple(_extended(policy.invariants, parent.invariants)),
    )


def _parent(name: str, path: Path, language: str) -> Policy:
    file = path.parent / name if name.endswith(".toml") else find_policy(name)
    source = read_policy(file)
    pack, _ = read_pack(source, file)
    # One step is enough to build a variant on a shipped pack, and a reader never has to look through a third file.
    if pack.extends:
        raise PolicyError(f"{path}: '{name}' extends '{pack.extends}'; extend that one.")
    return parse_policy(source, file, language)


Entry = TypeVar("Entry", Rule, Invariant)


def _extended(own: Iterable[Entry], inherited: Iterable[Entry]) -> Iterator[Entry]:
    """Yield new entries first, then the inherited in their order, each replaced by an own one of the same id."""
    left = {entry.id: entry for entry in own}
    inherited = [left.pop(entry.id, entry) for entry in inherited]
    yield from left.values()
    yield from inherited


def _several(value: T | list[T]) -> list[T]:
    """Return a list: a pack may leave the brackets out around a single value."""
    return value if isinstance(value, list) else [value]


class _Reading:
    """Turns the entries of one pack into rules, and collects its mistakes so that all are told at once."""

    def __init__(self, places: Places, groups: dict[str, tuple[Word, ...]], language: str) -> None:
        self.places = places
        self.language = language
        self.groups = groups
        self.mistakes: list[str] = []
        self._ids: set[tuple[str, str]] = set()
        for name in sorted(map(str, groups.keys() & {word for values in KNOWN.values() for word in values})):
            self.mistakes.append(f"{places.in_group(name)}: a group needs a name that no value bears.")

    def rule(self, entry: RuleEntry, number: int) -> Rule:
        """Return the rule that an entry describes."""
        place = self.place("rule", number, entry.id)
        if entry.unless == {}:
            self.mistakes.append(f"{place}: an empty 'unless' always holds, so the rule would never apply.")
        if wrong := re.search(r"\{(?!what\})[^}]*\}?", entry.message):
            self.mistakes.append(f"{place}: 'message' holds {wrong[0]}; only {{what}} is filled in.")
        if wrong_notice := wrong_placeholder(entry.notice):
            self.mistakes.append(f"{place}: 'notice' holds {wrong_notice}; only {{seen}} is filled in.")
        if entry.since and entry.until and entry.since >= entry.until:
            self.mistakes.append(f"{place}: it ends on {entry.until}, before it begins.")
        return Rule(
            id=entry.id,
            when=self.condition(entry.when, "rule", number),
            unless=self.condition(entry.unless, "rule", number) if entry.unless else None,
            action=entry.action,
            message=entry.message,
            source=entry.source,
            advice=entry.advice,
            notice=in_language(entry.notice, self.language),
            since=entry.since,
            until=entry.until,
            decides=tuple(entry.decides),
            defers=tuple(entry.defers),
            place=place,
        )

    def invariant(self, entry: InvariantEntry, number: int) -> Invariant:
        """Return the invariant that an entry describes."""
        place = self.place("invariant", number, entry.id)
        if sum(map(bool, (entry.action, entry.regardless_of, entry.not_excused_by))) != 1:
            self.mistakes.append(f"{place}: give one of 'action', 'regardless_of' and 'not_excused_by'.")
        if entry.regardless_of and entry.regardless_of not in RECORD:
            self.unknown(entry.regardless_of, RECORD, "'regardless_of' has no value", place)
        return Invariant(
            id=entry.id,
            says=entry.says,
            when=self.condition(entry.when, "invariant", number),
            actions=frozenset(_several(entry.action)),
            regardless_of=entry.regardless_of,
            not_excused_by=frozenset(_several(entry.not_excused_by)),
            place=place,
        )

    def plans(self, entry: PlansEntry) -> Plans:
        """Return the plans that an entry lists."""
        classes = [
            *((plan_key(name), PlanClass.EXEMPT) for name in entry.exempt),
            *((plan_key(name), PlanClass.ORDINARY) for name in entry.ordinary),
        ]
        for name, times in Counter(name for name, _ in classes).items():
            if times > 1:
                self.mistakes.append(f"{self.places.path}, [plans]: '{name}' is listed more than once.")
        return Plans(dict(classes), entry.since, entry.until)

    def condition(self, entry: Values, table: str, number: int) -> Condition:
        """Return the condition of a `when` or `unless` table, with groups written out."""
        allowed = {}
        for name, written in entry.items():
            place = self.places.at(table, number, name)
            if name not in _FACTS:
                self.unknown(name, _FACTS, "no fact", place)
                continue
            values: list[Word] = _several(written)
            allowed[_FACTS[name]] = frozenset(word for value in values for word in self.expanded(name, value, place))
            if not values:
                self.mistakes.append(f"{place}: '{name}' allows nothing, so the condition never holds.")
        return Condition(allowed)

    def expanded(self, name: str, value: Word, place: str) -> tuple[Word, ...]:
        """Return the value, or the values of the group that bears its name, all of them known for this fact."""
        words: tuple[Word, ...] = (value,)
        if isinstance(value, str) and value in self.groups:
            words, place = self.groups[value], self.places.in_group(value)
        known = KNOWN[_FACTS[name]]
        for word in words:
            if word not in known:
                self.unknown(word, [*map(str, known), *self.groups], f"'{name}' has no value", place)
        return words

    def place(self, table: str, number: int, identity: str) -> str:
        """Return where an entry stands, and see that its id can name it."""
        place = f"{self.places.at(table, number)}, {table} '{identity}'"
        if not _ID.fullmatch(identity):
            self.mistakes.append(
                f"{place}: an id is lower-case words with hyphens; 'default' and 'missing-...' are taken."
            )
        if (table, identity) in self._ids:
            self.mistakes.append(f"{place}: this id stands there twice; a reason could not tell the two apart.")
        self._ids.add((table, identity))
        return place

    def unknown(self, word: Word, known: Iterable[str], lack: str, place: str) -> None:
        """Note a word that its vocabulary does not hold, once."""
        meant = did_you_mean(str(word), known) or f" Known are {', '.join(known)}."
        mistake = f"{place}: {lack} '{word}'.{meant}"
        if mistake not in self.mistakes:  # a group's mistake comes up wherever the group is used
            self.mistakes.append(mistake)
