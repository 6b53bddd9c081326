import pytest

from sidedoor.mail_addresses import find_mail_addresses, valid_address
from sidedoor.text import Text


@pytest.mark.parametrize(
    "written, address",
    [
        ("Lena.K@Kolberg.Studio", "lena.k@kolberg.studio"),
        ("lena..k@kolberg.studio", None),  # two dots in a row
        ("lena@kolberg.png", None),  # no such ending
        ("lena@co.uk", None),  # nobody's domain
        ("lena@kolberg.test", None),  # reserved: no mail arrives
    ],
)
def test_valid_address(written: str, address: str | None) -> None:
    assert valid_address(written) == address


def test_reads_placeholders_too() -> None:
    assert {found.address for found in find_mail_addresses(Text("name@domain.com"))} == {"name@domain.com"}


@pytest.mark.parametrize("piece", ["a@b.", "lena at gmail dot com ", "&#64;", "moc.liamg@a ", '"gmail" x_y ', "@a.b "])
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    assert len([*find_mail_addresses(Text(piece * 300))]) >= 0
