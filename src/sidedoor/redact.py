"""Contact details taken out of what is written: masked, or replaced by a keyed hash that tells a repeat."""

import msgspec

from sidedoor.keyed import HashKey
from sidedoor.records import Finding, Recommendation, redacted, spans
from sidedoor.vocabulary import CONTACT_POINTS, Kind

COVER = "\N{BULLET}"


def without_details(recommendation: Recommendation, key: HashKey | None = None) -> Recommendation:
    """Return the recommendation without a word of a contact point; with a key, values become "hmac-sha256:...".

    Offsets still count in the original text.
    """
    hidden = {id(finding): _hidden(finding, recommendation.findings, key) for finding in recommendation.findings}
    return msgspec.structs.replace(
        recommendation,
        findings=tuple(hidden.values()),
        reasons=tuple(
            msgspec.structs.replace(
                reason,
                finding=reason.finding
                and (hidden.get(id(reason.finding)) or _hidden(reason.finding, recommendation.findings, key)),
            )
            for reason in recommendation.reasons
        ),
        text=recommendation.redacted_text,
    )


def covered(text: str, findings: tuple[Finding, ...]) -> str:
    """Return `text` with every character of a contact point covered by a bullet, so that offsets stay true."""
    for start, end in spans(finding for finding in findings if finding.kind in CONTACT_POINTS):
        text = text[:start] + COVER * (end - start) + text[end:]
    return text


def hashed_value(finding: Finding, key: HashKey) -> str | None:
    """Return the keyed hash of a contact point's value, the same wherever it is found; None where there is none."""
    if finding.value is None or finding.kind not in CONTACT_POINTS:
        return None
    return f"hmac-sha256:{key.digest('value', finding.kind.value, finding.value)}"


def _hidden(finding: Finding, beside: tuple[Finding, ...], key: HashKey | None) -> Finding:
    if finding.kind in CONTACT_POINTS:
        value = hashed_value(finding, key) if key else None
        return msgspec.structs.replace(finding, text=f"[{finding.kind.value}]", value=value)
    asked = finding.value if finding.kind is Kind.CONTACT_REQUEST else None  # the kind that is asked for, nothing more
    return msgspec.structs.replace(finding, text=redacted(finding.text, beside, finding.start), value=asked)
