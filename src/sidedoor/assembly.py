"""An address given in pieces: a provider here, a name there ("my gmail: lena.k93", "tamsinreads, then gmail")."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from sidedoor.address_words import cues, load_address_words, pieces_of, words_in
from sidedoor.domains import providers, registered_domain
from sidedoor.identifiers import is_odd
from sidedoor.mailbox import Local, MailAddress, read_local
from sidedoor.nobody import is_led_to
from sidedoor.ordinary import is_ordinary
from sidedoor.services import load_services
from sidedoor.spelled_domain import Domain, read_domain
from sidedoor.spelling_alphabet import respell
from sidedoor.text import Text
from sidedoor.tokens import Sign, Token, tokenise
from sidedoor.vocabulary import Technique


def assemble(text: Text) -> Iterator[MailAddress]:
    """Yield the addresses whose provider and name stand apart, where somebody says that they are theirs."""
    lower = text.lower
    offered = any(cue.search(lower) for cue in (cues().mine, cues().reach, cues().pointer))
    bare = len(words_in(lower)) <= _FEWEST_WORDS
    if not (offered or bare or cues().mail.search(lower)):
        return
    tokens = respell(tokenise(lower))
    apart = list(islice(_set_apart(lower, tokens), _MOST))
    for domain in islice(_domains(tokens), _MOST):
        local = _nearest(lower, tokens, domain, apart)
        if local is not None:
            first, last = min(local.first, domain.first), max(local.after, domain.after) - 1
            used = local.techniques | domain.techniques | {Technique.MISSING_PART}
            beside = domain.complete and local.after == domain.first
            alone = (
                bare
                and not local.value.isalpha()
                and all(_links(token) for token in (*tokens[:first], *tokens[last + 1 :]))
            )
            if offered or beside or alone or _tells(tokens, local) or _is_placed(tokens, local):
                yield MailAddress(tokens[first].start, tokens[last].end, f"{local.value}@{domain.name}", used)
        elif pointer := _pointed_at(lower, tokens, domain):
            used = domain.techniques | {Technique.POINTER}
            yield MailAddress(pointer[0], tokens[domain.after - 1].end, None, used)


_FEWEST_WORDS = 6  # "wren_t8 / gmail": a message of nothing but the pieces needs no cue
_MOST = 8  # names or providers; whoever hands out more of them in one message gives no address in pieces


def _domains(tokens: Sequence[Token]) -> Iterator[Domain]:
    """The providers that are named as such; an ordinary domain is no sign that mail is meant."""
    i = 0
    while i < len(tokens):
        named = tokens[i].text in providers().phrases or tokens[i].sign == Sign.AT
        domain = read_domain(tokens, i + (tokens[i].sign == Sign.AT)) if named else None
        if domain and domain.known:
            yield domain
            i = domain.after
        else:
            i += 1


_FARTHEST = 12  # tokens between the two pieces, when what is between only links them


def _nearest(lower: str, tokens: Sequence[Token], domain: Domain, apart: Sequence[Local]) -> Local | None:
    """The name that goes with `domain`: one set apart, or one joined to it by link words."""
    for name in apart:
        if name.after <= domain.first or name.first >= domain.after:
            return name
    after = domain.after
    while after < len(tokens) and after - domain.after < _FARTHEST and _links(tokens[after]):
        after += 1
    for end in range(after + 1, min(after + 8, len(tokens)) + 1):
        if end < len(tokens) and tokens[end].start == tokens[end - 1].end and tokens[end].sign != Sign.MARK:
            continue  # in the middle of a name
        local = read_local(tokens, end, spaced=False)
        if local and local.first == after and local.after == end and _is_name(lower, local, tokens):
            if after == domain.after and not any(c.isdigit() for c in local.value) and not _tells(tokens, local):
                break  # "my gmail label_ids"
            longer = read_local(tokens, end + 2, spaced=False) if end + 2 <= len(tokens) else None
            if longer is None or longer.first != after:
                return local
    before = domain.first
    while before > 0 and domain.first - before < _FARTHEST and _links(tokens[before - 1]):
        before -= 1
    local = read_local(tokens, before, spaced=False)
    return local if local and local.after == before and _is_name(lower, local, tokens) else None


_QUOTED = re.compile(r"""(["'(\[])\s?([\w.+ -]{3,60}?)\s?["')\]](?!\w)""")


def _set_apart(lower: str, tokens: Sequence[Token]) -> Iterator[Local]:
    """Names in quotes or brackets, and names in radio words."""
    for i, token in enumerate(tokens):
        if Technique.PHONETIC_ALPHABET in token.techniques:
            yield Local(token.text, i, i + 1, token.techniques)
    starts = [token.start for token in tokens]
    for quoted in _QUOTED.finditer(lower):
        end = bisect_left(starts, quoted.end(2))
        name = read_local(tokens, end, spaced=False)
        if name is None or tokens[name.first].start != quoted.start(2) or _is_known(name):
            continue
        if not name.value.isalpha() or is_led_to(lower[: quoted.start()], cues().reach, cues().mine, cues().pointer):
            used = name.techniques
            if any(token.spelled for token in tokens[name.first : name.after]):
                used |= {Technique.AT_DOT_WORDS}
            yield name._replace(techniques=used)


@lru_cache(maxsize=1)
def _linking() -> frozenset[str]:
    words = load_address_words()
    phrases = (*words.lead, *words.mail, *words.mine, *words.between)
    return frozenset(piece for phrase in phrases for piece, _, _ in pieces_of(Text(phrase).lower))


def _links(token: Token) -> bool:
    if token.sign == Sign.WORD and not token.text.isascii():  # a particle or copula of another script
        return len(token.text) <= _LONGEST_PARTICLE or token.text in _linking()
    return token.text in _linking() or token.sign in (Sign.MARK, Sign.WEAK_AT) or token.written in "-./"


_LONGEST_PARTICLE = 3


def _is_known(local: Local) -> bool:
    value = local.value
    return registered_domain(value) is not None or load_services().named(value) is not None


_SHORTEST = 3  # letters of a name; shorter ones are abbreviations and faces: "Yahoo :p"


def _is_name(lower: str, local: Local, tokens: Sequence[Token]) -> bool:
    """Return whether `local` looks like the name of a mailbox, and not like a word, a term or a domain."""
    value = local.value
    if len(value) < _SHORTEST or not value.isascii() or _is_known(local):
        return False
    if value.isalnum() and not value.isalpha():
        return is_odd(value)  # "lena93", but not "oauth2"
    if not value.isalpha():
        named = sum(c.isalpha() for c in value) > 1
        told = _tells(tokens, local) and (cues().mine.search(lower) or cues().pointer.search(lower))
        return named and bool(told or not all(map(is_ordinary, re.split(r"[._-]", value))))
    if is_ordinary(value):
        return False
    after = tokens[local.after : local.after + 1]
    added = any(token.text in _words("adding") or token.sign in (Sign.AT, Sign.WEAK_AT) for token in after)
    invited = is_led_to(lower[: tokens[local.first].start], cues().reach, cues().mine)
    return added or invited or _is_placed(tokens, local) or _tells(tokens, local)


def _is_placed(tokens: Sequence[Token], local: Local) -> bool:
    """Return whether what follows `local` puts it before something: "tamsin before it", "tamsin in front"."""
    return any(token.text in _words("placing") for token in tokens[local.after : local.after + 2])


@lru_cache(maxsize=8)
def _words(name: str) -> frozenset[str]:
    return frozenset(Text(word).lower for word in getattr(load_address_words(), name))


def _tells(tokens: Sequence[Token], local: Local) -> bool:
    """Return whether a sign or word before `local`, or another script around it, says that a name stands there."""
    before, after = tokens[max(0, local.first - 1) : local.first], tokens[local.after : local.after + 1]
    if any(token.text in _telling() for token in before):
        return True
    around = [token.text for token in (*before, *after)]
    return bool(around) and not any(text.isascii() for text in around)


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    named = (Text(phrase).lower.split()[-1] for phrase in load_address_words().pointer)
    return frozenset([":", "=", "(", '"', ">", "is", "es", "est", "ist", "e", *named])


_LEADING = (Sign.AT, Sign.WEAK_AT, Sign.PLUS)


def _pointed_at(lower: str, tokens: Sequence[Token], domain: Domain) -> tuple[int, int] | None:
    """The known name ("my first and last name") that is to be put before `domain`, where mail to it is asked for."""
    start = tokens[domain.first].start
    before = tokens[domain.first - 1] if domain.first else None
    if before is None or not (before.sign in _LEADING or before.text in _linking()):
        return None
    dictated = before.sign in _LEADING and domain.spelled
    if not (dictated or cues().reach.search(lower) or cues().joined.search(lower)):
        return None
    return max(cues().pointer.find(lower, 0, start), default=None)
