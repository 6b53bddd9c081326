import pytest

from sidedoor.wordpieces import UNKNOWN, WordPieces, normalise, words


@pytest.mark.parametrize(
    "written, read",
    [
        ("  two\n lines\there ", "two lines here"),  # one space each
        ("Ｗｈａｔｓ app", "Whats app"),  # full width
        ("te\u200ble\u00adgram", "telegram"),  # invisible inside a word
        ("tеlеgram", "telegram"),  # Cyrillic letters in a Latin word
        ("телеграм", "телеграм"),  # a word of its own script stays
        ("¿Cómo está?", "¿Cómo está?"),  # accents stay: the models know them
        ("می\u200cشود", "میشود"),  # the joiner of Persian is invisible too
        ("", ""),
    ],
)
def test_normalise(written: str, read: str) -> None:
    assert normalise(written) == read


@pytest.mark.parametrize(
    "normalised, expected",
    [
        ("Call me, now!", ["call", "me", ",", "now", "!"]),
        ("room 42b", ["room", "4", "2", "b"]),  # no number is a word of its own
        ("加我微信", ["加", "我", "微", "信"]),  # no spaces are written: single characters
        ("ขอเบอร์", ["ข", "อ", "เ", "บ", "อ", "ร", "์"]),
        ("साइट से", ["साइट", "से"]),
        ("snake_case", ["snake", "_", "case"]),
    ],
)
def test_words(normalised: str, expected: list[str]) -> None:
    assert words(normalised) == expected


MARKS = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
VOCABULARY = [*MARKS, ("▁", -3.0), ("▁call", -4.0), ("▁cal", -6.0), ("ling", -5.0), ("l", -7.0), ("a", -7.0)]


@pytest.mark.parametrize(
    "text, pieces",
    [
        ("call", ["▁call"]),
        ("calling", ["▁cal", "ling"]),  # -11, against "▁call" and unknown letters
        ("call call", ["▁call", "▁call"]),
        ("all", ["▁", "a", "l", "l"]),
        ("z", ["▁", "<unk>"]),
    ],
)
def test_the_likeliest_cut_is_taken(text: str, pieces: list[str]) -> None:
    ids = WordPieces(VOCABULARY)(text)

    assert [VOCABULARY[i][0] for i in ids] == pieces


def test_a_word_without_end_is_cut_in_linear_time() -> None:
    ids = WordPieces(VOCABULARY)("x" * 100_000)

    assert ids.count(UNKNOWN) == 100_000
