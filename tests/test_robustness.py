"""A small contest with the opponent of `benchmarks/`: no technique may be read worse than it is now."""

import pytest
from benchmarks.disguises import DISGUISES
from benchmarks.robustness import Result, judge, samples, scorecard, share

import sidedoor
from sidedoor import Kind, Technique

SEED = 7
LANGUAGES = ("en", "es", "ru", "hi", "zh")
# A little under what was measured with this seed: one more miss of a technique passes, two fail.
FLOORS = {
    Technique.ANSWER_TO_REQUEST: 0.86,
    Technique.ARITHMETIC: 0.40,
    Technique.AT_DOT_WORDS: 0.75,
    Technique.DISGUISED_AS_NUMBER: 0.20,
    Technique.EMOJI: 0.90,
    Technique.ENCODED: 0.93,
    Technique.FILLER: 0.60,
    Technique.HOMOGLYPH: 0.80,
    Technique.LEET: 0.66,
    Technique.LOOKALIKE_DIGITS: 0.40,
    Technique.MISSING_PART: 0.90,
    Technique.MISSPELT: 0.66,
    Technique.MIXED_DIGITS: 0.80,
    Technique.NATIVE_DIGITS: 0.80,
    Technique.NICKNAME: 0.92,
    Technique.PHONETIC_ALPHABET: 0.70,
    Technique.POINTER: 0.20,
    Technique.REVERSED: 0.93,
    Technique.SEPARATORS: 0.73,
    Technique.SPACED: 0.72,
    Technique.SPELLED_DIGITS: 0.80,
    Technique.SPLIT_LINES: 0.76,
    Technique.SPLIT_MESSAGES: 0.52,
    Technique.STYLED_CHARACTERS: 0.84,
    Technique.SYMBOL_SWAP: 0.80,
    Technique.VANITY: 0.80,
    Technique.ZERO_WIDTH: 0.88,
}
MOST_TWINS_TOUCHED = 0.03


@pytest.fixture(scope="module")
def results() -> list[Result]:
    pipeline = sidedoor.load(fast=True)
    return [judge(pipeline, sample) for sample in samples(SEED, 1, LANGUAGES)]


@pytest.mark.parametrize("technique", DISGUISES)
def test_found(results: list[Result], technique: Technique) -> None:
    mine = [r for r in results if r.sample.is_contact and r.sample.technique == technique]
    assert mine
    assert share(mine).value >= FLOORS[technique], [r.sample.turns[-1] for r in mine if not r.right]


def test_twins_are_left_alone(results: list[Result]) -> None:
    twins = [r for r in results if not r.sample.is_contact]
    touched = [r.sample.turns[-1] for r in twins if not r.right]
    assert len(touched) <= MOST_TWINS_TOUCHED * len(twins), touched


def test_every_technique_is_tried() -> None:
    assert set(DISGUISES) == set(Technique)


def test_the_same_seed_makes_the_same_messages() -> None:
    assert [*samples(3, 1, ("fr",))] == [*samples(3, 1, ("fr",))]
    assert [*samples(3, 1, ("fr",))] != [*samples(4, 1, ("fr",))]


def test_the_scorecard_names_every_technique_and_language(results: list[Result]) -> None:
    card = scorecard(results, "upwork", SEED, 1)
    for name in (*Technique, *LANGUAGES, Kind.EMAIL, "seed 7"):
        assert str(name) in card
