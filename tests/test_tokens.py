import pytest

from sidedoor.tokens import Sign, tokenise


def read(lower: str) -> str:
    return " ".join(token.text for token in tokenise(lower))


@pytest.mark.parametrize(
    "lower, tokens",
    [
        ("lena dot k arroba gmail punto com", "lena . k @ gmail . com"),  # names of signs
        ("lena at the rate gmail", "lena @ gmail"),  # a name of three words
        ("lena (at) k [dot] io", "lena @ k . io"),  # brackets
        ("lena*at*k-dot-io", "lena @ k . io"),  # marks as frames
        ("lena ... at ... k", "lena @ k"),  # dots as frames
        ("lena(a)k", "lena @ k"),  # a letter in brackets
        ("option a)", "option a )"),  # half a frame
        ("wait...", "wait . . ."),  # a row of marks frames nothing
        ("l e n a", "lena"),  # letters one by one
        ("l.e.n.a", "lena"),  # with a mark between
        ("j.k", "j . k"),  # two letters are initials
        ("l e n  a b", "len ab"),  # a wider gap ends the word
        ("lenaatgmaildotcom", "lena @ gmail . com"),  # glued
        ("anecdotcom", "anec . com"),  # glued without an at sign
        ("lena©k•io", "lena @ k . io"),  # other signs for the same
        ("lenaアットマークgmailドットcom", "lena @ gmail . com"),  # scripts without spaces
        ("我的邮箱lena艾特qq点com", "我的邮箱 lena @ qq . com"),
    ],
)
def test_tokenise(lower: str, tokens: str) -> None:
    assert read(lower) == tokens


def test_tokens_keep_their_places() -> None:
    lower = "x (at) y"
    at = tokenise(lower)[1]
    assert (at.sign, lower[at.start : at.end], at.spelled) == (Sign.AT, "(at)", True)


def test_a_weak_word_becomes_a_sign_in_a_frame() -> None:
    assert [t.sign for t in tokenise("meet at noon")] == [Sign.WORD, Sign.WEAK_AT, Sign.WORD]
    assert [t.sign for t in tokenise("meet [at] noon")] == [Sign.WORD, Sign.AT, Sign.WORD]
