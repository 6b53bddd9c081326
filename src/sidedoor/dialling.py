"""Which telephone number a string of digits can be, in which country."""

import re
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sidedoor.resources import folder, read_toml

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

FEWEST_DIGITS, MOST_DIGITS = 7, 15
_MOST_NATIONAL = 13
_LONGER_THAN_NATIONAL = 12


class Fit(IntEnum):
    """How well digits fit the numbering plans of the world."""

    LENGTH = 1  # as many digits as a telephone number has
    POSSIBLE = 2  # the right number of digits for the country
    VALID = 3  # the country gives out such numbers


class Number(NamedTuple):
    """A telephone number: `value` in E.164 ("+14155550134"), or bare digits where no country can be told."""

    value: str
    fit: Fit


class Countries(NamedTuple):
    """The countries that a text speaks for, ISO 3166 codes, the likeliest first.

    `named` are places in it. `home` are countries that nearly all speakers of its language write from; `shared` those
    of a language that many countries speak, where only the number itself can tell which.
    """

    named: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


NOWHERE = Countries()


class Geography(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `patterns/phone.toml` tells: countries whose code is written without a plus, and words that name one."""

    plusless: tuple[str, ...]
    places: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def geography() -> Geography:
    """Return the countries of `patterns/phone.toml`. Raises PatternError with file and reason."""
    return read_toml(folder("patterns") / "phone.toml", Geography)


# North America writes its numbers without a trunk prefix; neither the area nor the exchange begins with 0 or 1. Its
# fictional exchange 555 counts, since sample numbers are written with it and the metadata know only a part of them.
_NORTH_AMERICAN = re.compile(r"1?([2-9]\d\d[2-9]\d{6})")
# Ofcom keeps these for drama; the metadata call them invalid.
_BRITISH_DRAMA = re.compile(r"0(7700900\d{3}|1632960\d{3})")
_INTERNATIONAL = re.compile(r"00[1-9]|011[2-9]")


@lru_cache(maxsize=4096)
def dial(digits: str, plus: bool = False, countries: Countries = NOWHERE) -> Number | None:
    """Return the number that somebody would reach by `digits`, or None where it can be none.

    `plus` says that a plus sign stands before the digits. The value never loses a digit that was written: where E.164
    drops more than zeros (Russia's 8), the digits stay as they are.
    """
    if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        return None
    if plus:
        return _international(digits)
    if (prefix := _INTERNATIONAL.match(digits)) and (number := _international(digits[prefix.end() - 1 :])):
        return number
    return (
        _with_country_code(digits, countries)
        or _national(digits, (*countries.named, *countries.home), Fit.VALID)
        or _told_by_itself(digits)
        or _national(digits, countries.home, Fit.POSSIBLE)
        or _of_one_country(digits, countries.shared)
        or _bare(digits, (*countries.named, *countries.shared))
    )


def _international(digits: str) -> Number | None:
    import phonenumbers  # 28 ms, and most texts have no number

    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    fit = Fit.VALID if phonenumbers.is_valid_number(number) else Fit.POSSIBLE
    return Number(_keeping(digits, number), fit)


def _with_country_code(digits: str, countries: Countries) -> Number | None:
    """An international number without its plus sign: longer than national ones, or of a country spoken for."""
    if not 11 <= len(digits) <= MOST_DIGITS or digits[0] in "01":
        return None
    import phonenumbers

    told = (*countries.named, *countries.home, *countries.shared)
    for region in told if len(digits) < _LONGER_THAN_NATIONAL else (*told, *geography().plusless):
        if digits.startswith(str(phonenumbers.country_code_for_region(region))):
            number = _international(digits)
            if number and (number.fit is Fit.VALID or _BRITISH_DRAMA.fullmatch("0" + digits.removeprefix("44"))):
                return Number(number.value, Fit.VALID)
    return None


def _national(digits: str, regions: tuple[str, ...], least: Fit) -> Number | None:
    """The number in the first of `regions` that it fits best, if it fits so well at least."""
    numbers = [number for region in regions if (number := _in_region(digits, region))]
    best = max(numbers, key=lambda number: number.fit, default=None)
    return best if best and best.fit >= least else None


def _in_region(digits: str, region: str) -> Number | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_valid_number(number):
        return Number(_keeping(digits, number), Fit.VALID)
    if phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE:
        return Number(_keeping(digits, number), Fit.POSSIBLE)
    return None


def _told_by_itself(digits: str) -> Number | None:
    if match := _NORTH_AMERICAN.fullmatch(digits):
        # Ten bare digits from 6 to 9 may as well be Indian: North American only where the area code exists.
        number = _in_region(match[1], "US")
        if number and (number.fit is Fit.VALID or match[1][3:6] == "555"):
            return Number("+1" + match[1], number.fit)
    if match := _BRITISH_DRAMA.fullmatch(digits):
        return Number("+44" + match[1], Fit.VALID)
    return None


def _of_one_country(digits: str, regions: tuple[str, ...]) -> Number | None:
    """The number, where only one of the countries that share a language gives it out."""
    valid = [number for region in regions if (number := _in_region(digits, region)) and number.fit is Fit.VALID]
    if not valid:
        return None
    return valid[0] if len(valid) == 1 else Number(digits, Fit.VALID)


def _bare(digits: str, regions: tuple[str, ...]) -> Number | None:
    if len(digits) > _MOST_NATIONAL:
        return None
    return Number(digits, Fit.POSSIBLE if _national(digits, regions, Fit.POSSIBLE) else Fit.LENGTH)


def _keeping(digits: str, number: "PhoneNumber") -> str:
    import phonenumbers

    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return value if value.endswith(digits.lstrip("0")) else digits
