"""Policies: a marketplace's rules as data, and the action that they recommend for what was found in a message."""

from sidedoor.policy.decide import decide
from sidedoor.policy.load import load_policy, policy_names
from sidedoor.policy.rules import Policy

__all__ = ["Policy", "decide", "load_policy", "policy_names"]
