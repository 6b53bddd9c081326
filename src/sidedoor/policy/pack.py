"""How a policy pack is written: the tables and fields of its TOML, and where each stands in its file."""

import re
from datetime import date
from pathlib import Path

import msgspec

from sidedoor.errors import PolicyError, did_you_mean
from sidedoor.policy.facts import KNOWN
from sidedoor.policy.rules import Example
from sidedoor.vocabulary import Action, Kind

Word = str | bool
Values = dict[str, Word | list[Word]]  # fact -> one or several of its values, or names of groups


class RuleEntry(msgspec.Struct, forbid_unknown_fields=True, rename={"since": "from"}):
    """One `[[rule]]`."""

    id: str
    when: Values
    action: Action
    message: str
    source: str
    unless: Values | None = None
    advice: str = ""
    notice: str | dict[str, str] = ""
    since: date | None = None
    until: date | None = None
    decides: list[Example] = []
    defers: list[Example] = []


class InvariantEntry(msgspec.Struct, forbid_unknown_fields=True):
    """One `[[invariant]]`."""

    id: str
    says: str
    when: Values = {}
    action: Action | list[Action] = []
    regardless_of: str | None = None
    not_excused_by: Kind | list[Kind] = []


class PlansEntry(msgspec.Struct, forbid_unknown_fields=True, rename={"since": "from"}):
    """`[plans]`, or one of several dated `[[plans]]`."""

    exempt: list[str] = []
    ordinary: list[str] = []
    since: date | None = None
    until: date | None = None


class Pack(msgspec.Struct, forbid_unknown_fields=True):
    """A whole pack."""

    id: str
    version: str
    title: str
    extends: str | None = None
    default: Action | None = None
    plans: PlansEntry | list[PlansEntry] = []
    groups: dict[str, list[Word]] = {}
    rule: list[RuleEntry] = []
    invariant: list[InvariantEntry] = []


class Places:
    """Where the entries of a pack stand in its file."""

    def __init__(self, source: str, path: Path) -> None:
        self.path = path
        self.lines = source.splitlines()

    def at(self, table: str, number: int, word: str = "") -> str:
        """Return file and line of the `number`th entry of `table`, or of `word` within that entry."""
        headers = [n for n, line in enumerate(self.lines) if re.match(rf"\s*\[\[\s*{table}\s*\]\]", line)]
        if number >= len(headers):  # written as one inline array
            return str(self.path)
        header = headers[number]
        body = range(header + 1, len(self.lines))
        end = next((n for n in body if self.lines[n].lstrip().startswith("[")), len(self.lines))
        line = next((n for n in range(header + 1, end) if word and word in self.lines[n]), header)
        return f"{self.path}, line {line + 1}"

    def in_group(self, name: str) -> str:
        """Return file and line of a group; the file alone for a group of another pack."""
        line = next((n for n, line in enumerate(self.lines, 1) if re.match(rf"\s*{name}\s*=", line)), None)
        return f"{self.path}, line {line}, group '{name}'" if line else str(self.path)

    def explain(self, error: str) -> str:
        """Return what msgspec says of a pack of the wrong shape, with file and line and the word that was meant."""
        problem, _, where = error.partition(" - at ")
        word = re.search(r"(?:unknown field|enum value) [`'](.*)[`']", problem)
        entry = re.search(r"\$\.(rule|invariant)\[(\d+)\](?:\.(\w+))?", where)
        place = self.at(entry[1], int(entry[2]), word[1] if word else "") if entry else str(self.path)
        if entry and entry[3]:
            place += f", '{entry[3]}'"
        return f"{place}: {problem}.{did_you_mean(word[1], _vocabulary()) if word else ''}"


def read_pack(source: str, path: Path) -> tuple[Pack, Places]:
    """Return the pack that `source` holds and where its entries stand. Raises PolicyError for another shape."""
    places = Places(source, path)
    try:
        return msgspec.toml.decode(source, type=Pack), places
    except msgspec.MsgspecError as error:
        raise PolicyError(places.explain(str(error))) from error


def _vocabulary() -> list[str]:
    """Return every word that a pack may use for a field or a value."""
    entries = (Pack, RuleEntry, InvariantEntry, PlansEntry, Example)
    fields = [field.encode_name for entry in entries for field in msgspec.structs.fields(entry)]
    return [*fields, *(str(value) for values in KNOWN.values() for value in values), *Action]
