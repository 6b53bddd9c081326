"""What wakes each detector and each pattern."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from sidedoor.address_words import UNSPACED, _rarest, load_address_words
from sidedoor.gate import Gate
from sidedoor.name_signs import (
    FOUR_LETTERS,
    ODDLY,
    THREE_LETTERS,
    escaped,
    mentions,
    name_doubts,
    names_in_pieces,
    signs_of,
)
from sidedoor.pattern_pack import load_pack, load_wanted
from sidedoor.pattern_phrases import LANGUAGE, is_mark, mark_name
from sidedoor.services import load_services
from sidedoor.signs import CAPITALS, DIGITS, Doubt, Sign, Wake
from sidedoor.text import Text

_NO_WORD = re.compile(r"[\W_]+")


# What takes a closer look

HIDDEN = Sign("something encoded")


def _is_hidden(written: str) -> bool:
    from sidedoor.decoding import hidden

    return any(True for _ in hidden(Text(written)))


def doubts() -> Iterator[Doubt]:
    """Yield what takes a closer look to be told."""
    yield from name_doubts()
    yield Doubt((Sign("a long word", words=lambda word: len(word) >= 12),), _is_hidden, (HIDDEN.name,))


# Patterns


def patterns() -> Iterator[Wake]:
    """Yield what wakes each English pattern: one of its rarest phrases, or the mark of a service."""
    signs = {**mentions(), AT.name: AT}
    for name, (first, beside) in load_wanted().items():
        if phrases := frozenset(phrase for phrase in first if not is_mark(phrase)):
            yield Wake(name, (Sign(name, phrases=phrases),), beside=beside)
        for mark in sorted(first - phrases):
            yield Wake(name, (signs[mark_name(mark)],), beside=beside)


@lru_cache(maxsize=1 << 14)
def _keys(word: str) -> frozenset[str]:
    from sidedoor.marked import _RUNS, _WORDS, KEY_LENGTH

    keys = {part[:KEY_LENGTH] for part in _WORDS.findall(word)}
    if not word.isascii():
        for run in _RUNS.findall(word):
            keys.update(run, map("".join, pairwise(run)))
    return frozenset(keys)


def languages() -> Iterator[Wake]:
    """Yield what wakes the patterns of each other language: words that tell it."""
    from sidedoor.vocabulary import CIRCUMSTANCES, SOLICITATIONS

    pack = load_pack(*SOLICITATIONS, *CIRCUMSTANCES)
    english = pack._telltales[LANGUAGE]
    foreign = frozenset().union(*(keys for name, keys in pack._telltales.items() if name != LANGUAGE))
    waking = frozenset().union(*(pack._gate(name).keys() for name in pack._telltales if name != LANGUAGE))
    half = frozenset(sorted(english)[::2])  # a text with words of both halves has two of them

    def tells(keys: frozenset[str]) -> Callable[[str], int]:
        return lambda word: not keys.isdisjoint(_keys(word)) and not signs_of(word)

    told = Sign("English", words=tells(english))
    one = Sign("one half of English", words=tells(half))
    rest = Sign("the other half of English", words=tells(english - half))
    other = Sign("another language", words=lambda word: sum(key in foreign for key in _keys(word)))
    key = Sign("a need in another language", words=lambda word: not waking.isdisjoint(_keys(word)))
    yield Wake("languages", (other,), least=((other.name, 2),))
    yield Wake("languages", (other,), without=one)
    yield Wake("languages", (other,), without=rest)
    yield Wake("languages", (key,), without=told)
    for sign in mentions().values():
        if sign.name.startswith("mention"):
            yield Wake("languages", (sign,), without=told)
    # The words of a name tell no language.
    pieces = Sign("a name in pieces", phrases=names_in_pieces())
    yield Wake("languages", (pieces,))
    yield Wake("languages", (ODDLY,))
    if "?" in waking:
        yield Wake("languages", (Sign("?", (r"\?",)),), without=told)
    if "@" in waking:
        yield Wake("languages", (AT,), without=told)


# Addresses and links

AT = Sign("@", (r"@",))
DOTTED = Sign("dotted", (r"\.[A-Za-z\x80-\xff][A-Za-z\x80-\xff]",))


def _phrases(name: str, listed: Iterable[str], *shapes: str) -> Sign:
    """Return the sign of any of `listed`, as `address_words.Trigger` sees them."""
    folded = {Text(phrase).lower for phrase in listed}
    rarest = frozenset(_rarest(phrase) for phrase in folded if phrase.isascii() and "." not in phrase)
    foreign = frozenset(_NO_WORD.sub(" ", phrase) for phrase in folded if not phrase.isascii()) - {" ", ""}
    return Sign(name, shapes, lambda word: word in rarest, foreign)


_ESCAPES = (
    r"&#[0-9]{2}",
    r"&#[xX][0-9a-fA-F]{2}",
    r"&[A-Za-z]{2,8};",
    r"%[2-7][0-9a-fA-F]",
    r"\\[uU]00[2-7]",
    r"\\[xX][2-7]",
    r"=40",
    r"=2[eE]",
)
ESCAPES = Sign("escape", _ESCAPES)
_LONE = (
    *(re.escape(dot) for dot in (" . ", *(mark + "." for mark in "([{<|*-~^#="), "( .", "[ .")),
    r"\n\.",
    *map(escaped, "•·∙●。"),
)
_SLASHES = (
    *(re.escape(s) for s in (" / ", "[.", "(.", "{.", "<.", "|.", "[ .", "( .", "(/", "[/", "{/", "\\", " . ")),
    r"\n[./]|/\n",
    "[hH][xX][xX][pP]",
    *map(escaped, "•·∙●。⁄∕⧸"),
)


def mail() -> Iterator[Wake]:
    """Yield what wakes the detector of e-mail addresses."""
    from sidedoor.domains import providers

    words = load_address_words()
    at = _phrases(
        "an at", (*words.at, *words.weak_at), r"@", escaped("©"), escaped("®"), r"[({\[<|*]\s?[aA]\s?[)}\]>|*]"
    )
    dot = _phrases(
        "a dot", (*words.dot, *load_services().names_of("provider"), *providers().glued), r"\.[A-Za-z\x80-\xff]", *_LONE
    )
    yield Wake("email", (AT,))
    yield Wake("email", (FOUR_LETTERS, at))
    yield Wake("email", (ESCAPES,))
    yield Wake("email", (dot, at))
    yield Wake("email", (Sign("dotcom", words=lambda word: "dotcom" in word),))
    yield Wake("email", (_phrases("provider", load_services().names_of("provider")),))
    yield Wake(
        "email",
        (_phrases("from the end", ["moc", "gro", *(label[::-1] for label in providers().labels if len(label) > 3)]),),
    )
    yield from _hidden("email")


def _hidden(target: str) -> Iterator[Wake]:
    yield Wake(target, (HIDDEN,))
    yield Wake(target, (Sign("code name", words=lambda word: word in ("hex", "ascii", "rot13", "rot")),))


_HOST_END = re.compile(r"\.([^\W\d_][\w-]{0,22}[^\W_])(?![\w@-])")


def _has_host(written: str) -> bool:
    from sidedoor.domains import registered_domain

    return any(registered_domain(f"x.{end}") for end in _HOST_END.findall(written.lower()))


def links() -> Iterator[Wake]:
    """Yield what wakes the detector of links."""
    words = load_address_words()
    yield Wake("link", (DOTTED,), confirm=_has_host)
    yield Wake("link", (ESCAPES,))
    yield Wake("link", (_phrases("dot or slash", (*words.dot, *words.slash), *_SLASHES),))
    yield Wake(
        "link", (Sign("nearly", (r"[^\w](?:[tTmM]|[wW][aA])(?:,|\. ?| \.)[mM][eE][^\w]", r"[a-zA-Z],[a-zA-Z]{2,3}/")),)
    )
    yield Wake("link", (Sign("scheme", (r"(?i)skype:", r"(?i)[a-z]{2,14}://")),))
    yield from _hidden("link")


# Numbers, streets, accounts


def _said(word: str) -> int:
    from sidedoor.numerals import _LETTERS, _SHORTEST_GLUED, _telling
    from sidedoor.spelling import glued

    parts = word.encode().translate(_LETTERS).split()
    told = sum(part in _telling() for part in parts)
    return told + sum(len(glued(part.decode())) for part in parts if len(part) >= _SHORTEST_GLUED)


def _said_unspaced(word: str) -> int:
    from sidedoor.numerals import _UNSPACED, _unspaced_words

    return len(_unspaced_words().findall(word)) if _UNSPACED.search(word) else 0


NUMBER = Sign("number", words=_said)
UNSPACED_NUMBER = Sign("digits in a script without spaces", words=_said_unspaced)


# In a run of numerals each digit weighs so much, a word that only links them 1.
_DIGIT = 10


def _weight(word: str) -> int:
    """Return how much a word adds to a number in which it stands."""
    from sidedoor.number_words import number_words
    from sidedoor.numerals import numerals
    from sidedoor.spelling import almost

    if width := sum(piece.width for piece in numerals(Text(word))):
        return _DIGIT * width
    return _DIGIT if any(True for _ in almost(word)) else int(word in number_words().fillers)


def phones() -> Iterator[Wake]:
    """Yield what wakes the detector of telephone numbers."""
    from sidedoor.cues import Role, _book
    from sidedoor.dialling import FEWEST_DIGITS
    from sidedoor.numerals import _DRAWN, _KEYED

    book = _book()
    roles = (Role.INVITE, Role.CHANNEL, Role.BACKWARDS)
    listed = [phrase for phrase, meant in book.phrases.items() if any(role in roles for role, _ in meant)]
    said = frozenset(phrase for phrase in listed if phrase.isalnum())
    phrases = frozenset(f" {' '.join(_NO_WORD.sub(' ', phrase).split())} " for phrase in listed if phrase not in said)
    stems = tuple(stem for stem, meant in book.stems.items() if any(role in roles for role, _ in meant))
    joined = [word for word, meant in book.unspaced.items() if any(role in roles for role, _ in meant)]

    def cue(word: str) -> bool:
        return word in said or word.startswith(stems) or any(other in word for other in joined)

    told = Sign("digits in a row", words=_weight, run=_DIGIT * FEWEST_DIGITS)
    # What is no run may be a riddle, where words say how to read it.
    riddle = _phrases("a word for riddles", load_address_words().removal)
    for sign in (Sign("a word for calls", words=cue, phrases=phrases - {"  "}), riddle, told):
        yield Wake("phone", (sign,), least=((DIGITS, 6),))
        yield Wake("phone", (sign, NUMBER), least=((NUMBER.name, 3),))
        yield Wake("phone", (sign, NUMBER), least=((NUMBER.name, 2), (DIGITS, 2)))
        yield Wake("phone", (sign, NUMBER), least=((NUMBER.name, 1), (DIGITS, 4)))
        yield Wake("phone", (sign, UNSPACED_NUMBER), least=((UNSPACED_NUMBER.name, 6),))
        yield Wake("phone", (sign, THREE_LETTERS))
    yield Wake("phone", (THREE_LETTERS,), confirm=_is_spelled_number)
    yield Wake("phone", (ESCAPES,))
    yield from _hidden("phone")
    yield Wake("phone", (), least=((DIGITS, 1), (CAPITALS, 1)), confirm=lambda text: _KEYED.search(text) is not None)
    yield Wake("phone", (Sign("base64 digits", (r"(?:[KLMNO][A-Za-z0-9]{3}){3}",)),), least=((DIGITS, 1),))
    drawable = re.compile(r"[0-9oliszbvx]{1,6}|then|and")
    drawn = Sign("drawn digits", words=lambda word: drawable.fullmatch(word) is not None, run=3)
    yield Wake("phone", (drawn,), least=((DIGITS, 3),), confirm=lambda text: _DRAWN.search(text) is not None)
    mixed = re.compile(r"(?=[0-9]*[oliszb])(?=[oliszb]*[0-9])[0-9oliszb]{4,8}")
    twice = Sign("digits drawn and written", words=lambda word: mixed.fullmatch(word) is not None, run=2)
    yield Wake("phone", (twice,), least=((DIGITS, 3),), confirm=lambda text: _DRAWN.search(text) is not None)
    yield Wake("phone", (drawn, Sign("V", (r"V",))), confirm=lambda text: _DRAWN.search(text) is not None)


def _is_spelled_number(written: str) -> bool:
    from sidedoor.numerals import may_hold_number

    return may_hold_number(Text(written))


def addresses() -> Iterator[Wake]:
    """Yield what wakes the detector of postal addresses."""
    from sidedoor.streets import streets

    known = streets()
    letters = re.compile(r"[^\W\d_]+")

    def kind(word: str) -> bool:
        return not known._kinds.isdisjoint(letters.findall(word)) or known._joined_word.search(word) is not None

    def may_hold(written: str) -> bool:
        return known.may_hold(Text(written))

    street = Sign("a street", tuple(re.escape(sign) for sign in known._signs), words=kind)
    number = Sign("a house number in words", words=lambda word: not known._numbers.isdisjoint(letters.findall(word)))
    named = Sign("a kind of street", words=lambda word: not known._named_kinds.isdisjoint(letters.findall(word)))
    town = Sign("a code before a town", (r"[0-9][A-Za-z]?,[ \n]{1,2}(?:[A-Za-z]{1,2}-)?[0-9]{2}[0-9 -][0-9]",))
    shape = Sign("a shape", words=lambda word: not word.isascii() and known._shapes.search(word) is not None)
    # A number with hyphens, or spaces, cut such an address into words.
    unspaced = Sign("a script without spaces", words=lambda word: UNSPACED.search(word) is not None)
    yield Wake("address", (street,), least=((DIGITS, 1),), confirm=may_hold)
    yield Wake("address", (named, number), confirm=may_hold)
    yield Wake("address", (town,), confirm=may_hold)
    yield Wake("address", (shape,), confirm=may_hold)
    yield Wake("address", (unspaced,), least=((DIGITS, 1),), confirm=may_hold)


def accounts() -> Iterator[Wake]:
    """Yield what wakes the detector of payment accounts."""
    from sidedoor.detectors.payment_account import _MAY_HOLD

    def may_hold(text: str) -> bool:
        return _MAY_HOLD.search(text.lower()) is not None

    begins = re.compile(r"[a-z]{2}[0-9]{2}(?:[0-9a-z]{4}|$)|[0-9a-z]{25}|alias")
    yield Wake("payment_account", (), least=((DIGITS, 7),), confirm=may_hold)
    yield Wake("payment_account", (Sign("an account", words=lambda word: begins.search(word) is not None),))
    for sign in (AT, Sign("$", (r"\$",)), DOTTED):
        yield Wake("payment_account", (sign,), confirm=may_hold)
    for name in ("mention payment", "perhaps payment"):
        yield Wake("payment_account", (mentions()[name],))


def handles() -> Iterator[Wake]:
    """Yield what wakes the detector of user names."""
    yield Wake("handle", (AT,))
    frame = Sign("a framed at", (r"(?i)[\[({<]\s?at\s?[\])}>]",))
    for name, sign in mentions().items():
        if name.split()[1] in ("messenger", "social"):
            yield Wake("handle", (sign,))
        else:
            yield Wake("handle", (sign, frame))


def services() -> Iterator[Wake]:
    """Yield what tells that a service is mentioned."""
    for sign in mentions().values():
        yield Wake("mentions", (sign,))


def models() -> Iterator[Wake]:
    """Yield what lets the trained models look: telltale words."""
    from sidedoor.telltale import _WORD, KEY_LENGTH, telltale

    known = telltale()
    if known is None:
        yield Wake("intent", (), least=((DIGITS, 0),))
    else:
        yield Wake(
            "intent", (Sign("telltale", words=lambda word: any(w[:KEY_LENGTH] in known for w in _WORD.findall(word))),)
        )


def notes() -> Iterator[Wake]:
    """Yield what is noted of every text (`notes.py`). Nothing here may ask for a confirmation."""
    from sidedoor.pieces import piecing_words

    words = load_address_words()
    yield Wake("note digits", (), least=((DIGITS, 1),))
    for sign in (NUMBER, UNSPACED_NUMBER, THREE_LETTERS):
        yield Wake("note digits", (sign,))
    yield Wake("note name", (AT,))
    yield Wake("note name", (Sign("joined", (r"[A-Za-z0-9][._-][A-Za-z0-9._-]",)),))
    tied = {f" {' '.join(_NO_WORD.sub(' ', Text(phrase).lower).split())} " for phrase in piecing_words()}
    yield Wake("note tied", (Sign("tied", phrases=frozenset(tied)),))
    for sign in (mentions()["mention messenger"], mentions()["mention social"]):
        yield Wake("note service", (sign,))
    yield Wake("note work", (mentions()["mention work"],))
    shapes = (r"[./\\][A-Za-z0-9\x80-\xff]", r"[A-Za-z0-9\x80-\xff][./] ", *_LONE, *_SLASHES)
    yield Wake("note address", (AT,))
    yield Wake("note address", (Sign("a sign of addresses", shapes),))
    listed = (*words.at, *words.dot, *words.slash, *load_services().names_of("provider"))
    yield Wake("note address", (_phrases("a word of addresses", listed),))


@lru_cache(maxsize=1)
def load_gate() -> Gate:
    """Return the gate of all detectors."""
    return Gate(all_wakes(), doubts())


def all_wakes() -> Iterator[Wake]:
    """Yield all that can wake anything."""
    for part in (services, mail, links, phones, addresses, accounts, handles, patterns, languages, models, notes):
        yield from part()
