"""The gate: the same findings with it and without it, and the same answers for a batch, for one text, without numpy."""

import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sidedoor
from sidedoor import gate as gates
from sidedoor.gate import Gate
from sidedoor.patterns import load_patterns
from sidedoor.pipeline import _detected
from sidedoor.resources import folder
from sidedoor.scanners import PlainPhrases, PlainShapes
from sidedoor.text import Text
from sidedoor.wakes import all_wakes, doubts, load_gate

SAMPLES = sorted((Path(__file__).parent.parent / "sample_messages").glob("*.jsonl"))
_EXAMPLES = 300  # of patterns; all of them are checked by `python -m benchmarks.gate_superset` together with whole logs


def samples() -> list[str]:
    return [msgspec.json.decode(line)["text"] for path in SAMPLES for line in path.read_bytes().splitlines()]


def examples() -> list[str]:
    texts = {text for pattern in load_patterns(folder("patterns")) for text in (*pattern.match, *pattern.no_match)}
    return random.Random(1).sample(sorted(texts), _EXAMPLES)


def differ(texts: list[str]) -> list[str]:
    """Return those of `texts` in which the gate, for a batch or for one, keeps a detector from finding something."""
    gate = load_gate()
    look = gate.look(texts)
    return [
        text
        for i, text in enumerate(texts)
        if gate.look_at(text) != (look.woken.get(i, frozenset()), look.notes[i])
        or sidedoor.pipeline.find(text) != _detected(Text(text))
    ]


@pytest.mark.parametrize("texts", [samples, examples])
def test_no_finding_is_lost(texts: Callable[[], list[str]]) -> None:
    assert differ(texts()) == []


# What people say, in pieces, so that chance makes what nobody thought of.
_PIECES = st.sampled_from(
    [
        *"0123456789@.-_/,:!?()[]|*#+ \n",
        *("four", "five", "oh", "double", "siete", "ноль", "٤", "４", "①"),
        *("at", "dot", "arroba", "punto", "собака", "gmail", "com", "co.uk", ".net", "hotmail", "slash"),
        *("whatsapp", "wa", "tg", "teleg", "ram", "insta-grm", "wh@ts", "skype", "sky pe", "微信", "line", "ⓐ"),
        *("my", "your", "number", "call", "me", "on", "is", "the", "user", "name", "pay", "outside", "fee", "пиши"),
        *("12 Mill Road", "PayPal", "DE89", "0x", "IBAN", "Straße", "C++", "​", "’", "🙂", "é"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.tuples(_PIECES, st.sampled_from(["", " ", " ", " "])), max_size=14), min_size=1, max_size=4)
)
def test_no_finding_is_lost_in_texts_made_by_chance(drawn: list[list[tuple[str, str]]]) -> None:
    assert differ(["".join(a + b for a, b in pieces) for pieces in drawn]) == []


def test_without_hyperscan_as_much_is_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "scanners", lambda: (PlainShapes, PlainPhrases))
    plain = Gate(all_wakes(), doubts())

    assert [plain.look_at(text) for text in samples()] == [load_gate().look_at(text) for text in samples()]


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
