"""Reading a policy pack: TOML with closed vocabularies, each mistake told with its line and the word that was meant.

`policies/README.md` shows how a pack is written.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from sidedoor.errors import PolicyError, did_you_mean
from sidedoor.policy.facts import KNOWN, PlanClass
from sidedoor.policy.rules import Condition, Example, Invariant, Plans, Policy, Rule, plan_key
from sidedoor.resources import folder
from sidedoor.vocabulary import Action, Kind

T = TypeVar("T")
_Word = str | bool
_Values = dict[str, _Word | list[_Word]]
# The names that a pack uses for facts; only one differs from the name in `Facts`.
_FACTS = {"with" if name == "companions" else name: name for name in KNOWN}
_ID = re.compile(r"(?!default$|missing-)[a-z0-9]+(?:-[a-z0-9]+)*")


class _Rule(msgspec.Struct, forbid_unknown_fields=True, rename={"since": "from"}):
    id: str
    when: _Values
    action: Action
    message: str
    source: str
    unless: _Values | None = None
    advice: str = ""
    since: date | None = None
    until: date | None = None
    decides: list[Example] = []
    defers: list[Example] = []


class _Invariant(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    says: str
    when: _Values = {}
    action: Action | list[Action] = []
    regardless_of: str | None = None
    not_excused_by: Kind | list[Kind] = []


class _Plans(msgspec.Struct, forbid_unknown_fields=True, rename={"since": "from"}):
    exempt: list[str] = []
    ordinary: list[str] = []
    since: date | None = None
    until: date | None = None


class _Pack(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    version: str
    title: str
    extends: str | None = None
    default: Action | None = None
    plans: _Plans | list[_Plans] = []
    groups: dict[str, list[_Word]] = {}
    rule: list[_Rule] = []
    invariant: list[_Invariant] = []


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


def load_policy(policy: str | Path) -> Policy:
    """Return the policy of a shipped name ("upwork") or of the path of a .toml file.

    Raises PolicyError when there is none, when the file cannot be read, or with the mistakes that it holds.
    """
    path = find_policy(policy)
    return parse_policy(read_policy(path), path)


def parse_policy(source: str, path: Path) -> Policy:
    """Return the policy that `source` describes. `path` is where it stands, for messages and for `extends`.

    Raises PolicyError, with one line a mistake.
    """
    places = _Places(source, path)
    try:
        pack = msgspec.toml.decode(source, type=_Pack)
    except msgspec.MsgspecError as error:
        raise PolicyError(places.explain(str(error))) from error
    parent = _parent(pack.extends, path)
    groups = {**(parent.groups if parent else {}), **{name: tuple(words) for name, words in pack.groups.items()}}
    reading = _Reading(places, groups)
    rules = [reading.rule(entry, number) for number, entry in enumerate(pack.rule)]
    invariants = [reading.invariant(entry, number) for number, entry in enumerate(pack.invariant)]
    policy = Policy(
        id=pack.id,
        version=pack.version,
        title=pack.title,
        rules=tuple(_extended(rules, parent.rules if parent else ())),
        default=pack.default or (parent.default if parent else Action.ALLOW),
        plans=tuple(map(reading.plans, _several(pack.plans))) or (parent.plans if parent else ()),
        invariants=(*(parent.invariants if parent else ()), *invariants),
        groups=groups,
    )
    if reading.mistakes:
        raise PolicyError("\n".join(reading.mistakes))
    return policy


def _several(value: T | list[T]) -> list[T]:
    """Return a list: a pack may leave the brackets out around a single value."""
    return value if isinstance(value, list) else [value]


def _parent(name: str | None, path: Path) -> Policy | None:
    if name is None:
        return None
    file = path.parent / name if name.endswith(".toml") else find_policy(name)
    source = read_policy(file)
    # One step is enough to build a variant on a shipped pack, and a reader never has to look through a third file.
    if re.search(r"^\s*extends\s*=", source, re.MULTILINE):
        raise PolicyError(f"{path}: '{name}' extends another policy itself; extend that one.")
    return parse_policy(source, file)


def _extended(own: list[Rule], inherited: Iterable[Rule]) -> Iterator[Rule]:
    """Yield the rules in order: new ones first, then the inherited, each replaced by an own rule of the same id."""
    by_id = {rule.id: rule for rule in own}
    inherited = list(inherited)
    known = {rule.id for rule in inherited}
    yield from (rule for rule in own if rule.id not in known)
    yield from (by_id.get(rule.id, rule) for rule in inherited)


class _Reading:
    """Turns the entries of one pack into rules, and collects every value that its vocabularies do not hold."""

    def __init__(self, places: "_Places", groups: dict[str, tuple[_Word, ...]]) -> None:
        self.places = places
        self.groups = groups
        self.mistakes: list[str] = []
        self._ids: set[str] = set()
        words = {word for values in KNOWN.values() for word in values}
        for name in words & groups.keys():
            self.mistakes.append(f"{places.path}: the group '{name}' bears the name of a value; give it another.")

    def rule(self, entry: _Rule, number: int) -> Rule:
        place = self.place("rule", number, entry.id)
        if entry.unless == {}:
            self.mistakes.append(f"{place}: an empty 'unless' always holds, so the rule would never apply.")
        if entry.since and entry.until and entry.since >= entry.until:
            self.mistakes.append(f"{place}: it ends on {entry.until}, before it begins.")
        return Rule(
            id=entry.id,
            when=self.condition(entry.when, "rule", number, place),
            unless=self.condition(entry.unless, "rule", number, place) if entry.unless else None,
            action=entry.action,
            message=entry.message,
            source=entry.source,
            advice=entry.advice,
            since=entry.since,
            until=entry.until,
            decides=tuple(entry.decides),
            defers=tuple(entry.defers),
            place=place,
        )

    def invariant(self, entry: _Invariant, number: int) -> Invariant:
        place = self.place("invariant", number, entry.id)
        if sum(map(bool, (entry.action, entry.regardless_of, entry.not_excused_by))) != 1:
            self.mistakes.append(f"{place}: give one of 'action', 'regardless_of' and 'not_excused_by'.")
        varying = ("contract_state", "plan", "surface", "existing_relationship", "origin")
        if entry.regardless_of and entry.regardless_of not in varying:
            self.mistakes.append(f"{place}: 'regardless_of' names one of {', '.join(varying)}.")
        return Invariant(
            id=entry.id,
            says=entry.says,
            when=self.condition(entry.when, "invariant", number, place),
            actions=frozenset(_several(entry.action)),
            regardless_of=entry.regardless_of,
            not_excused_by=frozenset(_several(entry.not_excused_by)),
            place=place,
        )

    def plans(self, entry: _Plans) -> Plans:
        listed = [*map(plan_key, entry.exempt), *map(plan_key, entry.ordinary)]
        for name, times in Counter(listed).items():
            if times > 1:
                self.mistakes.append(f"{self.places.path}, [plans]: '{name}' is listed more than once.")
        classes = dict.fromkeys(map(plan_key, entry.exempt), PlanClass.EXEMPT)
        return Plans(
            {**dict.fromkeys(map(plan_key, entry.ordinary), PlanClass.ORDINARY), **classes}, entry.since, entry.until
        )

    def condition(self, entry: _Values, table: str, number: int, place: str) -> Condition:
        allowed = {}
        for name, written in entry.items():
            if name not in _FACTS:
                self.unknown(name, _FACTS, "no fact", table, number)
                continue
            known = KNOWN[_FACTS[name]]
            values: list[_Word] = _several(written)
            words = [word for value in values for word in self.groups.get(str(value), (value,))]
            for word in words:
                if word not in known:
                    self.unknown(word, [*map(str, known), *self.groups], f"'{name}' has no value", table, number)
            if not words:
                self.mistakes.append(f"{place}: '{name}' allows nothing, so the condition never holds.")
            allowed[_FACTS[name]] = frozenset(words)
        return Condition(allowed)

    def place(self, table: str, number: int, identity: str) -> str:
        place = f"{self.places.at(table, number)}, {table} '{identity}'"
        if not _ID.fullmatch(identity):
            self.mistakes.append(
                f"{place}: an id is lower-case words with hyphens; 'default' and 'missing-...' are taken."
            )
        if (key := f"{table} {identity}") in self._ids:
            self.mistakes.append(f"{place}: this id stands there twice; a reason could not tell the two apart.")
        self._ids.add(key)
        return place

    def unknown(self, word: _Word, known: Iterable[str], lack: str, table: str, number: int) -> None:
        meant = did_you_mean(str(word), known) or f" Known are {', '.join(known)}."
        self.mistakes.append(f"{self.places.at(table, number, str(word))}: {lack} '{word}'.{meant}")


class _Places:
    """Where the entries of a pack stand in its file."""

    def __init__(self, source: str, path: Path) -> None:
        self.path = path
        self.lines = source.splitlines()

    def at(self, table: str, number: int, word: str = "") -> str:
        """Return file and line of the `number`th entry of `table`, or of `word` within that entry."""
        headers = [n for n, line in enumerate(self.lines) if re.match(rf"\s*\[\[\s*{table}\s*\]\]", line)]
        if number >= len(headers):  # written as one inline array
            return str(self.path)
        line = headers[number]
        if word:
            entry = range(line + 1, len(self.lines))
            ending = (n for n in entry if self.lines[n].lstrip().startswith("["))
            line = next((n for n in range(line + 1, next(ending, len(self.lines))) if word in self.lines[n]), line)
        return f"{self.path}, line {line + 1}"

    def explain(self, error: str) -> str:
        """Return what msgspec says of a pack of the wrong shape, with file and line and the word that was meant."""
        problem, _, where = error.partition(" - at ")
        word = re.search(r"(?:unknown field|enum value) [`'](.*)[`']", problem)
        entry = re.search(r"\$\.(rule|invariant)\[(\d+)\](?:\.(\w+))?", where)
        place = self.at(entry[1], int(entry[2]), word[1] if word else "") if entry else str(self.path)
        if entry and entry[3]:
            place += f", '{entry[3]}'"
        return f"{place}: {problem}.{did_you_mean(word[1], _vocabulary()) if word else ''}"


def _vocabulary() -> list[str]:
    """Return every word that a pack may use for a field or a value."""
    fields = [
        field.encode_name
        for entry in (_Pack, _Rule, _Invariant, _Plans, Example)
        for field in msgspec.structs.fields(entry)
    ]
    return [*fields, *(str(value) for values in KNOWN.values() for value in values), *Action]
