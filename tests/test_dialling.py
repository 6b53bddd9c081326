"""Which number digits are, in which country."""

import pytest

from sidedoor.dialling import Countries, Fit, dial

DIALLED = [
    ("4155550134", False, Countries(), "+14155550134", Fit.VALID, "North America"),
    ("18005550199", False, Countries(), "+18005550199", Fit.VALID, "with its 1"),
    ("447700900461", True, Countries(), "+447700900461", Fit.POSSIBLE, "kept for drama: no network gives it out"),
    ("07700900461", False, Countries(), "+447700900461", Fit.VALID, "the same as people in Britain write it"),
    ("447700900461", False, Countries(), "+447700900461", Fit.VALID, "the plus sign left out"),
    ("00447700900461", False, Countries(), "+447700900461", Fit.POSSIBLE, "dialled from abroad"),
    ("05325550147", False, Countries(home=("TR",)), "+905325550147", Fit.VALID, "the text speaks for Turkey"),
    ("89165550138", False, Countries(home=("RU",)), "89165550138", Fit.VALID, "the trunk 8 was written, so it stays"),
    ("600555019", False, Countries(home=("PL",)), "+48600555019", Fit.VALID, "nine digits in Poland"),
    (
        "0639984107",
        False,
        Countries(home=("FR",), shared=("MA",)),
        "+33639984107",
        Fit.POSSIBLE,
        "at home before abroad",
    ),
    (
        "0505550142",
        False,
        Countries(shared=("EG", "SA", "AE")),
        "0505550142",
        Fit.VALID,
        "several countries give it out",
    ),
    ("3335550123", False, Countries(home=("IT",)), "+393335550123", Fit.VALID, "Italian before North American"),
    ("5550134", False, Countries(), "5550134", Fit.LENGTH, "a local number belongs to no country"),
]


@pytest.mark.parametrize("digits, plus, countries, value, fit, why", DIALLED)
def test_dial(digits: str, plus: bool, countries: Countries, value: str, fit: Fit, why: str) -> None:
    number = dial(digits, plus, countries)
    assert number is not None
    assert (number.value, number.fit) == (value, fit), why


@pytest.mark.parametrize(
    "digits, plus, why",
    [
        ("123456", False, "too short"),
        ("1234567890123456", False, "too long"),
        ("999123456789", True, "no such country"),
        ("4412", True, "a country, and hardly a digit more"),
    ],
)
def test_no_number(digits: str, plus: bool, why: str) -> None:
    assert dial(digits, plus) is None, why
