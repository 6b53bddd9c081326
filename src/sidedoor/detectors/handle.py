"""Finds user names on messengers and social networks that are given as a contact."""

import re
from collections.abc import Iterator
from functools import lru_cache

import regex

from sidedoor.address_words import any_of, cues
from sidedoor.detectors.evidence import disguises, finding
from sidedoor.identifiers import Identifier, is_odd, plain_identifiers, spelled_identifier
from sidedoor.linking import Link, link_after, link_before, link_words
from sidedoor.mentions import Mention, find_service_mentions
from sidedoor.ordinary import is_ordinary
from sidedoor.records import Finding
from sidedoor.services import load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique

_CHAT = ("messenger", "social")
_BEFORE = 60  # characters in front of a service in which its user name may stand
_INTRO = 30  # characters that may announce a user name
_CODE = re.compile(r"`[^`\n]{1,300}`")
_CLAUSE_END = re.compile(r"\s*(?:$|[.,;!?)\]\n\"']|[-–]\s|[^\x00-\x7f])")


def find_handles(text: Text) -> Iterator[Finding]:
    """Yield each user name given as a contact: value in lower case without its @, `service` where one is named."""
    mentions = find_service_mentions(text)
    if not mentions and "@" not in text.plain:
        return
    search = _Search(text, mentions)
    for identifier, mention in search.run():
        start, end = identifier.start, identifier.end
        techniques = {*identifier.techniques, *disguises(text, start, end), *(mention.techniques if mention else ())}
        yield finding(
            text,
            Kind.HANDLE,
            start,
            end,
            value=identifier.value,
            service=mention.service if mention else None,
            techniques=tuple(sorted(techniques)),
        )


class _Search:
    """One text's services and possible user names, and which of them belong together."""

    def __init__(self, text: Text, mentions: list[Mention]) -> None:
        self.text = text
        self.plain, self.lower = text.plain, text.lower
        self.mentions = mentions
        code = [match.span() for match in _CODE.finditer(self.plain)]
        self.identifiers = [
            identifier
            for identifier in plain_identifiers(self.plain)
            if not any(start < identifier.start < end for start, end in code)
            and not any(m.start <= identifier.start < m.end for m in mentions)
            and _may_be_name(identifier)
        ]
        self.by_start = {identifier.start: identifier for identifier in self.identifiers}
        self.backwards = cues().backwards.search(self.lower) is not None
        self.taken: set[int] = set()

    def run(self) -> Iterator[tuple[Identifier, Mention | None]]:
        """Yield the user names with the service that each belongs to, or None where no service is named."""
        categories = load_services().by_id
        chat = [m for m in self.mentions if categories[m.service].category in _CHAT]
        for mention in self.mentions:
            found = self._after(mention) or self._before(mention)
            if found and found.start not in self.taken:
                self.taken.add(found.start)
                if mention in chat:
                    yield found, mention
        for identifier in self.identifiers:
            if identifier.start in self.taken or not (identifier.odd or identifier.marked):
                continue
            near = self._nearest(chat, identifier)
            if (near and self._introduced(identifier)) or (identifier.marked and self._is_given(identifier)):
                self.taken.add(identifier.start)
                yield identifier, near

    def _after(self, mention: Mention) -> Identifier | None:
        link = link_after(self.lower, mention.end)
        if self.backwards and (reversed_name := self._reversed(link)):
            return reversed_name
        for stop in link.stops:
            spelled = spelled_identifier(self.plain, stop)
            if spelled and (mention.sure or link.points or link.tells) and load_services().named(spelled.value) is None:
                return spelled
        identifier = self.by_start.get(link.end)
        if identifier and self._fits(identifier, link, mention):
            return identifier
        return None

    def _fits(self, identifier: Identifier, link: Link, mention: Mention) -> bool:
        told = link.points or link.tells or link.names
        if identifier.marked:
            return mention.sure or told or link.words <= 2
        if identifier.odd:
            return mention.sure or told or Technique.EMOJI in mention.techniques
        form = load_services().by_id[mention.service].handle
        if identifier.value.isdigit():
            return told and form is not None and re.fullmatch(form, identifier.value) is not None and _digits(form)
        owned = link.names or _own().search(self.lower, max(0, mention.start - 15), mention.start) is not None
        if link.broken or not (link.points or (link.tells and owned)):
            return False
        return (
            len(identifier.value) > 3
            and (mention.sure or link.names)
            and not is_ordinary(identifier.value)
            and _CLAUSE_END.match(self.plain, identifier.end) is not None
        )

    def _before(self, mention: Mention) -> Identifier | None:
        low = mention.start - _BEFORE
        for identifier in reversed(self.identifiers):
            if not low <= identifier.start < identifier.end <= mention.start:
                continue
            if (identifier.odd or identifier.marked) and link_before(self.lower, identifier.end, mention.start):
                return identifier if mention.sure or identifier.marked or self._introduced(identifier) else None
        return None

    def _reversed(self, link: Link) -> Identifier | None:
        for match in re.compile(r"[\w@.#-]{4,40}").finditer(self.plain, link.end):
            word = match.group().strip(".-")
            value = word.lower()[::-1].lstrip("@")
            if word[-1] == "@" or is_odd(value):
                return Identifier(
                    match.start(), match.start() + len(word), value, "@" in word, True, (Technique.REVERSED,)
                )
        return None

    def _nearest(self, chat: list[Mention], identifier: Identifier) -> Mention | None:
        sure = [m for m in chat if m.sure]
        return min(sure, key=lambda m: abs(m.start - identifier.start), default=None)

    def _introduced(self, identifier: Identifier) -> bool:
        lead = self.lower[max(0, identifier.start - _INTRO) : identifier.start]
        return _intro().search(lead) is not None

    def _is_given(self, identifier: Identifier) -> bool:
        """Return whether a bare @name is given as a contact: alone in its line, or after a verb of contact."""
        begin = self.plain.rfind("\n", 0, identifier.start) + 1
        end = self.plain.find("\n", identifier.end)
        around = self.lower[begin : identifier.start] + " " + self.lower[identifier.end : end if end > 0 else None]
        if not re.search(r"\w", around):
            return True
        lead = self.lower[max(0, identifier.start - _INTRO) : identifier.start]
        return _contact().search(lead) is not None and _product().search(lead) is None


def _may_be_name(identifier: Identifier) -> bool:
    value = identifier.value
    if value in _never() or (identifier.marked and value.split(".")[0] in _never()):
        return False
    if identifier.marked and identifier.end - identifier.start > len(value) + 1 and is_ordinary(value):
        return False  # "@ same nick as here"
    return identifier.marked or not value.endswith((".com", ".net", ".org")) or value.startswith("live:")


def _digits(form: str) -> bool:
    return form.startswith("[1-9]")


@lru_cache(maxsize=1)
def _never() -> frozenset[str]:
    return frozenset(Text(word).lower for word in link_words().not_names["at"])


@lru_cache(maxsize=1)
def _intro() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{any_of(link_words().words['intro'])})\s{{0,2}}[:=-]?\s{{0,2}}[\"'(]?$")


@lru_cache(maxsize=1)
def _contact() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{any_of(link_words().words['contact'])})[\s:=-]{{0,3}}(?:me |us |at |on |to )?$")


@lru_cache(maxsize=1)
def _own() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{any_of(link_words().words['own'])})[^.!?\n]{{0,8}}$")


@lru_cache(maxsize=1)
def _product() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{any_of(link_words().not_names['product'])})")
