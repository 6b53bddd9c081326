import pytest

from sidedoor.domains import registered_domain, under


@pytest.mark.parametrize(
    "host, registered",
    [
        ("gmail.com", "gmail.com"),
        ("mail.acme.co.uk", "acme.co.uk"),  # the public suffix has two labels
        ("co.uk", None),  # a suffix alone belongs to nobody
        ("uk", None),
        ("logo.png", None),  # no such ending
        ("a..com", None),
        ("studio.example", "studio.example"),  # reserved, but written as if it were real
        ("почта.рф", "почта.рф"),
        ("foo.xn--p1ai", "foo.xn--p1ai"),
    ],
)
def test_registered_domain(host: str, registered: str | None) -> None:
    assert registered_domain(host) == registered


def test_under_compares_whole_labels() -> None:
    assert under("us02web.zoom.us", "zoom.us")
    assert under("zoom.us", "zoom.us")
    assert not under("notzoom.us", "zoom.us")
