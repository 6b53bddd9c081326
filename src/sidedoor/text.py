"""A text as it was written, beside a view of it that can be read, with every character mapped back."""

import unicodedata

from sidedoor.fold import fold_character, fold_homoglyphs


class Text:
    """What was written (`original`), its readable view (`plain`), and that view in lower case (`lower`).

    `plain` and `lower` have the same length, so an offset in one is an offset in the other; `span` leads from there
    back to the original. A text of plain ASCII is its own view and costs no mapping. `woken` is what the gate found
    worth looking at in it, None where no gate was asked.
    """

    __slots__ = ("_lower", "_offsets", "original", "plain", "woken")

    def __init__(self, original: str, woken: frozenset[str] | None = None) -> None:
        self.original = original
        self.woken = woken
        self._lower: str | None = None
        self._offsets: list[int] | None = None
        if original.isascii() and not any(c in original for c in "\r\v\f"):
            self.plain = original
            return
        table = {ord(character): fold_character(character) for character in set(original)}
        if all(len(folded) == 1 for folded in table.values()):
            self.plain = fold_homoglyphs(original.translate(table))  # as long as it was: no mapping either
            return
        characters: list[str] = []
        offsets: list[int] = []
        for index, character in enumerate(original):
            folded = fold_character(character)
            if len(folded) == 1:
                characters.append(folded)
                offsets.append(index)
            elif folded:
                characters.extend(folded)
                offsets.extend([index] * len(folded))
        self.plain = fold_homoglyphs("".join(characters))
        self._offsets = offsets

    @property
    def lower(self) -> str:
        """`plain` in lower case, character for character."""
        if self._lower is None:
            lowered = self.plain.lower()
            if len(lowered) != len(self.plain):  # a few letters grow in lower case; those stay as they are
                lowered = "".join(low if len(low := c.lower()) == 1 else c for c in self.plain)
            self._lower = lowered
        return self._lower

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `plain[start:end]` stands in the original, half open, in code points."""
        if self._offsets is None:
            return start, end
        if end <= start:
            at = self._offsets[start] if start < len(self._offsets) else len(self.original)
            return at, at
        stop = self._offsets[end - 1] + 1
        while stop < len(self.original) and _decorates(self.original[stop]):
            stop += 1  # the marks of the last character: a keycap's frame, a struck-through letter's stroke
        return self._offsets[start], stop

    def written(self, start: int, end: int) -> str:
        """Return the original characters behind `plain[start:end]`."""
        begin, stop = self.span(start, end)
        return self.original[begin:stop]

    def __len__(self) -> int:
        return len(self.plain)

    def __repr__(self) -> str:
        return f"Text(<{len(self.original)} characters>)"


def _decorates(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" and not fold_character(character)
