"""Moved: see `sidedoor.evidence`."""

from sidedoor.evidence import disguises, finding

__all__ = ["disguises", "finding"]
