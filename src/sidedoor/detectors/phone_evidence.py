"""What speaks for digits being offered as a telephone number, and what against: their form, the words around them."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sidedoor.cues import Cue, Role
from sidedoor.dialling import FEWEST_DIGITS, Fit, Number
from sidedoor.evidence import disguises
from sidedoor.numerals import Form
from sidedoor.reading import Reading
from sidedoor.runs import Joint, Run
from sidedoor.surroundings import Surroundings, count_words
from sidedoor.vocabulary import Technique

_NEAR = 60  # characters within which a word can speak of a number: a clause or two
_BESIDE = 25  # and within which a thing owns it: "the order that failed is #415..."
_ADJACENT = 3  # "viber: 612..."
_WORK_NEAR = 160  # "for the form test use ... both are dummies" frames a whole message
_FEW_WORDS = 2  # "sure, 4695550114 mornings" says nothing but the number
_BETWEEN = 3  # words between a thing and its number: "order that failed is"
_WHOLE = 9  # digits of a number that needs no area code; shorter ones are local, or no telephone numbers

_COUNTED = 5  # number words in a row; fewer may be talk
_SPACED = 7  # single digits in a row: "4 1 5 5 5 5 0 ..."
_ROMAN_DIGITS = 6
# What people write telephone numbers like, without any word to say so.
_FORMATTED = re.compile(
    r"(?:\+?1[-. ]?)?\(?[2-9]\d\d\)?(?:[-./ ]| - |)\d{3}[-./ ]\d{4}"  # North America: 3-3-4
    r"|\(0?\d{1,4}\)[-. ]?\d{3,5}(?:[-. ]?\d{2,5}){0,3}"  # an area code in brackets
    r"|0\d{1,5}[-. /]\d{3,8}|0\d{1,4}(?:[-. ]\d{2,4}){2,4}"  # a trunk zero, and groups
    r"|\+[\d ().-]{8,24}|00\d{1,3}[ ().-]+\d[\d ().-]{6,20}"
)
_LOCAL = re.compile(
    r"\d{3}[-. ]\d{4}|\d{4}[-. ]\d{4}|\d{7,8}|\d\d(?:[-. ]\d\d){3}|0?\d\d(?:[-. ]\d{2,3}){2}|\(0\d{1,3}\) ?\d{5,6}"
)
_ONE_GROUP = re.compile(r"0\d{8,10}|[2-9]\d{9}|1[3-9]\d{9}")
_COPULA = re.compile(r"\s*(?:is|was|=|:|-)\s*(?:the|our|your|my|an?)?\s*|\s*\(\s*")
_SENTENCE_END = re.compile(r"[;!?\n]|\. ")
_ABBREVIATION = re.compile(r"\b(?:no|nr|num|nro|art|ref|id)\.")
_DECIMAL_POINT = re.compile(r" (?:point|comma|punto|coma|ponto|virgule|virgola|komma|punkt|точка|запятая) ")
_FIGURE = re.compile(r"\d[\d() ./-]*\d")


def _make(figure: str) -> str:
    return re.sub(r"\d", "0", figure)


@dataclass(frozen=True)
class Candidate:
    """A stretch of a run that could be one number, in the reading that fits best."""

    surroundings: Surroundings
    run: Run
    reading: Reading
    number: Number

    @cached_property
    def start(self) -> int:
        """Where it starts, with a plus sign or an opening bracket before the first digit."""
        start, plain = self.run.pieces[0].start, self.surroundings.text.plain
        while start and plain[start - 1] in "+(":
            start -= 1
        return start

    @property
    def end(self) -> int:
        """Where it ends, behind its last piece."""
        return self.run.pieces[-1].end

    @cached_property
    def written(self) -> str:
        """It as it stands in the plain view."""
        return self.surroundings.text.plain[self.start : self.end]

    @cached_property
    def undressed(self) -> tuple[Technique, ...]:
        """The techniques that folding took off."""
        return disguises(self.surroundings.text, self.start, self.end)

    def count(self, *forms: Form) -> int:
        """Return how many pieces have one of the forms and are not merely weak."""
        return sum(piece.form in forms and not piece.weak for piece in self.run.pieces)

    @cached_property
    def singles(self) -> int:
        """How many digits stand alone."""
        return sum(len(piece.digits) == 1 for piece in self.run.pieces)

    @cached_property
    def is_plain(self) -> bool:
        """Whether it is digits with the signs that telephone numbers are written with, in groups."""
        joints = {Joint.TIGHT, Joint.SPACE, Joint.MARK, Joint.OPENING, Joint.WIDE}
        return (
            all(piece.form is Form.DIGITS for piece in self.run.pieces)
            and joints.issuperset(self.run.joints)
            and self.singles <= 3
            and Technique.STYLED_CHARACTERS not in self.undressed
        )

    @property
    def is_formatted(self) -> bool:
        """Whether it is written like a telephone number and nothing else."""
        return _FORMATTED.fullmatch(self.written) is not None

    @property
    def is_local(self) -> bool:
        """Whether it is written like a number without its area code."""
        return _LOCAL.fullmatch(self.written) is not None

    @property
    def is_one_group(self) -> bool:
        """Whether it is as many digits in a row as a mobile number of some big country."""
        return _ONE_GROUP.fullmatch(self.written) is not None

    # What the words say

    def around(self, within: int, *roles: Role) -> list[Cue]:
        """Return the cues of the roles that stand within so many characters before or after."""
        return self.surroundings.around(self.start, self.end, within, *roles)

    def near(self, *roles: Role, within: int = _NEAR) -> bool:
        """Return whether a cue of one of the roles stands within so many characters before or after."""
        return bool(self.around(within, *roles))

    @cached_property
    def is_invited(self) -> bool:
        """Whether words beside it offer a way to reach somebody."""
        return self.near(Role.INVITE)

    @cached_property
    def is_spoken_of(self) -> bool:
        """Whether a telephone, a messenger or a number is mentioned beside it."""
        return self.is_invited or self.near(Role.CHANNEL, Role.NUMBER)

    @cached_property
    def is_owned(self) -> bool:
        """Whether the number is that of an order, a part, an account."""
        if not self.surroundings.has(Role.OWNER):
            return self._is_hashed
        if self.surroundings.has(Role.DECODE) and self.near(Role.INVITE, Role.CHANNEL):
            return False  # "version 4.1.5.5.5.5.0.1.3.4 answers when you call it, strip the dots"
        owned = any(self._owns(cue) for cue in self.around(_BESIDE, Role.OWNER))
        return owned or self._is_hashed or (self._has_owned_sibling and not self.is_invited)

    @property
    def _is_hashed(self) -> bool:
        """Whether a number sign stands before it ("#415..."), and no telephone before that ("cell #: 415...")."""
        before = self.surroundings.text.lower[max(0, self.start - 3) : self.start]
        if not before.rstrip(": ").endswith("#") or self.is_invited:
            return False
        return not any(cue.end <= self.start for cue in self.around(_BESIDE // 4, Role.CHANNEL, Role.NUMBER))

    @property
    def _has_owned_sibling(self) -> bool:
        """Whether a thing of the same make is named before: "SKU 0770-0900-123 is out, take 0770-0900-456"."""
        make, lower = _make(self.written), self.surroundings.text.lower
        for cue in self.surroundings.around(self.start, self.start, _WORK_NEAR, Role.OWNER):
            twin = _FIGURE.search(lower, cue.end, min(cue.end + _BESIDE, self.start))
            if twin and _make(twin.group()) == make:
                return True
        return False

    def _owns(self, owner: Cue) -> bool:
        lower = self.surroundings.text.lower
        if self.surroundings.around(owner.start, owner.start, 1, Role.INVITE, Role.CHANNEL):
            return False  # "my WhatsApp account"
        if owner.end > self.start and owner.start < self.end:
            return False  # a part of the number, read in another language
        if owner.start >= self.end:
            return _COPULA.fullmatch(lower, self.end, owner.start) is not None
        between = lower[owner.end : self.start]
        if count_words(between) > _BETWEEN or _SENTENCE_END.search(_ABBREVIATION.sub("", between)):
            return False
        channels = self.around(_BESIDE, Role.INVITE, Role.CHANNEL)
        return not any(owner.end <= channel.start and channel.end <= self.start for channel in channels)

    @cached_property
    def is_work(self) -> bool:
        """Whether the number belongs to the work: test data, or a text that is quoted to be worked on."""
        if self.surroundings.quoted_words(self.start, self.end) >= 2:
            return True
        return self.near(Role.WORK, within=_WORK_NEAR) and not self.is_invited

    @cached_property
    def is_quantity(self) -> bool:
        """Whether a unit follows it, or a currency is attached."""
        after = any(cue.start >= self.end for cue in self.around(1, Role.UNIT))
        return after or self.near(Role.CURRENCY, within=2)

    @cached_property
    def is_alone(self) -> bool:
        """Whether the message says next to nothing else."""
        return self.surroundings.words - count_words(self.written) <= _FEW_WORDS

    @cached_property
    def is_counting(self) -> bool:
        """Whether it counts ("one two three ..."), or holds flags ("1 0 1 1 0 ...")."""
        if set(self.reading.digits) <= {"0", "1"}:
            return True
        if len(self._values) < 4 or (self.is_plain and self.reading.digits.startswith("0")):
            return False
        steps = {b - a for a, b in pairwise(self._values)}
        return (len(steps) == 1 and steps != {0}) or (len(self._values) >= 5 and min(steps) > 0)

    @cached_property
    def _values(self) -> list[int]:
        return [int(piece.digits) if piece.digits else piece.senses[0].value for piece in self.run.pieces]

    @cached_property
    def is_amount(self) -> bool:
        """Whether it is said like an amount: "two thousand one", "three point one four"."""
        if any(sense.value >= 1000 for piece in self.run.pieces for sense in piece.senses[:1]):
            return True
        if len(self.run.pieces) < 2:
            return False
        first, second = self.run.pieces[:2]
        point = self.surroundings.text.lower[first.end : second.start]
        fillers = self.run.joints.count(Joint.FILLER)
        behind_point = _DECIMAL_POINT.search(self.surroundings.text.lower[max(0, self.start - 10) : self.start])
        point_inside = self._values[0] < 10 and fillers == 1 and _DECIMAL_POINT.fullmatch(point)
        return bool(behind_point or point_inside)

    @cached_property
    def is_placeholder(self) -> bool:
        """Whether people make such numbers up for a form: 1234567890, 0000000, 0900000000."""
        digits = self.reading.digits
        rising = "01234567890123456789"
        return digits in rising or digits in rising[::-1] or len(set(digits[-7:])) == 1 or len(set(digits)) <= 2


def is_offered(candidate: Candidate) -> bool:
    """Return whether the candidate is a telephone number by which somebody is to be reached."""
    c = candidate
    if c.is_owned or c.is_work or c.is_counting or c.reading.digits.startswith("000"):
        return False
    return _is_offered_plainly(c) if c.is_plain else not c.is_amount and _is_offered_in_disguise(c)


def _is_offered_plainly(c: Candidate) -> bool:
    if c.is_quantity or (c.is_placeholder and not c.is_invited):
        return False
    whole = len(c.reading.digits) >= _WHOLE
    if c.is_formatted and (c.number.fit >= Fit.POSSIBLE or whole):
        return True
    if not whole:
        return c.is_local and (c.near(Role.INVITE, within=_BESIDE) or c.near(Role.CHANNEL, within=_BESIDE // 2))
    likely = c.is_one_group or (c.number.fit >= Fit.POSSIBLE and Joint.WIDE not in c.run.joints)
    if c.is_spoken_of:
        grouped = 2 <= len(c.run.pieces) <= 5 and c.near(Role.CHANNEL, Role.NUMBER, within=_BESIDE)
        return likely or c.is_invited or grouped or c.near(Role.CHANNEL, within=_ADJACENT)
    return likely and c.is_alone


def _is_offered_in_disguise(c: Candidate) -> bool:
    """Disguise is intent by itself; the less of it there is, the more the digits or the words must say."""
    digits, possible, valid = len(c.reading.digits), c.number.fit >= Fit.POSSIBLE, c.number.fit is Fit.VALID
    if c.written.startswith("+") and possible:
        return True
    words = c.count(Form.WORD, Form.MIXED)
    homophones = sum(piece.weak and piece.form is Form.WORD for piece in c.run.pieces)
    words += homophones // 2 if words else 0
    if words >= _COUNTED:
        return digits >= _WHOLE or c.is_spoken_of or (c.is_alone and words >= FEWEST_DIGITS)
    if digits < _WHOLE:
        return c.singles >= _SPACED and c.near(Role.INVITE, Role.CHANNEL)
    if words >= 2:
        return valid or c.is_spoken_of
    if words or homophones:
        return possible and c.is_spoken_of
    drawn = c.count(Form.LOOKALIKE) or c.count(Form.ROMAN) >= _ROMAN_DIGITS or bool(c.undressed)
    if drawn or c.singles >= _SPACED:
        return valid or c.is_spoken_of
    if not possible and digits == _WHOLE:
        return False
    odd = c.run.joints.count(Joint.LINE) + c.run.joints.count(Joint.ODD)
    return c.is_invited or c.near(Role.CHANNEL, Role.NUMBER, within=_BESIDE) or (c.is_alone and odd >= 2)
