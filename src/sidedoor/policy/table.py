"""A policy as a table that can be read and signed: what it answers for each kind, plan and state of the contract."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from sidedoor.policy.decide import Verdict, judge
from sidedoor.policy.facts import Access, Certainty, Facts, PlanClass
from sidedoor.policy.rules import Edition, Policy, Rule
from sidedoor.policy.space import SUBJECTS, kind_words
from sidedoor.vocabulary import SOLICITATIONS, Action, ContractState, Kind, Origin, Surface

SHORT = {Action.ALLOW: "allow", Action.REVIEW: "review", Action.FLAG: "flag"}
_ANY = "any"


@dataclass(frozen=True)
class Row:
    """The answers for some kinds: with what beside them, on which plan, one answer a state of the contract."""

    kinds: str
    beside: str
    plan: str
    answers: tuple[Verdict, ...]


@dataclass(frozen=True)
class PolicyTable:
    """All rows for one surface, with the rules that they come from. A row with something beside a kind only stands
    where that changes an answer.
    """

    policy: Policy
    surface: Surface
    rows: tuple[Row, ...]
    rules: tuple[Rule, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of the columns."""
        return ("kind", "with", "plan", *(state.value for state in ContractState))

    @property
    def title(self) -> str:
        """What the table shows, in one line."""
        where = {Surface.MESSAGE: "in a private message", Surface.PROPOSAL: "in a proposal"}
        return f"{self.policy.label}, {where.get(self.surface, f'in public ({self.surface})')}"

    def cells(self) -> list[tuple[str, ...]]:
        """Return the rows as plain words."""
        return [(row.kinds, row.beside, row.plan, *(SHORT[v.action] for v in row.answers)) for row in self.rows]


def policy_table(policy: Policy, surface: Surface = Surface.MESSAGE, as_of: datetime | None = None) -> PolicyTable:
    """Return the table of `policy` for what is written on `surface`, as of a day (today's if None)."""
    edition = policy.as_of(as_of)
    merged: dict[tuple[str, str, tuple[Action, ...]], list[Row]] = {}
    subjects: dict[tuple[str, str, tuple[Action, ...]], dict[Kind, list[str]]] = {}
    for kind, point in dict.fromkeys((subject.kind, subject.contact_point) for subject in SUBJECTS):
        for row in _rows(edition, kind, point, surface, plans=bool(policy.plans)):
            key = (row.beside, row.plan, tuple(answer.action for answer in row.answers))
            merged.setdefault(key, []).append(row)
            subjects.setdefault(key, {}).setdefault(kind, []).append(point)
    rows = [
        Row(
            ", ".join(kind_words(kind, points) for kind, points in subjects[key].items()),
            key[0],
            key[1],
            same[0].answers,
        )
        for key, same in merged.items()
    ]
    return PolicyTable(policy, surface, tuple(rows), edition.rules)


def _rows(edition: Edition, kind: Kind, point: str, surface: Surface, *, plans: bool) -> Iterator[Row]:
    alone: dict[PlanClass, tuple[Verdict, ...]] = {}
    for beside, companions, access, certainty, related in _circumstances(edition, kind):
        by_plan = {
            plan: tuple(
                judge(
                    edition,
                    Facts(kind, point, companions, access, certainty, state, plan, surface, related, Origin.UNKNOWN),
                )
                for state in ContractState
            )
            for plan in (PlanClass if plans else [PlanClass.UNKNOWN])
        }
        alone = alone or by_plan
        if beside and all(_actions(by_plan[plan]) == _actions(alone[plan]) for plan in by_plan):
            continue
        alike: dict[tuple[Action, ...], list[PlanClass]] = {}
        for plan, answers in by_plan.items():
            alike.setdefault(_actions(answers), []).append(plan)
        for same in alike.values():
            yield Row(kind, beside, _ANY if len(alike) == 1 else ", ".join(same), by_plan[same[0]])


def _circumstances(edition: Edition, kind: Kind) -> Iterator[tuple[str, frozenset[Kind], Access, Certainty, bool]]:
    """Yield what may stand beside a finding or change it, nothing first: in words, and as the facts that change."""
    own = Access.UNNAMED if kind is Kind.SYSTEM_ACCESS else Access.NONE
    sure = Certainty.SURE
    yield "", frozenset(), own, sure, False
    yield "existing relationship", frozenset(), own, sure, True
    if kind in SOLICITATIONS:
        yield "doubt", frozenset(), own, Certainty.DOUBTFUL, False
    system = frozenset({Kind.SYSTEM_ACCESS})
    if kind is not Kind.SYSTEM_ACCESS:
        yield "access to a named system", system, Access.NAMED, sure, False
        yield "access to a system not named", system, Access.UNNAMED, sure, False
    for other in Kind:
        if other in edition.noticed - {kind, Kind.SYSTEM_ACCESS}:
            yield other.value, frozenset({other}), own, sure, False


def _actions(answers: tuple[Verdict, ...]) -> tuple[Action, ...]:
    return tuple(answer.action for answer in answers)


def as_text(table: PolicyTable) -> str:
    """Return the table in columns of even width."""
    rows = [table.columns, *table.cells()]
    widths = [max(len(row[n]) for row in rows) for n in range(len(table.columns))]
    lines = ["  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([table.title, "", *lines]) + "\n"


def as_markdown(table: PolicyTable) -> str:
    """Return the table and its rules as Markdown."""
    rules = [(rule.id, SHORT[rule.action], _sentence(rule), rule.source) for rule in table.rules]
    return "\n".join(
        [
            f"## {table.policy.title}",
            "",
            f"{table.title}. {_READING}",
            "",
            *_markdown(table.columns, table.cells()),
            "",
            "The rules, in order; the first that applies decides:",
            "",
            *_markdown(("rule", "action", "reason", "source"), rules),
            "",
        ]
    )


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in (columns, ["---"] * len(columns), *rows):
        yield f"| {' | '.join(word.replace('|', chr(92) + '|') for word in row)} |"


def as_html(table: PolicyTable) -> str:
    """Return the table and its rules as one HTML page; each answer shows its reason when pointed at."""
    head = "".join(f"<th>{escape(name)}</th>" for name in table.columns)
    body = "\n".join(f"<tr>{''.join(_html_cells(row))}</tr>" for row in table.rows)
    rules = "\n".join(
        f"<li><b>{escape(rule.id)}</b>: {SHORT[rule.action]}. {escape(_sentence(rule))} "
        f"<small>{escape(rule.source)}</small></li>"
        for rule in table.rules
    )
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{escape(table.title)}</title>
<style>
body {{ font: 15px/1.4 sans-serif; margin: 2em }}
table {{ border-collapse: collapse }}
th, td {{ border: 1px solid #ccc; padding: .3em .6em; text-align: left }}
.allow {{ background: #e3f4e3 }} .review {{ background: #fdf3d0 }} .flag {{ background: #fbdcdc }}
</style>
<h1>{escape(table.policy.title)}</h1>
<p>{escape(table.title)}. {escape(_READING)}</p>
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>
<h2>The rules, in order; the first that applies decides</h2>
<ol>
{rules}
</ol>
</html>
"""


def _html_cells(row: Row) -> Iterator[str]:
    yield from (f"<td>{escape(word)}</td>" for word in (row.kinds, row.beside, row.plan))
    for answer in row.answers:
        short = SHORT[answer.action]
        yield f'<td class="{short}" title="{escape(answer.message)}">{short}</td>'


def _sentence(rule: Rule) -> str:
    return " ".join(filter(None, [rule.message.replace("{what}", "..."), rule.advice]))


_READING = (
    "The platform's record gives the state of the contract and the client's plan; "
    "of several findings in one message the strictest answer is the message's."
)
