"""The sentences of a reason: what was found, in words for a reader who knows neither the rules nor the field names."""

from collections.abc import Sequence

from sidedoor.policy.facts import OPEN, Certainty, Facts
from sidedoor.vocabulary import Action, Kind

_POINTS = {
    Kind.EMAIL: "An e-mail address",
    Kind.PHONE: "A phone number",
    Kind.HANDLE: "A user name on a messenger or network",
    Kind.LINK: "A link to a way of making contact",
    Kind.ADDRESS: "A postal address",
    Kind.PAYMENT_ACCOUNT: "An account to be paid on",
    OPEN: "A way to make contact",
}
_OTHERS = {
    Kind.CHANNEL_SWITCH: "Talking outside the platform was proposed",
    Kind.OFF_PLATFORM_PAYMENT: "Payment outside the platform was proposed",
    Kind.OFF_PLATFORM_HIRE: "Working together outside the platform was proposed",
    Kind.PLAN_CLAIM: "A plan with other rules was claimed in the message",
    Kind.SYSTEM_ACCESS: "Access to a work system was spoken of",
    Kind.PLATFORM_CALL: "A call on the platform was proposed",
    Kind.LEGAL_NEED: "A legal need was spoken of",
}
_MAY_BE = {
    Kind.CHANNEL_SWITCH: "a proposal to talk outside the platform",
    Kind.OFF_PLATFORM_PAYMENT: "a proposal to pay outside the platform",
    Kind.OFF_PLATFORM_HIRE: "a proposal to work together outside the platform",
}
_WOULD_BE = {
    Action.ALLOW: "this would be allowed",
    Action.REVIEW: "this would only need a review",
}
_WERE = {
    "contract_state": "the contract state were {}",
    "plan": "the client were on an {} plan",
    "origin": "the conversation's origin were {}",
}
_MISSING = {
    "contract_state": "contract_state is missing from the record",
    "plan": "client_plan is missing from the record or not in the policy's lists",
    "origin": "origin is missing from the record",
}


def what(facts: Facts) -> str:
    """Return what was found, as the beginning of a sentence: "A phone number was shared".

    Of a doubtful finding: "This may be a proposal to talk outside the platform".
    """
    asked = facts.kind is Kind.CONTACT_REQUEST
    if facts.certainty is Certainty.DOUBTFUL:
        point = _POINTS[facts.contact_point] if asked else ""
        return f"This may be {f'a request for {point[0].lower()}{point[1:]}' if asked else _MAY_BE[facts.kind]}"
    if asked:
        return f"{_POINTS[facts.contact_point]} was asked for"
    return _OTHERS.get(facts.kind) or f"{_POINTS[facts.kind]} was shared"


def any_of(words: Sequence[str]) -> str:
    """Return the words as alternatives: "active, paused or ended"."""
    return _listed(words, "or")


def all_of(words: Sequence[str]) -> str:
    """Return the words as a list: "3 to 12 and 20 to 31"."""
    return _listed(words, "and")


def _listed(words: Sequence[str], conjunction: str) -> str:
    *most, last = words
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def missing(facts: Facts, mildest: Action, excuses: dict[str, str], enough: bool) -> str:
    """Return the sentence for an answer that hangs on what the record does not tell.

    `excuses` holds, for each fact that is missing, a value with which the finding would get the `mildest` action;
    `enough` tells whether one of them would do or all are needed.
    """
    conditions = (" or " if enough else " and ").join(_WERE[name].format(value) for name, value in excuses.items())
    gaps = ", and ".join(_MISSING[name] for name in excuses)
    return f"{what(facts)}; {_WOULD_BE[mildest]} if {conditions}, but {gaps}."
