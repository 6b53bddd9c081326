"""From findings to an action: each finding meets its first matching rule, and the strictest answer is the message's."""

from functools import lru_cache
from itertools import product
from typing import NamedTuple

from sidedoor.policy import wording
from sidedoor.policy.facts import KNOWN, UNKNOWABLE, Facts, facts_of
from sidedoor.policy.notices import words
from sidedoor.policy.rules import Edition, Policy
from sidedoor.records import Finding, Message, Reason
from sidedoor.vocabulary import STRICTNESS, Action


class Verdict(NamedTuple):
    """The answer for one set of facts: the action, the rule as "policy/rule", and the sentence that says why.

    `notice` is the sentence for the sender, None where there is nothing to say.
    """

    action: Action
    rule: str
    message: str
    notice: str | None = None


def decide(policy: Policy, message: Message, findings: tuple[Finding, ...]) -> tuple[Action, tuple[Reason, ...]]:
    """Return the recommended action and a reason for each finding, the deciding one first.

    A message without findings is allowed, without a reason. Of several findings with the strictest action, the first
    in `findings` decides.
    """
    if not findings:
        return Action.ALLOW, ()
    edition = policy.as_of(message.sent_at)
    plan = edition.plan_class(message.client_plan)
    reasons = []
    for finding, facts in zip(findings, facts_of(message, plan, findings, edition.noticed), strict=True):
        action, rule, sentence, notice = judge(edition, facts)
        reasons.append(Reason(action=action, rule=rule, message=sentence, finding=finding, notice=notice))
    if len(reasons) > 1:
        reasons.sort(key=_mildness)
    return reasons[0].action, tuple(reasons)


# Real logs repeat a few hundred sets of facts; the bound only keeps a hostile log from filling the memory.
@lru_cache(maxsize=16384)
def judge(edition: Edition, facts: Facts) -> Verdict:
    """Return the verdict on a finding with these facts.

    Where the record does not tell a fact, every value that it could have is tried. If all lead to the same action,
    that is the answer; if not, the answer is a review, and its sentence says which field is missing.
    """
    gaps = [name for name in UNKNOWABLE if getattr(facts, name) == "unknown"]
    if not gaps:
        return _verdict(edition, facts)
    worlds = {
        values: _verdict(edition, facts.having(gaps, values)) for values in product(*(KNOWN[name] for name in gaps))
    }
    mildest = min((verdict.action for verdict in worlds.values()), key=STRICTNESS.__getitem__)
    if all(verdict.action is mildest for verdict in worlds.values()):
        return next(iter(worlds.values()))
    excuses = _excuses(gaps, {values for values, verdict in worlds.items() if verdict.action is not mildest})
    enough = bool(excuses)
    if not enough:
        mild = next(values for values, verdict in worlds.items() if verdict.action is mildest)
        excuses = dict(zip(gaps, map(str, mild), strict=True))
    fields = "-and-".join(UNKNOWABLE[name].replace("_", "-") for name in excuses)
    sentence = wording.missing(facts, mildest, excuses, enough)
    return Verdict(Action.REVIEW, f"{edition.policy_id}/missing-{fields}", sentence, _notice(edition, "", facts))


def _excuses(gaps: list[str], harsh: set[tuple[str | bool, ...]]) -> dict[str, str]:
    """Return, for each gap, the first value that alone would lead to the mildest action; gaps without one are left."""
    excuses = {}
    for position, name in enumerate(gaps):
        harsh_values = {values[position] for values in harsh}
        sufficient = [value for value in KNOWN[name] if value not in harsh_values]
        if sufficient:
            excuses[name] = str(sufficient[0])
    return excuses


def _verdict(edition: Edition, facts: Facts) -> Verdict:
    rule = edition.deciding(facts)
    if rule is None:
        sentence = f"{wording.what(facts)}; no rule of this policy speaks of it."
        notice = None if edition.default is Action.ALLOW else _notice(edition, "", facts)
        return Verdict(edition.default, f"{edition.policy_id}/default", sentence, notice)
    sentence = " ".join([rule.message.replace("{what}", wording.what(facts)), *filter(None, [rule.advice])])
    notice = None if rule.action is Action.ALLOW else _notice(edition, rule.notice, facts)
    return Verdict(rule.action, f"{edition.policy_id}/{rule.id}", sentence, notice)


def _notice(edition: Edition, template: str, facts: Facts) -> str:
    return words(edition.language).notice(template, facts)


def _mildness(reason: Reason) -> int:
    return -STRICTNESS[reason.action]
