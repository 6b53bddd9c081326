"""The closed lists that every other module speaks in."""

from enum import StrEnum


class Kind(StrEnum):
    """What a finding is: a contact point, a solicitation, or a circumstance that excuses or colours the others."""

    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"
    LINK = "link"
    ADDRESS = "address"
    PAYMENT_ACCOUNT = "payment_account"

    CONTACT_REQUEST = "contact_request"
    CHANNEL_SWITCH = "channel_switch"
    OFF_PLATFORM_PAYMENT = "off_platform_payment"
    OFF_PLATFORM_HIRE = "off_platform_hire"

    PLAN_CLAIM = "plan_claim"
    SYSTEM_ACCESS = "system_access"
    PLATFORM_CALL = "platform_call"
    LEGAL_NEED = "legal_need"


CONTACT_POINTS = frozenset(
    {Kind.EMAIL, Kind.PHONE, Kind.HANDLE, Kind.LINK, Kind.ADDRESS, Kind.PAYMENT_ACCOUNT},
)
SOLICITATIONS = frozenset(
    {Kind.CONTACT_REQUEST, Kind.CHANNEL_SWITCH, Kind.OFF_PLATFORM_PAYMENT, Kind.OFF_PLATFORM_HIRE},
)
CIRCUMSTANCES = frozenset({Kind.PLAN_CLAIM, Kind.SYSTEM_ACCESS, Kind.PLATFORM_CALL, Kind.LEGAL_NEED})


class Action(StrEnum):
    """What is recommended for a message, from the mildest to the strictest."""

    ALLOW = "allow"
    REVIEW = "review"
    FLAG = "flag_as_inappropriate"


STRICTNESS = {Action.ALLOW: 0, Action.REVIEW: 1, Action.FLAG: 2}


class ContractState(StrEnum):
    """Where the two parties' contract stood when the message was sent; the first four are pre-contract."""

    NONE = "none"
    PROPOSAL = "proposal"
    INTERVIEW = "interview"
    OFFER = "offer"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    UNKNOWN = "unknown"


class Surface(StrEnum):
    """Where the text was written; the last two can be read by anybody."""

    MESSAGE = "message"
    PROPOSAL = "proposal"
    JOB_POST = "job_post"
    PROFILE = "profile"


class SenderRole(StrEnum):
    """Which side of the marketplace wrote the message."""

    CLIENT = "client"
    FREELANCER = "freelancer"
    UNKNOWN = "unknown"


class Origin(StrEnum):
    """How the conversation began."""

    PROPOSAL = "proposal"
    INVITE = "invite"
    CATALOG = "catalog"
    DIRECT = "direct"
    UNKNOWN = "unknown"


class Technique(StrEnum):
    """How a finding was disguised; a plain finding has none."""

    ANSWER_TO_REQUEST = "answer_to_request"  # a bare answer, a contact only because the other asked for one
    ARITHMETIC = "arithmetic"  # "2+2 and 3x3"
    AT_DOT_WORDS = "at_dot_words"  # "lena at gmail dot com"
    DISGUISED_AS_NUMBER = "disguised_as_number"  # hidden in prices, dates or quantities
    EMOJI = "emoji"  # an emoji stands for a service
    ENCODED = "encoded"  # HTML entities, percent signs, base64
    FILLER = "filler"  # words or marks to be taken out
    HOMOGLYPH = "homoglyph"  # look-alike letters of other scripts
    LEET = "leet"  # digits and signs for letters: "t3legr4m"
    LOOKALIKE_DIGITS = "lookalike_digits"  # letters for digits: "4l5 S5S"
    MISSING_PART = "missing_part"  # a provider without its ending, a service only hinted at
    MISSPELT = "misspelt"  # "vvhatsap", "gmial"
    MIXED_DIGITS = "mixed_digits"  # "4one5"
    NATIVE_DIGITS = "native_digits"  # digits of other scripts
    NICKNAME = "nickname"  # "tg", "the paper plane app"
    PHONETIC_ALPHABET = "phonetic_alphabet"  # "tango oscar mike"
    POINTER = "pointer"  # "the same name as here"
    REVERSED = "reversed"  # to be read from the end
    SEPARATORS = "separators"  # "4*1*5", "g|m|a|i|l"
    SPACED = "spaced"  # "t e l e g r a m"
    SPELLED_DIGITS = "spelled_digits"  # "four one five"
    SPLIT_LINES = "split_lines"  # one piece a line
    SPLIT_MESSAGES = "split_messages"  # pieces in several messages
    STYLED_CHARACTERS = "styled_characters"  # full width, circled, mathematical, keycap
    SYMBOL_SWAP = "symbol_swap"  # another sign for @ or the dot
    VANITY = "vanity"  # letters of a telephone keypad
    ZERO_WIDTH = "zero_width"  # invisible characters
