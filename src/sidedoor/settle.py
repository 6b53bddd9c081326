"""What the trained models make of a text: solicitations that no pattern has, and patterns that fired out of context."""

import re
from collections.abc import Iterator

import msgspec

from sidedoor import intent
from sidedoor.records import Finding
from sidedoor.telltale import may_solicit
from sidedoor.text import Text
from sidedoor.vocabulary import SOLICITATIONS, Kind

# "What's their e-mail?" asks for a third party's contact point: no pattern takes it, and the models were not taught so.
_OTHERS = re.compile(r"(?i)\b(?:their|his|her|its)\s(?:\w{1,15}\s){0,2}(?:e-?mail|phone|number|address|contact)")
INTENT = "intent"  # what the gate calls the models
_SENTENCE = re.compile(r"[^.!?\n。！？؟।]+[.!?。！？؟।\s]*")
_MOST_SENTENCES = 12  # of a longer text the whole stands as the words


def settle(text: Text, findings: tuple[Finding, ...], *, fast: bool = False) -> tuple[Finding, ...]:
    """Return `findings` with what the models add and without what they overrule; unchanged where no model is usable.

    Only solicitations are settled: a contact point stands by itself. A solicitation that the encoder has seen carries
    its calibrated probability as confidence; what is less sure than `find` but not than `doubt` is found too, for a
    policy to say what doubt leads to. A text without a pattern's finding or a telltale word asks no model.
    """
    fired = _has_fired(findings)
    if fired and fast:
        return findings  # only the encoder knows better than a pattern
    if not (fired or is_open(text, findings)):
        return findings
    scores = intent.judge(text.original, fast=fast, screened=not fired)
    if scores is None:
        return findings
    sure = scores[intent.SOLICITATION]
    if fired:
        return tuple(_kept(findings, sure))
    confidence = round(sure, 2)
    if confidence < (intent.threshold("screen", "find") if fast else intent.threshold("encoder", "doubt")):
        return findings
    start, end = _telling(text.original, sure, fast)
    kinds = [kind for kind in sorted(SOLICITATIONS) if scores[kind] >= _LIKELY] or [
        max(sorted(SOLICITATIONS), key=lambda kind: scores[kind])
    ]
    if Kind.CONTACT_REQUEST in kinds and _OTHERS.search(text.original[start:end]):
        kinds.remove(Kind.CONTACT_REQUEST)
    words = text.original[start:end]
    added = [Finding(kind=kind, start=start, end=end, text=words, confidence=confidence) for kind in kinds]
    return tuple(sorted((*findings, *added), key=lambda f: (f.start, f.end, f.kind)))


_LIKELY = 0.5


def is_open(text: Text, findings: tuple[Finding, ...]) -> bool:
    """Return whether it is for the models alone to say what `text` is after."""
    if _has_fired(findings):
        return False
    return may_solicit(text) if text.woken is None else INTENT in text.woken


def _has_fired(findings: tuple[Finding, ...]) -> bool:
    return any(finding.kind in SOLICITATIONS for finding in findings)


def _kept(findings: tuple[Finding, ...], sure: float) -> Iterator[Finding]:
    odds = intent.threshold("encoder", "pattern_odds")
    both = round(odds * sure / (odds * sure + 1 - sure), 2)
    for finding in findings:
        if finding.kind not in SOLICITATIONS:
            yield finding
        elif sure >= intent.threshold("encoder", "veto"):
            yield msgspec.structs.replace(finding, confidence=both)


def _telling(text: str, sure: float, fast: bool) -> tuple[int, int]:
    """Return the span of the one sentence that is as telling as the whole, or of the whole text."""
    sentences = [match.span() for match in _SENTENCE.finditer(text)]
    if 1 < len(sentences) <= _MOST_SENTENCES:
        for start, end in sentences:
            scores = intent.judge(text[start:end], fast=fast, screened=False)
            if scores and scores[intent.SOLICITATION] >= sure - _AS_TELLING:
                return start, start + len(text[start:end].rstrip())
    lead = len(text) - len(text.lstrip())
    return lead, max(lead, len(text.rstrip()))


_AS_TELLING = 0.05
