from itertools import pairwise

import pytest

from sidedoor.mentions import Mention, find_service_mentions
from sidedoor.text import Text
from sidedoor.vocabulary import Technique


def mentions(text: str) -> list[Mention]:
    return find_service_mentions(Text(text))


@pytest.mark.parametrize(
    "text, service, techniques",
    [
        ("on Telegram please", "telegram", set()),
        ("telegramdan yazin", "telegram", set()),  # a Turkish ending
        ("tylko na whatsappie", "whatsapp", None),  # a Polish one
        ("напишите в телеграме", "telegram", None),  # a Russian one
        ("في التليجرام", "telegram", None),  # an Arabic article
        ("টেলিগ্রামে কথা বলি", "telegram", set()),  # a Bengali one
        ("카톡으로 보내주세요", "kakaotalk", set()),  # no space before the particle
        ("tg", "telegram", {Technique.NICKNAME}),
        ("в телегу", "telegram", {Technique.NICKNAME}),
        ("加V：abc", "wechat", {Technique.NICKNAME}),
        ("t3l3gr4m", "telegram", {Technique.LEET}),
        ("5kyp3", "skype", {Technique.LEET}),
        ("wh@tsapp", "whatsapp", {Technique.LEET}),
        ("T€legram", "telegram", {Technique.LEET}),
        ("te|egram", "telegram", {Technique.LEET}),
        ("disc*rd", "discord", {Technique.SYMBOL_SWAP}),
        ("t e l e g r a m", "telegram", {Technique.SPACED}),
        ("p a y p a l", "paypal", {Technique.SPACED}),
        ("s.k.y.p.e", "skype", {Technique.SEPARATORS}),
        ("S-k-1-p-3", "skype", {Technique.LEET, Technique.SEPARATORS}),
        ("S|k|y|p|e", "skype", {Technique.SEPARATORS}),
        ("Whats-App", "whatsapp", {Technique.SEPARATORS}),
        ("tele.gram", "telegram", {Technique.SEPARATORS}),
        ("sky pe", "skype", {Technique.SPACED}),
        ("telgram", "telegram", {Technique.MISSPELT}),  # a letter left out
        ("telegarm", "telegram", {Technique.MISSPELT}),  # two letters swapped
        ("telehram", "telegram", {Technique.MISSPELT}),  # a neighbour on the keyboard
        ("instragram", "instagram", {Technique.MISSPELT}),  # a letter too many
        ("tlgrm", "telegram", None),  # all vowels left out
        ("tlgrmm", "telegram", None),  # and a letter doubled
        ("wats-aap", "whatsapp", {Technique.MISSPELT, Technique.NICKNAME, Technique.SEPARATORS}),
        ("vvhatsap", "whatsapp", {Technique.MISSPELT, Technique.NICKNAME}),
        ("discrod", "discord", {Technique.MISSPELT}),
        ("facebok", "facebook", {Technique.MISSPELT}),
        ("ｔｅｌｅｇｒａｍ", "telegram", {Technique.STYLED_CHARACTERS}),
        ("disc\u200bord", "discord", {Technique.ZERO_WIDTH}),
        ("Теlеgrаm", "telegram", {Technique.HOMOGLYPH}),  # Cyrillic letters among Latin ones
        ("ѕкуре", "skype", {Technique.HOMOGLYPH}),  # nothing but Cyrillic letters
        ("т е л е г р а м", "telegram", {Technique.SPACED}),  # disguised in its own script
        ("the paper plane app", "telegram", {Technique.NICKNAME}),
        ("on the blue bird site", "x", {Technique.NICKNAME}),
        ("the app with the little white ghost", "snapchat", {Technique.NICKNAME}),
        ("Green app pe baat karein?", "whatsapp", {Technique.NICKNAME}),
        ("✈️ me", "telegram", {Technique.EMOJI}),
        ("📷 me", "instagram", {Technique.EMOJI}),
        ("ｐａｙ ｐａｌ", "paypal", {Technique.STYLED_CHARACTERS}),
    ],
)
def test_service(text: str, service: str, techniques: set[Technique] | None) -> None:
    found = mentions(text)
    assert [m.service for m in found] == [service]
    if techniques is not None:
        assert set(found[0].techniques) == techniques


@pytest.mark.parametrize(
    "text",
    [
        "I discard old records and learn new skills",  # a letter from discord and skrill
        "skip the histogram, keep the diagram",
        "what's up, whats up with the export",  # sounds like whatsapp
        "the company's lack of style",  # "s lack" is no slack
        "pioneers and passengers sent messages",
        "オンラインで 온라인 ออนไลน์",  # "line" inside "online", three times
        "mail me at jo@discord.example",  # inside an address
        "https://telegram.org/faq",
        "telegram_bot_token and #telegram",  # an identifier, a hashtag
        "the green one and the camera are ready, the bird too",  # signs without an app
        "a webmin panel",  # the skeleton of webmoney, other letters left out
        "papal visit, a venom, a viper, a fiber",
    ],
)
def test_no_service(text: str) -> None:
    assert [m for m in mentions(text) if m.sure] == []


@pytest.mark.parametrize(
    "text",
    [
        "line 42 of the file",
        "signal to noise",
        "our teams meet",
        "the X axis",
        "a wise choice",
        "we chat a lot",  # two ordinary words that make a name
        "snap it to the grid",
        "the yellow thing",  # a colour and a word for anything
    ],
)
def test_everyday_words_are_never_sure(text: str) -> None:
    assert not any(m.sure for m in mentions(text))


def test_the_longer_name_wins() -> None:
    assert [(m.service, m.end - m.start) for m in mentions("on facebook messenger")] == [("messenger", 18)]


def test_mentions_stand_in_order_and_never_overlap() -> None:
    found = mentions("tg or t3l3gr4m, w h a t s a p p, 微信, ✈️, sk-ype, the paper plane app, insta gram, LINE id")
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert len(found) >= 8
