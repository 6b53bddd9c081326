"""What becomes of a recommendation: its line in the output, recorded or redacted, and its place in the audit log."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sidedoor.audit import Anchor, AuditLog
from sidedoor.flagged import Flagged
from sidedoor.keyed import HashKey
from sidedoor.policy.rules import Policy
from sidedoor.record import Record, record_of
from sidedoor.records import Message, Recommendation
from sidedoor.redact import without_details
from sidedoor.versions import versions
from sidedoor.vocabulary import Action

_RECORDS_AT_A_TIME = 512  # of the audit log: each batch costs three waits for the disk


class Delivery:
    """How recommendations are written.

    With `record`, each that is not allowed carries its record; `evidence` keeps the exact words in records. `redact`
    takes contact details out of everything; with a `key`, a keyed hash stands in their place. `aside`, if given, keeps
    what has findings for `append_to` and the report.
    """

    def __init__(
        self,
        policy: Policy,
        *,
        record: bool = False,
        evidence: bool = False,
        redact: bool = False,
        key: HashKey | None = None,
        aside: Flagged | None = None,
    ) -> None:
        self.policy = policy
        self.redact = redact
        self.key = key
        self.record = record
        self._evidence = evidence and not redact
        self._aside = aside
        self._now = datetime.now(UTC)

    def start_again(self) -> None:
        """Forget what was delivered: the log is read from its beginning again."""
        if self._aside is not None:
            self._aside.start_again()

    def line(self, message: Message, recommendation: Recommendation) -> dict[str, Any]:
        """Return the output record of a message in which something was found."""
        if self._aside is not None:
            self._aside.add(message, recommendation)
        shown = without_details(recommendation, self.key) if self.redact else recommendation
        line = shown.as_record()
        if self.record and recommendation.action is not Action.ALLOW:
            line["record"] = self._record_of(message, recommendation, ())
        return line

    def kept(self, message: Message, recommendation: Recommendation, columns: dict[str, Any]) -> dict[str, Any]:
        """Return the columns carried through; one that holds the text is redacted like it."""
        if not self.redact:
            return columns
        return {
            name: recommendation.redacted_text if value == message.text else value for name, value in columns.items()
        }

    def append_to(self, path: str | Path, aside: Flagged) -> Anchor:
        """Append the record of everything kept aside that is not allowed to the audit log at `path`; return its end."""
        log = AuditLog(path, self.key)
        records = (self._record_of(flag.message, flag.recommendation, flag.parties) for flag in aside.flags())
        end = log.append([])
        while batch := list(islice(records, _RECORDS_AT_A_TIME)):
            end = log.append(batch)
        return end

    def _record_of(self, message: Message, recommendation: Recommendation, parties: tuple[str, ...]) -> Record:
        return record_of(
            self.policy,
            message,
            recommendation,
            versions(),
            self._now,
            parties=parties,
            key=self.key,
            evidence=self._evidence,
        )


def unlisted_plans(policy: Policy, plans: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the plan names, of those counted, that no edition of the policy lists, with their counts.

    "unknown" and an empty name stand for a record without a plan. A policy without plans lists none, and misses none.
    """
    if not policy.plans:
        return {}
    return {
        name: count
        for name, count in plans
        if name.strip() not in ("", "unknown")
        and all(edition.plan_class(name) == "unknown" for edition in policy.editions)
    }
