import pytest

from sidedoor.hyperlinks import find_hyperlinks
from sidedoor.text import Text


@pytest.mark.parametrize(
    "text, host, rest",
    [
        ("see https://Kolberg.Studio/Work?x=1#y.", "kolberg.studio", "/Work?x=1#y"),  # the host in lower case
        ("(kolberg.studio/a_(b))", "kolberg.studio", "/a_(b)"),  # only its own brackets
        ("kolberg dot studio slash work", "kolberg.studio", "/work"),
        ("t . me / lena", "t.me", "/lena"),
        ("hxxps://t[.]me/lena", "t.me", "/lena"),
        ("calendly slash norafisk", "calendly.com", "/norafisk"),  # the ending left out
        ("t me slash norafisk", "t.me", "/norafisk"),  # the dot left out
        ("aHR0cHM6Ly90Lm1lL2xlbmE5Mw==", "t.me", "/lena93"),  # base64
    ],
)
def test_reads(text: str, host: str, rest: str) -> None:
    assert (host, rest) in [(link.host, link.rest) for link in find_hyperlinks(Text(text))]


@pytest.mark.parametrize(
    "text",
    [
        "lena@kolberg.studio",  # the domain of an e-mail
        "main.css and app.js",  # files
        "html slash css slash js",  # talk
        "facebook slash meta ads",  # two services
        "at 5 pm. Com",  # the end of a sentence
    ],
)
def test_reads_nothing(text: str) -> None:
    assert [*find_hyperlinks(Text(text))] == []
