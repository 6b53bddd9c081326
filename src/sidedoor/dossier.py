"""All records of one conversation or one pair of people over a period, verified, to be handed over."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import NamedTuple

import msgspec

from sidedoor.audit import Anchor, AuditLog
from sidedoor.errors import LogError
from sidedoor.record import Evidence, Record

_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


class Request(NamedTuple):
    """What is asked for: a conversation or a pair of senders, and the period in which messages were sent.

    `since` is the first moment, `until` the first one after the period; None leaves it open.
    """

    conversation: str | None = None
    pair: tuple[str, str] | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def title(self) -> str:
        """What is asked for, in words."""
        who = f"conversation {self.conversation}" if self.pair is None else " and ".join(self.pair)
        period = [
            f"{word} {moment:%Y-%m-%d}" for word, moment in (("from", self.since), ("before", self.until)) if moment
        ]
        return " ".join([f"Records of {who}", *period])


class Dossier(NamedTuple):
    """The records found, each with its line as it stands in the log, and the end of the log that was verified."""

    request: Request
    lines: tuple[bytes, ...]
    records: tuple[Record, ...]
    verified: Anchor


def collect(log: AuditLog, request: Request, anchor: str | None = None) -> Dossier:
    """Return the dossier. Raises LogError where the log is not sound: nothing from such a log is handed over."""
    verdict = log.verify(anchor)
    if verdict.fault:
        raise LogError(f"{log.path}, line {verdict.fault.line}: {verdict.fault.sentence} Nothing was exported.")
    wanted = {request.conversation} if request.pair is None else _conversations_of(log, set(request.pair))
    found = [
        (raw, record)
        for raw, record in _records(log)
        if record.conversation_id in wanted and _within(request, record.sent_at or record.judged_at)
    ]
    return Dossier(request, tuple(raw for raw, _ in found), tuple(record for _, record in found), verdict.end)


def _conversations_of(log: AuditLog, pair: set[str]) -> set[str | None]:
    """Return the conversations in which both take part, as far as any record of it tells."""
    parties: dict[str, set[str]] = {}
    for _, record in _records(log):
        parties.setdefault(record.conversation_id, set()).update(record.parties, [record.sender_id])
    return {conversation for conversation, senders in parties.items() if pair <= senders}


def _records(log: AuditLog) -> Iterator[tuple[bytes, Record]]:
    for raw, line in log.lines():
        if line.kind == "record":
            try:
                yield raw, msgspec.json.decode(line.entry, type=Record)
            except msgspec.MsgspecError as error:
                raise LogError(f"{log.path}, line {line.number}: holds no record of this version ({error}).") from error


def _within(request: Request, moment: datetime) -> bool:
    return (request.since is None or moment >= request.since) and (request.until is None or moment < request.until)


_STYLE = """
:root { color-scheme: light dark; --soft: #666; --line: #ddd; }
@media (prefers-color-scheme: dark) { :root { --soft: #aaa; --line: #444; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 760px; margin: 32px auto; padding: 0 20px; }
body { overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.1rem; margin: 0 0 6px; }
article { border-top: 1px solid var(--line); padding: 22px 0; break-inside: avoid; }
p, ul { margin: 6px 0; } ul { padding-left: 20px; } .soft, dt { color: var(--soft); font-size: .9rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 3px 16px; margin: 10px 0; font-size: .9rem; }
dd { margin: 0; } code { font-size: .85em; }
"""


def as_page(dossier: Dossier, made_at: datetime) -> str:
    """Return the dossier as one HTML page without a script."""
    end = dossier.verified
    sealed = "every line holds the keyed hash of" if end.key else "every line holds the hash of"
    head = [
        f"<h1>{_shown(dossier.request.title)}</h1>",
        f"<p>{len(dossier.records)} records, exported {made_at:%Y-%m-%d %H:%M %Z} from a log of {end.lines} lines.",
        f"The log was verified: {sealed} the one before. Its end: <code>{end}</code></p>",
        '<p class="soft">Each record is a recommendation made by a program to a person; what the person decided is not '
        "in it. Offsets count the characters of the message as it was sent.</p>",
    ]
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_shown(dossier.request.title)}</title><style>{_STYLE}</style></head><body>",
            *head,
            *map(_article, dossier.records),
            "</body></html>\n",
        ]
    )


def _article(record: Record) -> str:
    sent = f"{record.sent_at:%Y-%m-%d %H:%M:%S %Z}" if record.sent_at else "time not recorded"
    context, made = record.context, f"{record.judged_at:%Y-%m-%d %H:%M:%S %Z}"
    facts = {
        "Message": record.message_id,
        "Conversation": record.conversation_id,
        "Parties": ", ".join(record.parties),
        "Contract, plan": f"{context.contract_state}; {context.client_plan} ({context.plan_class})",
        "Policy": f"{record.policy}, {record.policy_title}",
        "Detected by": f"sidedoor {record.versions.sidedoor}, automatically, on {made}",
        "Decision": "left to a person",
        "Content": f"{record.characters} characters, {record.content_hash}",
        "Record": record.record_id,
    }
    sections = {
        "Facts": record.facts,
        "Grounds": [
            f"{ground.sentence} ({ground.rule}, in force {ground.in_force}; {ground.source or 'no rule of its own'})"
            for ground in record.grounds
        ],
        "Exact words": [_words(evidence) for evidence in record.findings if evidence.text or evidence.value_hash],
        "Exemptions looked at": [f"{exemption.rule}: {exemption.result}." for exemption in record.exemptions],
        "What would have changed it": record.counterfactuals,
    }
    return "\n".join(
        [
            f"<article><h2>{sent}: {record.action.replace('_', ' ')}</h2>",
            *(f"<p class=soft>{title}</p>{_list(items)}" for title, items in sections.items() if items),
            "<dl>" + "".join(f"<dt>{name}</dt><dd>{_shown(value)}</dd>" for name, value in facts.items()) + "</dl>",
            "</article>",
        ]
    )


def _words(evidence: Evidence) -> str:
    read = f" read as {evidence.value}" if evidence.value else ""
    hashed = f" {evidence.value_hash}" if evidence.value_hash else ""
    return f"{evidence.kind}: {f'“{evidence.text}”' if evidence.text else ''}{read}{hashed}"


def _list(items: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{_shown(item)}</li>" for item in items) + "</ul>"


def _shown(text: str) -> str:
    """Return text for a page: markup escaped, invisible characters by their names."""
    return escape(_INVISIBLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", text))
