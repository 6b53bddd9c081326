"""Numbers that must be worked out, and the pieces of numbers that are split over messages."""

import pytest

from sidedoor.cues import cues
from sidedoor.distractors import distractors
from sidedoor.numerals import numerals
from sidedoor.riddles import Riddle, digit_pieces, plain_riddles, riddles
from sidedoor.text import Text
from sidedoor.vocabulary import Technique


def solved(text: str) -> list[Riddle]:
    read = Text(text)
    return [*plain_riddles(read), *riddles(read, numerals(read), distractors(read), cues(read))]


RIDDLES = [
    ("read it backwards: 1510 555 213", "3125550151", Technique.REVERSED),
    ("backwards: nine one one zero five five five six four six", "6465550119", Technique.REVERSED),
    ("enin eno eno orez evif evif evif xis ruof xis, mirrored", "6465550119", Technique.REVERSED),
    ("$646 logo, $555 site, $0108 card: only the numbers, call me", "6465550108", Technique.DISGUISED_AS_NUMBER),
    ("7 fig 0 fig 2 fig 5 fig 5 fig 5 fig 0 fig 1 fig 6 fig 9, take out figs, call me", "7025550169", Technique.FILLER),
    ("call me: 4 cats 1 dog 5 birds 5 fish 5 cows 5 pigs 0 ants 1 bee 8 bats 5 rats", "4155550185", Technique.FILLER),
    ("call me: first is 4, second is 1, third is 5, then 5, 5, 5, 0, 1, 3, 4", "4155550134", Technique.FILLER),
    ("&#52;&#49;&#53;&#53;&#53;&#53;&#48;&#49;&#51;&#52;", "4155550134", Technique.ENCODED),
    ("here: %34%31%35%35%35%35%30%31%33%34", "4155550134", Technique.ENCODED),
    ("NDE1NTU1MDEzNA==", "4155550134", Technique.ENCODED),
    ("415 banana 555 banana 0134 (without the banana)", "4155550134", Technique.FILLER),
    ("+44 ZZZ 7700 ZZZ 900123, drop the ZZZ", "+447700900123", Technique.FILLER),
    ("last four are 0149, first six: 415 555. Call me", "4155550149", Technique.FILLER),
    ("call me on 555 0189, area code 415", "4155550189", Technique.FILLER),
    ("my cell is 415 555 01 and then 4+4 and 9-2", "4155550187", Technique.ARITHMETIC),
    ("ring 1-800-FLOWERS", "18003569377", Technique.VANITY),
]  # fmt: skip


@pytest.mark.parametrize("text, digits, technique", RIDDLES)
def test_riddles(text: str, digits: str, technique: Technique) -> None:
    assert (digits, technique) in [(riddle.digits, riddle.technique) for riddle in solved(text)]


@pytest.mark.parametrize(
    "text, why",
    [
        ("logo $646, banner $555, card $108. Remove the old ones", "nobody is to be called"),
        ("4 cats 1 dog 5 birds 5 fish 5 cows 5 pigs 0 ants 1 bee 8 bats 5 rats", "a farm"),
        ("sort the list 5 4 3 2 1 in reverse", "too few digits for a number"),
    ],
)
def test_no_riddle(text: str, why: str) -> None:
    assert [riddle for riddle in solved(text) if len(riddle.digits) >= 9] == [], why


@pytest.mark.parametrize(
    "text, pieces, why",
    [
        ("ok so first part: 415", ["415"], "digits in a sentence"),
        ("six four six", ["646"], "words make one piece"),
        ("oh one six one", ["0161"], "oh is zero"),
        ("2", ["2"], "a single digit"),
        ("+44", ["44"], "a country code"),
        ("555 sits in the middle", ["555"], "words behind it"),
        ("no numbers here", [], "nothing"),
    ],
)
def test_digit_pieces(text: str, pieces: list[str], why: str) -> None:
    assert [digits for digits, _, _ in digit_pieces(Text(text))] == pieces, why
