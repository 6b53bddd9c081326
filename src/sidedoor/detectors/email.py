"""E-mail addresses, plain and disguised."""

from collections.abc import Iterator

from sidedoor.evidence import disguises, finding
from sidedoor.mail_addresses import find_mail_addresses
from sidedoor.nobody import is_nobodys
from sidedoor.records import Finding
from sidedoor.text import Text
from sidedoor.vocabulary import Kind


def find_emails(text: Text) -> Iterator[Finding]:
    """Yield every e-mail address by which somebody can be reached; the value is the address in lower case.

    The value is None where the address is to be put together from a name that both know ("my surname at gmail").
    """
    taken = bytearray(len(text))  # one for every character that an earlier reading has used
    for start, end, address, techniques in find_mail_addresses(text):
        if any(taken[start:end]):
            continue
        taken[start:end] = bytes([1]) * (end - start)
        used = tuple(sorted({*techniques, *disguises(text, start, end)}))
        if address is None or not is_nobodys(text, start, end, address, disguised=bool(used)):
            yield finding(text, Kind.EMAIL, start, end, value=address, techniques=used)
