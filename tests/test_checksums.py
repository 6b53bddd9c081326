from collections.abc import Callable

import pytest

from sidedoor import checksums


@pytest.mark.parametrize(
    "check, number, holds",
    [
        (checksums.iban, "NL91ABNA0417164300", True),
        (checksums.iban, "NL91ABNA0417164301", False),  # one digit off
        (checksums.iban, "DE89370400440532013000", True),
        (checksums.iban, "DE8937040044053201300", False),  # too short for its country
        (checksums.iban, "EG380019000500000000263180002", True),
        (checksums.iban, "UA213223130000026007233566001", True),
        (checksums.iban, "ZZ89370400440532013000", False),  # no such country
        (checksums.luhn, "4242424242424242", True),
        (checksums.luhn, "4242424242424241", False),
        (checksums.base58check, "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", True),  # Bitcoin, pay to a key
        (checksums.base58check, "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", True),  # Bitcoin, pay to a script
        (checksums.base58check, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", True),  # Tron
        (checksums.base58check, "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", False),
        (checksums.base58check, "0OIl", False),  # letters that the alphabet leaves out
        (checksums.ripple, "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", True),
        (checksums.solana, "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV", True),
        (checksums.solana, "7EcDhSYGxXyscszYEp35", False),  # not 32 bytes
        (checksums.bech32, "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", True),  # segwit
        (checksums.bech32, "bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3297", True),  # taproot
        (checksums.bech32, "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp", False),
        (checksums.bech32, "bc1b", False),  # b is no letter of its alphabet
        (checksums.eip55, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", True),
        (checksums.eip55, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed", False),  # one capital less
    ],
)
def test_checksum(check: Callable[[str], bool], number: str, holds: bool) -> None:
    assert check(number) is holds


def test_keccak_of_nothing() -> None:
    assert checksums.keccak256(b"").hex().startswith("c5d2460186f7233c927e7db2dcc703c0")
    assert checksums.keccak256(b"a" * 200) != checksums.keccak256(b"a" * 199)  # more than one block
