import pytest

from sidedoor.address_words import cues
from sidedoor.nobody import in_code, is_copy, is_led_to, sentence


@pytest.mark.parametrize(
    "plain, code",
    [
        ("ssh ADDRESS", True),
        ("x = 'ADDRESS'", False),  # people write so too
        ("x='ADDRESS'", True),
        ('"to": "ADDRESS"', True),
        ('my mail: "ADDRESS"', False),  # a colon in a sentence
        ("send('ADDRESS')", True),
        ("(ADDRESS)", False),
        ("ADDRESS:acme/site.git", True),
        ("ADDRESS: write me", False),
        ("https://user:ADDRESS", True),
        ("```\nADDRESS\n```", True),
        ("``` a ```\nADDRESS", False),  # the block ended before
    ],
)
def test_in_code(plain: str, code: bool) -> None:
    start = plain.index("ADDRESS")
    assert in_code(plain, start, start + 7) is code


@pytest.mark.parametrize(
    "lower, copy",
    [
        ('set "write to ADDRESS now" in bold', True),
        ('my mail is "ADDRESS"', False),  # emphasis
        ('"write to ADDRESS now"', False),  # the whole message in quotes
        ("write to ADDRESS", False),
    ],
)
def test_is_copy(lower: str, copy: bool) -> None:
    start = lower.index("ADDRESS")
    assert is_copy(lower, start, start + 7) is copy


@pytest.mark.parametrize(
    "before, led",
    [
        ("you can find me at ", True),
        ("reach me through my website: ", True),
        ("find me a theme on ", False),  # an invitation to do something else
        ("my site is ", False),
    ],
)
def test_is_led_to(before: str, led: bool) -> None:
    assert is_led_to(before, cues().reach) is led


def test_sentence() -> None:
    lower = "one. two a@b.cd three! four"
    start = lower.index("a@")
    assert lower[slice(*sentence(lower, start, start + 6))] == "two a@b.cd three"
