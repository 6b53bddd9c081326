"""Finds user names on messengers and social networks that are given as a contact."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from sidedoor.address_words import cues
from sidedoor.evidence import disguises, finding
from sidedoor.handle_words import handle_cues
from sidedoor.identifiers import Identifier, is_file_name, is_odd, plain_identifiers, spelled_identifier
from sidedoor.linking import Link, is_own, link_after, link_before
from sidedoor.mentions import Mention, find_service_mentions
from sidedoor.nobody import is_copy, sentence
from sidedoor.ordinary import is_ordinary
from sidedoor.records import Finding
from sidedoor.services import load_services
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique

_CHAT = ("messenger", "social")
_BEFORE = 60  # characters in front of a service in which its user name may stand
_LONGEST_SENTENCE = 300  # characters to either side
_MOST = 50  # services or names; a text with more is about them
_INTRO = 30  # characters that may announce a user name
_THERE = re.compile(r"\s{1,2}(?:there|over there|on it)\b")
_POINTS = re.compile(r"(?:[:=]|->|→)\s{0,2}[\"'(]?\Z")
_ATTRIBUTE = re.compile(r"\w=[\"']\Z")
_SHAPED = re.compile(r"@|[A-Za-z0-9][_.#-][A-Za-z0-9]|[A-Za-z][0-9]|[0-9][A-Za-z]|[:=]")
_LETTER = re.compile(r"\w")
_CODE = re.compile(r"`[^`\n]{1,300}`")
_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
_UNSPACED = re.compile(r"[\w@.#-]{4,40}")
_ORDINARY_WRITING = frozenset({Technique.NICKNAME, Technique.STYLED_CHARACTERS})  # no evidence of intent by itself
_CLAUSE_END = re.compile(r"\s*(?:$|[.,;!?)\]\n\"']|[-–]\s|[^\x00-\x7f])")


def find_handles(text: Text) -> Iterator[Finding]:
    """Yield each user name given as a contact: value in lower case without its @, `service` where one is named."""
    mentions = find_service_mentions(text)
    if not mentions and "@" not in text.plain:
        return
    if not any(mention.sure or mention.techniques for mention in mentions) and not _SHAPED.search(text.plain):
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


_LONGEST_AT = 30  # characters of "at the rate of sign" and its like


class _Search:
    """One text's services and possible user names, and which of them belong together."""

    def __init__(self, text: Text, mentions: list[Mention]) -> None:
        self.text, self.plain, self.lower = text, text.plain, text.lower
        self.mentions = mentions[:_MOST]
        by_id = load_services().by_id
        self.chat = [mention for mention in self.mentions if by_id[mention.service].category in _CHAT]
        code = [match.span() for match in _CODE.finditer(self.plain)]
        self.identifiers = [
            identifier
            for identifier in plain_identifiers(self.plain, [(m.start, m.end) for m in mentions])
            if not any(start < identifier.start < end for start, end in code) and _may_be_name(identifier)
        ]
        self.by_start = {identifier.start: identifier for identifier in self.identifiers}
        self.backwards = cues().backwards.search(self.lower) is not None
        self.taken: set[int] = set()

    def run(self) -> Iterator[tuple[Identifier, Mention | None]]:
        """Yield the user names with the service that each belongs to, or None where no service is named."""
        for mention in self.mentions:
            found = self._after(mention) or self._before(mention)
            if found and found.start not in self.taken:
                self.taken.add(found.start)
                if mention in self.chat and not self._is_work(found):
                    yield found, mention
        meant = [mention for mention in self.chat if not self._is_everyday(mention)]
        yield from self._called(meant)
        apart = (i for i in self.identifiers if i.start not in self.taken and (i.marked or (i.odd and self.chat)))
        for identifier in islice(apart, _MOST):
            near = min(meant, key=lambda m: abs(m.start - identifier.start), default=None)
            if near is None and _THERE.match(self.lower, identifier.end):
                near = next(iter(self.chat), None)
            introduced = near and (self._is_introduced(identifier) or self._is_pointed_at(identifier, near))
            given = introduced or (identifier.marked and self._is_given(identifier, near))
            if given and not self._is_work(identifier):
                yield identifier, near

    def _called(self, meant: list[Mention]) -> Iterator[tuple[Identifier, Mention]]:
        """Yield words that are said to be a user name, in a sentence with a service: "(user: oakthorn)"."""
        for told in islice(handle_cues().told.finditer(self.lower) if meant else (), _MOST):
            identifier = self.by_start.get(told.end())
            if identifier is None or identifier.start in self.taken or is_ordinary(identifier.value):
                continue
            begin, end = self._sentence(identifier.start, identifier.end)
            near = next((mention for mention in meant if begin <= mention.start < end), None)
            plausible = identifier.odd or identifier.joined or len(identifier.value) > 3
            if near and plausible and not _is_code(identifier.value) and not self._is_work(identifier):
                self.taken.add(identifier.start)
                yield identifier, near

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        low = max(0, start - _LONGEST_SENTENCE)
        begin, stop = sentence(self.lower[low : end + _LONGEST_SENTENCE], start - low, end - low)
        return low + begin, low + stop

    def _is_work(self, identifier: Identifier) -> bool:
        """Return whether the name is no contact: quoted copy, a mailbox, or the account that the work is about."""
        if is_copy(self.lower, identifier.start, identifier.end) or self._is_mailbox(identifier):
            return True
        if _ATTRIBUTE.search(self.plain, max(0, identifier.start - 3), identifier.start):
            return True
        begin, end = self._sentence(identifier.start, identifier.end)
        about_work = handle_cues().product.search(self.lower, begin, end) is not None
        return about_work and not handle_cues().personal.search(self.lower, begin, end)

    def _is_mailbox(self, identifier: Identifier) -> bool:
        """Return whether an at word follows that leads on to a mail provider: "jo.dev at gmail"."""
        place = _past_space(self.lower, identifier.end)
        for words in (cues().at, cues().weak_at):
            at = words.search(self.lower, place, place + _LONGEST_AT)
            if at and at[0] == place:
                host = _past_space(self.lower, at[1])
                return not any(mention.start == host for mention in self.chat)
        return False

    def _after(self, mention: Mention) -> Identifier | None:
        link = link_after(self.lower, mention.end)
        if self.backwards and (reversed_name := self._reversed(link)):
            return reversed_name
        if not self._is_everyday(mention) or link.points or link.tells:
            for stop in link.stops:
                spelled = spelled_identifier(self.plain, stop)
                if spelled and load_services().named(spelled.value) is None:
                    return spelled
        identifier = self.by_start.get(link.end)
        return identifier if identifier and self._fits(identifier, link, mention) else None

    def _fits(self, identifier: Identifier, link: Link, mention: Mention) -> bool:
        """Return whether what stands at the end of `link` is a user name of `mention`, by its shape and their tie."""
        everyday = self._is_everyday(mention)
        invited = is_own(self.lower, mention.start, directly=everyday) or (link.own and not everyday)
        told = link.points or link.tells or link.names or link.calls or invited
        hyphen = self.text.written(mention.end, identifier.start)
        stuck = hyphen == self.plain[mention.end : identifier.start] == "-"
        told |= hyphen in ("–", "—")
        assigned = everyday and hyphen == "="  # "session=x1y2"
        if (
            stuck
            or assigned
            or (everyday and handle_cues().article.search(self.lower, max(0, mention.start - 10), mention.start))
        ):
            return False  # "skype-install.sh", "add the line: a_b"
        if identifier.marked:
            return mention.sure or told or link.words <= 2
        if identifier.odd:
            # A name that is an everyday word too needs more, but hardly where it stands in another script.
            foreign = link.words == 0 and not self.lower[mention.start : mention.end].isascii()
            disguised = not _ORDINARY_WRITING.issuperset(mention.techniques)
            far = link.words > 0 and is_file_name(identifier.value)  # "a Slack app with Bolt.js"
            work = far or _is_code(identifier.value)
            return told or ((mention.sure or disguised or foreign) and not work)
        if identifier.value.isdigit():
            return _is_number_of(mention.service, identifier.value) and (told or (mention.sure and link.words == 0))
        given = link.points or (invited and (link.tells or link.calls))
        if link.broken or not (given or link.names):
            return False
        if identifier.joined:
            return (link.names or not everyday) and not _is_code(identifier.value)
        return (
            given
            and (link.names or not everyday)
            and len(identifier.value) > 3
            and not is_ordinary(identifier.value)
            and _CLAUSE_END.match(self.plain, identifier.end) is not None
        )

    def _before(self, mention: Mention) -> Identifier | None:
        low = max(0, mention.start - _BEFORE)
        if self.backwards and (reversed_name := self._reversed_before(low, mention)):
            return reversed_name
        until = bisect_left(self.identifiers, mention.start, key=lambda identifier: identifier.start)
        for identifier in reversed(self.identifiers[max(0, until - _BEFORE // 2) : until]):
            if not low <= identifier.start < identifier.end <= mention.start:
                continue
            shaped = identifier.odd or identifier.marked or self._is_called_a_name(identifier)
            if shaped and link_before(self.lower, identifier.end, mention.start):
                tied = mention.sure or identifier.marked or self._is_introduced(identifier)
                return identifier if tied else None
        for word in _WORD_START.finditer(self.plain, low, mention.start) if mention.sure else ():
            spelled = spelled_identifier(self.plain[: mention.start], word.start())
            if spelled and link_before(self.lower, spelled.end, mention.start):
                return spelled
        return None

    def _is_called_a_name(self, identifier: Identifier) -> bool:
        lead = self.lower[max(0, identifier.start - _INTRO) : identifier.start]
        return (
            handle_cues().title.search(lead) is not None
            and identifier.value.isalpha()
            and not is_ordinary(identifier.value)
        )

    def _reversed(self, link: Link) -> Identifier | None:
        for match in _UNSPACED.finditer(self.plain, link.end):
            word = match.group().strip(".-")
            value = word.lower()[::-1].lstrip("@")
            pointed_at = link.points and match.start() == link.end and not is_ordinary(word.lower())
            if word[-1:] == "@" or is_odd(value) or pointed_at:
                return Identifier(match.start(), match.start() + len(word), value, techniques=(Technique.REVERSED,))
        return None

    def _reversed_before(self, low: int, mention: Mention) -> Identifier | None:
        for match in _UNSPACED.finditer(self.plain, low, mention.start):
            value = match.group().lower()[::-1].strip("@.-")
            if (is_odd(value) or "@" in match.group()) and link_before(self.lower, match.end(), mention.start):
                return Identifier(*match.span(), value, techniques=(Technique.REVERSED,))
        return None

    def _is_everyday(self, mention: Mention) -> bool:
        """Return whether the service's name may just as well be an ordinary word: "line", "signal", "mess"."""
        name = self.lower[mention.start : mention.end]
        return not mention.sure and (not mention.techniques or (len(name) > 2 and is_ordinary(name)))

    def _is_introduced(self, identifier: Identifier) -> bool:
        lead = self.lower[max(0, identifier.start - _INTRO) : identifier.start]
        return handle_cues().introduction.search(lead) is not None and not _is_code(identifier.value)

    def _is_pointed_at(self, identifier: Identifier, near: Mention) -> bool:
        """Return whether a colon points at the name in a sentence that names the service before."""
        lead = self.lower[max(0, identifier.start - _INTRO) : identifier.start]
        told = _POINTS.search(lead) is not None and not _is_code(identifier.value)
        return told and self._sentence(identifier.start, identifier.end)[0] <= near.start < identifier.start

    def _is_given(self, identifier: Identifier, near: Mention | None) -> bool:
        """Return whether a bare @name is given as a contact: with hardly a word beside it, or beside one of contact."""
        begin = self.plain.rfind("\n", 0, identifier.start) + 1
        end = self.plain.find("\n", identifier.end)
        end = len(self.plain) if end < 0 else end
        lead, trail = self.lower[begin : identifier.start], self.lower[identifier.end : end]
        written_together = identifier.end - identifier.start == len(identifier.value) + 1
        if written_together and not _LETTER.search(trail) and link_after(lead, 0).end == len(lead):
            return True
        begin, end = self._sentence(identifier.start, identifier.end)
        cue = handle_cues()
        if cue.product.search(self.lower, begin, end):
            return False
        if (near and begin <= near.start < identifier.start) or handle_cues().everywhere.match(
            self.lower, identifier.end
        ):
            return True
        return (
            handle_cues().contact.search(self.lower, max(begin, identifier.start - _INTRO), identifier.start)
            is not None
        )


def _is_number_of(service: str, digits: str) -> bool:
    """Return whether user names of `service` are numbers (QQ, ICQ) and `digits` is one."""
    form = load_services().by_id[service].handle
    return form is not None and not re.fullmatch(form, "abcdefgh") and re.fullmatch(form, digits) is not None


def _past_space(lower: str, position: int) -> int:
    while lower[position : position + 1] in (" ", "(", "["):
        position += 1
    return position


def _is_code(value: str) -> bool:
    """Return whether `value` is a name in a program or a part of a product: "user_id", "kakao_sdk"."""
    return not handle_cues().code.isdisjoint(re.split(r"[_.-]", value))


def _may_be_name(identifier: Identifier) -> bool:
    value = identifier.value
    if value in handle_cues().never or (identifier.marked and value.split(".")[0] in handle_cues().never):
        return False
    if identifier.marked and identifier.end - identifier.start > len(value) + 1 and is_ordinary(value):
        return False  # "@ same nick as here"
    return identifier.marked or not value.endswith((".com", ".net", ".org")) or value.startswith("live:")
