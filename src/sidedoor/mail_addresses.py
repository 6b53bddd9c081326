"""Reads e-mail addresses, plain and disguised, whoever they belong to."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sidedoor.address_words import Trigger, cues, load_address_words
from sidedoor.assembly import assemble
from sidedoor.decoding import View, as_written, backwards, decoded, explained, hidden, resigned, unfilled
from sidedoor.domains import correct, providers, registered_domain
from sidedoor.mail_meaning import breaks, is_meant, looks_odd
from sidedoor.mailbox import JOINERS, Local, MailAddress, read_local
from sidedoor.nobody import sentence, window
from sidedoor.ordinary import is_ordinary
from sidedoor.services import load_services
from sidedoor.spelled_domain import Domain, joins, read_domain
from sidedoor.spelling_alphabet import respell, spoken_number
from sidedoor.text import Text
from sidedoor.tokens import Sign, Token, tokenise
from sidedoor.vocabulary import Technique

# RFC 5322 allows more in a local part; nobody who wants an answer uses more than this.
_PLAIN = re.compile(
    r"(?<![\w.+·•-])[^\W_](?:[\w.+'-]{0,62}[\w+-])?@(?=[\w-])(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{0,22}[^\W_](?![\w-])"
)


def find_mail_addresses(text: Text) -> Iterator[MailAddress]:
    """Yield every address in `text`; readings of the same characters may overlap, and the surest come first."""
    written = as_written(text)
    lower, triggers = written.text, _triggers()
    dictated = _may_be_dictated(lower)
    views = [resigned(text), decoded(text)]
    if "@" in lower or dictated:
        views.append(explained(text))
        if taken_out := unfilled(text):
            word, view = taken_out
            for found in (*_plain(view), *_dictated(view)):
                if word in lower[found.start : found.end]:
                    yield found
    for view in filter(None, views):
        yield from _plain(view)
        yield from _dictated(view)
    if "@" in lower:
        yield from _plain(written)
        yield from _with_comma(written)
    if dictated:
        yield from _dictated(written)
    if triggers.providers.fires(lower):
        yield from assemble(text)
    for start, end, meant in hidden(text):
        for found in _plain(as_written(Text(meant))):
            yield found._replace(start=start, end=end, techniques=frozenset({Technique.ENCODED}))
    told = "@" in lower and cues().backwards.search(lower) is not None
    if told or triggers.backwards.fires(lower):
        view = backwards(text)
        for found in (*_plain(view), *_dictated(view)):
            if told or (found.address or "").partition("@")[2] in providers().by_domain:
                yield found


def _plain(view: View) -> Iterator[MailAddress]:
    for match in _PLAIN.finditer(view.text):
        written, techniques = _without_decoy(match.group())
        local, _, domain = written.rpartition("@")
        if not domain.isascii() and (named := read_domain(tokenise(domain), 0)) and named.known:
            domain = named.name  # "lena@جيميل.كوم"
        domain, slip = correct(domain)
        if slip:
            techniques |= {slip}
        if address := valid_address(f"{local}@{domain}"):
            yield MailAddress(*view.span(*match.span()), address, view.techniques | techniques)


_COMMA = re.compile(r"(?<![\w.+-])([^\W_][\w.+-]{0,62}@[\w-]{2,63}),([a-z]{2,6})(?![\w@.-])")


def _with_comma(view: View) -> Iterator[MailAddress]:
    for match in _COMMA.finditer(view.text):
        if address := valid_address(f"{match[1]}.{match[2]}"):
            yield MailAddress(*view.span(*match.span()), address, view.techniques | {Technique.SYMBOL_SWAP})


# What is put into an address against machines, and named or shouted so that people take it out.
_DECOY = re.compile(
    r"[._-]?(?:no[._-]?spam|anti[._-]?spam|(?:kill|stop|block)[._-]?spam|spamfree"
    r"|(?:remove|delete|omit|cut|erase)[._-]?(?:this|that|me|it|caps|spam))(?:[._-](?=@))?"
)


def _without_decoy(address: str) -> tuple[str, frozenset[Technique]]:
    read = _DECOY.sub("", address).replace("@.", "@").lstrip("._-")
    return (address, frozenset()) if read == address else (read, frozenset({Technique.FILLER}))


def valid_address(written: str) -> str | None:
    """Return the address in its normal form, lower case, or None where no mail could ever arrive."""
    if registered_domain(written.rpartition("@")[2]) is None:
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
        names = load_services().names_of("provider")
        self.dots = Trigger((*words.dot, *names, *providers().glued))
        self.ats = Trigger((*words.at, *words.weak_at))
        self.providers = Trigger(names)
        self.backwards = Trigger(["moc", "gro", *(label[::-1] for label in providers().labels if len(label) > 3)])


@lru_cache(maxsize=1)
def _triggers() -> _Triggers:
    return _Triggers()


# A dot in a word, or alone, or in a frame, or another sign in its place.
_TIGHT_DOT = re.compile(r"\.[^\W\d_]")
_LONE_DOTS = (" . ", "\n.", *(mark + "." for mark in "([{<|*-~^#="), "( .", "[ .", *"•·∙●。")
_GLUED_ENDING = "dotcom"
_ONE_BY_ONE = re.compile(r"(?<!\w)\w \w \w \w(?!\w)")
_AT_SIGN = re.compile(r"[@©®]|[({\[<|*]\s?a\s?[)}\]>|*]")


def _may_be_dictated(lower: str) -> bool:
    if _GLUED_ENDING in lower:
        return True
    triggers = _triggers()
    dotted = triggers.dots.fires(lower) or ("." in lower and _TIGHT_DOT.search(lower))
    if not (dotted or any(dot in lower for dot in _LONE_DOTS) or _ONE_BY_ONE.search(lower)):
        return False
    return _AT_SIGN.search(lower) is not None or triggers.ats.fires(lower)


def _dictated(view: View) -> Iterator[MailAddress]:
    tokens = respell(tokenise(view.text))
    for at, token in enumerate(tokens):
        if token.sign not in (Sign.AT, Sign.WEAK_AT):
            continue
        domain = read_domain(tokens, at + 1)
        if domain is None:
            yield from _swapped(view, tokens, at)
            continue
        local = _local(view.text, tokens, at, domain)
        if local is None or not is_meant(view.text, tokens, at, domain, local):
            continue
        if address := valid_address(f"{local.value}@{domain.name}"):
            start, end = tokens[local.first].start, tokens[domain.after - 1].end
            used = domain.techniques | local.techniques | view.techniques | _how_at(tokens, at)
            if "\n" in view.text[start:end]:
                used |= {Technique.SPLIT_LINES}
            yield MailAddress(*view.span(start, end), address, used)


def _how_at(tokens: Sequence[Token], at: int) -> frozenset[Technique]:
    token = tokens[at]
    if token.sign == Sign.WEAK_AT:
        return frozenset({Technique.AT_DOT_WORDS})
    if not token.spelled and token.start > tokens[at - 1].end:
        return frozenset({Technique.SPACED})
    return token.techniques


def _swapped(view: View, tokens: Sequence[Token], at: int) -> Iterator[MailAddress]:
    """An address whose sides have changed places, or are read from the end each: "gmail.com@lena.k"."""
    domain = read_local(tokens, at, spaced=False)
    local = read_local(tokens, _end_of_name(tokens, at + 1), spaced=False)
    if domain is None or local is None or local.first != at + 1:
        return
    for step in (1, -1):
        if domain.value[::step] in providers().by_domain:
            span = view.span(tokens[domain.first].start, tokens[local.after - 1].end)
            address = f"{local.value[::step]}@{domain.value[::step]}"
            yield MailAddress(*span, address, view.techniques | {Technique.REVERSED})


def _end_of_name(tokens: Sequence[Token], first: int) -> int:
    """The index after the words and tight signs that begin at `first`."""
    i, stop = first, min(first + _LONGEST_NAME, len(tokens))
    while (
        i < stop and tokens[i].sign not in (Sign.MARK, Sign.AT) and (i == first or tokens[i].start == tokens[i - 1].end)
    ):
        i += 1
    return i


_LONGEST_NAME = 9  # tokens: five words with signs between


def _local(lower: str, tokens: Sequence[Token], at: int, domain: Domain) -> Local | None:
    """The local part before token `at`, with the words that belong to it across spaces."""
    spaced = Technique.SPACED in domain.techniques or "\n" in lower[tokens[at].start : tokens[domain.after - 1].end]
    local = _after_preposition(lower, tokens, read_local(tokens, at, spaced))
    number, first = spoken_number(tokens, local.after) if local else ("", at)
    several = local is not None and local.after - first > 1
    if local and several and first > 1 and joins(tokens, first - 1, *JOINERS):  # "lena underscore four two at"
        named = read_local(tokens, first - 1, spaced)
        if named and named.after == first - 1:
            used = named.techniques | local.techniques | {Technique.AT_DOT_WORDS, Technique.SPELLED_DIGITS}
            return Local(named.value + tokens[first - 1].text + number, named.first, local.after, used)
    if local and breaks(local.value):  # "lena.k, over at gmail", "lena.k and then the at sign"
        stop = at
        while stop > 0 and at - stop < _FARTHEST and _is_between(tokens, stop - 1):
            stop -= 1
        before = read_local(tokens, stop, spaced)
        return before if before and before.after == stop and looks_odd(before) else local
    if local is None or not local.value.isalnum():
        return local
    if spaced and tokens[at].sign == Sign.AT and not tokens[at].spelled:  # "ka rim b @ gm ail . c om"
        return _after_preposition(lower, tokens, read_local(tokens, at, spaced, _MOST_JOINED, _is_no_chunk))
    if number:
        named = read_local(tokens, first, spaced)
        if named and not is_ordinary(named.value):  # "lena forty two at"
            used = named.techniques | {Technique.SPELLED_DIGITS}
            return Local(named.value + number, named.first, local.after, used)
    begin, _ = sentence(lower, tokens[local.first].start, tokens[domain.after - 1].end)
    if cues().joined.search(lower, *window(tokens[local.first].start, tokens[at].end)):
        return read_local(tokens, at, spaced, _MOST_JOINED, lambda token: breaks(token.text))
    if local.value.isdecimal():  # "caio underline dias 21": the number goes on what a spelled sign has begun
        named = read_local(tokens, local.first, spaced)
        if named and named.after == local.first and any(token.spelled for token in tokens[named.first : named.after]):
            used = named.techniques | local.techniques | {Technique.SPACED}
            return Local(named.value + local.value, named.first, local.after, used)
    if local.value.isdecimal() or cues().mail.search(lower, begin, tokens[local.first].start):
        return read_local(tokens, at, spaced, _MOST_JOINED, _is_no_part)
    return local


def _after_preposition(lower: str, tokens: Sequence[Token], local: Local | None) -> Local | None:
    """Return `local` without a preposition of one letter that spacing stuck to it: "scrivimi a l e n a @ ..."."""
    if local is None or Technique.SPACED not in tokens[local.first].techniques:
        return local
    start = tokens[local.first].start
    begin, _ = sentence(lower, start, start + 1)
    leads = any(stop == start + 1 for _, stop in cues().preposition.find(lower, begin, start + 1))
    return local._replace(value=local.value[1:]) if leads else local


def _is_between(tokens: Sequence[Token], i: int) -> bool:
    """Return whether token `i` can stand between a name and its at sign, and is no end of a name ("jonas_w")."""
    stuck = i > 0 and tokens[i - 1].end == tokens[i].start and tokens[i - 1].sign != Sign.MARK
    return tokens[i].text == "," or (breaks(tokens[i].text) and not stuck)


_FARTHEST = 5  # words between a name and its at sign
_MOST_JOINED = 3
_LONGEST_CHUNK = 3


def _is_no_chunk(token: Token) -> bool:
    return breaks(token.text) or (len(token.text) > _LONGEST_CHUNK and Technique.SPACED not in token.techniques)


def _is_no_part(token: Token) -> bool:
    return is_ordinary(token.text) or breaks(token.text)
