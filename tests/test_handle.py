import pytest

from sidedoor.detectors.handle import find_handles
from sidedoor.text import Text
from sidedoor.vocabulary import Kind


def handles(text: str) -> list[tuple[str | None, str | None]]:
    return [(finding.value, finding.service) for finding in find_handles(Text(text))]


@pytest.mark.parametrize(
    "text, value, service",
    [
        # the service, then the name
        ("Telegram: @koala_motion", "koala_motion", "telegram"),  # a colon points at it
        ("my tg is koala_motion", "koala_motion", "telegram"),  # "is"
        ("write to me in tg @koala_motion, I'll send samples", "koala_motion", "telegram"),  # right behind
        ("tg - @koala3d", "koala3d", "telegram"),
        ("My Telegram username is quick_brown_fox", "quick_brown_fox", "telegram"),  # ordinary words, but told
        ("Skype ID: dennis_korte_77", "dennis_korte_77", "skype"),
        ("my skype is live:koala.cad_5, add me", "live:koala.cad_5", "skype"),  # the prefix belongs to the name
        ("Skype : live : koala_9", "live:koala_9", "skype"),  # spaces around the prefix
        ("skype id live:.cid.ab12cd34ef56", "live:.cid.ab12cd34ef56", "skype"),  # a name that Skype made
        ("skype: margaret", "margaret", "skype"),  # a word, but pointed at and no everyday one
        ("My Skype is joecool", "joecool", "skype"),  # "my ... is"
        ("contact me on skype (arne.holm) to chat", "arne.holm", "skype"),  # in brackets
        ("skype:arne.holm", "arne.holm", "skype"),  # no space
        ("Skype—arne.holm", "arne.holm", "skype"),  # a dash between
        ("add me on discord, koala#4821", "koala#4821", "discord"),  # the old tag keeps its number
        ("my discord: nightowl.vfx", "nightowl.vfx", "discord"),
        ("WeChat ID: koala_sourcing88. We can talk there.", "koala_sourcing88", "wechat"),
        ("QQ: 2871190345", "2871190345", "qq"),  # names there are numbers
        ("ICQ 214885190", "214885190", "icq"),
        ("line id = koala.bkk.video , reply fast", "koala.bkk.video", "line"),  # an everyday word made sure by "id"
        ("Signal: moth.31", "moth.31", "signal"),
        ("my Signal username is koala.27", "koala.27", "signal"),
        ("X: @koala_dev", "koala_dev", "x"),  # one letter, but pointing at an @name
        ("X handle: koala_dev", "koala_dev", "x"),
        ("I'm on Teams as p.koala.freelance, ping me", "p.koala.freelance", "teams"),
        ("ig: mossy_looms", "mossy_looms", "instagram"),
        ("add me on snap, koala_draws", "koala_draws", "snapchat"),  # an everyday word after an invitation
        ("Find me on facebook messenger: koala.films", "koala.films", "messenger"),
        ("Threema ID: AB3CD9XY", "ab3cd9xy", "threema"),
        ("Matrix: @koala:matrix.org", "koala:matrix.org", "matrix"),  # the home server belongs to it
        ("I'm on Mastodon: @koala@mastodon.social", "koala@mastodon.social", "mastodon"),
        ("BBM pin 2B9A77F1", "2b9a77f1", "bbm"),
        ("yahoo messenger: koala_coder2005", "koala_coder2005", "yahoo_messenger"),
        ("gtalk: koala.quill", "koala.quill", "google_chat"),
        ("Is it ok to talk on Skype? koala.wambui.va", "koala.wambui.va", "skype"),  # over the end of a sentence
        ("what's your skype? mine: koala.ops", "koala.ops", "skype"),
        ("Interviews are on our Zoom; add us on Skype first: koala.hr", "koala.hr", "skype"),
        ("IG/TikTok: @soft.koala.co", "soft.koala.co", "tiktok"),  # the nearer of two
        # the name, then the service
        ("I'm @quietkoala on X, my DMs are open", "quietkoala", "x"),
        ("i'm arne.holm on skype", "arne.holm", "skype"),
        ("blue_lantern9 is my telegram", "blue_lantern9", "telegram"),
        ("ok add me: blue_lantern9 (telegram)", "blue_lantern9", "telegram"),
        ("send the brief to @koala_desk1 (telegram)", "koala_desk1", "telegram"),
        ("u/koala_ops on reddit", "koala_ops", "reddit"),  # the network's own mark
        # the two apart
        ("Our team sits on Discord. I'm koalamoth_ there, say hi.", "koalamoth_", "discord"),
        ("We could use Signal. I'm koala.77 there.", "koala.77", "signal"),  # "there" makes the everyday word sure
        ("Stage 2 is on Wire messenger. Search @hr_koala_d there", "hr_koala_d", "wire"),
        ("contact our manager Mrs Doyle, Telegram ID @doyle_onboard", "doyle_onboard", "telegram"),
        ("My Discord: ask for the server. My nick is koala_ops", "koala_ops", "discord"),
        ("I don't check this often, I'm on Telegram, as always, @sol_y_koala", "sol_y_koala", "telegram"),
        # no service
        ("@koala_threejs", "koala_threejs", None),  # the whole message
        ("it's @koala_threejs", "koala_threejs", None),
        ("DM @fern.koala to book", "fern.koala", None),
        ("you'll find me as @koalabrass on all socials", "koalabrass", None),
        ("Thanks!\nIlse\n@ilse.koala", "ilse.koala", None),  # a signature
        # other languages
        ("escríbeme por telegram, soy @lupita_koala", "lupita_koala", "telegram"),
        ("búscame en instagram como lupita.koala", "lupita.koala", "instagram"),
        ("me chama no insta @koala.motion", "koala.motion", "instagram"),
        ("mon pseudo Discord c'est koala_sub", "koala_sub", "discord"),
        ("vous me trouverez sur Telegram sous le nom atelier_koala", "atelier_koala", "telegram"),
        ("bei Discord heiße ich koala_ton", "koala_ton", "discord"),
        ("Du findest mich auf Instagram unter atelier.koala", "atelier.koala", "instagram"),
        ("mi trovi su telegram come atelier_koala", "atelier_koala", "telegram"),
        ("телега @koala_montazh, там быстрее", "koala_montazh", "telegram"),
        ("мой ник в скайпе koala.svet", "koala.svet", "skype"),
        ("пишіть у телеграм @koala_svit", "koala_svit", "telegram"),
        ("dodaj mnie na discordzie: koala_wiatr", "koala_wiatr", "discord"),
        ("telegramdan ulaşın: atelier_koala", "atelier_koala", "telegram"),
        ("حسابي على انستغرام samir.koala", "samir.koala", "instagram"),
        ("मेरा टेलीग्राम आईडी है @koala_vfx", "koala_vfx", "telegram"),
        ("mera insta id koala.vfx hai", "koala.vfx", "instagram"),
        ("আমার টেলিগ্রাম আইডি koala_graphics", "koala_graphics", "telegram"),
        ("ig ko po: lovely_koala22", "lovely_koala22", "instagram"),
        ("telegram saya @koala_kriya", "koala_kriya", "telegram"),
        ("kb zalo mình nhé: koalalumen9", "koalalumen9", "zalo"),
        ("加微信koala_design88", "koala_design88", "wechat"),  # no space anywhere
        ("我的QQ是2871190345，加我", "2871190345", "qq"),
        ("LINEのIDは koala_illust07 です", "koala_illust07", "line"),
        ("카톡 아이디 koala_edit 추가해 주세요", "koala_edit", "kakaotalk"),
        ("ไอดีไลน์ koala.design99", "koala.design99", "line"),
        ("آیدی تلگرامم @koala_sound هست", "koala_sound", "telegram"),
        ("bin auf threema unter QX7TR2MN erreichbar", "qx7tr2mn", "threema"),  # capitals are no Arabizi
        ("can u add me on line? my id is koala-parks", "koala-parks", "line"),  # the next sentence tells
        ("ich bin dort als koala_ebbe zu finden (discord)", "koala_ebbe", "discord"),
        # in the next clause, where its verb stands beside it
        ("all my sketches are on Instagram, the account's called koala.rider.ink", "koala.rider.ink", "instagram"),
        ("auf Discord bin ich fast immer online, koala#1207", "koala#1207", "discord"),
        ("instagramda çizimlerim var, hesabın adı koala.cizer", "koala.cizer", "instagram"),
        ("the quickest way to reach me is Telegram, look for koala_and_fox there", "koala_and_fox", "telegram"),
        ("we could hop onto skype, I'm listed as koala.fox.pm", "koala.fox.pm", "skype"),
        ("텔레그램이 제일 빨라요, koala_7 검색하시면 나와요", "koala_7", "telegram"),
        ("返信はテレグラムが一番早いです。koala_7で検索してください", "koala_7", "telegram"),
        ("en hızlı telegramdan cevap veriyorum, koala_orman yaz çıkar", "koala_orman", "telegram"),
        ("সবচেয়ে ভালো টেলিগ্রামে, koala_7 লিখে খুঁজুন", "koala_7", "telegram"),
        ("schau bei discord nach koala#4410", "koala#4410", "discord"),  # a form that nothing else has
        ("телеграм собака koala_volk", "koala_volk", "telegram"),  # the at sign is said
        ("snap id likh lo: koala.77", "koala.77", "snapchat"),
        ("imo te add korben, id: koala_poka", "koala_poka", "imo"),
        ("τηλέγραμ: koala_thalassa", "koala_thalassa", "telegram"),
        ("האינסטגרם שלי koala.yam", "koala.yam", "instagram"),
        ("signal पर मैं koala.77 हूँ", "koala.77", "signal"),  # among other letters an English word is a name
        ("saya di discord ya kak, namanya koala_art", "koala_art", "discord"),
        ("skype yangu ni koala_safari", "koala_safari", "skype"),
        ("znajdziesz mnie na telegramie pod nazwą koala_las", "koala_las", "telegram"),
        ("me adiciona lá no discord, sou o koala_mar", "koala_mar", "discord"),
        ("telegram 아이디는 koala_sori 로 검색하시면 나와요", "koala_sori", "telegram"),
        ("du hittar mig på discord under namnet koala_fjord", "koala_fjord", "discord"),
        ("caută-mă pe instagram, sunt koala_munte", "koala_munte", "instagram"),
        ("aggiungetemi pure liberamente su telegram: koala_lago", "koala_lago", "telegram"),  # a word of no list
    ],
)
def test_handle(text: str, value: str, service: str | None) -> None:
    assert (value, service) in handles(text)


@pytest.mark.parametrize(
    "text, value",
    [
        ("my telegram is @koala_x, I can reverse engineer the firmware", "koala_x"),
        ("discord koala_9; we need backwards compatibility", "koala_9"),
        ("skype koala.dev9. The mirror site is up", "koala.dev9"),
        ("insta: koala.dev, then the list is shown in reverse order", "koala.dev"),
    ],
)
def test_talk_of_reversing_other_things_turns_no_name(text: str, value: str) -> None:
    assert [found for found, _ in handles(text)] == [value]


def test_two_names_in_one_message() -> None:
    assert handles("skype koala.art or telegram koala_art") == [("koala.art", "skype"), ("koala_art", "telegram")]


def test_the_span_is_that_of_the_original() -> None:
    text = "🙂 мой тг: @koala_a\u200bb"
    (found,) = find_handles(Text(text))
    assert (found.kind, text[found.start : found.end]) == (Kind.HANDLE, "@koala_a\u200bb")


def test_a_text_that_is_all_names_stays_quick() -> None:
    assert len(list(find_handles(Text("telegram @koala_1 " * 3000)))) <= 100
