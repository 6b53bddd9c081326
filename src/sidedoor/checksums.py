"""Whether account numbers and wallet addresses add up: the checks that their issuers built in."""

import hashlib

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

# Length of an IBAN by country, from the registry of ISO 13616; Iran uses IBANs without being in it.
IBAN_LENGTHS = {
    **dict.fromkeys(["NO"], 15),
    **dict.fromkeys(["BE"], 16),
    **dict.fromkeys(["DK", "FI", "FK", "FO", "GL", "NL", "SD"], 18),
    **dict.fromkeys(["MK", "SI"], 19),
    **dict.fromkeys(["AT", "BA", "EE", "KZ", "LT", "LU", "MN", "XK"], 20),
    **dict.fromkeys(["CH", "HR", "LI", "LV"], 21),
    **dict.fromkeys(["BG", "BH", "CR", "DE", "GB", "GE", "IE", "ME", "RS", "VA"], 22),
    **dict.fromkeys(["AE", "GI", "IL", "IQ", "OM", "SO", "TL"], 23),
    **dict.fromkeys(["AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG"], 24),
    **dict.fromkeys(["LY", "PT", "ST"], 25),
    **dict.fromkeys(["IR", "IS", "TR"], 26),
    **dict.fromkeys(["BI", "DJ", "FR", "GR", "IT", "MC", "MR", "SM"], 27),
    **dict.fromkeys(["AL", "AZ", "BY", "CY", "DO", "GT", "HN", "HU", "LB", "NI", "PL", "SV"], 28),
    **dict.fromkeys(["BR", "EG", "PS", "QA", "UA"], 29),
    **dict.fromkeys(["JO", "KW", "MU", "YE"], 30),
    **dict.fromkeys(["MT", "SC"], 31),
    **dict.fromkeys(["LC"], 32),
    **dict.fromkeys(["RU"], 33),
}


def iban(number: str) -> bool:
    """Return whether `number` (capitals, digits, no spaces) has its country's length and the remainder of ISO 7064."""
    if IBAN_LENGTHS.get(number[:2]) != len(number):
        return False
    digits = "".join(str(int(character, 36)) for character in number[4:] + number[:4])
    return int(digits) % 97 == 1


def luhn(digits: str) -> bool:
    """Return whether the digits of a payment card add up (ISO/IEC 7812)."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def base58check(address: str) -> bool:
    """Return whether `address` ends with the checksum of Bitcoin, Tron, Litecoin, Dogecoin or Dash."""
    return _base58check(address, _BASE58)


def ripple(address: str) -> bool:
    """Return whether `address` ends with the checksum of the XRP ledger, whose alphabet is its own."""
    return _base58check(address, _BASE58_RIPPLE)


def _base58check(address: str, alphabet: str) -> bool:
    decoded = _base58(address, alphabet)
    if decoded is None or len(decoded) < 5:
        return False
    body, checksum = decoded[:-4], decoded[-4:]
    return hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4] == checksum


def solana(address: str) -> bool:
    """Return whether `address` decodes to the 32 bytes of a public key; there is no checksum."""
    decoded = _base58(address, _BASE58)
    return decoded is not None and len(decoded) == 32


def _base58(address: str, alphabet: str) -> bytes | None:
    number = 0
    for character in address:
        value = alphabet.find(character)
        if value < 0:
            return None
        number = number * 58 + value
    zeros = len(address) - len(address.lstrip(alphabet[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def bech32(address: str) -> bool:
    """Return whether `address` ends with the checksum of BIP 173 or, for taproot, BIP 350."""
    prefix, _, data = address.lower().rpartition("1")
    values = [_BECH32.find(character) for character in data]
    if not prefix or len(values) < 6 or min(values) < 0:
        return False
    checksum = 1
    for value in (*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix), *values):
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            checksum ^= generator if top >> bit & 1 else 0
    return checksum in (1, 0x2BC830A3)


def eip55(address: str) -> bool:
    """Return whether the capitals of an Ethereum address ("0x" and 40 hex digits) are those of its hash."""
    digits = address[2:]
    hashed = keccak256(digits.lower().encode()).hex()
    return all(not d.isalpha() or d.isupper() == (int(h, 16) > 7) for d, h in zip(digits, hashed, strict=False))


def keccak256(data: bytes) -> bytes:
    """Return the Keccak-256 hash as Ethereum uses it; hashlib's SHA3-256 pads the data otherwise."""
    rate = 136
    padded = bytearray(data) + b"\x01" + b"\0" * ((-len(data) - 1) % rate)
    padded[-1] |= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for offset in range(0, len(padded), rate):
        for index in range(rate // 8):
            lane = int.from_bytes(padded[offset + 8 * index : offset + 8 * index + 8], "little")
            lanes[index % 5][index // 5] ^= lane
        _keccak_f(lanes)
    return b"".join(lanes[i % 5][i // 5].to_bytes(8, "little") for i in range(4))


_MASK = (1 << 64) - 1


def _rotate(lane: int, by: int) -> int:
    return ((lane << by) | (lane >> (64 - by))) & _MASK


def _keccak_f(lanes: list[list[int]]) -> None:
    register = 1
    for _ in range(24):
        columns = [lanes[x][0] ^ lanes[x][1] ^ lanes[x][2] ^ lanes[x][3] ^ lanes[x][4] for x in range(5)]
        for x in range(5):
            mixed = columns[(x - 1) % 5] ^ _rotate(columns[(x + 1) % 5], 1)
            for y in range(5):
                lanes[x][y] ^= mixed
        x, y, current = 1, 0, lanes[1][0]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, lanes[x][y] = lanes[x][y], _rotate(current, (step + 1) * (step + 2) // 2 % 64)
        for y in range(5):
            row = [lanes[x][y] for x in range(5)]
            for x in range(5):
                lanes[x][y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5])
        for bit in range(7):
            register = (register << 1 ^ (register >> 7) * 0x71) % 256
            if register & 2:
                lanes[0][0] ^= 1 << ((1 << bit) - 1)
