import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sidedoor.detectors.address import find_addresses
from sidedoor.detectors.handle import find_handles
from sidedoor.detectors.payment_account import find_payment_accounts
from sidedoor.text import Text

DETECTORS = (find_handles, find_payment_accounts, find_addresses)
HOSTILE_LENGTH = 30_000
ENOUGH_SECONDS = 3.0  # a linear reading takes a tenth of it; a quadratic one minutes


@pytest.mark.parametrize(
    "piece",
    [
        "tg ",  # nothing but services
        "my skype is ",  # links that lead nowhere
        "@a_b ",  # nothing but names
        "telegra ",  # misspelt all the way
        "t e ",  # letters that could be a spaced name
        "underscore ",  # signs without names
        "k.o.",
        "a" * 38 + " ",
        "微*",  # marks between letters of an unspaced script
        "📷 ",
        "the one with the ",  # a sign announced for ever
        "1 a street ",  # streets of one letter
        "12 Baker Street, ",
        "ul. A ",
        "unit 1, ",
        "paypal ",
        "account 1234567 ",
        "DE89 3704 0044 ",
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 ",
        "jo@okaxis ",
        "1",
        "-",
        "\n",
    ],
)
def test_long_messages_are_read_in_time(piece: str) -> None:
    text = Text(piece * (HOSTILE_LENGTH // len(piece)))
    started = time.process_time()
    for find in DETECTORS:
        list(find(text))
    assert time.process_time() - started < ENOUGH_SECONDS


WORDS = st.sampled_from(
    [
        "telegram",
        "tg",
        "@koala_x",
        ":",
        "is",
        "my",
        "скайп",
        "微信",
        "koala.b",
        "k",
        "o",
        "a",
        "paypal",
        "jo@x.com",
        "IBAN",
        "DE89",
        "12",
        "Elm",
        "Street",
        ",",
        "rue",
        "4111",
        "✈️",
        "dot",
        "0x52",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS | st.text(max_size=8), max_size=12).map(" ".join))
def test_findings_are_slices_of_what_was_written(written: str) -> None:
    for find in DETECTORS:
        for finding in find(Text(written)):
            assert finding.text == written[finding.start : finding.end]
            assert finding.value
            assert 0 <= finding.start < finding.end <= len(written)
