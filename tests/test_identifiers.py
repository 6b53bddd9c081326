import pytest

from sidedoor.identifiers import is_odd, plain_identifiers, spelled_identifier


@pytest.mark.parametrize(
    "name, odd",
    [
        ("koala_cuts", True),  # no word is "koala"
        ("user_name", False),  # ordinary words joined, as in code
        ("profile_id", False),
        ("pixelmoth_", True),  # a sign at the end
        ("koala.cuts", True),
        ("done.thanks", False),  # a space was forgotten
        ("e.g", False),
        ("node.js", False),
        ("index.html", False),
        ("koala22", True),
        ("mp4", False),
        ("h264", False),
        ("1920x1080", False),
        ("32bits", False),
        ("v2.0", False),
        ("ubuntu10.04", False),
        ("eb3atly", False),  # Arabic in Latin letters
        ("5alina", False),
        ("python3", False),  # a term of the trade
        ("koala#1234", True),
        ("live:koala", True),
        ("margaret", False),
        ("2024", False),
        ("follow-up", False),
    ],
)
def test_odd(name: str, odd: bool) -> None:
    assert is_odd(name) is odd


@pytest.mark.parametrize(
    "text, values",
    [
        ("koala_a, koala.b; (koala-c)", ["koala_a", "koala.b", "koala-c"]),
        ("jo@koala.example and http://x.example/koala_a", ["and"]),  # an address, a link
        ("call koala_a() or koala_b/c", ["call", "or"]),  # code, a path
        ("koala_88.Thanks", ["koala_88"]),  # a space was forgotten
        ("@jo@koala.social", ["jo@koala.social"]),
        ("我是koala_a，你好", ["koala_a"]),  # no spaces
        ("x" * 60, []),  # longer than any user name
    ],
)
def test_plain(text: str, values: list[str]) -> None:
    assert [i.value for i in plain_identifiers(text) if len(i.value) > 1] == values


@pytest.mark.parametrize(
    "text, value",
    [
        ("the underscore velvet underscore loom add me", "the_velvet_loom"),  # ends at the second word in a row
        ("at-sign velvet dot koala", "velvet.koala"),
        ("velvet (dot) koala", "velvet.koala"),
        ("velvet-dash-koala", "velvet-koala"),
        ("j o a o . r e n d e r", "joao.render"),
        ("k.o.a.l.a", "koala"),  # dots that only set apart
        ("mike alpha x-ray papa", "maxp"),
        ("mike alpha", None),  # two radio words may be names
        ("sam underscore four two", "sam_42"),
        ("koala dot one", "koala.one"),  # a single number word may be a word
        ("the point of", None),  # prose: a dot word between ordinary words
        ("a b c", None),  # three letters are an abbreviation
        ("I am happy to talk", None),
    ],
)
def test_spelled(text: str, value: str | None) -> None:
    found = spelled_identifier(text, 0)
    assert (found.value if found else None) == value
