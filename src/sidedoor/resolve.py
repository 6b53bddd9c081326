"""One finding a span: which of several overlapping findings is the one that was meant."""

from collections.abc import Iterable

from sidedoor.records import Finding
from sidedoor.vocabulary import CONTACT_POINTS, Kind

# The same characters read as several contact points: the more specific reading wins. A wallet or an IBAN is full of
# digits, an e-mail address holds a domain, a messenger link holds a number or a name.
_SPECIFIC_FIRST = (Kind.PAYMENT_ACCOUNT, Kind.EMAIL, Kind.LINK, Kind.PHONE, Kind.HANDLE, Kind.ADDRESS)
_RANK = {kind: rank for rank, kind in enumerate(_SPECIFIC_FIRST)}


def resolve(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in text order, with one contact point a span and each solicitation kind told once a span.

    Contact points never overlap each other; a solicitation or circumstance may overlap a contact point ("call me on
    NUMBER" is both), since they answer different questions.
    """
    kept: list[Finding] = []
    by_rank = sorted(findings, key=lambda f: (_RANK.get(f.kind, 9), f.start - f.end, f.start))
    for candidate in by_rank:
        if not any(_rivals(candidate, other) for other in kept):
            kept.append(candidate)
    return tuple(sorted(kept, key=lambda f: (f.start, f.end, f.kind)))


def _rivals(a: Finding, b: Finding) -> bool:
    if a.start >= b.end or b.start >= a.end:
        return False
    return a.kind == b.kind or (a.kind in CONTACT_POINTS and b.kind in CONTACT_POINTS)
