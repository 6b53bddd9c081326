"""E-mail addresses, plain and disguised."""

import re
from collections.abc import Iterator
from functools import lru_cache

from sidedoor.address_words import Trigger, cues, load_address_words
from sidedoor.assembly import assemble
from sidedoor.decoding import View, as_written, backwards, circled, decoded, hidden
from sidedoor.dictation import Sign, Token, tokenise
from sidedoor.domains import correct, providers, registered_domain
from sidedoor.evidence import disguises, finding
from sidedoor.mailbox import Domain, Local, read_domain, read_local
from sidedoor.nobody import is_nobodys, load_placeholders, sentence
from sidedoor.ordinary import is_ordinary
from sidedoor.records import Finding
from sidedoor.services import load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique

# RFC 5322 allows more in a local part; nobody who wants an answer uses more than this.
_PLAIN = re.compile(
    r"(?<![\w.+-])[^\W_](?:[\w.+'-]{0,62}[\w+-])?@(?=[\w-])(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{0,22}[^\W_](?![\w-])"
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
    for other in (decoded(text), circled(text)):
        if other is not None:
            yield from _plain(other)
            yield from _dictated(other)
    if _may_be_dictated(written.text):
        yield from _dictated(written)
    if _triggers().providers.fires(written.text):
        yield from assemble(text)
    for start, end, meant in hidden(text):
        for match in _PLAIN.finditer(meant.lower()):
            if address := valid_address(match.group()):
                yield start, end, address, frozenset({Technique.ENCODED})
    if _triggers().backwards.fires(written.text):
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
        return str(validate_email(written, check_deliverability=False).normalized).lower()
    except EmailNotValidError:
        return None


class _Triggers:
    """What wakes a way of reading: words that say a dot or at, that name a provider, forwards or from the end."""

    def __init__(self) -> None:
        words = load_address_words()
        names = [name for service in load_services().of("provider") for name in (*service.names, *service.weak)]
        self.dots = Trigger((*words.dot, *names))
        self.ats = Trigger((*words.at, *words.weak_at))
        self.providers = Trigger(names)
        self.backwards = Trigger(["moc", "gro", *(label[::-1] for label in providers().labels if len(label) > 3)])


@lru_cache(maxsize=1)
def _triggers() -> _Triggers:
    return _Triggers()


# A dot in a word, or alone, or in a frame, or another sign in its place.
_TIGHT_DOT = re.compile(r"\.[^\W\d_]")
_LONE_DOTS = (" . ", "\n.", "(.", "[.", "{.", "<.", "|.", "*.", "( .", "[ .", "•", "·", "∙", "●", "。")
_GLUED_ENDING = "dotcom"
_AT_SIGN = re.compile(r"[@©®]|[({\[<|*]\s?a\s?[)}\]>|*]")


def _may_be_dictated(lower: str) -> bool:
    triggers = _triggers()
    if _GLUED_ENDING in lower:
        return True
    dotted = triggers.dots.fires(lower) or ("." in lower and _TIGHT_DOT.search(lower))
    if not (dotted or any(dot in lower for dot in _LONE_DOTS)):
        return False
    return _AT_SIGN.search(lower) is not None or triggers.ats.fires(lower)


def _dictated(view: View) -> Iterator[Found]:
    tokens = tokenise(view.text)
    for at, token in enumerate(tokens):
        if token.sign not in (Sign.AT, Sign.WEAK_AT):
            continue
        domain = read_domain(tokens, at + 1)
        if domain is None:
            if swapped := _swapped(view, tokens, at):
                yield swapped
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


def _swapped(view: View, tokens: list[Token], at: int) -> Found | None:
    """An address whose sides have changed places: "gmail.com@lena.k"."""
    domain = read_local(tokens, at, spaced=False)
    local = read_local(tokens, _end_of_name(tokens, at + 1), spaced=False)
    if domain is None or local is None or domain.value not in providers().by_domain or local.first != at + 1:
        return None
    start, end = tokens[domain.first].start, tokens[local.after - 1].end
    return *view.span(start, end), f"{local.value}@{domain.value}", view.techniques | {Technique.REVERSED}


def _end_of_name(tokens: list[Token], i: int) -> int:
    while i < len(tokens) and (i == 0 or tokens[i].start == tokens[i - 1].end) and tokens[i].sign != Sign.MARK:
        i += 1
    return i


def _local(lower: str, tokens: list[Token], at: int, domain: Domain) -> Local | None:
    spaced = Technique.SPACED in domain.techniques or "\n" in lower[tokens[at].start : tokens[domain.after - 1].end]
    local = read_local(tokens, at, spaced)
    if local is None or not local.value.isalnum():
        return local
    start = tokens[local.first].start
    begin, _ = sentence(lower, start, tokens[domain.after - 1].end)
    if cues().joined.search(lower):
        return read_local(tokens, at, spaced, _MOST_JOINED, _breaks)
    if local.value.isdecimal() or cues().mail.search(lower, begin, start):
        return read_local(tokens, at, spaced, _MOST_JOINED, lambda word: is_ordinary(word) or _breaks(word))
    return local


_MOST_JOINED = 3


@lru_cache(maxsize=1)
def _breaking() -> frozenset[str]:
    words = load_address_words()
    return frozenset(
        piece
        for phrase in (*words.mail, *words.reach, *words.mine, *words.lead, *words.between)
        for piece in Text(phrase).lower.split()
    )


def _breaks(word: str) -> bool:
    return word in _breaking() or not word.isascii()


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    return frozenset(Text(word).lower for word in load_address_words().no_name)


def _is_meant(lower: str, tokens: list[Token], at: int, domain: Domain, local: Local) -> bool:
    """Return whether words that could be read as an address were written as one."""
    token = tokens[at]
    name = local.value
    begin, end = sentence(lower, tokens[local.first].start, tokens[domain.after - 1].end)
    cue = bool(cues().mail.search(lower, begin, end) or cues().mine.search(lower, begin, end))
    odd = (not name.isalpha() and not name.isdecimal()) or Technique.PHONETIC_ALPHABET in local.techniques
    word = is_ordinary(name) and name not in load_placeholders().roles
    pointed = cues().pointer.find(lower, begin, token.start)
    if load_services().named(name) or any(stop > tokens[local.first].start for _, stop in pointed):
        return False
    if token.sign == Sign.AT and (domain.spelled or token.end == tokens[at + 1].start):
        return True
    likely = odd or cue or not (word or name.isdecimal())
    if token.sign == Sign.AT:
        return likely
    if not domain.known and all(map(is_ordinary, domain.name.split("."))):  # "at this point in"
        return False
    if domain.spelled:
        return odd or (not name.isdecimal() and not _breaks(name) and (cue or name not in _no_names()))
    if domain.complete:
        return likely and (domain.known or cue)
    return odd or (cue and likely and not word and token.written == "at")
