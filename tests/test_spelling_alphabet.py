import pytest

from sidedoor.spelling_alphabet import respell, spoken_number
from sidedoor.tokens import tokenise


@pytest.mark.parametrize(
    "lower, words",
    [
        ("tango oscar mike seven seven", ["tom77"]),  # radio words, digits behind
        ("x-ray, echo, lima", ["xel"]),  # commas, and a word with a dash
        ("k for king, a as in apple, r for red", ["kar"]),  # letters explained
        ("mike and oscar", ["mike", "and", "oscar"]),  # two are people
        ("papa golf", ["papa", "golf"]),
        ("a for effort", ["a", "for", "effort"]),  # the word does not begin so
    ],
)
def test_respell(lower: str, words: list[str]) -> None:
    assert [token.text for token in respell(tokenise(lower))] == words


@pytest.mark.parametrize(
    "lower, number",
    [
        ("karim forty two", "42"),  # ten and unit
        ("karim four two", "42"),  # digit by digit
        ("karim nineteen ninety", "1990"),  # a year
        ("karim", ""),
    ],
)
def test_spoken_number(lower: str, number: str) -> None:
    tokens = tokenise(lower)
    assert spoken_number(tokens, len(tokens))[0] == number
