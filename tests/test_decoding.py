import pytest

from sidedoor.decoding import as_written, backwards, decoded, hidden, resigned
from sidedoor.text import Text


@pytest.mark.parametrize(
    "written, read",
    [
        ("a&#64;b", "a@b"),  # decimal entity
        ("a&#x40;b", "a@b"),  # hexadecimal entity
        ("a&commat;b&period;c", "a@b.c"),  # named entities
        ("a%40b%2Ec", "a@b.c"),  # percent signs
        ("a\\u0040b", "a@b"),  # a programmer's escape
        ("100% of 40", None),  # a percent sign that encodes nothing
        ("a &foo; b", "a &foo; b"),  # no entity after all: it stays
    ],
)
def test_decoded(written: str, read: str | None) -> None:
    view = decoded(Text(written))
    assert (view and view.text) == read


def test_a_view_leads_back() -> None:
    text = Text("mail a&#64;b.cd now")
    view = decoded(text)
    assert view is not None
    start = view.text.index("a@b.cd")
    begin, end = view.span(start, start + 6)
    assert text.plain[begin:end] == "a&#64;b.cd"


def test_backwards_leads_back() -> None:
    text = Text("see moc.x@a here")
    view = backwards(text)
    start = view.text.index("a@x.com")
    begin, end = view.span(start, start + 7)
    assert text.plain[begin:end] == "moc.x@a"


@pytest.mark.parametrize(
    "written, read",
    [
        ("jo\u24d0kolberg.studio", "jo@kolberg.studio"),  # a circled a
        ("\u24d9\u24de\u24d0\u24da", None),  # a word in circled letters
        ("jo@gm@il.com", "jo@gmail.com"),  # the a of mail
        ('"jo" + "@" + "kolberg.studio"', '"jo@kolberg.studio"'),  # strings put together
        ("jo@kolberg.studio", None),  # nothing out of place
    ],
)
def test_resigned(written: str, read: str | None) -> None:
    view = resigned(Text(written))
    assert (view and view.text) == read


@pytest.mark.parametrize(
    "written, meant",
    [
        ("am9Aa29sYmVyZy5zdHVkaW8=", ["jo@kolberg.studio"]),  # base64
        ("am9Aa29sYmVyZy5zdHVkaW8", ["jo@kolberg.studio"]),  # without its padding
        ("hex: 6a 6f 40 6b 2e 73 74 75", ["jo@k.stu"]),  # named as hexadecimal
        ("6a 6f 40 6b 2e 73 74 75", []),  # not named: colours and hashes look so
        ("rot13: wb@xbyoret.fghqvb", ["jo@kolberg.studio"]),
        ("configuration", []),  # a long word
        ("SGVsbG8gd29ybGQhIQ==", ["Hello world!!"]),  # whatever it says
        ("Zm9vYmFyAAECAwQFBg==", []),  # not readable
    ],
)
def test_hidden(written: str, meant: list[str]) -> None:
    assert [text for _, _, text in hidden(Text(written))] == meant


def test_as_written_is_the_lower_case_view() -> None:
    view = as_written(Text("Ａｂ"))
    assert view.text == "ab"
    assert view.span(0, 2) == (0, 2)
