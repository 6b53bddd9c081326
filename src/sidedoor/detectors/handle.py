"""Finds user names on messengers and social networks that are given as a contact."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from sidedoor.address_words import cues
from sidedoor.decoding import fillers
from sidedoor.detectors.handle_evidence import Surroundings, is_code, may_be_name
from sidedoor.evidence import disguises, finding
from sidedoor.handle_words import handle_cues
from sidedoor.identifiers import (
    Identifier,
    is_file_name,
    is_odd,
    plain_identifiers,
    signs_spelled,
    spelled_identifier,
)
from sidedoor.linking import Link, is_own, link_after, link_before
from sidedoor.mentions import Mention, find_service_mentions, is_among_foreign_letters
from sidedoor.ordinary import is_ordinary
from sidedoor.records import Finding
from sidedoor.services import load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique

_CHAT = ("messenger", "social")
_BEFORE = 60  # characters in front of a service in which its user name may stand
_REACH_BACKWARDS = 40  # characters between a name and "read it from the end"
_FEWEST_LEFT = 3  # letters of a name from which something was taken out
_FEW_STRANGERS = 2  # the most behind which a sign that points is enough
_STRANGERS = 5  # words of languages that the lists know too little of
_MOST = 50  # services or names; a text with more is about them
_THERE = re.compile(r"\s{1,2}(?:there|over there|on it)\b")
_SHAPED = re.compile(
    r"@|[A-Za-z0-9][_.#-][A-Za-z0-9]|[A-Za-z][0-9]|[0-9][A-Za-z]|[:=]"
    r"|(?<![A-Za-z0-9])(?:[A-Za-z0-9][ *|~/^+=•·_]{1,3}){3}[A-Za-z0-9](?![A-Za-z0-9])"  # letters one by one
)
_TAGGED = re.compile(r"#[0-9]{4}\Z")  # a form that nothing else has
_CODE = re.compile(r"`[^`\n]{1,300}`")
_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
_UNSPACED = re.compile(r"[\w@.#-]{4,40}")
_ORDINARY_WRITING = frozenset({Technique.NICKNAME, Technique.STYLED_CHARACTERS})  # no evidence of intent by itself
_CLAUSE_END = re.compile(r"\s*(?:$|[.,;!?)\]\n\"']|[-–]\s|[^\x00-\x7f])")


def find_handles(text: Text) -> Iterator[Finding]:
    """Yield each user name given as a contact: value in lower case without its @, `service` where one is named."""
    mentions = find_service_mentions(text)[:_MOST]
    if not mentions and "@" not in text.plain:
        return
    mentions = [m._replace(sure=m.sure or is_among_foreign_letters(text.lower, m)) for m in mentions]
    if not (
        any(mention.sure or mention.techniques for mention in mentions)
        or _SHAPED.search(text.plain)
        or signs_spelled().fires(text.lower)
    ):
        return  # neither a service nor anything that looks like a user name
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
        self.text, self.plain, self.lower = text, text.plain, text.lower
        self.mentions = mentions
        by_id = load_services().by_id
        self.chat = [mention for mention in self.mentions if by_id[mention.service].category in _CHAT]
        self.around = Surroundings(text, self.chat)
        self.things = {
            form for m in self.chat if (form := by_id[m.service].things) is not None and not is_own(self.lower, m.start)
        }
        code = [match.span() for match in _CODE.finditer(self.plain)]
        self.fillers = tuple(fillers(text))
        self.identifiers = [
            identifier._replace(odd=identifier.odd or self._without_filler(identifier.value) is not None)
            for identifier in plain_identifiers(self.plain, [(m.start, m.end) for m in mentions])
            if not any(start < identifier.start < end for start, end in code)
            and may_be_name(identifier)
            and not self._is_thing(identifier)
        ]
        self.by_start = {identifier.start: identifier for identifier in self.identifiers}
        self.backwards = [
            (begin, stop)
            for begin, stop in islice(cues().backwards.find(self.lower), _MOST)
            if not handle_cues().other_reversal.match(self.lower, stop)
        ]
        self.taken: set[int] = set()

    def run(self) -> Iterator[tuple[Identifier, Mention | None]]:
        """Yield the user names with the service that each belongs to, or None where no service is named."""
        for mention in self.mentions:
            found = self._after(mention) or self._before(mention)
            if found and found.start not in self.taken:
                self.taken.add(found.start)
                name = self._read(found)
                code = self.around.is_everyday(mention) and not name.marked and is_code(name.value)  # "line user.id"
                if mention in self.chat and not code and not self.around.is_work(name):
                    yield name, mention
        meant = [mention for mention in self.chat if not self.around.is_everyday(mention)]
        invited = [
            mention for mention in self.chat if mention in meant or is_own(self.lower, mention.start, directly=True)
        ]
        for identifier, near in (*self._told(invited), *self._apart(meant)):
            if identifier.start not in self.taken and not self.around.is_work(name := self._read(identifier)):
                self.taken.add(identifier.start)
                yield name, near

    def _is_thing(self, identifier: Identifier) -> bool:
        """Return whether it has the form of an id of what is posted on a service named here, a video's say."""
        written = self.plain[identifier.start : identifier.end]
        return any(re.fullmatch(form, written) for form in self.things)

    def _told(self, meant: list[Mention]) -> Iterator[tuple[Identifier, Mention]]:
        """Yield words that are said to be a user name, in or after a sentence with a service: "(user: oakthorn)"."""
        for told in islice(handle_cues().told.finditer(self.lower) if meant else (), _MOST):
            identifier = self.by_start.get(told.end())
            if identifier is None or is_ordinary(identifier.value) or is_code(identifier.value):
                continue
            begin, end = self.around.sentence(identifier.start, identifier.end)
            near = next((mention for mention in meant if begin - _BEFORE <= mention.start < end), None)
            if near and (identifier.odd or identifier.joined or len(identifier.value) > 3):
                yield identifier, near

    def _apart(self, meant: list[Mention]) -> Iterator[tuple[Identifier, Mention | None]]:
        """Yield the names that stand apart from a service, or without any."""
        shaped = (i for i in self.identifiers if i.marked or ((i.odd or i.joined) and self.chat))
        apart = (i for i in shaped if i.start not in self.taken)
        for identifier in islice(apart, _MOST):
            near = min(meant, key=lambda m: abs(m.start - identifier.start), default=None)
            if near is None and _THERE.match(self.lower, identifier.end):
                near = next(iter(self.chat), None)
            tied = near and (
                self.around.is_introduced(identifier)
                or _TAGGED.search(identifier.value)
                or (self.around.is_pointed_at(identifier, near) and not identifier.joined)
                or (self.around.is_closed(identifier) and not is_code(identifier.value))
                or self._is_backwards(identifier.start, identifier.end)
            )
            if tied or (identifier.marked and self.around.is_given(identifier, near)):
                yield identifier, near

    def _after(self, mention: Mention) -> Identifier | None:
        link = link_after(self.lower, mention.end)
        if self.backwards and (reversed_name := self._reversed(link)):
            return reversed_name
        if (
            link.points
            or link.tells
            or link.own
            or link.names
            or not self.around.is_everyday(mention)
            or is_own(self.lower, mention.start, directly=True)
            or self.around.is_asked_abroad(mention, link.end)
        ):
            for stop in link.stops:
                spelled = spelled_identifier(self.plain, stop)
                if spelled and self._is_told(spelled, mention):
                    return spelled
        identifier = self.by_start.get(link.end)
        return identifier if identifier and self._fits(identifier, link, mention) else self._beyond(mention)

    def _is_told(self, spelled: Identifier, mention: Mention) -> bool:
        """Return whether what is spelled is no service in its turn, and has no verb in it: "meu skype é k o a l a"."""
        if load_services().named(spelled.value) is not None:
            return False
        for other in self.mentions:
            if Technique.SPACED in other.techniques and other.start < spelled.end and spelled.start < other.end:
                return False  # "wa i n s t a g r a m"
        between = self.lower[mention.end : spelled.start].strip()
        return bool(between) or not self.lower.startswith("e ", spelled.start)

    def _beyond(self, mention: Mention) -> Identifier | None:
        """Return a name with an odd shape that stands behind words that no list has, in a sentence about the writer."""
        link = link_after(self.lower, mention.end, strangers=_STRANGERS)
        begin = self.around.sentence(mention.start, mention.end)[0]
        if any(mention.end <= other.start < link.end for other in self.mentions):
            return None
        if not link.strange or (
            self.around.is_everyday(mention) and not (link.names or self.around.is_asked_abroad(mention, link.end))
        ):
            return None
        identifier = self.by_start.get(link.end)
        tagged = identifier is not None and _TAGGED.search(identifier.value) is not None
        pointed = tagged or (link.points and link.strange <= _FEW_STRANGERS)
        if not self.around.is_personal(begin, link.end) and (not pointed or self.around.is_about_work(begin, link.end)):
            return None
        shaped = identifier and (identifier.marked or identifier.odd or (identifier.joined and link.points))
        if identifier and shaped and (identifier.marked or pointed or not is_code(identifier.value)):
            invited = pointed or self.around.is_inviting(begin, link.end) or self.around.is_closed(identifier)
            return identifier if invited and not is_file_name(identifier.value) else None
        spelled = (spelled_identifier(self.plain, stop) for stop in link.stops)
        return next((name for name in spelled if name and self._is_told(name, mention)), None)

    def _fits(self, identifier: Identifier, link: Link, mention: Mention) -> bool:
        """Return whether what stands at the end of `link` is a user name of `mention`, by its shape and their tie."""
        everyday = self.around.is_everyday(mention)
        invited = is_own(self.lower, mention.start, directly=everyday) or (
            link.own and (identifier.odd or not everyday)
        )
        told = link.points or link.tells or link.names or link.calls or invited
        hyphen = self.text.written(mention.end, identifier.start)
        stuck = hyphen == self.plain[mention.end : identifier.start] == "-"
        told |= hyphen in ("–", "—") or self.around.is_closed(identifier)
        assigned = everyday and hyphen == "="  # "session=x1y2"
        if stuck or assigned or self.around.is_made_ordinary(mention):
            return False  # "skype-install.sh"
        if identifier.marked:
            return mention.sure or told or link.words <= 2
        if identifier.odd:
            # A name that is an everyday word too needs more, but hardly where it stands in another script.
            foreign = link.words == 0 and not self.lower[mention.start : mention.end].isascii()
            disguised = not _ORDINARY_WRITING.issuperset(mention.techniques)
            far = link.words > 0 and is_file_name(identifier.value)  # "a Slack app with Bolt.js"
            work = far or is_code(identifier.value)
            asked = not told and self.around.is_asked_abroad(mention, identifier.start)
            return told or ((mention.sure or disguised or foreign or asked) and not work)
        if identifier.value.isdigit():
            return _is_number_of(mention.service, identifier.value) and (told or (mention.sure and link.words == 0))
        given = link.points or (invited and (link.tells or link.calls))
        if link.broken or not (given or link.names):
            return False
        if identifier.joined:
            return (link.names or not everyday) and not is_code(identifier.value)
        return (
            given
            and (link.names or not everyday)
            and len(identifier.value) > 3
            and not is_ordinary(identifier.value)
            and _CLAUSE_END.match(self.plain, identifier.end) is not None
        )

    def _before(self, mention: Mention) -> Identifier | None:
        low = max(0, mention.start - _BEFORE)
        until = bisect_left(self.identifiers, mention.start, key=lambda identifier: identifier.start)
        for identifier in reversed(self.identifiers[max(0, until - _BEFORE // 2) : until]):
            if not low <= identifier.start < identifier.end <= mention.start:
                continue
            shaped = identifier.odd or identifier.marked or self.around.is_titled(identifier)
            if shaped and link_before(self.lower, identifier.end, mention.start):
                tied = mention.sure or identifier.marked or self.around.is_introduced(identifier)
                return identifier if tied else None
        for word in _WORD_START.finditer(self.plain, low, mention.start) if mention.sure else ():
            spelled = spelled_identifier(self.plain[: mention.start], word.start())
            if spelled and link_before(self.lower, spelled.end, mention.start):
                return spelled
        return None

    def _reversed(self, link: Link) -> Identifier | None:
        """Return what stands behind a service and is said to be read from the end: "ved_ajnos@", a word of no sense."""
        for match in _UNSPACED.finditer(self.plain, link.end, link.end + _REACH_BACKWARDS):
            word = match.group().strip(".-")
            value = word.lower()[::-1].lstrip("@")
            pointed_at = link.points and match.start() == link.end and not is_ordinary(word.lower())
            if self._is_backwards(match.start(), match.end()) and (word[-1:] == "@" or is_odd(value) or pointed_at):
                return Identifier(match.start(), match.start() + len(word), value, techniques=(Technique.REVERSED,))
        return None

    def _is_backwards(self, start: int, end: int) -> bool:
        return any(begin < end + _REACH_BACKWARDS and start < stop + _REACH_BACKWARDS for begin, stop in self.backwards)

    def _read(self, found: Identifier) -> Identifier:
        """Return the name as the message says that it is to be read."""
        plain = Technique.REVERSED not in found.techniques and (found.odd or found.marked)
        if plain and self._is_backwards(found.start, found.end):
            return found._replace(value=found.value[::-1], techniques=(*found.techniques, Technique.REVERSED))
        rest = self._without_filler(found.value)
        return found._replace(value=rest, techniques=(*found.techniques, Technique.FILLER)) if rest else found

    def _without_filler(self, value: str) -> str | None:
        """Return a name without what the message says is to be taken out of it, or None where nothing is."""
        for filler in self.fillers:
            rest = re.sub(rf"(?<=[a-z0-9]){filler}|{filler}(?=[a-z0-9])", "", value)
            if _FEWEST_LEFT <= len(rest) < len(value):
                return rest
        return None


def _is_number_of(service: str, digits: str) -> bool:
    """Return whether user names of `service` are numbers (QQ, ICQ) and `digits` is one."""
    form = load_services().by_id[service].handle
    return form is not None and not re.fullmatch(form, "abcdefgh") and re.fullmatch(form, digits) is not None
