import pytest

from sidedoor.assembly import assemble
from sidedoor.text import Text


@pytest.mark.parametrize(
    "text, address",
    [
        ("my gmail: lena.k93", "lena.k93@gmail.com"),  # the provider first
        ("write me, lena.k93 with gmail", "lena.k93@gmail.com"),  # the name first
        ("same nick as on GitHub (rusty-fern), on proton dot me", "rusty-fern@proton.me"),  # in brackets
        ("gmail, and tamsinreads before it", "tamsinreads@gmail.com"),  # put in its place
        ("my gmail in radio words: tango oscar mike seven", "tom7@gmail.com"),
        ("我的gmail是lena93k", "lena93k@gmail.com"),  # a copula of another script
        ("write to my first and last name at gmail, all together", None),  # a name that both know
    ],
)
def test_assembles(text: str, address: str | None) -> None:
    assert [found.address for found in assemble(Text(text))] == [address]


@pytest.mark.parametrize(
    "text",
    [
        "my script stores message_id in gmail",  # an identifier of the work
        "Gmail API v2.1 and OAuth2",  # terms
        "my gmail: smtp.kolberg.studio",  # a host
        "reach me here, gmail blocks me",  # no name at all
        "mail us through Outlook or Thunderbird",  # programs
    ],
)
def test_assembles_nothing(text: str) -> None:
    assert [*assemble(Text(text))] == []
