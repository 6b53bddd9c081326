"""What the page shows, as plain data: counts over everything, and the listed messages with their words and reasons."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sidedoor.flagged import LISTED, Flag, Flagged
from sidedoor.keyed import HashKey
from sidedoor.policy.explain import counterfactuals
from sidedoor.policy.rules import Policy
from sidedoor.records import Finding, Message
from sidedoor.redact import covered, hashed_value
from sidedoor.versions import Versions
from sidedoor.vocabulary import CONTACT_POINTS, Action, ContractState

_MOST_ACTIVE = 12
_CLIPPED_OVER = 8_000  # characters; of a longer message the page holds the beginning and what is near a finding
_NEAR = 400

Row = dict[str, Any]


def report_data(
    flagged: Flagged,
    policy: Policy,
    *,
    actions: dict[Action, int],
    rejected: int,
    plans: dict[str, int],
    versions: Versions,
    made_at: datetime,
    key: HashKey,
    redact: bool,
    hash_values: bool,
) -> Row:
    """Return the data of the page.

    `actions` counts all messages of the scan, `plans` those on plans that the policy does not list. `key` makes the
    pseudonyms. With `redact` no contact detail is in the data, only its kind, and its keyed hash with `hash_values`.
    """
    totals = _Totals(policy)
    people = _Names(key)
    listed: list[Flag] = []
    values: Counter[tuple[str, str]] = Counter()
    for flag in flagged.flags():
        totals.count(flag)
        values.update({(f.kind.value, f.value) for f in flag.recommendation.findings if f.value and _point(f)})
        if len(listed) < LISTED:
            listed.append(flag)
    spans = _spans(flagged, {flag.recommendation.conversation_id for flag in listed})
    hashing = key if redact and hash_values else None
    return {
        "policy": {"label": policy.label, "title": policy.title},
        "made_at": made_at.isoformat(timespec="seconds"),
        "versions": {"sidedoor": versions.sidedoor, "patterns": versions.patterns, "models": versions.models},
        "messages": sum(actions.values()),
        "actions": {action.value: actions.get(action, 0) for action in Action},
        "rejected": rejected,
        "unknown_plans": sorted(plans.items(), key=lambda item: (-item[1], item[0]))[:_MOST_ACTIVE],
        "redacted": redact,
        "with_context": bool(flagged.conversations),
        "days": totals.by_day(flagged.days),
        "kinds": totals.top("kind"),
        "techniques": totals.top("technique"),
        "services": totals.top("service"),
        "rules": [[rule, flags, reviews, *_rule(policy, rule)] for rule, flags, reviews in totals.top("rule")],
        "grid": totals.grid(),
        "senders": [[people.sender(name), *counts] for name, *counts in totals.top("sender", _MOST_ACTIVE)],
        "active": [[people.conversation(name), *counts] for name, *counts in totals.top("conversation", _MOST_ACTIVE)],
        "flagged": flagged.count,
        "list": [_listed(flag, policy, people, values, redact, hashing) for flag in listed],
        "talks": {
            people.conversation(name): [_said(message, spans, people, redact) for message in messages]
            for name, messages in flagged.conversations.items()
        },
    }


class _Totals:
    """Counts of flags and reviews, by everything that the page breaks them down by."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._counts: dict[str, dict[Any, list[int]]] = {}

    def count(self, flag: Flag) -> None:
        """Count one message."""
        message, recommendation = flag.message, flag.recommendation
        position = 0 if recommendation.action is Action.FLAG else 1
        findings = recommendation.findings
        plan = message.client_plan if message.client_plan.strip() else "unknown"
        for name, values in (
            ("kind", {finding.kind.value for finding in findings}),
            ("technique", {technique.value for finding in findings for technique in finding.techniques} or {"plain"}),
            ("service", {finding.service for finding in findings if finding.service}),
            ("rule", {recommendation.rule}),
            ("sender", {message.sender_id or message.sender_role.value}),
            ("conversation", {recommendation.conversation_id}),
            ("grid", {(plan, message.contract_state.value)}),
            ("day", {message.sent_at.date()} if message.sent_at else set()),
        ):
            for value in values:
                self._counts.setdefault(name, {}).setdefault(value, [0, 0])[position] += 1

    def top(self, name: str, most: int | None = None) -> list[Any]:
        """Return [value, flags, reviews], the most frequent first."""
        counted = self._counts.get(name, {}).items()
        return [[value, *counts] for value, counts in sorted(counted, key=lambda item: (-sum(item[1]), item[0]))][:most]

    def by_day(self, messages: Counter[date]) -> list[list[Any]]:
        """Return [day, flags, reviews, messages], in order; `messages` counts all, as far as that is known."""
        counted = self._counts.get("day", {})
        return [[day.isoformat(), *counted.get(day, [0, 0]), messages[day]] for day in sorted({*counted, *messages})]

    def grid(self) -> Row:
        """Return plans by states of the contract."""
        counted = self._counts.get("grid", {})
        plans: Counter[str] = Counter()
        for (plan, _), counts in counted.items():
            plans[plan] += sum(counts)
        return {
            "states": [state.value for state in ContractState],
            "plans": [
                [plan, [counted.get((plan, state.value), [0, 0]) for state in ContractState]]
                for plan, _ in plans.most_common(_MOST_ACTIVE)
            ],
        }


class _Names:
    """Pseudonyms for people and conversations: the same for the same id under the same key, and nothing else."""

    def __init__(self, key: HashKey) -> None:
        self._key = key

    def sender(self, name: str) -> str:
        """Return the pseudonym of a sender."""
        return self._key.digest("sender", name)[:6]

    def conversation(self, name: str) -> str:
        """Return the pseudonym of a conversation."""
        return self._key.digest("conversation", name)[:8]


def _listed(
    flag: Flag,
    policy: Policy,
    people: _Names,
    values: Counter[tuple[str, str]],
    redact: bool,
    hashing: HashKey | None,
) -> Row:
    message, recommendation = flag.message, flag.recommendation
    findings = recommendation.findings
    text, place = clipped(covered(message.text, findings) if redact else message.text, findings)
    return {
        "id": message.message_id,
        "at": message.sent_at.isoformat() if message.sent_at else None,
        "talk": people.conversation(recommendation.conversation_id),
        "by": people.sender(message.sender_id or message.sender_role.value),
        "role": message.sender_role.value,
        "action": recommendation.action.value,
        "rule": recommendation.rule,
        "text": text,
        "length": len(message.text),
        "state": message.contract_state.value,
        "plan": message.client_plan,
        "surface": message.surface.value,
        "known": message.existing_relationship,
        "findings": [
            {
                "kind": finding.kind.value,
                "span": [place(finding.start), place(finding.end)],
                "at": [finding.start, finding.end],
                "point": _point(finding),
                "value": _value(finding, redact, hashing),
                "service": finding.service,
                "techniques": finding.techniques,
                "parts": len(finding.message_ids),
                "times": values[finding.kind.value, finding.value] if finding.value and _point(finding) else 0,
            }
            for finding in findings
        ],
        "reasons": [
            [reason.rule, reason.message, reason.action.value]
            for reason in {(r.rule, r.message): r for r in recommendation.reasons}.values()
        ],
        "otherwise": [other.sentence for other in counterfactuals(policy, message, findings)],
        "notice": recommendation.notice,
    }


def _value(finding: Finding, redact: bool, hashing: HashKey | None) -> str | None:
    if not redact or not _point(finding):
        return finding.value
    return hashed_value(finding, hashing) if hashing else None


def clipped(text: str, findings: Sequence[Finding]) -> tuple[str, Any]:
    """Return a text short enough to be shown, and the function that tells where an offset of the original is in it.

    What is left out is replaced by its length in brackets.
    """
    if len(text) <= _CLIPPED_OVER:
        return text, lambda offset: offset
    kept: list[list[int]] = []
    for start, end in sorted([(0, _NEAR), *((max(0, f.start - _NEAR), f.end + _NEAR) for f in findings)]):
        end = min(end, start + _CLIPPED_OVER, len(text))
        if kept and start <= kept[-1][1]:
            kept[-1][1] = max(end, kept[-1][1])
        elif sum(b - a for a, b in kept) < _CLIPPED_OVER:
            kept.append([start, end])
    parts: list[str] = []
    places: list[tuple[int, int, int]] = []  # start and end in the original, start in what is shown
    length = position = 0
    for start, end in [*kept, [len(text), len(text)]]:
        if start > position:
            parts.append(f" [{start - position:,} characters left out] ")
            length += len(parts[-1])
        places.append((start, end, length))
        parts.append(text[start:end])
        length += end - start
        position = end
    whole = "".join(parts)

    def place(offset: int) -> int:
        for start, end, shown in places:
            if offset <= end:
                return shown + max(0, offset - start)
        return len(whole)

    return whole, place


def _spans(flagged: Flagged, conversations: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """Return where contact points stand in the messages of some conversations, by message id; None for all of it."""
    wanted = set(conversations)
    spans: dict[str, list[tuple[int, int]]] = {}
    for message, recommendation in flagged.found():
        if recommendation.conversation_id not in wanted:
            continue
        for finding in filter(_point, recommendation.findings):
            spans.setdefault(message.message_id, []).append((finding.start, finding.end))
            for part in finding.message_ids:
                if part != message.message_id:  # where in it the piece stands is not told: all of it is covered
                    spans.setdefault(part, []).append((0, 1 << 30))
    return spans


def _said(message: Message | None, spans: dict[str, list[tuple[int, int]]], people: _Names, redact: bool) -> Row | None:
    if message is None:
        return None
    covers = [(start, min(end, len(message.text))) for start, end in sorted(spans.get(message.message_id, ()))]
    text = message.text
    if redact:
        for start, end in covers:
            text = text[:start] + "\N{BULLET}" * (end - start) + text[end:]
    return {
        "id": message.message_id,
        "at": message.sent_at.isoformat() if message.sent_at else None,
        "by": people.sender(message.sender_id or message.sender_role.value),
        "role": message.sender_role.value,
        "text": text,
        "covers": covers,
    }


def _rule(policy: Policy, name: str) -> tuple[str, str]:
    """Return a rule's sentence and its source, as far as the policy holds it."""
    rule = next((rule for rule in policy.rules if f"{policy.id}/{rule.id}" == name), None)
    if rule is None:
        return "", ""
    sentence = rule.message.replace("{what}", "").lstrip(" ;,")
    return sentence[:1].upper() + sentence[1:], rule.source


def _point(finding: Finding) -> bool:
    return finding.kind in CONTACT_POINTS
