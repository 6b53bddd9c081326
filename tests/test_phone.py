"""Telephone numbers as people write them: which number is found, where, and how it was disguised."""

import pytest

from sidedoor.detectors.phone import find_phones
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique


def values(text: str) -> list[str | None]:
    return [found.value for found in find_phones(Text(text))]


PLAIN = [
    ("Call me at (415) 555-0134 tomorrow", "+14155550134", "North America, area in brackets"),
    ("Best number is 312.555.0187", "+13125550187", "dots between the groups"),
    ("text 7185550163 before you come", "+17185550163", "no separators, but a word says so"),
    ("+44 7700 900258 is mine", "+447700900258", "international"),
    ("the office is on 0044 (0)20 7946 0123", "+442079460123", "dialled from abroad, with the zero to leave out"),
    ("ring us on 07700 900461", "+447700900461", "the range kept for British drama"),
    ("Reach us on +49 171 3920017", "+491713920017", "international, German"),
    ("my whatsapp no is 9820014573", "9820014573", "ten digits that several countries give out"),
    ("kindly contact on 98200-15518, I am in Mumbai", "+919820015518", "the text names a city"),
    ("office line 1-800-555-0199 ext. 42", "+18005550199", "the extension is no part of the number"),
    ("7735550128", "+17735550128", "the message is only the number"),
    ("sure, 4695550114", "+14695550114", "and next to nothing else"),
    ("call415-666-7777now", "+14156667777", "glued to the words around it"),
    ("my cell #: 415-555-0134", "+14155550134", "a number sign that means a telephone"),
    ("SMS me on 555-0107", "5550107", "a local number belongs to no country"),
    ("te dejo mi fijo 91 555 01 23, llámame", "915550123", "Spanish is spoken in many countries"),
    ("me chama no zap 11 95550-0187", "+5511955500187", "Brazil"),
    ("mon portable c'est le 06 39 98 41 07", "+33639984107", "France, five pairs"),
    ("Du erreichst mich unter 0151/5550 0123", "+4915155500123", "Germany, a slash behind the code"),
    ("mandami un sms al 347 555 0123", "+393475550123", "Italy"),
    ("мой номер 8(916)555-01-24, звоните", "89165550124", "Russia: the 8 that is dialled stays"),
    ("зателефонуй +38 (067) 555-01-93", "+380675550193", "Ukraine"),
    ("zadzwoń 512-555-019", "+48512555019", "Poland"),
    ("numaram 0 (532) 555 01 47", "+905325550147", "Turkey"),
    ("جوالي 0505550142 واتس فقط", "0505550142", "Arabic is spoken in many countries"),
    ("मेरा मोबाइल ९८२०० १५५१८", "+919820015518", "Devanagari digits"),
    ("mera jazz number 0300-5550147 hai, rabta karein", "+923005550147", "Urdu, romanised"),
    ("ফোন দিয়েন ০১৭১১৫৫৫০২৮", "+8801711555028", "Bengali digits"),
    ("text mo ako 0917-555-0163", "+639175550163", "Philippines"),
    ("hubungi saya 0812 5550 0132", "+6281255500132", "Indonesia"),
    ("SĐT của em: 0901.555.018", "+84901555018", "Vietnam"),
    ("我的手机：139 5550 0128", "+8613955500128", "China"),
    ("携帯 090-5550-0147（平日のみ）", "+819055500147", "Japan"),
    ("제 번호는 010-5550-0183입니다", "+821055500183", "Korea, a particle glued on"),
    ("โทรมา 081-555-0189 ครับ", "+66815550189", "Thailand"),
    ("شماره من ۰۹۱۲۵۵۵۰۱۶۴", "+989125550164", "Persian digits"),
    ("nipigie 0712 555 019", "+254712555019", "Kenya"),
]


@pytest.mark.parametrize("text, value, why", PLAIN)
def test_finds_plain_numbers(text: str, value: str, why: str) -> None:
    assert values(text) == [value], why


@pytest.mark.parametrize(
    "text, found, why",
    [
        ("415-666-7777 - 800-443-1223 - 212-443-1223", 3, "a spaced dash parts them"),
        ("(415) 666-7777 (800) 443-1223", 2, "a bracket opens the next"),
        ("call 7085550143 or 773.555.0145", 2, "a word between"),
        ("07700 900461 / 07700 900462", 2, "a slash"),
        ("Call 415-666-7777, 45 days a year", 1, "what follows a whole number is none of it"),
        ("Call me on 06/21 at 415-666-7777", 1, "nor what stands before it"),
    ],
)
def test_several_numbers(text: str, found: int, why: str) -> None:
    assert len(values(text)) == found, why


@pytest.mark.parametrize(
    "text, found, why",
    [
        ("call me on four one five 555 oh one three four", True, "an invitation"),
        ("order 4155550134, call me about it", False, "the order owns the number"),
        ("call me: 4155550134, order attached", True, "an order that is only mentioned"),
        ('the flyer says "call Tom\'s Taxi 0161 496 0123"', False, "a quoted text to work on"),
        ('my number is "0161 496 0123"', True, "quotation marks around nothing but the number"),
        ("dummy phone for the form: 07700 900123", False, "test data"),
        ("the dummy is done, call me on 07700 900123", True, "an invitation beside a word of the work"),
        ("SKU 0770-0900-123 is gone, take 0770-0900-456", False, "figures of the same make"),
        ("version 4.1.5.5.5.5.0.1.3.4 answers when you call me, strip the dots", True, "an owner in jest"),
    ],
)
def test_words_around_decide(text: str, found: bool, why: str) -> None:
    assert bool(values(text)) is found, why


@pytest.mark.parametrize(
    "text, part, techniques",
    [
        ("ring (415) 555-0134 now", "(415) 555-0134", ()),
        ("ring four one five 555 oh one three four now", "four one five 555 oh one three four",
         (Technique.MIXED_DIGITS, Technique.SPELLED_DIGITS)),
        ("my cell: 4l5 S5S Ol3Z, ok", "4l5 S5S Ol3Z", (Technique.LOOKALIKE_DIGITS,)),
        ("call 4*1*5*5*5*5*0*1*2*5", "4*1*5*5*5*5*0*1*2*5", (Technique.SEPARATORS,)),
        ("call 4️⃣1️⃣5️⃣ 5️⃣5️⃣5️⃣ 0️⃣1️⃣7️⃣6️⃣!", "4️⃣1️⃣5️⃣ 5️⃣5️⃣5️⃣ 0️⃣1️⃣7️⃣6️⃣",
         (Technique.STYLED_CHARACTERS,)),
        ("whatsapp ٠٥٠٥٥٥٠١٤٢ bro", "٠٥٠٥٥٥٠١٤٢", (Technique.NATIVE_DIGITS,)),
        ("phone: 41\n55\n55\n01\n67", "41\n55\n55\n01\n67", (Technique.SPLIT_LINES,)),
        ("415 then 555 then 0134, call me", "415 then 555 then 0134", (Technique.FILLER,)),
        ("read it backwards: 1510 555 213", "1510 555 213", (Technique.REVERSED,)),
    ],
)  # fmt: skip
def test_span_and_techniques(text: str, part: str, techniques: tuple[Technique, ...]) -> None:
    (found,) = find_phones(Text(text))
    assert (found.kind, found.text, found.techniques) == (Kind.PHONE, part, techniques)
    assert text[found.start : found.end] == part


@pytest.mark.parametrize("unit", ["1", "one ", "double ", "....", "4155550134 ", "1, ", "+1 ", "call me 1 ", "$1 "])
def test_long_hostile_texts_end(unit: str) -> None:
    assert len(values(unit * 2000)) <= 2000
