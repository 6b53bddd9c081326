"""E-mail addresses, plain and disguised."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sidedoor.address_words import cues, load_address_words
from sidedoor.assembly import assemble
from sidedoor.decoding import View, as_written, backwards, decoded, hidden
from sidedoor.detectors.evidence import disguises, finding
from sidedoor.dictation import Sign, Token, tokenise
from sidedoor.domains import correct, providers, registered_domain
from sidedoor.mailbox import Domain, Local, read_domain, read_local
from sidedoor.nobody import is_nobodys, load_placeholders, sentence
from sidedoor.ordinary import is_ordinary
from sidedoor.records import Finding
from sidedoor.services import load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique

# RFC 5322 allows more in a local part; nobody who wants an answer uses more than this.
_PLAIN = re.compile(
    r"(?<![\w.+-])[^\W_](?:[\w.+'&/=-]{0,62}[\w+-])?@(?=[\w-])(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{0,22}[^\W_](?![\w-])"
)


def find_emails(text: Text) -> Iterator[Finding]:
    """Yield every e-mail address by which somebody can be reached; the value is the address in lower case."""
    taken: list[tuple[int, int]] = []
    for start, end, address, techniques in _addresses(text):
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        taken.append((start, end))
        if address is None or not is_nobodys(text, start, end, address):
            used = tuple(sorted({*techniques, *disguises(text, start, end)}))
            yield finding(text, Kind.EMAIL, start, end, value=address, techniques=used)


Found = tuple[int, int, str | None, frozenset[Technique]]


def _addresses(text: Text) -> Iterator[Found]:
    """Yield start, end, address and techniques of all that can be read as an address, the surest reading first."""
    written = as_written(text)
    if "@" in written.text:
        yield from _plain(written)
    if other := decoded(text):
        yield from _plain(other)
        yield from _dictated(other)
    if _may_be_dictated(written.text):
        yield from _dictated(written)
    if _names_a_provider(written.text):
        yield from assemble(text)
    for start, end, meant in hidden(text):
        for match in _PLAIN.finditer(meant.lower()):
            if address := valid_address(match.group()):
                yield start, end, address, frozenset({Technique.ENCODED})
    if _may_be_backwards(written.text):
        told = cues().backwards.search(written.text) is not None
        other = backwards(text)
        for found in (*_plain(other), *_dictated(other)):
            if told or (found[2] or "").partition("@")[2] in providers().by_domain:
                yield found


def _plain(view: View) -> Iterator[Found]:
    for match in _PLAIN.finditer(view.text):
        written, techniques = _without_decoy(match.group())
        local, _, domain = written.rpartition("@")
        domain, slip = correct(domain)
        if slip:
            techniques |= {slip}
        if address := valid_address(f"{local}@{domain}"):
            yield *view.span(*match.span()), address, view.techniques | techniques


# What is put into an address against machines, and named or shouted so that people take it out.
_DECOY = re.compile(
    r"[._-]?(?:no[._-]?spam|anti[._-]?spam|(?:kill|stop)[._-]?spam"
    r"|(?:remove|delete|omit|cut|erase)[._-]?(?:this|that|me|it|caps|spam)|takethis?out|spamfree)(?:[._-](?=[@.])|[._-](?<=^.))?"
)


def _without_decoy(address: str) -> tuple[str, frozenset[Technique]]:
    read = _DECOY.sub("", address).replace("@.", "@").replace(".@", "@").lstrip("._-")
    return (address, frozenset()) if read == address else (read, frozenset({Technique.FILLER}))


def valid_address(written: str) -> str | None:
    """Return the address in its normal form, lower case, or None where no mail could ever arrive."""
    domain = written.rpartition("@")[2]
    if registered_domain(domain) is None:
        return None
    from email_validator import EmailNotValidError, validate_email  # 20 ms: only when an address is met

    try:
        normal: str = validate_email(written, check_deliverability=False).normalized
    except EmailNotValidError:
        return None
    return normal.lower()


class _Triggers:
    """Words that say a dot, name a provider, or say at; a text is cut into tokens only if it holds the right ones."""

    def __init__(self) -> None:
        words = load_address_words()
        services = load_services().of("provider")
        self.dots = _Words(words.dot)
        self.providers = _Words(name for service in services for name in (*service.names, *service.weak))
        self.ats = _Words((*words.at, *words.weak_at))


class _Words:
    """Whether any of some phrases may be in a text: their longest words are looked up, foreign ones searched for."""

    def __init__(self, phrases: Iterable[str]) -> None:
        folded = {Text(phrase).lower for phrase in phrases}
        self.ascii = frozenset(max(_ASCII_WORD.findall(word), key=len) for word in folded if word.isascii())
        self.foreign = re.compile("|".join(sorted(re.escape(word) for word in folded if not word.isascii())))

    def may_be_in(self, lower: str) -> bool:
        if not self.ascii.isdisjoint(_ASCII_WORD.findall(lower)):
            return True
        return not lower.isascii() and self.foreign.search(lower) is not None


_ASCII_WORD = re.compile(r"[a-z0-9]+")
_DOT_SIGN = re.compile(r"\w\s{0,2}[.•·∙●。,;]\s{0,2}[^\W\d_]\s?[^\W\d_]|[({\[<|*]\s?\.")
_AT_SIGN = re.compile(r"[@©®]|[({\[<|*]\s?a\s?[)}\]>|*]")


@lru_cache(maxsize=1)
def _triggers() -> _Triggers:
    return _Triggers()


def _names_a_provider(lower: str) -> bool:
    return _triggers().providers.may_be_in(lower)


def _may_be_dictated(lower: str) -> bool:
    triggers = _triggers()
    if not (_DOT_SIGN.search(lower) or triggers.dots.may_be_in(lower) or triggers.providers.may_be_in(lower)):
        return False
    return _AT_SIGN.search(lower) is not None or triggers.ats.may_be_in(lower)


_BACKWARDS = re.compile(
    r"(?:moc|ten|gro|ude|oi|ed|rf|ku|ur|lp|ti|se|em|ni|ac|ua)\s?(?:\.|tod)\s?[\w-]{2,}\s?(?:@|ta\b)"
)


def _may_be_backwards(lower: str) -> bool:
    return _BACKWARDS.search(lower) is not None


def _dictated(view: View) -> Iterator[Found]:
    tokens = tokenise(view.text)
    for at, token in enumerate(tokens):
        if token.sign not in (Sign.AT, Sign.WEAK_AT):
            continue
        domain = read_domain(tokens, at + 1)
        if domain is None:
            continue
        local = _local(view.text, tokens, at, domain)
        if local is None or not _is_meant(view.text, tokens, at, domain, local):
            continue
        address = valid_address(f"{local.value}@{domain.name}")
        if address:
            start, end = tokens[local.first].start, tokens[domain.after - 1].end
            used = domain.techniques | local.techniques | token.techniques | view.techniques
            if "\n" in view.text[start:end]:
                used |= {Technique.SPLIT_LINES}
            elif not token.spelled and token.start > tokens[at - 1].end:
                used |= {Technique.SPACED}
            elif Technique.SYMBOL_SWAP not in token.techniques and (token.sign == Sign.WEAK_AT or token.spelled):
                used |= {Technique.AT_DOT_WORDS}
            yield *view.span(start, end), address, used


def _local(lower: str, tokens: list[Token], at: int, domain: Domain) -> Local | None:
    spaced = Technique.SPACED in domain.techniques or "\n" in lower[tokens[at].start : tokens[domain.after - 1].end]
    local = read_local(tokens, at, spaced)
    if local is None or not local.value.isalnum():
        return local
    begin, _ = sentence(lower, tokens[local.first].start, tokens[domain.after - 1].end)
    if cues().joined.search(lower):
        return read_local(tokens, at, spaced, _MOST_JOINED, _breaks)
    if local.value.isdecimal() or cues().mail.search(lower, begin, tokens[local.first].start):
        return read_local(tokens, at, spaced, _MOST_JOINED)
    return local


_MOST_JOINED = 3


@lru_cache(maxsize=1)
def _breaking() -> frozenset[str]:
    words = load_address_words()
    return frozenset(
        piece
        for phrase in (*words.mail, *words.reach, *words.mine, *words.lead)
        for piece in Text(phrase).lower.split()
    )


def _breaks(word: str) -> bool:
    return word in _breaking()


def _is_meant(lower: str, tokens: list[Token], at: int, domain: Domain, local: Local) -> bool:
    """Return whether words that could be read as an address were written as one."""
    token = tokens[at]
    name = local.value
    begin, end = sentence(lower, tokens[local.first].start, tokens[domain.after - 1].end)
    cue = cues().mail.search(lower, begin, end) is not None or cues().mine.search(lower, begin, end) is not None
    odd = (not name.isalpha() and not name.isdecimal()) or Technique.PHONETIC_ALPHABET in local.techniques
    word = is_ordinary(name) and name not in load_placeholders().roles
    if load_services().named(name):
        return False
    if token.sign == Sign.AT and (domain.spelled or token.end == tokens[at + 1].start):
        return True
    likely = odd or cue or not (word or name.isdecimal())
    if token.sign == Sign.AT or domain.spelled:
        return likely
    if domain.complete:
        return likely and (domain.known or cue)
    return odd or (cue and likely and not word and token.written == "at")
