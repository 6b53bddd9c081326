import pytest

from sidedoor.spelled_domain import read_domain
from sidedoor.text import Text
from sidedoor.tokens import tokenise


@pytest.mark.parametrize(
    "lower, name, complete",
    [
        ("gmail dot com and more", "gmail.com", True),
        ("kolberg dash studio dot co dot uk", "kolberg-studio.co.uk", True),  # a dash, an ending of two
        ("kolberg.studio", "kolberg.studio", True),
        ("g m a i l . c o m i hope", "gmail.com", True),  # letters of the next word stuck on
        ("gm ail . c om", "gmail.com", True),  # cut anyhow
        ("gmail com", "gmail.com", True),  # the dot left out
        ("gmailcom", "gmail.com", True),
        ("mail,ru", "mail.ru", True),  # a comma for the dot
        ("gmail. com", "gmail.com", False),  # a sentence may end here: the ending is not read
        ("gmail", "gmail.com", False),  # the ending is the provider's
        ("googlemail", "googlemail.com", False),
        ("that google mail thing dot com", "gmail.com", True),  # words around the name
        ("gmial dot com", "gmail.com", True),  # a slip
        ("яндекс точка ру", "yandex.ru", True),  # another script
        ("мейл ру", "mail.ru", True),
        ("gmx punkt at", "gmx.at", True),  # the ending is the name of a sign
        ("the office tomorrow", None, None),
        ("this in", None, None),
        ("kolberg dot nothing", None, None),  # no such ending
    ],
)
def test_read_domain(lower: str, name: str | None, complete: bool | None) -> None:
    domain = read_domain(tokenise(Text(lower).lower), 0)
    assert (domain and domain.name, domain and domain.complete) == (name, complete)
