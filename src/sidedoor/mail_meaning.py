"""Tells words that were written as an e-mail address from words that only read like one ("at this point in")."""

from collections.abc import Sequence
from functools import lru_cache

from sidedoor.address_words import cues, load_address_words, words_in
from sidedoor.domains import registered_domain
from sidedoor.identifiers import is_file_name
from sidedoor.mailbox import Local
from sidedoor.nobody import is_vendors, load_placeholders, sentence
from sidedoor.ordinary import is_ordinary
from sidedoor.services import load_services
from sidedoor.spelled_domain import Domain
from sidedoor.text import Text
from sidedoor.tokens import Sign, Token
from sidedoor.vocabulary import Technique


def looks_odd(local: Local) -> bool:
    """Return whether a local part is visibly no word: signs or digits in it, or spelled letter by letter."""
    value = local.value
    odd = not value.isalpha() and not value.isdecimal() and not is_file_name(value)
    return odd or Technique.PHONETIC_ALPHABET in local.techniques


@lru_cache(maxsize=1)
def _breaking() -> frozenset[str]:
    words = load_address_words()
    phrases = (*words.mail, *words.reach, *words.mine, *words.lead, *words.between)
    return frozenset(piece for phrase in phrases for piece in Text(phrase).lower.split())


def breaks(word: str) -> bool:
    """Return whether `word` leads to an address or stands around one, and so is no part of it."""
    return word in _breaking() or not word.isascii()


def _is_sum(tokens: Sequence[Token], local: Local) -> bool:
    """Return whether nothing but a plus in words makes `local` odd: "rejects plus signs at"."""
    used = tokens[local.first : local.after]
    signs = [token for token in used if token.sign not in (Sign.WORD, Sign.MARK)]
    added = all(token.spelled and token.sign == Sign.PLUS for token in signs)
    return bool(signs) and added and all(is_ordinary(token.word) for token in used)


@lru_cache(maxsize=4)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(Text(word).lower for word in getattr(load_address_words(), name))


_DISGUISED = frozenset({Technique.NICKNAME, Technique.MISSPELT, Technique.LEET})


_FEWEST_WORDS = 6  # of a message that tells more than an address


def is_meant(lower: str, tokens: Sequence[Token], at: int, domain: Domain, local: Local) -> bool:
    """Return whether words that could be read as an address were written as one."""
    token, name = tokens[at], local.value
    begin, end = sentence(lower, tokens[local.first].start, tokens[domain.after - 1].end)
    pointed = cues().pointer.find(lower, begin, token.start)
    if any(stop > tokens[local.first].start for _, stop in pointed):
        return False
    mailed = cues().mail.search(lower, begin, end) is not None
    told = mailed or any(cue.search(lower, begin, end) for cue in (cues().mine, cues().reach))
    role = name in load_placeholders().roles
    linking = breaks(name) and not role
    odd = looks_odd(local) and not _is_sum(tokens, local)
    likely = odd or told or role or not (is_ordinary(name) or name.isdecimal())
    gap, glued = token.start > tokens[local.after - 1].end, token.end == tokens[at + 1].start
    if token.sign == Sign.AT:
        if gap and glued and not token.spelled:  # "jo @kestrel.studio" is a mention, "jo @gmail.com" is not
            return likely and not linking and (domain.known or mailed) and not load_services().named(name)
        return not (gap and linking) and (likely or domain.spelled or glued)
    if load_services().named(name):  # "Google et Yahoo"
        return False
    if not domain.known and all(map(is_ordinary, domain.name.split("."))):  # "at this point in"
        return False
    after = tokens[domain.after].text if domain.after < len(tokens) else ""
    addressed = any(cue.search(lower, begin, end) for cue in (cues().mine, cues().reach))
    anybody = after in _words_of("holders") or not name.isalnum() or (is_ordinary(name) and not role)
    if anybody and not (odd or addressed) and len(words_in(lower)) > _FEWEST_WORDS:
        return False  # "the users at yahoo dot com see it"
    if domain.spelled and is_vendors(domain.name):  # "DNS at cloudflare dot com"
        return odd or (told and not linking)
    if domain.spelled:
        return odd or not (linking or name.isdecimal() or (name in _words_of("no_name") and not told))
    if domain.complete:
        sure = domain.known or mailed or (odd and told) or _is_campus(domain.name)
        return likely and not linking and name not in _words_of("no_name") and sure
    if not domain.known:  # "at outlook", "at proton": words as well
        return odd and told
    told |= not _DISGUISED.isdisjoint(domain.techniques)
    return odd or (told and token.written == "at" and not (is_ordinary(name) or name.isdecimal()))


def _is_campus(domain: str) -> bool:
    """Return whether `domain` is a part of a university, which nobody names so but in an address: "cs.sorbel.edu"."""
    registered = registered_domain(domain) or domain
    return registered != domain and (registered.endswith(".edu") or ".ac." in registered or ".edu." in registered)
