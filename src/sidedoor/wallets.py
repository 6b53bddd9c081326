"""Finds addresses of coins: a checksum proves one, else the named coin or "wallet" does, since people mistype."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from sidedoor.checksums import base58check, bech32, eip55, ripple, solana
from sidedoor.payment_words import MOST, Account, is_sample, near
from sidedoor.text import Text
from sidedoor.vocabulary import Technique

_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_SPACED = re.compile(r"(?<![^\s:])[A-Za-z0-9](?: [A-Za-z0-9]){25,61}(?!\S)")  # letter by letter
_LONG_WORD = re.compile(r"[0-9A-Za-z]{24}")
_FEWEST_DIFFERENT = 8  # characters
_LETTER = re.compile(r"\w")
_MOST_BESIDE = 6  # letters beside an address that is all of a message: "ETH:"


def _never(_: str) -> bool:
    return False


def _always(_: str) -> bool:
    return True


class _Coin(NamedTuple):
    shape: re.Pattern[str]
    proves: Callable[[str], bool] = _never  # the checksum; without one only words can tell
    allows: Callable[[str], bool] = _always


def _coin(shape: str, proves: Callable[[str], bool] = _never, allows: Callable[[str], bool] = _always) -> _Coin:
    return _Coin(re.compile(rf"(?<![\w/.=+-]){shape}(?![\w/=+-])"), proves, allows)


_COINS = (
    _coin(rf"[13]{_BASE58}{{25,34}}", base58check),  # Bitcoin
    _coin(r"(?:bc1|ltc1|BC1|LTC1)[02-9ac-hj-np-zAC-HJ-NP-Z]{11,71}", bech32),  # Bitcoin, Litecoin
    _coin(rf"T{_BASE58}{{33}}", base58check),  # Tron
    _coin(rf"[LMDX]{_BASE58}{{25,34}}", base58check),  # Litecoin, Dogecoin, Dash
    _coin(rf"r{_BASE58}{{24,34}}", ripple),
    _coin(r"0x[0-9a-fA-F]{40}", eip55),  # Ethereum and its kin
    _coin(rf"[48]{_BASE58}{{94}}"),  # Monero, whose checksum is Keccak over a base58 of its own
    _coin(r"addr1[02-9ac-hj-np-z]{50,110}"),  # Cardano
    _coin(r"(?:bitcoincash:)?[qp][02-9ac-hj-np-z]{41}"),
    _coin(r"(?:EQ|UQ)[A-Za-z0-9_-]{46}"),  # TON
    _coin(rf"{_BASE58}{{32,44}}", _never, solana),
)


def find_wallets(text: Text) -> Iterator[Account]:
    """Yield each address of a coin that is given to be paid to; contracts, hashes and test data are none."""
    for match in islice(_SPACED.finditer(text.plain), MOST):
        address = match.group().replace(" ", "")
        proven = any(coin.shape.fullmatch(address) and coin.proves(address) for coin in _COINS)
        if proven and not is_sample(text, *match.span()):
            yield Account(*match.span(), address, "crypto", (Technique.SPACED,))
    if not _LONG_WORD.search(text.plain):
        return
    for coin in _COINS:
        for match in islice(coin.shape.finditer(text.plain), MOST):
            start, end = match.span()
            address = match.group()
            if address.isalpha() or address.isdigit() or not coin.allows(address):
                continue
            if len(set(address)) < _FEWEST_DIFFERENT:
                continue  # 0x000...0 is nobody's
            if near(text, "contract_talk", start, end) or is_sample(text, start, end):
                continue
            if _is_payees(text, start, end, coin.proves(address)):
                yield Account(start, end, address, "crypto")


def _is_payees(text: Text, start: int, end: int, proven: bool) -> bool:
    if near(text, "wallet", start, end):
        return True
    if not text.plain.startswith("0x", start):
        return proven
    # Contracts have the same form: beside other words, it must be one of paying.
    alone = len(_LETTER.findall(text.plain[:start] + text.plain[end:])) <= _MOST_BESIDE
    return alone or near(text, "pay", start, end)
