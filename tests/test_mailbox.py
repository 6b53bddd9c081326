import pytest

from sidedoor.mailbox import read_local
from sidedoor.tokens import tokenise


@pytest.mark.parametrize(
    "lower, value",
    [
        ("write to lena", "lena"),  # words across spaces are words
        ("write to lena.k", "lena.k"),
        ("lena underscore k", "lena_k"),
        ("lena . k", "k"),  # a spaced dot ends a sentence, unless all is spaced
        ("karim22", "karim22"),
        ("nina*pavlic", "ninapavlic"),  # a mark to be taken out
        ("маша22", "маша22"),
        ("邮箱lena", "lena"),  # a script without spaces sticks to anything
        ("the end.", None),
    ],
)
def test_read_local(lower: str, value: str | None) -> None:
    tokens = tokenise(lower)
    local = read_local(tokens, len(tokens), spaced=False)
    assert (local and local.value) == value


def test_read_local_in_a_spaced_address() -> None:
    tokens = tokenise("my mail lena . k")
    local = read_local(tokens, len(tokens), spaced=True)
    assert local is not None
    assert local.value == "lena.k"


def test_read_local_joins_words_up_to_one_that_stops() -> None:
    tokens = tokenise("mail is suresh verma 22")
    local = read_local(tokens, len(tokens), spaced=False, together=3, stops=lambda token: token.text == "is")
    assert local is not None
    assert local.value == "sureshverma22"
