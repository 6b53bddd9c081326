"""Which telephone number a string of digits can be, in which country."""

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sidedoor.errors import PatternError
from sidedoor.resources import folder

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber


class Fit(IntEnum):
    """How well digits fit the numbering plans of the world."""

    LENGTH = 1  # as many digits as a telephone number has
    POSSIBLE = 2  # the right number of digits for the country
    VALID = 3  # the country gives out such numbers


class Number(NamedTuple):
    """A telephone number: `value` in E.164 ("+14155550134"), or bare digits where no country can be told."""

    value: str
    fit: Fit


class Geography(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `patterns/phone.toml` tells: the countries tried by default, and the words that name a country."""

    default: tuple[str, ...]
    trunk: frozenset[str]
    places: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def geography() -> Geography:
    """Return the countries of `patterns/phone.toml`. Raises PatternError with file and reason."""
    path = folder("patterns") / "phone.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Geography)
    except msgspec.MsgspecError as error:
        raise PatternError(f"{path}: {error}.") from error


# North America writes its numbers without a trunk prefix; neither the area nor the exchange begins with 0 or 1. Its
# fictional exchange 555 counts, since sample numbers are written with it and the metadata know only a part of them.
_NORTH_AMERICAN = re.compile(r"1?([2-9]\d\d[2-9]\d{6})")
# Ofcom keeps these for drama; the metadata call them invalid.
_BRITISH_DRAMA = re.compile(r"0(7700900\d{3}|1632960\d{3})")
_LONGER_THAN_NATIONAL = 12
_INTERNATIONAL = re.compile(r"00[1-9]|011[2-9]")


@lru_cache(maxsize=4096)
def dial(digits: str, plus: bool = False, regions: tuple[str, ...] = ()) -> Number | None:
    """Return the number that somebody in one of `regions` would reach by `digits`, or None where it can be none.

    `plus` says that a plus sign stands before the digits. `regions` are ISO 3166 codes that the text speaks for, the
    likeliest first; without any, only countries that can be told from the number itself are named. The value never
    loses a digit that was written: where E.164 drops more than zeros (Russia's 8), the digits stay as they are.
    """
    if not 7 <= len(digits) <= 15:
        return None
    if plus:
        return _international(digits)
    if (prefix := _INTERNATIONAL.match(digits)) and (number := _international(digits[prefix.end() - 1 :])):
        return number
    if number := _with_country_code(digits, regions):
        return number
    best: Number | None = None
    for region in regions:
        number = _national(digits, region)
        if number and (best is None or number.fit > best.fit):
            best = number
            if number.fit is Fit.VALID:
                return number
    return _told_by_itself(digits) or best or _bare(digits)


def _bare(digits: str) -> Number | None:
    return Number(digits, Fit.LENGTH) if 7 <= len(digits) <= 13 else None


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


def _national(digits: str, region: str) -> Number | None:
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
        number = _national(match[1], "US")
        if number and (number.fit is Fit.VALID or match[1][3:6] == "555"):
            return Number("+1" + match[1], number.fit)
    if match := _BRITISH_DRAMA.fullmatch(digits):
        return Number("+44" + match[1], Fit.VALID)
    return None


def _with_country_code(digits: str, regions: tuple[str, ...]) -> Number | None:
    """An international number without its plus sign: longer than national ones, and of a country spoken for."""
    if not 11 <= len(digits) <= 13 or digits[0] in "01":
        return None
    import phonenumbers

    told = regions if len(digits) < _LONGER_THAN_NATIONAL else (*regions, *geography().default)
    for region in dict.fromkeys(told):
        code = str(phonenumbers.country_code_for_region(region))
        if digits.startswith(code):
            number = _international(digits)
            if number and (number.fit is Fit.VALID or _BRITISH_DRAMA.fullmatch("0" + digits.removeprefix("44"))):
                return Number(number.value, Fit.VALID)
    return None


def _keeping(digits: str, number: "PhoneNumber") -> str:
    import phonenumbers

    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return value if value.endswith(digits.lstrip("0")) else digits


def home(digits: str, candidates: Iterable[str]) -> str | None:
    """Return the only country of `candidates` that calls `digits` valid and writes its numbers so, or None."""
    trunk = geography().trunk
    found = [
        region
        for region in candidates
        if (digits[0] == "0" or region not in trunk)
        and (number := _national(digits, region))
        and number.fit is Fit.VALID
    ]
    return found[0] if len(found) == 1 else None
