"""What the words around a possible user name say of it: given as a contact, or part of the work."""

import re

from sidedoor.address_words import cues
from sidedoor.handle_words import handle_cues
from sidedoor.identifiers import Identifier
from sidedoor.linking import link_after
from sidedoor.mentions import Mention
from sidedoor.nobody import is_copy, sentence
from sidedoor.ordinary import is_common_english, is_ordinary
from sidedoor.services import load_services
from sidedoor.text import Text

_LEAD = 30  # characters that may announce a user name
_LONGEST_SENTENCE = 300  # characters to either side
_LONGEST_AT = 30  # characters of "at the rate of sign" and its like
_LONGEST_ARTICLE = 10
_POINTS = re.compile(r"(?:[:=]|->|→)\s{0,2}[\"'(]?\Z")
_ATTRIBUTE = re.compile(r"\w=[\"']\Z")
_DOMAIN_ENDS = (".com", ".net", ".org")
_LETTER = re.compile(r"\w")


class Surroundings:
    """One text, its services `chat` on which people talk, and the questions about a name in it."""

    def __init__(self, text: Text, chat: list[Mention]) -> None:
        self.plain, self.lower = text.plain, text.lower
        self.chat = chat

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return where the sentence around the span begins and ends."""
        low = max(0, start - _LONGEST_SENTENCE)
        begin, stop = sentence(self.lower[low : end + _LONGEST_SENTENCE], start - low, end - low)
        return low + begin, low + stop

    def is_everyday(self, mention: Mention) -> bool:
        """Return whether the service's name may just as well be an ordinary word: "line", "signal", "mess"."""
        name = self.lower[mention.start : mention.end]
        return not mention.sure and (not mention.techniques or (len(name) > 2 and is_ordinary(name)))

    def is_personal(self, start: int, end: int) -> bool:
        """Return whether the writer speaks of himself, or invites, between the two, and of no product."""
        return handle_cues().speaking.search(self.lower, start, end) is not None and not self.is_about_work(start, end)

    def is_about_work(self, start: int, end: int) -> bool:
        """Return whether something that is built or managed for a service is named between the two."""
        return any(
            self.lower[max(0, begin - 1) : begin] not in ("_", "@") and self.lower[stop : stop + 1] != "_"
            for begin, stop in handle_cues().product.find(self.lower, start, end)  # "koala_reels" is a name
        )

    def is_inviting(self, start: int, end: int) -> bool:
        """Return whether a verb of contact stands between the two."""
        return handle_cues().asking.search(self.lower, start, end) is not None

    def is_closed(self, name: Identifier) -> bool:
        """Return whether the verb that gives a name stands behind it."""
        return handle_cues().closing.match(self.lower, name.end) is not None

    def is_asked_abroad(self, service: Mention, end: int) -> bool:
        """Return whether the words around a service, up to `end`, invite, and not in English: there it is no signal."""
        begin, _ = self.sentence(service.start, service.end)
        words = handle_cues().speaking.find(self.lower, begin, end)
        return any(not is_common_english(self.lower[start:stop]) for start, stop in words)

    def is_made_ordinary(self, mention: Mention) -> bool:
        """Return whether an article makes an everyday name the word that it is: "add the line"."""
        before = max(0, mention.start - _LONGEST_ARTICLE), mention.start
        return self.is_everyday(mention) and handle_cues().article.search(self.lower, *before) is not None

    def is_introduced(self, name: Identifier) -> bool:
        """Return whether words announce the name: "I go by", "search for"."""
        begin = max(0, name.start - _LEAD)
        return handle_cues().introduction.to(self.lower, begin, name.start) and not is_code(name.value)

    def is_pointed_at(self, name: Identifier, service: Mention) -> bool:
        """Return whether a colon points at the name in a sentence that names the service before."""
        if not _POINTS.search(self._lead(name)) or is_code(name.value):
            return False
        return self.sentence(name.start, name.end)[0] <= service.start < name.start

    def is_titled(self, name: Identifier) -> bool:
        """Return whether a word that is no ordinary one is called a user name: "username gruffgoat"."""
        if not name.value.isalpha() or is_ordinary(name.value):
            return False
        return handle_cues().title.to(self.lower, max(0, name.start - _LEAD), name.start)

    def is_given(self, name: Identifier, service: Mention | None) -> bool:
        """Return whether a bare @name is given as a contact: with hardly a word beside it, or beside one of contact."""
        if service is None and name.value.endswith(_DOMAIN_ENDS):
            return False  # the second half of an e-mail address
        begin = self.plain.rfind("\n", 0, name.start) + 1
        end = self.plain.find("\n", name.end)
        end = len(self.plain) if end < 0 else end
        written_together = name.end - name.start == len(name.value) + 1
        if written_together and not _LETTER.search(self.lower, name.end, end):
            lead = self.lower[begin : name.start]
            spoken_to = lead.strip() and handle_cues().greeting.fullmatch(lead) is not None
            if link_after(lead, 0).end == len(lead) and not spoken_to:
                return True
        begin, end = self.sentence(name.start, name.end)
        cue = handle_cues()
        if self.is_about_work(begin, end):
            return False
        if (service and begin <= service.start < name.start) or cue.everywhere.match(self.lower, name.end):
            return True
        if cue.inviting.match(self.lower, name.end) and not self._is_spoken_to(name):
            return True
        return cue.contact.to(self.lower, max(begin, name.start - _LEAD), name.start)

    def _is_spoken_to(self, name: Identifier) -> bool:
        """Return whether a name that could be a person's first name begins the line: "@maria, message me"."""
        begin = self.plain.rfind("\n", 0, name.start) + 1
        return (
            not name.odd
            and handle_cues().greeting.match(self.lower, max(begin, name.start - _LEAD), name.start) is not None
        )

    def is_work(self, name: Identifier) -> bool:
        """Return whether the name is no contact: quoted copy, code, a mailbox, or the account the work is about."""
        if is_copy(self.lower, name.start, name.end) or self._is_mailbox(name):
            return True
        if _ATTRIBUTE.search(self.plain, max(0, name.start - 3), name.start):
            return True
        begin, end = self.sentence(name.start, name.end)
        if not self.is_about_work(begin, end):
            return False
        named_bot = not name.marked and is_code(name.value)
        return named_bot or not self._is_writers(begin, end)

    def _is_writers(self, start: int, end: int) -> bool:
        """Return whether the writer speaks of himself, or invites to more than a product ("write captions for")."""
        for _, stop in handle_cues().personal.find(self.lower, start, end):
            product = handle_cues().product.search(self.lower, stop, min(end, stop + _LEAD))
            if product is None or not self.lower[stop : product[0]].isspace():
                return True
        return False

    def _is_mailbox(self, name: Identifier) -> bool:
        """Return whether an at word follows that leads on to a mail provider: "jo.dev at gmail"."""
        place = _past_space(self.lower, name.end)
        for words in (cues().at, cues().weak_at):
            at = words.search(self.lower, place, place + _LONGEST_AT)
            if at and at[0] == place:
                host = _past_space(self.lower, at[1])
                return not any(mention.start == host for mention in self.chat)
        return False

    def _lead(self, name: Identifier) -> str:
        return self.lower[max(0, name.start - _LEAD) : name.start]


def is_code(value: str) -> bool:
    """Return whether `value` is a name in a program or a part of a product: "user_id", "kakao_sdk"."""
    return not handle_cues().code.isdisjoint(re.split(r"[_.-]", value))


def may_be_name(name: Identifier) -> bool:
    """Return whether `name` can be anybody's: no word of code or chat after an @, no domain."""
    value, never = name.value, handle_cues().never
    if value in never or (name.marked and value.split(".")[0] in never):
        return False
    if name.marked and name.end - name.start > len(value) + 1 and is_ordinary(value):
        return False  # "@ same nick as here"
    if name.marked or value.startswith("live:"):
        return True
    return not value.endswith(_DOMAIN_ENDS) and not _is_product(value)


def _is_product(value: str) -> bool:
    """Return whether `value` names a service's product: "whatsapp_business"."""
    service, *rest = re.split(r"[_.-]", value)
    return bool(rest) and load_services().named(service) is not None and all(map(is_ordinary, rest))


def _past_space(lower: str, position: int) -> int:
    while lower[position : position + 1] in (" ", "(", "["):
        position += 1
    return position
