"""The detectors: each is a function that reads a Text and yields findings; this tuple lists them all."""

from collections.abc import Callable, Iterator

from sidedoor.records import Finding
from sidedoor.text import Text

Detector = Callable[[Text], Iterator[Finding]]

DETECTORS: tuple[Detector, ...] = ()
