"""Which parts of an address a short message holds, for addresses that are told over several messages."""

from collections.abc import Sequence
from enum import StrEnum

from sidedoor.address_words import words_in
from sidedoor.domains import providers
from sidedoor.hyperlinks import places
from sidedoor.identifiers import is_odd
from sidedoor.mailbox import read_local
from sidedoor.spelled_domain import read_domain
from sidedoor.spelling_alphabet import respell
from sidedoor.text import Text
from sidedoor.tokens import Sign, Token, tokenise


class Part(StrEnum):
    """One part of an e-mail address or a link."""

    LOCAL = "local"  # "selma.haddad"
    AT = "at"  # "and then the at sign"
    DOMAIN = "domain"  # "outlook dot pt", "t.me/"


_MOST_WORDS = 10  # a longer message says by itself what it gives


def address_parts(text: Text) -> list[Part]:
    """Return the parts of an address in a short message, in text order; none for a message that is long or only talk.

    "my name there is jorge.arq" -> [LOCAL]; "and then the at sign" -> [AT]; "@gmail.com" -> [AT, DOMAIN].
    """
    lower = text.lower
    if len(words_in(lower)) > _MOST_WORDS:
        return []
    tokens = respell(tokenise(lower))
    parts: list[Part] = []
    i = 0
    while i < len(tokens):
        part, after = _part(tokens, i)
        if part:
            parts.append(part)
        i = max(after, i + 1)
    return parts


def _part(tokens: Sequence[Token], i: int) -> tuple[Part | None, int]:
    token = tokens[i]
    if token.sign == Sign.AT:
        return Part.AT, i + 1
    domain = read_domain(tokens, i) if token.sign == Sign.WORD else None
    if domain and domain.first == i and (domain.name in providers().by_domain or domain.name in places()):
        return Part.DOMAIN, domain.after
    if domain and domain.spelled and domain.complete:
        return Part.DOMAIN, domain.after
    end = i + 1
    while end < len(tokens) and tokens[end].start == tokens[end - 1].end and tokens[end].sign != Sign.MARK:
        end += 1
    local = read_local(tokens, end, spaced=False)
    if local and local.first == i and is_odd(local.value):
        return Part.LOCAL, end
    return None, i + 1
