"""What the models add and take away, with the models' answers given by hand."""

import pytest

from sidedoor import intent
from sidedoor.records import Finding
from sidedoor.settle import settle
from sidedoor.text import Text
from sidedoor.vocabulary import Kind

FIND, DOUBT, VETO, PATTERN_ODDS = 0.95, 0.9, 0.1, 20.0


_THRESHOLDS = {"find": FIND, "doubt": DOUBT, "veto": VETO, "pattern_odds": PATTERN_ODDS}


@pytest.fixture(autouse=True)
def thresholds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intent, "threshold", lambda model, name: _THRESHOLDS[name])


def answer(monkeypatch: pytest.MonkeyPatch, sure: float, kind: Kind = Kind.CHANNEL_SWITCH) -> None:
    scores = dict.fromkeys(intent.LABELS, 0.0) | {kind.value: sure, intent.SOLICITATION: sure}
    monkeypatch.setattr(intent, "judge", lambda text, fast=False, screened=True: scores)


def pattern_found(text: str) -> tuple[Finding, ...]:
    return (Finding(kind=Kind.CHANNEL_SWITCH, start=0, end=len(text), text=text),)


@pytest.mark.parametrize("sure", [DOUBT, FIND - 0.01, FIND])
def test_a_paraphrase_is_added_with_its_probability(monkeypatch: pytest.MonkeyPatch, sure: float) -> None:
    answer(monkeypatch, sure)
    (found,) = settle(Text("let us go on elsewhere by email"), ())
    assert (found.kind, found.confidence) == (Kind.CHANNEL_SWITCH, sure)


@pytest.mark.parametrize(
    "sure, confidence, why",
    [
        (VETO, 0.69, "0.1 / 0.9 are odds of 1 to 9, times 20"),
        (0.5, 0.95, "1 to 1, times 20"),
        (0.9, 0.99, "9 to 1, times 20"),
    ],
)
def test_a_pattern_makes_the_encoder_surer(
    monkeypatch: pytest.MonkeyPatch, sure: float, confidence: float, why: str
) -> None:
    answer(monkeypatch, sure)
    text = "meet me over there by email"
    assert settle(Text(text), pattern_found(text))[0].confidence == confidence, why


def test_the_fast_model_alone_has_no_doubts(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, DOUBT)
    assert settle(Text("let us go on elsewhere by email"), (), fast=True) == ()


def test_below_the_bar_nothing_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, DOUBT - 0.01)
    assert settle(Text("let us go on elsewhere by email"), ()) == ()


@pytest.mark.parametrize("sure, kept", [(VETO - 0.01, 0), (VETO, 1), (0.9, 1)])
def test_a_pattern_out_of_context_is_overruled(monkeypatch: pytest.MonkeyPatch, sure: float, kept: int) -> None:
    answer(monkeypatch, sure)
    text = "meet me over there by email"
    assert len(settle(Text(text), pattern_found(text))) == kept


def test_a_contact_point_is_never_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, 0.0)
    email = Finding(kind=Kind.EMAIL, start=0, end=3, text="a@b")
    assert settle(Text("a@b and let us talk there by email"), (email,)) == (email,)


def test_somebody_elses_contact_is_not_asked_of_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, 0.95, Kind.CONTACT_REQUEST)
    assert settle(Text("What is their email address?"), ()) == ()
    assert settle(Text("What is your email address?"), ()) != ()


def test_without_models_findings_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intent, "judge", lambda text, fast=False, screened=True: None)
    text = "let us go on elsewhere by email"
    assert settle(Text(text), pattern_found(text)) == pattern_found(text)
