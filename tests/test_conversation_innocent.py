"""A hundred innocent conversations told in pieces: budgets, counts, dates, scores, versions, names inside the work."""

import pytest

from sidedoor.vocabulary import CONTACT_POINTS, SOLICITATIONS
from tests.test_conversation import PIPELINE, conversation

# One conversation a line, its messages between bars; the heading says what the pieces are.
INNOCENT = {
    "prices": """
        c: budget?|f: 450|c: with two revisions?|f: 520|c: and rush?|f: 700
        f: logo 300|f: banner 120|f: card 85|f: total 505
        c: your rate?|f: 35|c: per hour?|f: yes|c: and for 20 hours?|f: 700
        f: phase one 1200|f: phase two 1850|f: phase three 940
        c: max 900|f: 950|c: 920|f: deal, 920
        f: 0.08 per word|f: 2500 words|f: 200 total
        c: 1,500|f: 1,650?|c: 1,600 and we start Monday
        f: quote: 4155|f: plus 555 for fonts|f: 134 for the licence
        c: how much for ten?|f: 310|c: twenty?|f: 555|c: fifty?|f: 1200
        f: three hundred for the set|f: five hundred with source files|f: one week
    """,
    "counts and stock": """
        c: how many SKUs?|f: 415|c: done?|f: 555 rows incl. variants|f: 134 left
        c: pallets?|f: 12|c: boxes per pallet?|f: 48|c: units?|f: 24
        f: 250 labels|f: 480 stickers|f: 1120 tags
        c: followers?|f: 20400|c: last year?|f: 11350
        f: chapter 1: 3120 words|f: chapter 2: 2870|f: chapter 3: 3405
        c: rows in the sheet?|f: 90210|c: columns?|f: 34
        f: north 312|f: south 555|f: east 143|f: west 98
        c: views?|f: 41555|c: clicks?|f: 5013|c: sales?|f: 42
        f: seats: 40|f: booked: 36|f: waiting list: 9
        c: photos?|f: 212|c: keepers?|f: 85|c: edited?|f: 60 so far
    """,
    "dates and times": """
        c: what time?|f: 7|c: tomorrow too?|f: 9:30|c: Friday?|f: 11
        f: start 2026-03-01|f: draft 2026-03-15|f: final 2026-04-02
        c: date of the event?|f: 14|c: month?|f: 6|c: year?|f: 2026
        f: 10:15|f: 10:40|f: 11:05 are the three slots
        c: when were you born?|f: 14 02 1988
        f: out 12/05|f: back 19/05|f: free again 02/06
        c: shift?|f: 9 to 5|c: Saturdays?|f: 10 to 2
        f: 00:14 intro|f: 02:31 first cut|f: 07:48 credits
        c: deadline?|f: 30 06|c: time zone?|f: utc plus 2
        f: kickoff monday 9|f: demo thursday 15|f: handover the 28th
    """,
    "sizes and specifications": """
        c: sizes?|f: 728x90|f: 300x250|f: 160x600
        f: 415.5|f: 55.0|f: 13.4|c: all in mm?|f: yes
        c: colours?|f: 415A55|f: 5550E1|f: 34C9FF
        f: width 1920|f: height 1080|f: 60 fps
        c: paper?|f: 210 by 297|c: weight?|f: 300 gsm
        f: 16 GB|f: 512 GB|f: 3200 MHz
        c: dpi?|f: 300|c: bleed?|f: 3 mm|c: margin?|f: 5
        f: font 12|f: line height 1.5|f: margin 24
        f: m3 screws|f: 4 of them|f: 13.4 deep
        c: bitrate?|f: 192|c: sample rate?|f: 44100
    """,
    "versions, ports, addresses of machines": """
        c: node?|f: 18.20.4|c: npm?|f: 10.7.0
        f: php 8.1.27|f: wordpress 6.4.3|f: elementor 3.19.2
        c: staging?|f: 10.0.0.12|c: port?|f: 8080
        f: 127.0.0.1|f: 5432|f: the db is postgres 15
        c: which build?|f: 415|c: passes?|f: 555 tests ok, 1 fails
        f: v2|f: v2.1|f: v2.1.7 is live
        c: chrome?|f: 120|c: firefox?|f: 121|c: safari?|f: 17
        f: error 502|f: then 504|f: after 30 s
        c: api version?|f: 2024-10|c: rate limit?|f: 40 per second
        f: python 3.11|f: django 5.0|f: celery 5.3
    """,
    "identifiers of things": """
        c: order?|f: #41555|c: second one?|f: #41556
        f: ticket 8842|f: ticket 8843|f: both closed
        c: isbn?|f: 978-1-4028-9462-6|c: pages?|f: 312
        f: sku 0770|f: sku 0900|f: sku 0456 is out
        c: invoice number?|f: INV-2026-000918|c: amount?|f: 840
        f: row 312|f: row 555|f: row 1043 have no e-mail column
        c: which template?|f: 4155501|c: and for returns?|f: 4155502
        f: page 12|f: page 31|f: page 55 need a new photo
        c: flight?|f: LH 442|c: seat?|f: 31C
        f: lot 12|f: lot 15|f: lot 21 go to auction
    """,
    "scores and figures": """
        c: ielts?|f: 8.5|c: toefl?|f: 115
        f: 98 wpm|f: 99.2 accuracy|f: 10000 hours
        c: final score?|f: 3 1|c: second match?|f: 0 2
        f: ctr 2.71|f: cpc 0.48|f: 1034 signups
        c: bounce rate?|f: 41|c: last month?|f: 55
        f: speed score 92|f: accessibility 88|f: seo 100
        c: rating?|f: 4.9|c: from how many?|f: 213
        f: temperature 21|f: humidity 40|f: pressure 1013
        c: survey results?|f: 61 yes|f: 30 no|f: 9 no answer
        f: bmi 22|f: pulse 61|f: steps 10412
    """,
    "number words": """
        f: one logo|f: two colours|f: three sizes
        f: chapters one to five done|f: six and seven tomorrow|f: eight on Friday
        c: how many kids in the picture?|f: two|c: dogs?|f: one|c: trees?|f: five
        f: version one|f: then two|f: then back to one
        c: rounds?|f: three|c: days?|f: five|c: concepts?|f: four
        f: first batch ninety|f: second forty|f: third seventy
        c: people on the call?|f: four|c: from your side?|f: two
        f: slide one is fine|f: slide two too long|f: slide nine has a typo
        f: take two|f: take five was better|f: use take five
        c: modules?|f: seven|c: lessons each?|f: eight|c: quizzes?|f: one per module
    """,
    "names inside the work": """
        c: class name?|f: btn_primary|c: and hover?|f: btn_primary_hover
        f: see the repo|f: file main_v2.py|f: line 88
        c: bot name in the mock-up?|f: @yourbot|c: fine
        f: layer names are bg_01|f: bg_02|f: hero_final
        c: which branch?|f: feature/login-form|c: merged?|f: not yet
        f: component is NavBar2|f: story is nav-bar
        c: slug?|f: tea-shop-bath|c: category?|f: tea_tools
        f: exported logo_final_v3.png|f: and icon-512.png
        c: test user?|f: demo_user|c: role?|f: editor
        f: css variable is brand-500|f: dark one is brand-900
    """,
    "yes and no to innocent questions": """
        c: shall I send the offer here?|f: yes please
        c: shall we have the call on Upwork at 4?|f: sure, sounds good
        c: I'd like to pay the first milestone today|f: ok great
        c: is Thursday fine?|f: works for me
        f: can I use your stock photos?|c: of course
        c: ready to start?|f: absolutely
        f: may I put it in my portfolio?|c: no problem
        c: do you agree with the fixed price?|f: agreed
        c: could you add alt texts?|f: will do
        c: should the chat widget open on click?|f: yes
    """,
}

CONVERSATIONS = [
    (what, line.strip().split("|")) for what, lines in INNOCENT.items() for line in lines.splitlines() if line.strip()
]


def test_there_are_a_hundred() -> None:
    assert len(CONVERSATIONS) == 100


@pytest.mark.parametrize("what, lines", CONVERSATIONS, ids=lambda value: value if isinstance(value, str) else "")
def test_innocent_conversations_hold_nothing(what: str, lines: list[str]) -> None:
    for recommendation in PIPELINE.pipe(conversation(lines)):
        kinds = {f.kind for f in recommendation.findings} & (CONTACT_POINTS | SOLICITATIONS)
        assert not kinds, (what, recommendation.text, kinds)
