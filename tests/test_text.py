"""The readable view of a text and its way back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidedoor.text import Text

NASTY = st.text(
    alphabet=st.one_of(
        st.characters(),  # surrogates and NULs included
        st.sampled_from("аеорсхіӏѕԛΟοΑ٣۳३৩๓４④𝟒⁴4️⃣\u200b\u200d\u202e\u00ad\ufeff@.ｗ𝐠ⓖ🅖é́ñ한ガｶﾞｿﾞก็ิ"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    "written, read",
    [
        ("plain ascii, untouched", "plain ascii, untouched"),
        ("６４６－５５５－０１２２", "646-555-0122"),  # full width
        ("④①⑤ ❺❺❺", "415 555"),  # circled, negative circled
        ("4️⃣1️⃣5️⃣", "415"),  # keycaps: digit, variation selector, enclosing mark
        ("٠٥٠٥٥٥٠١٤٢", "0505550142"),  # Arabic-Indic
        ("९८२०", "9820"),  # Devanagari
        ("²⁰²⁵", "2025"),  # superscript
        ("𝐠𝐫𝐞𝐭𝐚@𝐠𝐦𝐚𝐢𝐥.𝐜𝐨𝐦", "greta@gmail.com"),  # mathematical bold
        ("🅶🅼🅰🅸🅻", "GMAIL"),  # negative squared letters, which NFKC leaves alone
        ("gma\u200bil\u2060.c\u00adom", "gmail.com"),  # zero width, word joiner, soft hyphen
        ("\u202emoc\u202c", "moc"),  # bidi marks
        ("g\u0336m\u0336ail", "gmail"),  # struck through
        ("lucas.petit@gmаil.cоm", "lucas.petit@gmail.com"),  # Cyrillic а and о inside Latin words
        ("user@gmail.сом", "user@gmail.сом"),  # м is drawn like m only in a mixed word: not enough
        ("user@gmail.со", "user@gmail.co"),  # a wholly Cyrillic part of a Latin address
        ("Теlеgrаm", "Telegram"),  # Cyrillic capitals
        ("пишите в ватсап", "пишите в ватсап"),  # Russian stays Russian
        ("SEO-текст", "SEO-текст"),  # an honest mixed compound
        ("café łódź ñ ø ß", "cafe lodz n o ss"),  # accents come off, also those without a decomposition
        ("नमस्ते สวัสดี 한국어 ガス", "नमस्ते สวัสดี 한국어 ガス"),  # vowel signs of other scripts are no decoration
        ("‘quoted’ — “so”", "'quoted' - \"so\""),  # typographic marks
        ("a\u00a0b\u2003c", "a b c"),  # every blank is a space
        ("ＴＥＬ：０９０", "TEL:090"),
    ],
)
def test_readable_view(written: str, read: str) -> None:
    assert Text(written).plain == read


@pytest.mark.parametrize(
    "written, part, original",
    [
        ("mail: gma\u200bil.com", "gmail.com", "gma\u200bil.com"),
        ("call 4️⃣1️⃣5️⃣ now", "415", "4️⃣1️⃣5️⃣"),
        ("Straße 5", "Strasse", "Straße"),  # one letter read as two
        ("№5", "No", "№"),
        ("plain", "lai", "lai"),
    ],
)
def test_span_leads_back(written: str, part: str, original: str) -> None:
    text = Text(written)
    start = text.plain.index(part)
    assert text.written(start, start + len(part)) == original


@given(NASTY)
def test_every_span_slices_the_original(written: str) -> None:
    text = Text(written)
    position = 0
    for index in range(len(text)):
        start, end = text.span(index, index + 1)
        assert position <= start < end <= len(written)
        position = start
    whole = text.span(0, len(text))
    assert 0 <= whole[0] <= whole[1] <= len(written)


@given(NASTY)
def test_folding_twice_is_folding_once(written: str) -> None:
    once = Text(written).plain
    assert Text(once).plain == once


@given(NASTY)
def test_lower_keeps_every_offset(written: str) -> None:
    text = Text(written)
    assert len(text.lower) == len(text.plain)


def test_every_single_character_folds_to_a_fixed_point() -> None:
    for code in range(0x3000):
        once = Text(chr(code)).plain
        assert Text(once).plain == once, hex(code)


def test_repr_shows_no_text() -> None:
    assert "secret" not in repr(Text("secret"))
