"""The errors a caller can meet, each with one sentence: what is wrong, where, and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches


class SidedoorError(ValueError):
    """Anything sidedoor refuses; its text is one sentence for the person who reads it."""


class PatternError(SidedoorError):
    """A pattern or word list that cannot be used."""


class PolicyError(SidedoorError):
    """A policy pack that cannot be used."""


class LogError(SidedoorError):
    """A message log that cannot be read or written at all."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" for the known word closest to `word`, or "" when none is close."""
    close = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f" Did you mean '{close[0]}'?" if close else ""
