"""What the opponent tells: invented contact points and innocent things, and the words of 23 languages around them."""

import string
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec

from sidedoor import Kind, Technique


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How people of one language say digits, signs, contacts and honest things; phrasebook.toml explains the fields."""

    digits: list[str]
    at: list[str]
    dot: list[str]
    underscore: list[str]
    dash: list[str]
    phones: list[str]
    email: list[str]
    phone: list[str]
    handle: list[str]
    link: list[str]
    payment_account: list[str]
    ask: dict[str, str]
    go_on: list[str]
    talk: list[str]
    price: str
    date: str
    order: str
    product: str
    score: str
    code: str
    bot: str
    backwards: str
    without: str
    same_name: str
    nicknames: dict[str, list[str]]
    join: str = " "
    native: str | None = None
    teens: list[str] = []
    tens: list[str] = []
    pair: str = ""


def phrasebook() -> dict[str, Language]:
    """Return the languages by their codes."""
    data = (Path(__file__).parent / "phrasebook.toml").read_bytes()
    return msgspec.toml.decode(data, type=dict[str, Language])


class Thing(NamedTuple):
    """Something that is told: a contact point (`kind` is one), or a price, an order number, a line of code.

    `written` is how it stands in the text, `value` what it means; `hint` says how to undo the disguise; `pieces` are
    told one a message.
    """

    kind: Kind | str
    written: str
    value: str | None
    service: str = ""
    hint: str = ""
    pieces: tuple[str, ...] = ()


# Contact points. Nobody's: syllables, and numbers kept for fiction or made up like them.

_PROVIDERS = ("gmail.com", "gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "proton.me")
_SERVICES = ("telegram", "skype", "discord", "instagram", "signal", "wechat")  # those on which people have names
_BY_NUMBER = "whatsapp"  # people are known there by their number
_LINKS = ("t.me/{}", "wa.me/1415555{:04}", "discord.gg/{}", "calendly.com/{}", "instagram.com/{}", "facebook.com/{}")
_AMERICAN = ("415 555 01##", "718 555 01##", "312 555 01##")


def _word(rng: Random) -> str:
    """Return two invented syllables."""
    return "".join(rng.choice("bdfghjklmnprstvz") + rng.choice("aeiou") + rng.choice("lnrx") for _ in range(2))


def name(rng: Random) -> str:
    """Return an invented user name whose form shows that it is one."""
    first, second = _word(rng), _word(rng)
    number = rng.randrange(10, 99)
    return rng.choice([f"{first}_{second}", f"{first}.{second}", f"{first}{number}", f"{first}_{number}"])


def _filled(rng: Random, pattern: str) -> str:
    return "".join(rng.choice(string.digits) if c == "#" else c for c in pattern)


def contact(rng: Random, kind: Kind, language: Language, technique: Technique) -> Thing:
    """Return an invented contact of `kind`; nicknames need a service that has one, keypads an American number."""
    if kind == Kind.PHONE:
        number = _filled(rng, rng.choice(_AMERICAN if technique == Technique.VANITY else language.phones))
        return Thing(kind, number, number, _BY_NUMBER if technique == Technique.NICKNAME else "")
    who = name(rng)
    if kind == Kind.EMAIL:
        address = f"{who}@{rng.choice(_PROVIDERS)}"
        return Thing(kind, address, address)
    if kind == Kind.LINK:
        pattern = rng.choice(_LINKS)
        link = pattern.format(rng.randrange(100, 200) if "wa.me" in pattern else who)
        return Thing(kind, link, link)
    if kind == Kind.HANDLE:
        named = [service for service in language.nicknames if service != _BY_NUMBER]
        service = rng.choice(named if technique == Technique.NICKNAME and named else _SERVICES)
        return Thing(kind, who, who, service)
    service = "PayPal" if technique in _FOR_LETTERS else rng.choice(["PayPal", "Wise", "IBAN"])
    if service == "IBAN":
        account = _iban("DE", _filled(rng, "#" * 18))
        return Thing(kind, " ".join(account[i : i + 4] for i in range(0, len(account), 4)), account, service)
    address = f"{who}@{rng.choice(_PROVIDERS)}"
    return Thing(kind, address, address, service)


_FOR_LETTERS = (Technique.LEET, Technique.MISSPELT, Technique.AT_DOT_WORDS)


def _iban(country: str, account: str) -> str:
    turned = account + country + "00"
    check = 98 - int("".join(str(int(c, 36)) for c in turned)) % 97
    return f"{country}{check:02}{account}"


INNOCENT = ("price", "date", "order", "product", "score", "code", "bot")


def innocent(rng: Random, sort: str) -> Thing:
    """Return an invented thing by which nobody can be reached."""
    number = rng.randrange
    first, second = _word(rng), _word(rng)
    written = {
        "price": lambda: rng.choice(
            [f"{number(200, 9900)}", f"{number(10, 99)}.{number(10, 99)}", f"{number(2, 15)}00"]
        ),
        "date": lambda: rng.choice(
            [f"{number(10, 28)}.{number(10, 12)}.2026", f"2026-0{number(1, 9)}-{number(10, 28)}"],
        ),
        "order": lambda: f"{number(10**5, 10**8)}",
        "product": lambda: rng.choice(
            [f"{first}.one", f"{first}-{number(2, 90)}", f"{first}_{second}", f"{first}.{second}"]
        ),
        "score": lambda: rng.choice([f"{number(0, 6)}-{number(0, 6)}", f"{number(60, 120)}:{number(60, 120)}"]),
        "code": lambda: rng.choice(
            [
                f"{first}.get_{second}()",
                f"@{first}/kit@{number(1, 9)}.{number(1, 9)}.1",
                f"user.{first}_id = {number(100, 999)}",
            ]
        ),
        "bot": lambda: f"{first}_bot",
    }[sort]()
    return Thing(sort, written, None, rng.choice(_SERVICES) if sort == "bot" else "")
