import pytest

from sidedoor.detectors.circumstance import find_circumstances
from sidedoor.detectors.solicitation import find_solicitations
from sidedoor.text import Text
from sidedoor.vocabulary import Kind

PLAN, ACCESS, CALL, LEGAL = Kind.PLAN_CLAIM, Kind.SYSTEM_ACCESS, Kind.PLATFORM_CALL, Kind.LEGAL_NEED


def kinds(text: str) -> set[Kind]:
    return {finding.kind for finding in find_circumstances(Text(text))}


@pytest.mark.parametrize(
    "text, kind",
    [
        ("We are on the Enterprise plan, so you may share your email", PLAN),
        ("Our company has a Business Plus account and we are allowed to exchange contacts", PLAN),
        ("As an Enterprise client the contact rules don't apply to us", PLAN),
        ("Somos cliente Enterprise, así que podemos hablar por correo", PLAN),
        ("What's your GitHub email? I'll invite you to the repo", ACCESS),
        ("I need your email to add you to our Jira board", ACCESS),
        ("Send me your Google account so I can share the Drive folder", ACCESS),
        ("Какая у вас почта на GitHub? Добавлю в репозиторий", ACCESS),
        ("Let's have a Zoom call through Upwork on Monday", CALL),
        ("Just press the call button in the Upwork chat", CALL),
        ("Podemos hacer una videollamada por Upwork", CALL),
        ("Our lawyer needs your full name and address for the NDA", LEGAL),
        ("I need your legal name for the NDA", LEGAL),
        ("Ich brauche Ihre Adresse für die Geheimhaltungsvereinbarung", LEGAL),
    ],
)
def test_what_excuses_a_contact(text: str, kind: Kind) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text, why",
    [
        ("The enterprise customers of our shop want dark mode", "an adjective"),
        ("Please design a pricing page with a Business plan", "a product's plan"),
        ("Write a Jira plugin in Java", "skills"),
        ("The GitHub action fails on Windows", "the work"),
        ("Build a call button for the app", "a product's button"),
        ("We are a law firm and need a logo", "a trade"),
        ("Thanks, see you Monday", "small talk"),
    ],
)
def test_what_only_sounds_alike(text: str, why: str) -> None:
    assert kinds(text) == set(), why


@pytest.mark.parametrize(
    "text, service",
    [
        ("What's your GitHub email? I'll invite you to the repo", "github"),
        ("The code is on GitHub. Which email should I add?", "github"),  # named a sentence before
        ("I'll share the folder, which Google account should I add?", None),
    ],
)
def test_the_work_system_is_named(text: str, service: str | None) -> None:
    found = [finding for finding in find_circumstances(Text(text)) if finding.kind == ACCESS]
    assert found
    assert found[0].service == service


def test_a_tool_for_talking_is_another_channel_and_no_work_system() -> None:
    text = Text("I'll add you to our Slack, which email should I use for the invite?")
    assert ACCESS not in {finding.kind for finding in find_circumstances(text)}
    assert Kind.CHANNEL_SWITCH in {finding.kind for finding in find_solicitations(text)}
