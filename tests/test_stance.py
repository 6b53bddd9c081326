import pytest

from sidedoor.detectors.circumstance import find_circumstances
from sidedoor.detectors.solicitation import find_solicitations
from sidedoor.stance import disowned
from sidedoor.text import Text


def solicits(text: str) -> bool:
    return any(find_solicitations(Text(text)))


@pytest.mark.parametrize(
    "meant, not_meant, why",
    [
        ("I can send you my WhatsApp, message me on WhatsApp", "I can't message you on WhatsApp", "a refusal"),
        ("let's talk on Telegram", "let's not talk on Telegram", "a refusal"),
        ("I'd rather talk on Skype", "I'd rather not talk on Skype", "a refusal"),
        ("WhatsApp me", "please don't WhatsApp me", "a refusal"),
        ("Telegram is fine, add me on Telegram", "No Telegram from my side, sorry", "the thing itself is turned down"),
        ("could you send me your email", "we never ask people to send us your email", "a habit denied"),
        ("pay me by PayPal", "It's against the rules to pay me by PayPal", "the rule"),
        ("let's move to Discord", "moving to Discord isn't allowed here", "the rule"),
        ("send me your number", "Is it allowed to send me your number before the contract?", "asking about the rule"),
        ("pay a refundable deposit", "If a client asks you to pay a refundable deposit, report it", "a warning"),
        ("message me on WhatsApp", "Somebody told me to message him on WhatsApp, looks like a scam", "a report"),
        ("send me your phone number", 'The bot says "send me your phone number" first', "a quotation"),
        ("give me your email", "The popup should read: 'give me your email'", "a quotation"),
        ("let's have a call on Zoom", "let's have a call on Upwork", "the platform's own"),
        ("let's use Slack", "Once the contract has started let's use Slack", "after the contract it is allowed"),
        ("let's continue by email", "let's keep everything in this chat", "staying"),
        ("hire me directly", "hire me directly by paying the conversion fee", "a legitimate way out"),
        ("send me your email", "My client wants a button that says send me your email", "the work's own copy"),
        ("Lass uns per WhatsApp schreiben", "Bitte nicht per WhatsApp schreiben", "a refusal in German"),
        ("dame tu número", "no me pidas que dame tu número, está prohibido", "the rule in Spanish"),
        ("напишите мне в телеграм", "если просят написать в телеграм, это мошенники", "a warning in Russian"),
    ],
)
def test_the_same_words_meant_and_not(meant: str, not_meant: str, why: str) -> None:
    assert solicits(meant), meant
    assert not solicits(not_meant), f"{not_meant}: {why}"


@pytest.mark.parametrize(
    "text, why",
    [
        ("I know it's against the rules, but message me on WhatsApp", "a turn: the offer wins"),
        ("I can't call you now. Send me your number and I'll ring tomorrow", "the refusal ended with its sentence"),
        ("Don't worry, just text me", "no refusal"),
        ("Why don't we move to Telegram?", "no refusal"),
        ("I don't mind paying you by PayPal, I'll PayPal you", "no refusal"),
        ("The Upwork call keeps dropping, let's use Zoom", "complaining about the platform's own leads away from it"),
        ("I never check this inbox, so email me", "what never happens is the staying"),
    ],
)
def test_what_sounds_like_a_no_and_is_none(text: str, why: str) -> None:
    assert solicits(text), why


@pytest.mark.parametrize(
    "text, contact, expected",
    [
        ("Write to bo@example.com", "bo@example.com", False),
        ("I can't give you bo@example.com", "bo@example.com", True),
        ('The mockup shows "bo@example.com" in the footer', "bo@example.com", True),
        ("It's against the rules, but here it is: bo@example.com", "bo@example.com", False),
    ],
)
def test_a_contact_point_may_be_disowned(text: str, contact: str, expected: bool) -> None:
    start = text.index(contact)
    assert disowned(Text(text), start, start + len(contact)) is expected


def test_a_stance_reaches_only_the_kinds_it_is_about() -> None:
    text = Text("Once the contract has started send me your number, we have the Enterprise plan on Upwork")
    assert not any(find_solicitations(text))
    assert any(find_circumstances(text))
