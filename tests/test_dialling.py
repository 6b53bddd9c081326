"""Which number digits are, in which country."""

import pytest

from sidedoor.dialling import Fit, dial, geography, home

DIALLED = [
    ("4155550134", False, (), "+14155550134", Fit.VALID, "North America"),
    ("18005550199", False, (), "+18005550199", Fit.VALID, "with its 1"),
    ("447700900461", True, (), "+447700900461", Fit.POSSIBLE, "kept for drama: no network gives it out"),
    ("07700900461", False, (), "+447700900461", Fit.VALID, "the same as people in Britain write it"),
    ("447700900461", False, (), "+447700900461", Fit.VALID, "the plus sign left out"),
    ("00447700900461", False, (), "+447700900461", Fit.POSSIBLE, "dialled from abroad"),
    ("05325550147", False, ("TR",), "+905325550147", Fit.VALID, "the text speaks for Turkey"),
    ("89165550138", False, ("RU",), "89165550138", Fit.VALID, "the trunk 8 was written, so it stays"),
    ("600555019", False, ("PL",), "+48600555019", Fit.VALID, "nine digits in Poland"),
    ("5550134", False, (), "5550134", Fit.LENGTH, "a local number belongs to no country"),
]


@pytest.mark.parametrize("digits, plus, regions, value, fit, why", DIALLED)
def test_dial(digits: str, plus: bool, regions: tuple[str, ...], value: str, fit: Fit, why: str) -> None:
    number = dial(digits, plus, regions)
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


def test_home_is_the_only_country_that_knows_a_number() -> None:
    assert home("9820014573", geography().default) == "IN"
    assert home("0171392001", geography().default) is None
