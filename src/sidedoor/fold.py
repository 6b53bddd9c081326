"""The passes that make a text readable: what each character means once its disguise is off.

A pass maps one character to a short string (often itself, sometimes nothing), so that offsets can be carried along.
Folding twice changes nothing more. Letters of other scripts stay: only a word that mixes scripts is a disguise.
"""

import unicodedata
from functools import lru_cache

import regex

# Marks that only decorate a Latin, Greek, Cyrillic or Arabic letter, or pick its picture. The marks of Indic and
# Thai scripts are their vowels: they stay.
_DECORATION = (
    (0x0300, 0x036F),  # combining diacritics, zalgo
    (0x0483, 0x0489),  # Cyrillic titlo and thousands
    (0x064B, 0x065F),  # Arabic short vowels and hamza
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),  # enclosing marks: a keycap is digit + U+FE0F + U+20E3
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)
# Seen as nothing, though Unicode calls them letters, marks or symbols: fillers, the Arabic stretch, Braille blank.
_BLANK = frozenset("\u034f\u0640\u0670\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")

# What NFKC leaves alone although it is drawn like something plain.
_PLAIN = {
    **dict.fromkeys("\u2028\u2029\u0085\r\v\f", "\n"),
    **dict.fromkeys("‘’‚‛′ʼʹ＇`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("−⁃➖—–‒―‐‑﹘﹣－", "-"),
    **dict.fromkeys("ıɩ", "i"),
    **dict(zip("łŁøØđĐħĦŧŦɡɑʏʀɴʜɪʟᴀʙᴄᴅᴇɢᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢ", "lLoOdDhHtTgayrnhilabcdegjkmoptuvwz", strict=True)),
    **dict(zip("ىیکہھےڭأإآ", "ييكههيكااا", strict=True)),
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ё": "е",
    "Ё": "Е",
    # dingbat and negative circled digits and letters
    **{chr(0x2776 + i): str(i + 1) for i in range(10)},
    **{chr(0x2780 + i): str(i + 1) for i in range(10)},
    **{chr(0x278A + i): str(i + 1) for i in range(10)},
    "⓿": "0",
    "🄌": "0",
    "🔟": "10",
    **{chr(start + i): chr(65 + i) for start in (0x1F150, 0x1F170) for i in range(26)},
}

# Letters of other scripts, each before the Latin letter that it is drawn like. The first row are twins in any font;
# the second only pass inside a word that is otherwise Latin.
_TWINS = (
    "аa АA ВB еe ЕE іi ІI јj ЈJ КK МM НH оo ОO рp РP сc СC ѕs ЅS ТT уy УY хx ХX ԁd һh ӏl ӀI ԛq ԝw ѵv"
    " οo ΟO αa ΑA ΒB ΕE ΗH ΙI ΚK ΜM ΝN ΡP ΤT ΥY ΧX ΖZ օo"
)
_LOOKALIKES = "вb кk мm нh пn тt Ьb гr ԍg εe ηn ιi κk νv ρp τt υu χx γy ωw ςs հh ոn սu ցg"
_NARROW = {pair[0]: pair[1] for pair in _TWINS.split()}
_WIDE = _NARROW | {pair[0]: pair[1] for pair in _LOOKALIKES.split()}

_FOREIGN = regex.compile(r"[\p{Cyrillic}\p{Greek}\p{Armenian}]")
_LATIN = regex.compile(r"\p{Latin}")
_TOKEN = regex.compile(r"[\p{L}\p{N}_.@+\-]+")
_LETTERS = regex.compile(r"\p{L}+")


def _in_ranges(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= code <= high for low, high in ranges)


def _once(character: str) -> str:
    code = ord(character)
    if character in _PLAIN:
        return _PLAIN[character]
    category = unicodedata.category(character)
    if character in _BLANK or category in ("Cf", "Cs") or _in_ranges(code, _DECORATION):
        return ""
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    digit = unicodedata.decimal(character, None) if category == "Nd" else unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", character)
    if plain != character:
        return plain
    # An accent comes off its letter: people leave accents out, and others hang them on to hide a word.
    base = unicodedata.normalize("NFD", character)
    if len(base) > 1 and all(_in_ranges(ord(mark), _DECORATION) for mark in base[1:]):
        return base[0]
    return character


@lru_cache(maxsize=65536)
def fold_character(character: str) -> str:
    """Return the plain reading of one character: itself, other characters, or "" for one that shows nothing."""
    if character < "\x80":
        return "\n" if character in "\r\v\f" else character
    seen = character
    for _ in range(4):  # a styled, accented, full-width letter needs several steps; four is more than Unicode holds
        folded = "".join(_once(c) if c >= "\x80" else c for c in seen)
        if folded == seen:
            break
        seen = folded
    return seen


def fold_homoglyphs(plain: str) -> str:
    """Return `plain`, of the same length, with look-alike letters of other scripts made Latin in mixed-script words.

    A word is mixed when Latin letters stand in it, or beside it in the same address-like token ("gmail.сом").
    """
    if not _FOREIGN.search(plain):
        return plain
    out: list[str] = []
    position = 0
    for token in _TOKEN.finditer(plain):
        written = token.group()
        if not (_LATIN.search(written) and _FOREIGN.search(written)):
            continue
        out += [plain[position : token.start()], _LETTERS.sub(_latinised, written)]
        position = token.end()
    return "".join([*out, plain[position:]])


def _latinised(run: regex.Match[str]) -> str:
    letters: str = run.group()
    table = _WIDE if _LATIN.search(letters) else _NARROW
    if all(c in table or not _FOREIGN.match(c) for c in letters):
        return "".join(table.get(c, c) for c in letters)
    return letters


def drawn_in_latin(word: str) -> str | None:
    """Return the Latin letters that `word` is drawn like ("ѕкуре" -> "skype"), or None where one has no twin."""
    letters = [_WIDE.get(character) for character in word]
    return "".join(letter for letter in letters if letter) if all(letters) else None
