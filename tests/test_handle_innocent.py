import pytest

from sidedoor.detectors.handle import find_handles
from sidedoor.text import Text


@pytest.mark.parametrize(
    "text",
    [
        # the service is what is built
        "I build Telegram bots with python-telegram-bot v20.",
        "Integrate the Telegram bot @acme_orders_bot with our CRM.",
        "The bot's username must be @yourbot_dev in staging.",
        "WhatsApp Business API returns wa_id and profile_name.",
        "Our Discord bot runs on discord.js 14 and node 20.",
        "KakaoTalk login via kakao_sdk",
        "mình làm tích hợp telegram tên là koala_bot cho một cửa hàng",  # whoever says "I" may speak of his work
        "ผมเคยทำระบบเชื่อม discord ชื่อ koala_bot ให้ร้านหนึ่ง",
        "นี่คือชื่อสินค้าใหม่ koala.one",  # the letter x is no logo
        "The Skype field accepts a/b/c/d as options",
        "hi @koala_cat",  # spoken to
        "텔레그램 채널 배너 파일 koala_banner",
        "telegram kanalı için 7 görsel, dosya koala_gorsel",
        "Search for user_name in the Telegram docs, then fix it",
        "аккаунт магазина в инстаграме называется koala.shop, нужны посты",
        "le compte Insta de la marque s'appelle koala.et.sel et il faut 10 posts",
        "!skype | koala__",  # a command in a chat room
        "please match the tone of @koala on TikTok",
        "la cuenta de twitter @koala_sur necesita 3 tuits al día",
        "ملف التصميم insta_v3 جاهز",
        "die Datei heißt insta_final_3.psd",
        "preciso de um design para o insta da loja @koala.doce",  # the account is the work, in any language
        "потрібен дизайн для інстаграму магазину @koala.kviti",
        "인스타그램 @koala.cafe 계정 운영 제안서가 필요합니다",
        "kailangan namin ng content para sa ig page na @koala.kape",
        "the build fails in line user dot koala underscore id = 196",
        "The regex for a Telegram username is [a-z0-9_]{5,32}",
        "Form labels: Skype ID, WhatsApp number, Telegram username",
        '"Skype ID" field is optional',
        "column H holds the instagram handle of each shop",
        "ALTER TABLE users ADD COLUMN skype_id varchar(32)",
        "set TELEGRAM_CHAT_ID=12345",
        "My Telegram mini app uses ton_connect.",
        "微信小程序开发, uni-app",
        "LINEボット開発、line-bot-sdk使用",
        "카카오 로그인 API, kakao_login",
        "бот для телеграм на aiogram3",
        "bot de telegram en node.js",
        "ربات تلگرام با aiogram3",
        "please draw the icons of Telegram, WhatsApp_Business and Viber",
        "search for user_name in the code of the Slack app and replace it",
        "contact_form_7 posts to Slack",
        "Telegram: preferred in the spec, see section 4.2",
        "Write captions for @koala_lights on IG",  # to write a product is no invitation to write
        "Grow the Twitter account @koala_news to 10k",
        "YouTube id dQw4w9WgXcQ should be embedded at the top",  # a video
        # people who are spoken to
        "@nick420: sure, try discord",
        "@maria yes",
        "hey @maria, message me when it is up",
        # a skill, a tool, a place among others
        "Tools: Slack, Jira, GitHub, Figma",
        "Telegram: bots, channels, groups. All done before.",
        "Skype, Zoom, Slack: I have worked with clients on all of them",
        "I manage 3 Facebook pages and 2 TikTok accounts",
        "my LinkedIn has 500+ connections",
        "Discord: moderation, roles, bots",
        # the account or the text that the work is about
        "Instagram Reels: 1080x1920, mp4, h264, 30fps",
        "Our Instagram account @petal_and_koala needs 12 reels a month, can you edit?",
        "Please analyse our competitor @bigkoala on Instagram and list the top 10 posts.",
        "We run a Telegram channel @dailykoala with 90k subscribers and need a moderator.",
        'In scene 4 Maya says: "My Telegram is @moonbase", please record it with a smile.',
        'Rewrite the line "Find us on Instagram @ourcafe" in a warmer tone.',
        "Tag @koalashoes and @koalahats in the campaign example",
        "In the mockup the tweet is by @janekoala, swap it",
        "Please remove @koala_doe from the attribution line.",
        # the same in other languages
        "Necesito un diseño para el perfil de Instagram de mi marca @dulce_koala, 9 posts.",
        "Le compte Instagram @maison_koala doit avoir 3 posts par semaine.",
        "Der Instagram-Account @cafe_koala braucht 8 Posts im Monat.",
        "Нужно вести инстаграм @dom_koala, 12 постов в месяц.",
        "Prowadzenie Instagrama @dom_i_koala, 12 postów.",
        "Instagram sayfası @ev_koala için 12 gönderi lazım.",
        "إدارة حساب انستغرام @bait_koala و12 منشور",
        "फेसबुक पेज @ghar_koala के लिए 10 पोस्ट",
        "运营小红书账号 @jiaju_koala，每月12篇",
        "インスタ @kurashi_koala の運用、月12投稿",
        "인스타 @zip_koala 계정 운영, 월 12개",
        "ادمین اینستاگرام @khane_koala، ماهی ۱۲ پست",
        # files, versions, measures
        "insta_story_final.mp4 is rendered",
        "facebook_ads_report.xlsx has the figures",
        "export from whatsapp chat.txt to csv",
        "The React component is called InstagramFeed.tsx",
        "discord_token is in the .env file",
        "We had Skype. Now file_v2 is on Drive.",
        # an @ that marks no person
        "@app.route('/login') needs the decorator @login_required",
        "npm i @angular/material @types/react",
        "JPA @Entity and @Table(name='users')",
        ".hero { @media (min-width: 600px) { color: red } }",
        "Use @everyone only for launches, @here for reminders.",
        "`@handle` is a placeholder",
        "Replace @username with the customer's name",
        "see @2x and @3x assets, logo@2x.png",
        "10 posts @ $5",
        "user@localhost",
        "Email: @koala.org",
        "@gmail.com",  # the second half of an address
        # somebody is spoken to
        "Hi @koala, can you check the second page?",
        "cc @anna @bogdan for review",
        # everyday words
        "line 42 of utils.py throws an error in get_user",
        "add the line max_size=4 to app.conf",  # article, then the word
        "in line with iso_9001",
        "Signal to noise ratio is 3:1 on track_04.",
        "The signal dropped in scene_3",
        "Wire the 5v line to pin_7 of the esp32.",
        "X axis shows days, Y axis shows sales.",
        "X: 120, Y: 300",
        "element_2 overlaps element_3",
        "The session_id cookie expires in 30m.",
        "Our teams meet on Mondays at 9am.",
        "max: 1920x1080",
        "face the camera, then turn to page_3",
        "whats your rate per 1k_words",
        "the snap_to_grid option",
        "if it works don't mess with it is my motto",
        # contact is refused, asked for or forbidden, but nobody's name is given
        "I can't share my Telegram before the contract.",
        "Is it allowed to share a Skype ID before the contract?",
        "WhatsApp: no thanks, please keep it here",
        "Skype is down again",
        "3andak whatsapp? eb3atly ra2amak",  # Arabic in Latin letters: its digits are letters
        "Ajoutez-moi sur Skype",  # a hyphen makes no name
        "kindly share Skype, WhatsApp, or e-mail",
        "t-gram @ same nick as here",  # points at a name that another message tells
        # a name on a system that holds the work
        "My GitHub is koala-gl, add me to the repo.",
        "GitHub username: koala_gl, please invite me to the repo",
        "my trello username is @quietkoala77, add me to the board",
        # a mailbox: the e-mail detector's
        "interview is on google chat. hr email: koala.dept.global at gmail",
        "templates end with a full stop or facebook rejects them",
    ],
)
def test_nothing(text: str) -> None:
    assert [finding.value for finding in find_handles(Text(text))] == []
