"""The gate over a batch: the same answers with numpy and without it."""

import pytest

from sidedoor import gate as gates
from sidedoor.wakes import load_gate

TEXTS = [
    "hello there",
    "call me on 415 555 0134",
    "мой телеграм @jo_dev",
    "",
    "mail jo at gmail dot com",
    "3 pages by Monday",
]


def test_without_numpy_a_batch_is_looked_at_text_by_text(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = load_gate()
    together = gate.look(TEXTS)
    monkeypatch.setattr(gates, "find_spec", lambda name: None)
    one_by_one = gate.look(TEXTS)
    assert one_by_one.woken.keys() == together.woken.keys()
    assert list(one_by_one.notes) == list(together.notes)
