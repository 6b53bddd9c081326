"""Every family of figures that are no telephone numbers: what it takes, and what it must leave."""

import pytest

from sidedoor.distractors import FAMILIES, Spans, distractors
from sidedoor.text import Text

TAKEN = [
    ("web", "see example.com/item/4155550134", "example.com/item/4155550134"),
    ("web", "open IMG_4155550134.jpg", "IMG_4155550134.jpg"),
    ("code", "run `curl -d 4155550134` now", "`curl -d 4155550134`"),
    ("ip", "whitelist 203.0.113.77:8443", "203.0.113.77:8443"),
    ("ipv6", "it is 2001:db8:85a3::8a2e:370:7334", "2001:db8:85a3::8a2e:370:7334"),
    ("mac", "printer 00:1b:44:11:3a:b7", "00:1b:44:11:3a:b7"),
    ("date", "on 12/05/2025 at noon", "12/05/2025"),
    ("date", "kickoff 2025-03-15", "2025-03-15"),
    ("date", "log of 20250415", "20250415"),
    ("time", "from 00:14:15.555 on", "00:14:15.555"),
    ("card", "card 4242 4242 4242 4242", "4242 4242 4242 4242"),
    ("iban", "IBAN DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00"),
    ("product_code", "ISBN 978-1-4028-9462-6", "978-1-4028-9462-6"),
    ("product_code", "label 4006381333931", "4006381333931"),
    ("social_security", "SSN 123-45-6789", "123-45-6789"),
    ("uuid", "id 550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440000"),
    ("hash", "md5 d41d8cd98f00b204e9800998ecf8427e", "d41d8cd98f00b204e9800998ecf8427e"),
    ("colour", "palette #415555", "#415555"),
    ("version", "from 4.15.5 on", "4.15.5"),
    ("version", "chrome 126.0.6478.127", "126.0.6478.127"),
    ("decimal", "GPS 40.712776", "40.712776"),
    ("thousands", "415,555 sessions", "415,555"),
    ("money", "budget $500-$1000", "$500-$1000"),
    ("money", "2 480 € net", "2 480 €"),
    ("dimensions", "banner 728x90", "728x90"),
    ("sums", "call 2+2, 1+0, 9-4, 2+3 now", "2+2, 1+0, 9-4, 2+3"),
    ("equation", "2+2=4", "2+2=4"),
    ("percent", "CTR 2.71%", "2.71%"),
    ("list_item", "1. Research", "1."),
    ("range", "30-40 hrs", "30-40"),
    ("state_zip", "Portland, OR 97214", "OR 97214"),
    ("trunk_zero", "+44 (0) 20 7946 0123", "0"),
]


@pytest.mark.parametrize("family, text, figure", TAKEN)
def test_takes(family: str, text: str, figure: str) -> None:
    assert figure in [text[d.start : d.end] for d in distractors(Text(text)) if d.family == family]


LEFT = [
    ("ip", "06.39.98.41", "pairs all through are a telephone number"),
    ("version", "06.39.98.41.07", "a French number with dots"),
    ("version", "312.555.0187", "four digits at the end"),
    ("date", "415/555/0193", "no day, no month"),
    ("date", "06.12.15.20.25", "more than three parts"),
    ("card", "4242 4242 4242 4241", "a wrong check digit"),
    ("product_code", "4006381333932", "a wrong check digit"),
    ("product_code", "0044771234567", "an international prefix"),
    ("decimal", "+84.933911093", "behind a plus sign"),
    ("dimensions", "415 555 0134 x 12", "an extension"),
    ("web", "415-666-7777.Nice day", "a full stop without its space"),
    ("thousands", "4,1,5,5,5,5", "single digits"),
    ("range", "98200-15518", "five and five are an Indian number"),
    ("time", "41:55:55:01:34", "a chain of pairs"),
    ("list_item", "(02) 1234 5678", "an Australian area code"),
    ("hash", "4155550134555", "digits alone"),
]


@pytest.mark.parametrize("family, text, why", LEFT)
def test_leaves(family: str, text: str, why: str) -> None:
    assert [d for d in distractors(Text(text)) if d.family == family and d.end - d.start > 4] == [], why


def test_every_family_has_a_row() -> None:
    assert {family for family, _, _ in TAKEN} == set(FAMILIES)


def test_spans_hold_their_places() -> None:
    spans = Spans([(5, 8), (1, 3), (2, 4)])
    assert [place for place in range(10) if place in spans] == [1, 2, 3, 5, 6, 7]
