"""Hashes that only the holder of a key can make: the same value can be met again without being stored."""

import hashlib
import hmac
from pathlib import Path

from sidedoor.errors import SidedoorError

_SHORTEST_KEY = 16  # bytes; a shorter key could be guessed, and with it every phone number


class HashKey:
    """A secret for keyed hashes (HMAC-SHA-256). `id` names it without giving it away."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < _SHORTEST_KEY:
            raise SidedoorError(f"A hash key needs at least {_SHORTEST_KEY} bytes; this one has {len(secret)}.")
        self._secret = secret
        self.id = self.digest("key")[:16]

    def digest(self, purpose: str, *parts: str) -> str:
        """Return the hash of `parts` as 64 hexadecimal digits; another `purpose` gives another hash."""
        return self.digest_of(purpose, b"\0".join(map(utf8, parts)))

    def digest_of(self, purpose: str, content: bytes) -> str:
        """Return the hash of bytes."""
        return hmac.new(self._secret, purpose.encode() + b"\0" + content, hashlib.sha256).hexdigest()

    def __repr__(self) -> str:
        return f"HashKey(id={self.id!r})"


def read_key(path: str | Path) -> HashKey:
    """Return the key that a file holds, the line break at its end left out. Raises SidedoorError."""
    try:
        secret = Path(path).read_bytes()
    except OSError as error:
        raise SidedoorError(f"{path}: the hash key cannot be read ({error.strerror or error}).") from error
    try:
        return HashKey(secret.rstrip(b"\r\n"))
    except SidedoorError as error:
        raise SidedoorError(f"{path}: {error} Make one with: openssl rand -hex 32 > {path}") from None


def content_hash(text: str, key: HashKey | None = None) -> str:
    """Return the hash of a message's text, as "sha256:..." or, with a key, "hmac-sha256:...".

    Without a key, whoever guesses the text can tell that the guess is right.
    """
    if key:
        return f"hmac-sha256:{key.digest('text', text)}"
    return f"sha256:{hashlib.sha256(utf8(text)).hexdigest()}"


def utf8(text: str) -> bytes:
    """Return `text` in UTF-8; half of a surrogate pair, which a log may hold, is written as it stands."""
    return text.encode("utf-8", "surrogatepass")
