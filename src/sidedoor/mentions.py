"""Where a text names a service that people meet on or pay through, however the name is disguised."""

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import add
from typing import NamedTuple

from sidedoor.disguised_names import Hit, disguised_names
from sidedoor.evidence import disguises
from sidedoor.fold import drawn_in_latin
from sidedoor.service_names import WORD, Name, service_names
from sidedoor.text import Text
from sidedoor.vocabulary import Technique

_CYRILLIC = re.compile(r"[\u0400-\u04ff]{5,14}")
# A sign between two letters of a script that has no spaces: "微*信".
_BETWEEN = re.compile(r"[\u3040-\u9fff\uac00-\ud7af][^\w\s，。、：；！？（）「」·]{1,2}[\u3040-\u9fff\uac00-\ud7af]")
_FROM_SIGN_TO_APP = 2  # words: "blue bird logo app"
_FROM_APP_TO_SIGN = 5  # words: "the app with the little white ghost"
# Inside an address or an identifier a name names nothing.
_DOMAIN_END = re.compile(r"\.(?:com|org|net|io|me|gg|js|py|php|tv|us|app|dev|co|id|ru|exe|zip)\b")
_ADDRESS = re.compile(r"://|www\.|[a-z0-9]@[a-z0-9-]{1,60}\.[a-z]|\.[a-z]{2,12}/")
_ADDRESS_BEFORE = re.compile(r"[a-z0-9._@/:%+?&=#-]+\Z")
_ADDRESS_AFTER = re.compile(r"[a-z0-9._@/%+-]+")
_LONGEST_ADDRESS = 80  # characters to either side

_FARTHEST_NEIGHBOUR = 4  # characters to the next word


MENTIONS = "mentions"  # what the gate calls this search


class Mention(NamedTuple):
    """A service named in `plain[start:end]`; one that is not `sure` may be an ordinary word and needs evidence."""

    start: int
    end: int
    service: str
    techniques: tuple[Technique, ...]
    sure: bool


def find_service_mentions(text: Text) -> list[Mention]:
    """Return every mention of a service in `text`, in order, without overlaps; offsets are those of `plain`."""
    if text.woken is not None and MENTIONS not in text.woken:
        return []
    return list(_mentions(text))


@lru_cache(maxsize=1)  # several detectors ask about one text, one after the other
def _mentions(text: Text) -> tuple[Mention, ...]:
    lower = text.lower
    words = WORD.findall(lower)
    pairs = list(map(add, words, words[1:]))
    found = [*_written_out(lower, words, pairs), *disguised_names().find(lower, words, pairs)]
    if not lower.isascii():
        found += _drawn(lower)
    mentions: list[Mention] = []
    reached = 0
    for start, end, name in sorted(found, key=lambda hit: (hit[0], not hit[2].sure, -hit[1])):
        if start < reached:
            continue
        reached = end
        if name.service is not None and not _inside_address(lower, start, end):
            techniques = tuple(sorted({*name.techniques, *disguises(text, start, end)}))
            mentions.append(Mention(start, end, name.service, techniques, name.sure))
    return tuple(mentions)


def is_among_foreign_letters(lower: str, mention: Mention) -> bool:
    """Return whether an English word stands among those of another script, where it must be a name: "мой signal"."""
    if not lower[mention.start : mention.end].isascii():
        return False
    before = lower[max(0, mention.start - _FARTHEST_NEIGHBOUR) : mention.start].rstrip()[-1:]
    after = lower[mention.end : mention.end + _FARTHEST_NEIGHBOUR].lstrip()[:1]
    neighbour = before if before.isalpha() else after
    return not neighbour.isascii() and neighbour.isalpha()


def _written_out(lower: str, words: list[str], pairs: list[str]) -> Iterator[Hit]:
    """Yield the names that stand there letter for letter, and the signs beside a word for an app."""
    names = service_names()
    if not (names.keys.isdisjoint(words) and names.pairs.isdisjoint(pairs)):
        yield from _standing(lower, names.by_word)
    if not names.app.isdisjoint(words):
        for start, end, sign in _standing(lower, names.signs):
            yield from _beside_app(lower, start, end, sign)


def _standing(lower: str, by_word: dict[str, list[Name]]) -> Iterator[Hit]:
    for word in WORD.finditer(lower):
        start = word.start()
        for name in by_word.get(word.group(), ()):
            if lower.startswith(name.text, start) and _ends_word(lower, start + len(name.text)):
                yield start, start + len(name.text), name
                break


def _ends_word(lower: str, end: int) -> bool:
    last_and_next = lower[end - 1 : end + 1]
    return len(last_and_next) < 2 or not (last_and_next.isalnum() and WORD.fullmatch(last_and_next))


def _beside_app(lower: str, start: int, end: int, sign: Name) -> Iterator[Hit]:
    names = service_names()
    after = list(WORD.finditer(lower, end, end + 25))[:_FROM_SIGN_TO_APP]
    before = list(WORD.finditer(lower, max(0, start - 40), start))[-_FROM_APP_TO_SIGN:]
    for word in after + before:
        if word.group() in names.app:
            sure = word.group() in names.sure_app
            yield min(start, word.start()), max(end, word.end()), sign._replace(sure=sure)
            return


def _drawn(lower: str) -> Iterator[Hit]:
    """Yield names in scripts without spaces between words, Latin names in foreign letters, and emoji."""
    names = service_names()
    for hit in names.unspaced_search.finditer(lower):
        yield hit.start(), hit.end(), names.unspaced[hit.group()]
    if _BETWEEN.search(lower):
        kept = [i for i, c in enumerate(lower) if c.isalnum() or c.isspace()]
        for hit in names.unspaced_search.finditer("".join([lower[i] for i in kept])):
            start, end = kept[hit.start()], kept[hit.end() - 1] + 1
            if end - start > len(hit.group()):
                name = names.unspaced[hit.group()]
                yield start, end, name._replace(techniques=(*name.techniques, Technique.SEPARATORS))
    for hit in _CYRILLIC.finditer(lower):
        latin = drawn_in_latin(hit.group())
        if latin in names.long:
            yield hit.start(), hit.end(), names.long[latin]._replace(techniques=(Technique.HOMOGLYPH,))
    for hit in names.emoji_search.finditer(lower):
        yield hit.start(), hit.end(), names.emoji[hit.group()]


def _inside_address(lower: str, start: int, end: int) -> bool:
    if lower[end : end + 1] == "_" or (start and lower[start - 1] in "_@#.\\"):
        return True
    if lower[max(0, start - 2) : start].strip() == "!":
        return True  # "!skype" is a command
    left = _ADDRESS_BEFORE.search(lower, max(0, start - _LONGEST_ADDRESS), start)
    right = _ADDRESS_AFTER.match(lower, end, end + _LONGEST_ADDRESS)
    run = (left.group() if left else "") + "x" + (right.group() if right else "")
    return _ADDRESS.search(run) is not None or _DOMAIN_END.match(lower, end) is not None
