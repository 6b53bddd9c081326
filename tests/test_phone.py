"""Telephone numbers: what is found, as which number, and what is left alone, each row with its reason."""

import pytest

from sidedoor.detectors.phone import find_phones
from sidedoor.text import Text


def values(text: str) -> list[str | None]:
    return [found.value for found in find_phones(Text(text))]


PLAIN = [
    ("Call me at (415) 555-0134 tomorrow", "+14155550134", "North America, area in brackets"),
    ("Best number is 312.555.0187", "+13125550187", "dots between the groups"),
    ("text 7185550163 before you come", "+17185550163", "no separators, but a word says so"),
    ("+44 7700 900258 is mine", "+447700900258", "international"),
    ("ring us on 07700 900461", "+447700900461", "the range kept for British drama"),
    ("Reach us on +49 171 3920017", "+491713920017", "international, German"),
    ("my whatsapp no is 9820014573", "+919820014573", "ten digits that only India gives out"),
    ("office line 1-800-555-0199 ext. 42", "+18005550199", "the extension is no part of the number"),
    ("7735550128", "+17735550128", "the message is only the number"),
]


@pytest.mark.parametrize("text, value, why", PLAIN)
def test_finds_plain_numbers(text: str, value: str, why: str) -> None:
    assert values(text) == [value], why


INNOCENT = [
    ("Ticket 8842017733 got closed, please look at 8842017741 instead", "ticket numbers"),
    ("The order that failed is #4155550134 in the admin", "an order, and a # before it"),
    ("Works for me: 12/05/2025 09:30 to 14/05/2025 17:00", "dates and times"),
    ("whitelist 203.0.113.77 and 198.51.100.0/24", "IP addresses"),
    ("Test card is 4242 4242 4242 4242, exp 12/34", "a card"),
    ("ISBN 978-1-4028-9462-6 is the paperback", "a book"),
    ("In the mockup the header says (123) 456-7890", "a placeholder"),
    ("budget is 1500-2000 USD, 3 weeks", "a range of prices"),
]


@pytest.mark.parametrize("text, why", INNOCENT)
def test_leaves_other_figures_alone(text: str, why: str) -> None:
    assert values(text) == [], why
