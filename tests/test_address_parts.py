import pytest

from sidedoor.address_parts import Part, address_parts
from sidedoor.text import Text


@pytest.mark.parametrize(
    "text, parts",
    [
        ("selma.haddad", [Part.LOCAL]),  # a bare name
        ("my name there is jorge.pinto.arq", [Part.LOCAL]),
        ("and then the at sign", [Part.AT]),
        ("arroba", [Part.AT]),
        ("outlook dot pt", [Part.DOMAIN]),
        ("@gmail.com", [Part.AT, Part.DOMAIN]),
        ("kolberg punkt studio", [Part.DOMAIN]),  # an own domain in words
        ("t.me/", [Part.DOMAIN]),  # the beginning of a link
        ("the rest tomorrow", []),
        ("I will send the draft at noon", []),
        ("we talked about gmail.com and the rest of the setup for two hours yesterday", []),  # long: it is talk
    ],
)
def test_address_parts(text: str, parts: list[Part]) -> None:
    assert address_parts(Text(text)) == parts
