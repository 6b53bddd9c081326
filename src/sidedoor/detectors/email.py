"""E-mail addresses, plain and disguised."""

import re
from collections.abc import Iterator

from sidedoor.detectors.evidence import disguises, finding
from sidedoor.domains import registered_domain
from sidedoor.nobody import is_nobodys
from sidedoor.records import Finding
from sidedoor.text import Text
from sidedoor.vocabulary import Kind

# RFC 5322 allows more in a local part; nobody who wants an answer uses more than this.
_PLAIN = re.compile(
    r"(?<![\w.+-])[^\W_](?:[\w.+'&/=-]{0,62}[\w+-])?@(?=[\w-])(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{0,22}[^\W_](?![\w-])"
)


def find_emails(text: Text) -> Iterator[Finding]:
    """Yield every e-mail address by which somebody can be reached; the value is the address in lower case."""
    if "@" not in text.plain:
        return
    for match in _PLAIN.finditer(text.lower):
        start, end = match.span()
        address = valid_address(match.group())
        if address and not is_nobodys(text, start, end, address):
            yield finding(text, Kind.EMAIL, start, end, value=address, techniques=disguises(text, start, end))


def valid_address(written: str) -> str | None:
    """Return the address in its normal form, lower case, or None where no mail could ever arrive."""
    domain = written.rpartition("@")[2]
    if registered_domain(domain) is None:
        return None
    from email_validator import EmailNotValidError, validate_email  # 20 ms: only when an address is met

    try:
        return validate_email(written, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return None
