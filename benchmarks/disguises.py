"""How the opponent disguises: a technique is a function that returns a thing disguised, or None where it does not fit.

It knows nothing of how sidedoor detects, and shares no table with it.
"""

import base64
import string
from collections.abc import Callable
from random import Random

from benchmarks.inventions import Language, Thing
from sidedoor import Kind, Technique

Disguise = Callable[[Random, Thing, Language], Thing | None]


def _said(words: str, rng: Random) -> str:
    return rng.choice(words.split("/"))


def _has_digits(thing: Thing) -> bool:
    return sum(c.isdigit() for c in thing.written) > 2 and not any(c.isalpha() for c in thing.written)


def spelled_digits(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if not _has_digits(thing):
        return None
    if language.tens and rng.random() < 0.3:
        return thing._replace(written=_in_pairs(thing.written, language, rng))
    groups = [
        language.join.join(_said(language.digits[int(c)], rng) for c in group if c.isdigit())
        for group in thing.written.replace("-", " ").replace(".", " ").split()
    ]
    return thing._replace(
        written=rng.choice([" ", ", "] if language.join else ["", "，", " "]).join(filter(None, groups))
    )


def _in_pairs(written: str, language: Language, rng: Random) -> str:
    digits = [int(c) for c in written if c.isdigit()]
    said = [_said(language.digits[digits.pop(0)], rng)] if len(digits) % 2 else []
    for ten, unit in zip(digits[::2], digits[1::2], strict=True):
        said.append(_pair(ten, unit, language, rng))
    return ", ".join(said)


def _pair(ten: int, unit: int, language: Language, rng: Random) -> str:
    unit_word = _said(language.digits[unit], rng)
    if ten == 0 or (ten > 1 and not language.tens[ten - 2]):
        return f"{_said(language.digits[ten], rng)} {unit_word}"
    if ten == 1:
        return language.teens[unit]
    tens = language.tens[ten - 2]
    if ten > 2 and tens == language.tens[ten - 3]:  # French counts on: soixante-dix, soixante-onze
        return f"{tens}-{language.teens[unit]}"
    if unit == 0:
        return tens
    return language.pair.format(
        tens=tens, unit="ein" if language.pair.startswith("{unit}") and unit == 1 else unit_word
    )


def mixed_digits(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if not _has_digits(thing):
        return None
    glue = rng.choice(["", " "])
    said = [
        _said(language.digits[int(c)], rng) if i % 3 == 1 else c
        for i, c in enumerate(filter(str.isdigit, thing.written))
    ]
    return thing._replace(written=glue.join(said))


def native_digits(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if not any(c.isdigit() for c in thing.written):
        return None
    zero = ord(language.native or rng.choice("٠०০๐"))
    return thing._replace(written="".join(chr(zero + int(c)) if c.isdigit() else c for c in thing.written))


def lookalike_digits(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if not _has_digits(thing):
        return None
    table = {"0": "Oo", "1": "lI", "5": "S", "8": "B", "2": "Z"}
    looks = "".join(rng.choice(table[c]) if c in table and rng.random() < 0.7 else c for c in thing.written)
    return thing._replace(written=looks) if looks != thing.written else None


def arithmetic(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if not _has_digits(thing):
        return None

    def sum_of(digit: int) -> str:
        part = rng.randint(1, 9)
        return f"{digit - part}+{part}" if digit >= part else f"{digit + part}-{part}"

    return thing._replace(written=", ".join(sum_of(int(c)) for c in thing.written if c.isdigit()))


def disguised_as_number(rng: Random, thing: Thing, language: Language) -> Thing | None:
    digits = "".join(filter(str.isdigit, thing.written))
    if not _has_digits(thing) or len(digits) < 6:
        return None
    groups = [digits[:3], digits[3:6], digits[6:]]
    dates = f"{digits[:2]}/{digits[2:4]}/{digits[4:6]} {digits[6:8]}:{digits[8:]}"
    return thing._replace(
        written=rng.choice([" ".join(f"${group}" for group in groups if group), "v" + ".".join(digits), dates])
    )


def vanity(rng: Random, thing: Thing, language: Language) -> Thing | None:
    keys = ["", "", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"]
    head, *rest = thing.written.replace(".", "-").replace(" ", "-").split("-")
    letters = ["".join(rng.choice(keys[int(c)] or c) if c.isdigit() else c for c in group) for group in rest]
    if not _has_digits(thing) or not any(c.isalpha() for c in "".join(letters)):
        return None
    return thing._replace(written="-".join([head, *letters]))


def at_dot_words(rng: Random, thing: Thing, language: Language) -> Thing | None:
    signs = {"@": language.at, ".": language.dot, "_": language.underscore, "-": language.dash, "/": ["slash"]}
    if not any(c in thing.written for c in "@._/") or _has_digits(thing):
        return None
    if thing.kind in (Kind.EMAIL, Kind.PAYMENT_ACCOUNT) and rng.random() < 0.4:
        signs = {sign: signs[sign] for sign in "@."}
    said = {sign: rng.choice(words) for sign, words in signs.items()}
    return thing._replace(written="".join(f" {said[c]} " if c in said else c for c in thing.written).strip())


def symbol_swap(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if not any(c in thing.written for c in "@."):
        return None
    swapped = {"@": rng.choice(["©", "ⓐ", "(a)", "[@]", "®"]), ".": rng.choice(["•", "·", "。", "[.]", "(.)", ","])}
    if thing.kind == Kind.EMAIL:
        local, _, host = thing.written.partition("@")
        return thing._replace(written=local + swapped["@"] + host.replace(".", swapped["."]))
    host, slash, path = thing.written.partition("/")
    return thing._replace(written="".join(swapped.get(c, c) for c in host) + slash + path)


def missing_part(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if thing.kind == Kind.EMAIL:
        local, _, host = thing.written.partition("@")
        at = rng.choice(["@", f" {rng.choice(language.at)} "])
        return thing._replace(written=f"{local}{at}{host.partition('.')[0]}")
    if thing.kind == Kind.LINK:
        host, _, path = thing.written.partition("/")
        return thing._replace(written=f"{host.partition('.')[0]} slash {path}") if len(host) > 7 else None
    stem, dot, _ = thing.written.partition(".")
    return thing._replace(written=stem) if dot and stem.isalpha() else None


_TWINS = dict(zip("aeopcxyiABEKMHOPCTX", "аеорсхуіАВЕКМНОРСТХ", strict=True))


def homoglyph(rng: Random, thing: Thing, language: Language) -> Thing | None:
    service = (
        "".join(_TWINS.get(c, c) for c in thing.service) if thing.service and rng.random() < 0.5 else thing.service
    )
    written = thing.written
    if service == thing.service:
        written = "".join(_TWINS[c] if c in _TWINS and rng.random() < 0.6 else c for c in written)
    changed = (written, service) != (thing.written, thing.service)
    return thing._replace(written=written, service=service) if changed else None


def zero_width(rng: Random, thing: Thing, language: Language) -> Thing | None:
    mark = rng.choice(["\u200b", "\u2060", "\ufeff", "\u00ad"])
    return thing._replace(written=mark.join(thing.written))


def styled_characters(rng: Random, thing: Thing, language: Language) -> Thing | None:
    lower, upper, zero = rng.choice(
        [(0x1D41A, 0x1D400, 0x1D7CE), (0xFF41, 0xFF21, 0xFF10), (0x1D5EE, 0x1D5D4, 0x1D7EC)]
    )

    def styled(c: str) -> str:
        if c in string.ascii_lowercase:
            return chr(lower + ord(c) - 97)
        if c in string.ascii_uppercase:
            return chr(upper + ord(c) - 65)
        return chr(zero + int(c)) if c in string.digits else c

    if _has_digits(thing) and rng.random() < 0.5:
        return thing._replace(written="".join(f"{c}\ufe0f\u20e3" if c.isdigit() else c for c in thing.written))
    return thing._replace(written="".join(map(styled, thing.written)))


def leet(rng: Random, thing: Thing, language: Language) -> Thing | None:
    table = str.maketrans({"a": "4", "e": "3", "o": "0", "i": "1"})
    if thing.kind == Kind.EMAIL:
        local, _, host = thing.written.partition("@")
        label, _, ending = host.partition(".")
        disguised = f"{local}@{label.translate(table)}.{ending}"
        return thing._replace(written=disguised) if disguised != thing.written else None
    if thing.service:
        return thing._replace(service=thing.service.translate(table))
    return (
        thing._replace(written=thing.written.translate(table))
        if thing.written.translate(table) != thing.written
        else None
    )


def misspelt(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if thing.kind == Kind.EMAIL:
        local, _, host = thing.written.partition("@")
        label, _, ending = host.partition(".")
        return thing._replace(written=f"{local}@{_slip(rng, label)}.{ending}") if len(label) > 4 else None
    if thing.service:
        return thing._replace(service=_slip(rng, thing.service))
    word, rest = thing.written[:5], thing.written[5:]
    return thing._replace(written=_slip(rng, word) + rest) if word.isalpha() else None


def _slip(rng: Random, word: str) -> str:
    """Return `word` with two letters in the wrong order, one doubled, or one left out; never the first."""
    i = rng.randrange(2, len(word) - 1)
    slips = [word[:i] + word[i + 1] + word[i] + word[i + 2 :], word[:i] + word[i] + word[i:], word[:i] + word[i + 1 :]]
    return rng.choice([slip for slip in slips if slip != word])


def nickname(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if thing.service in language.nicknames:
        return thing._replace(service=rng.choice(language.nicknames[thing.service]))
    if thing.kind == Kind.EMAIL:
        local = thing.written.partition("@")[0]
        provider = rng.choice(["google mail", "gee mail", "g-mail", "g mail"])
        disguised = f"{local} {rng.choice(language.at)} {provider} {rng.choice(language.dot)} com"
        return thing._replace(written=disguised, value=f"{local}@gmail.com")
    return None


_EMOJI = {
    Kind.PHONE: ["📞", "📱", "☎️"],
    "telegram": ["✈️"],
    "instagram": ["📷", "📸"],
    "order": ["📦"],
    "price": ["💰", "🏷️"],
    "date": ["📅"],
    "score": ["⚽"],
    "product": ["🛒"],
    "code": ["💻"],
}


def emoji(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if thing.kind == Kind.HANDLE:
        service = rng.choice(["telegram", "instagram"])
        return thing._replace(
            service="", written=f"{rng.choice(_EMOJI[service])} {rng.choice(['@', ''])}{thing.written}"
        )
    marks = _EMOJI.get(thing.kind)
    return thing._replace(written=f"{rng.choice(marks)} {thing.written}") if marks else None


_RADIO = (
    "alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo "
    "sierra tango uniform victor whiskey xray yankee zulu"
)


def phonetic_alphabet(rng: Random, thing: Thing, language: Language) -> Thing | None:
    local, at, rest = thing.written.partition("@")
    if not any(c.isalpha() for c in local) or thing.kind in ("code", Kind.LINK):
        return None
    words = {".": "dot", "_": "underscore", "-": "dash"}
    english = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    radio = _RADIO.split()
    said = [radio[ord(c.lower()) - 97] if c.isalpha() else english[int(c)] if c.isdigit() else words[c] for c in local]
    return thing._replace(written=" ".join(said) + (f" at {rest.replace('.', ' dot ')}" if at else ""))


def encoded(rng: Random, thing: Thing, language: Language) -> Thing | None:
    ways: list[Callable[[str], str]] = [
        lambda text: "".join(f"&#{ord(c)};" for c in text),
        lambda text: "".join(f"&#x{ord(c):x};" if c in "@./_-" else c for c in text),
    ]
    if thing.kind == Kind.EMAIL:
        ways += [lambda text: base64.b64encode(text.encode()).decode(), lambda text: text.replace("@", "%40")]
    return thing._replace(written=rng.choice(ways)(thing.written))


def filler(rng: Random, thing: Thing, language: Language) -> Thing | None:
    extra = rng.choice(["XXX", "banana", "potato", "ZZZ"])
    hint = language.without.format(filler=extra)
    if _has_digits(thing):
        parts = thing.written.split() if " " in thing.written else [thing.written[:2], thing.written[2:]]
        return thing._replace(written=f" {extra} ".join(parts), hint=hint)
    cut = thing.written.partition("@")[0]
    if thing.kind == Kind.EMAIL:
        if rng.random() < 0.5:
            return thing._replace(
                written=f"{cut}.NOSPAM{thing.written[len(cut) :]}", hint=language.without.format(filler="NOSPAM")
            )
        return thing._replace(written=f"{cut}{extra}{thing.written[len(cut) :]}", hint=hint)
    return thing._replace(written=thing.written[:3] + extra + thing.written[3:], hint=hint)


def reversed_(rng: Random, thing: Thing, language: Language) -> Thing | None:
    return thing._replace(written=thing.written[::-1].replace("(", "").replace(")", ""), hint=language.backwards)


def separators(rng: Random, thing: Thing, language: Language) -> Thing | None:
    mark = rng.choice([c for c in "*|~.-/" if c not in thing.written and (c in "*|~" or _has_digits(thing))])
    if thing.kind == Kind.HANDLE and rng.random() < 0.5:
        return thing._replace(service=rng.choice(["-", ".", "*"]).join(thing.service))
    return thing._replace(written=mark.join(thing.written.replace(" ", "")))


def spaced(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if thing.service and thing.kind != Kind.PAYMENT_ACCOUNT and rng.random() < 0.5:
        return thing._replace(service=" ".join(thing.service))
    if not _has_digits(thing) and thing.kind in (Kind.EMAIL, Kind.LINK) and rng.random() < 0.4:
        return thing._replace(written="".join(f" {c} " if c in "@./" else c for c in thing.written))
    return thing._replace(written=" ".join(thing.written.replace(" ", "")))


def _cut(rng: Random, thing: Thing) -> tuple[str, ...]:
    """Return what is written in two to four pieces, at its signs where it has some."""
    written = thing.written
    if _has_digits(thing):
        digits = "".join(c for c in written if c.isdigit() or c == "+")
        size = rng.choice([2, 3, 4])
        return tuple(digits[i : i + size] for i in range(0, len(digits), size))
    for sign in "@/":
        if sign in written:
            before, _, after = written.partition(sign)
            cuts = [(before, sign + after), (before + sign, after)]
            return rng.choice([*cuts, (before, sign, after)] if sign == "@" else cuts)
    if thing.kind == Kind.PAYMENT_ACCOUNT:
        return tuple(written.split())
    middle = len(written) // 2
    return written[:middle], written[middle:]


def split_lines(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if thing.kind in (Kind.HANDLE, "bot"):
        return thing._replace(written=f"\n{thing.written}")
    return thing._replace(written="\n".join(_cut(rng, thing)))


def split_messages(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if thing.kind == "bot":
        return None
    if thing.kind == Kind.HANDLE:
        return thing._replace(pieces=(thing.service, thing.written))
    return thing._replace(pieces=_cut(rng, thing))


def answer_to_request(rng: Random, thing: Thing, language: Language) -> Thing | None:
    return thing if thing.kind in language.ask else None


def pointer(rng: Random, thing: Thing, language: Language) -> Thing | None:
    if thing.kind == "bot":
        return thing
    return thing._replace(value=None) if thing.kind == Kind.HANDLE else None


_ADDRESSES = (Kind.EMAIL, Kind.HANDLE, Kind.LINK, Kind.PAYMENT_ACCOUNT)
_EVERY = (Kind.EMAIL, Kind.PHONE, Kind.HANDLE, Kind.LINK, Kind.PAYMENT_ACCOUNT)

DISGUISES: dict[Technique, tuple[Disguise, tuple[Kind, ...]]] = {
    Technique.ANSWER_TO_REQUEST: (answer_to_request, (Kind.EMAIL, Kind.PHONE, Kind.HANDLE)),
    Technique.ARITHMETIC: (arithmetic, (Kind.PHONE,)),
    Technique.AT_DOT_WORDS: (at_dot_words, _ADDRESSES),
    Technique.DISGUISED_AS_NUMBER: (disguised_as_number, (Kind.PHONE,)),
    Technique.EMOJI: (emoji, (Kind.PHONE, Kind.HANDLE)),
    Technique.ENCODED: (encoded, (Kind.EMAIL, Kind.PHONE, Kind.LINK)),
    Technique.FILLER: (filler, (Kind.EMAIL, Kind.PHONE, Kind.HANDLE)),
    Technique.HOMOGLYPH: (homoglyph, _ADDRESSES),
    Technique.LEET: (leet, (Kind.EMAIL, Kind.HANDLE, Kind.PAYMENT_ACCOUNT)),
    Technique.LOOKALIKE_DIGITS: (lookalike_digits, (Kind.PHONE,)),
    Technique.MISSING_PART: (missing_part, (Kind.EMAIL, Kind.LINK)),
    Technique.MISSPELT: (misspelt, (Kind.EMAIL, Kind.HANDLE, Kind.PAYMENT_ACCOUNT)),
    Technique.MIXED_DIGITS: (mixed_digits, (Kind.PHONE,)),
    Technique.NATIVE_DIGITS: (native_digits, (Kind.PHONE,)),
    Technique.NICKNAME: (nickname, (Kind.EMAIL, Kind.PHONE, Kind.HANDLE)),
    Technique.PHONETIC_ALPHABET: (phonetic_alphabet, (Kind.EMAIL, Kind.HANDLE)),
    Technique.POINTER: (pointer, (Kind.HANDLE,)),
    Technique.REVERSED: (reversed_, (Kind.EMAIL, Kind.PHONE, Kind.HANDLE)),
    Technique.SEPARATORS: (separators, (Kind.EMAIL, Kind.PHONE, Kind.HANDLE)),
    Technique.SPACED: (spaced, _EVERY),
    Technique.SPELLED_DIGITS: (spelled_digits, (Kind.PHONE,)),
    Technique.SPLIT_LINES: (split_lines, _EVERY),
    Technique.SPLIT_MESSAGES: (split_messages, _EVERY),
    Technique.STYLED_CHARACTERS: (styled_characters, _EVERY),
    Technique.SYMBOL_SWAP: (symbol_swap, (Kind.EMAIL, Kind.LINK)),
    Technique.VANITY: (vanity, (Kind.PHONE,)),
    Technique.ZERO_WIDTH: (zero_width, _EVERY),
}
