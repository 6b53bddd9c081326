import pytest

from sidedoor.detectors.link import find_links
from sidedoor.text import Text


@pytest.mark.parametrize(
    "text, value",
    [
        ("t dot me slash nora_vids", "t.me/nora_vids"),  # words
        ("t . me / nora_vids", "t.me/nora_vids"),  # spaced
        ("t[.]me/nora_vids", "t.me/nora_vids"),  # frame
        ("t(dot)me(slash)nora_vids", "t.me/nora_vids"),  # frames
        ("t.me slash nora_vids", "t.me/nora_vids"),  # slash word
        ("t,me/nora_vids", "t.me/nora_vids"),  # comma
        ("t. me/nora_vids", "t.me/nora_vids"),  # space after
        ("t .me/nora_vids", "t.me/nora_vids"),  # space before
        ("t me slash nora_vids", "t.me/nora_vids"),  # dropped dot
        ("tg: t●me/nora_vids", "t.me/nora_vids"),  # bullet
        ("t.me⁄nora_vids", "t.me/nora_vids"),  # fraction slash
        ("hxxps://t.me/nora_vids", "t.me/nora_vids"),  # hxxps
        ("hxxp://t[.]me/nora_vids", "t.me/nora_vids"),  # hxxp frame
        ("https : // t . me / nora_vids", "t.me/nora_vids"),  # spaced scheme
        ("https%3A%2F%2Ft.me%2Fnora_vids", "t.me/nora_vids"),  # percent
        ("t&#46;me&#47;nora_vids", "t.me/nora_vids"),  # entities
        ("telegram.me/nora_vids", "telegram.me/nora_vids"),  # telegram.me
        ("wa.me/12025550143", "wa.me/12025550143"),  # plain
        ("wa dot me slash 12025550143", "wa.me/12025550143"),  # words
        ("wa . me / 12025550143", "wa.me/12025550143"),  # spaced
        ("w a . m e / 12025550143", "wa.me/12025550143"),  # spaced letters
        ("api.whatsapp.com/send?phone=12025550143", "api.whatsapp.com/send?phone=12025550143"),  # api
        ("chat.whatsapp.com/AbCdEf123", "chat.whatsapp.com/AbCdEf123"),  # group
        ("calendly dot com slash norafisk slash intro", "calendly.com/norafisk/intro"),  # words
        ("calendly slash norafisk", "calendly.com/norafisk"),  # no ending
        ("calendly.com / norafisk / 15min", "calendly.com/norafisk/15min"),  # spaced
        ("cal dot com slash norafisk", "cal.com/norafisk"),  # words
        ("meet dot google dot com slash abc-defg-hij", "meet.google.com/abc-defg-hij"),  # words
        ("meet (dot) google (dot) com / abc-defg-hij", "meet.google.com/abc-defg-hij"),  # frames
        ("zoom dot us slash j slash 5550192837", "zoom.us/j/5550192837"),  # words
        ("us04web.zoom.us/j/5550192837?pwd=x", "us04web.zoom.us/j/5550192837?pwd=x"),  # plain
        ("https://teams.live.com/meet/9412345", "teams.live.com/meet/9412345"),  # teams
        ("https://whereby.com/nora-room", "whereby.com/nora-room"),  # whereby
        ("meet.jit.si/NoraRoom42", "meet.jit.si/NoraRoom42"),  # jitsi
        ("linkedin dot com slash in slash nora-fisk", "linkedin.com/in/nora-fisk"),  # words
        ("linkedin . com / in / nora-fisk", "linkedin.com/in/nora-fisk"),  # spaced
        ("https://de.linkedin.com/in/nora-fisk/", "de.linkedin.com/in/nora-fisk/"),  # country host
        ("instagram dot com slash norafisk_art", "instagram.com/norafisk_art"),  # words
        ("instagram slash norafisk_art", "instagram.com/norafisk_art"),  # no ending
        ("fb.me/norafisk.art", "fb.me/norafisk.art"),  # fb.me
        ("facebook.com/profile.php?id=100055501", "facebook.com/profile.php?id=100055501"),  # profile id
        ("m.facebook.com/norafisk.art", "m.facebook.com/norafisk.art"),  # mobile
        ("m.me/norafisk.art", "m.me/norafisk.art"),  # messenger
        ("https://www.tiktok.com/@norafisk", "www.tiktok.com/@norafisk"),  # tiktok
        ("vk.com/norafisk", "vk.com/norafisk"),  # vk
        ("line.me/ti/p/abc123", "line.me/ti/p/abc123"),  # line
        ("open.kakao.com/o/sAbc123", "open.kakao.com/o/sAbc123"),  # kakao
        ("zalo.me/0912345678", "zalo.me/0912345678"),  # zalo
        ("discord dot gg slash aBc123", "discord.gg/aBc123"),  # words
        ("discord.com/invite/aBc123", "discord.com/invite/aBc123"),  # invite
        ("https://join.slack.com/t/acme/shared_invite/zt-1", "join.slack.com/t/acme/shared_invite/zt-1"),  # slack
        ("linktr dot ee slash norafisk", "linktr.ee/norafisk"),  # words
        ("linktr.ee/norafisk", "linktr.ee/norafisk"),  # linktree
        ("beacons.ai/norafisk", "beacons.ai/norafisk"),  # beacons
        ("norafisk.carrd.co", "norafisk.carrd.co"),  # sub-domain
        ("forms dot gle slash xK29aa", "forms.gle/xK29aa"),  # words
        (
            "https://docs.google.com/forms/d/e/1FAIp/viewform?usp=sf",
            "docs.google.com/forms/d/e/1FAIp/viewform?usp=sf",
        ),  # google form
        ("https://kestrel.typeform.com/to/aBc12", "kestrel.typeform.com/to/aBc12"),  # typeform
        (
            "apply here: https://boards.greenhouse.io/kestrel/jobs/123",
            "boards.greenhouse.io/kestrel/jobs/123",
        ),  # greenhouse
        ("https://apply.workable.com/kestrel/j/ABC/", "apply.workable.com/kestrel/j/ABC/"),  # workable
        ("https://kestrel.bamboohr.com/careers/12", "kestrel.bamboohr.com/careers/12"),  # bamboo
        ("jobs.kestrel.io/apply/77", "jobs.kestrel.io/apply/77"),  # jobs host
        ("please apply at kestrel.io/careers", "kestrel.io/careers"),  # careers asked for
        ("use kestrel-studio.com/contact-us", "kestrel-studio.com/contact-us"),  # contact
        ("kestrel-studio.de/kontakt", "kestrel-studio.de/kontakt"),  # kontakt
        ("kestrel dash studio dot de slash kontakt", "kestrel-studio.de/kontakt"),  # words
        ("escríbeme en kestrelstudio.es/contacto", "kestrelstudio.es/contacto"),  # contacto
        ("reach me at norafisk.studio", "norafisk.studio"),  # home page
        ("you can find me on www.norafisk.studio", "www.norafisk.studio"),  # home page
        ("find me at norafisk dot studio", "norafisk.studio"),  # spelled home page
        ("contact me via my website norafisk.com", "norafisk.com"),  # home page
        ("more on norafisk.com", "norafisk.com"),  # home page
        ("escríbeme a través de mi web norafisk.es", "norafisk.es"),  # Spanish, home page
        ("schreib mir über meine Seite norafisk.de", "norafisk.de"),  # German, home page
        ("écrivez-moi sur norafisk.fr", "norafisk.fr"),  # French, home page
        ("пишите на norafisk.ru", "norafisk.ru"),  # Russian, home page
        ("my WhatsApp link is bit.ly/norachat", "bit.ly/norachat"),  # shortener
        ("book a call: tinyurl.com/nora15", "tinyurl.com/nora15"),  # shortener
        ("t punto me barra nora_vids", "t.me/nora_vids"),  # Spanish
        ("t ponto me barra nora_vids", "t.me/nora_vids"),  # Portuguese
        ("t point me slash nora_vids", "t.me/nora_vids"),  # French
        ("t punkt me schrägstrich nora_vids", "t.me/nora_vids"),  # German
        ("т точка ме слэш nora_vids", "t.me/nora_vids"),  # Russian
        ("t точка me слэш nora_vids", "t.me/nora_vids"),  # Russian
        ("t крапка me слеш nora_vids", "t.me/nora_vids"),  # Ukrainian
        ("t kropka me ukośnik nora_vids", "t.me/nora_vids"),  # Polish
        ("t nokta me bölü nora_vids", "t.me/nora_vids"),  # Turkish
        ("wa titik me garis miring 6281255501", "wa.me/6281255501"),  # Indonesian
        ("t chấm me gạch chéo nora_vids", "t.me/nora_vids"),  # Vietnamese
        ("t点me斜杠nora_vids", "t.me/nora_vids"),  # Chinese
        ("t ドット me スラッシュ nora_vids", "t.me/nora_vids"),  # Japanese
        ("t쩜me슬래시nora_vids", "t.me/nora_vids"),  # Korean
        ("t จุด me ทับ nora_vids", "t.me/nora_vids"),  # Thai
        ("t دات me اسلش nora_vids", "t.me/nora_vids"),  # Persian
        ("t dot me slash nora underscore vids", "t.me/nora_vids"),  # underscore word
        ("t\n.\nme\n/\nnora_vids", "t.me/nora_vids"),  # lines
        ("t\u200b.me/nora_vids", "t.me/nora_vids"),  # zero width
        ("ｔ．ｍｅ／ｎｏｒａ_vids", "t.me/nora_vids"),  # full width
        ("t.mе/nora_vids", "t.me/nora_vids"),  # homoglyph
        ("aHR0cHM6Ly90Lm1lL25vcmFfdmlkcw==", "t.me/nora_vids"),  # base64
        ("skype:nora.fisk?chat", "skype:nora.fisk?chat"),  # skype
        ("whatsapp://send?phone=12025550143", "whatsapp://send?phone=12025550143"),  # scheme
        ("tg://resolve?domain=nora_vids", "tg://resolve?domain=nora_vids"),  # scheme
        ("youtube.com/@norafisk", "youtube.com/@norafisk"),  # at profile
        ("https://www.reddit.com/user/norafisk", "www.reddit.com/user/norafisk"),  # reddit
        ("https://bsky.app/profile/norafisk.bsky.social", "bsky.app/profile/norafisk.bsky.social"),  # bluesky
        ("signal.me/#p/+12025550143", "signal.me/#p/+12025550143"),  # signal
        ("add me here https://telegram.dog/uri_lens", "telegram.dog/uri_lens"),  # plain
        ("my channel: T.ME/uri_lens", "t.me/uri_lens"),  # capitals
        ("t . m e / uri_lens", "t.me/uri_lens"),  # spaced
        ("t-dot-me-slash-uri_lens", "t.me/uri_lens"),  # words
        ("t[dot]me[slash]uri_lens", "t.me/uri_lens"),  # words
        ("t dot me forward slash uri_lens", "t.me/uri_lens"),  # words
        ("wa[.]me[/]15550102233", "wa.me/15550102233"),  # framed
        ("wa(.)me/15550102233", "wa.me/15550102233"),  # framed
        ("wa•me/15550102233", "wa.me/15550102233"),  # bullet
        ("signal dot me slash uri.42", "signal.me/uri.42"),  # words
        ("discord dot com slash invite slash x9Kd", "discord.com/invite/x9Kd"),  # words
        ("dsc: discord [dot] gg / x9Kd", "discord.gg/x9Kd"),  # words
        ("cal.com/uri-lens/30min", "cal.com/uri-lens/30min"),  # plain
        ("cal [dot] com [slash] uri-lens", "cal.com/uri-lens"),  # words
        ("https://savvycal.com/uri/chat", "savvycal.com/uri/chat"),  # plain
        ("https://tidycal.com/uri/15", "tidycal.com/uri/15"),  # plain
        ("https://calendar.app.google/AbC123", "calendar.app.google/AbC123"),  # plain
        ("https://meetings.hubspot.com/uri-lens", "meetings.hubspot.com/uri-lens"),  # plain
        ("https://uri.youcanbook.me", "uri.youcanbook.me"),  # plain
        ("https://urilens.as.me/intro", "urilens.as.me/intro"),  # plain
        ("hop on: https://us06web.zoom.us/my/urilens", "us06web.zoom.us/my/urilens"),  # plain
        ("zoom.us slash my slash urilens", "zoom.us/my/urilens"),  # words
        ("https://kestrel.webex.com/meet/uri", "kestrel.webex.com/meet/uri"),  # plain
        ("g.co/meet/uri-call", "g.co/meet/uri-call"),  # plain
        (
            "teams link https://teams.microsoft.com/l/meetup-join/19%3aab",
            "teams.microsoft.com/l/meetup-join/19%3aab",
        ),  # plain
        ("https://facetime.apple.com/join#v=1&p=ab", "facetime.apple.com/join#v=1&p=ab"),  # plain
        ("join.skype.com/AbC12", "join.skype.com/AbC12"),  # plain
        ("facebook dot com slash urilens.studio", "facebook.com/urilens.studio"),  # words
        ("fb dot com slash urilens", "fb.com/urilens"),  # words
        ("https://web.facebook.com/urilens", "web.facebook.com/urilens"),  # plain
        ("https://www.instagram.com/uri.lens/", "www.instagram.com/uri.lens/"),  # plain
        ("insta: instagram[.]com/uri.lens", "instagram.com/uri.lens"),  # framed
        ("https://twitter.com/urilens", "twitter.com/urilens"),  # plain
        ("x dot com slash urilens", "x.com/urilens"),  # words
        ("https://www.pinterest.com/urilens/", "www.pinterest.com/urilens/"),  # plain
        ("https://www.snapchat.com/add/urilens", "www.snapchat.com/add/urilens"),  # plain
        ("https://www.threads.net/@urilens", "www.threads.net/@urilens"),  # plain
        ("https://mastodon.social/@urilens", "mastodon.social/@urilens"),  # plain
        ("https://t.me/joinchat/AAAAAE", "t.me/joinchat/AAAAAE"),  # plain
        ("https://t.me/+AbCdEf", "t.me/+AbCdEf"),  # plain
        ("https://line.me/R/ti/p/%40uri", "line.me/R/ti/p/%40uri"),  # plain
        ("lin.ee/AbC12", "lin.ee/AbC12"),  # plain
        ("https://www.xing.com/profile/Uri_Lens", "www.xing.com/profile/Uri_Lens"),  # plain
        ("https://www.linkedin.com/company/kestrel-lab", "www.linkedin.com/company/kestrel-lab"),  # plain
        ("lnkd.in/eAbC12", "lnkd.in/eAbC12"),  # plain
        ("https://about.me/urilens", "about.me/urilens"),  # plain
        ("https://bio.link/urilens", "bio.link/urilens"),  # plain
        ("https://taplink.cc/urilens", "taplink.cc/urilens"),  # plain
        ("https://docs.google.com/forms/d/1a/viewform", "docs.google.com/forms/d/1a/viewform"),  # plain
        ("docs dot google dot com slash forms slash d slash abc", "docs.google.com/forms/d/abc"),  # words
        ("https://form.jotform.com/2401", "form.jotform.com/2401"),  # plain
        ("https://tally.so/r/mVbX", "tally.so/r/mVbX"),  # plain
        ("https://forms.office.com/r/AbC", "forms.office.com/r/AbC"),  # plain
        ("https://www.surveymonkey.com/r/ABC", "www.surveymonkey.com/r/ABC"),  # plain
        ("send your CV via https://kestrel.recruitee.com/o/editor", "kestrel.recruitee.com/o/editor"),  # plain
        ("https://kestrel.breezy.hr/p/1-editor", "kestrel.breezy.hr/p/1-editor"),  # plain
        ("https://wd5.myworkdayjobs.com/Kestrel/job/1", "wd5.myworkdayjobs.com/Kestrel/job/1"),  # jobs
        ("https://jobs.ashbyhq.com/kestrel/1", "jobs.ashbyhq.com/kestrel/1"),  # jobs
        ("https://ats.rippling.com/kestrel/jobs/1", "ats.rippling.com/kestrel/jobs/1"),  # jobs
        ("https://jobs.smartrecruiters.com/Kestrel/1", "jobs.smartrecruiters.com/Kestrel/1"),  # jobs
        ("https://kestrel.teamtailor.com/jobs/1", "kestrel.teamtailor.com/jobs/1"),  # jobs
        ("https://kestrel.applytojob.com/apply/1", "kestrel.applytojob.com/apply/1"),  # application
        ("apply on careers.kestrel.io/editor please", "careers.kestrel.io/editor"),  # application
        ("bewerben Sie sich unter kestrel.de/karriere", "kestrel.de/karriere"),  # plain
        ("postulez sur kestrel.fr/candidature", "kestrel.fr/candidature"),  # plain
        ("fill in kestrel.io/intake before we talk", "kestrel.io/intake"),  # plain
        ("book me at urilens.com/book", "urilens.com/book"),  # plain
        ("urilens.pl/kontakt", "urilens.pl/kontakt"),  # contact page
        ("urilens.it/contatti", "urilens.it/contatti"),  # contact page
        ("urilens.com.br/contato", "urilens.com.br/contato"),  # contact page
        ("urilens.ru/контакты", "urilens.ru/контакты"),  # contact page
        ("urilens.jp/お問い合わせ", "urilens.jp/お問い合わせ"),  # contact page
        ("написать мне можно на urilens.ru", "urilens.ru"),  # plain
        ("me encontrás en urilens.com.ar", "urilens.com.ar"),  # plain
        ("me encontre em urilens.com.br", "urilens.com.br"),  # plain
        ("mi trovi su urilens.it", "urilens.it"),  # plain
        ("znajdziesz mnie na urilens.pl", "urilens.pl"),  # plain
        ("contact: urilens.com", "urilens.com"),  # plain
        ("calendly。com/uri_lens", "calendly.com/uri_lens"),  # an ideographic full stop
        ("calendly,com/urilens", "calendly.com/urilens"),  # a comma
        ("calendly.com/\nuri.lens", "calendly.com/uri.lens"),  # the name on a line of its own
        ("t . m e / u r i _ l e n s", "t.me/uri_lens"),  # spaced, with a sign in the name
        ("facebook . com / uri . lens", "facebook.com/uri.lens"),  # spaced signs
        ("I made shops like this, reach me: t.me/urilens", "t.me/urilens"),  # the invitation is nearer than the work
        ("reach out via www.urilens.com anytime", "www.urilens.com"),  # plain
        ("get in touch at urilens dot com", "urilens.com"),  # words
        ("you can contact us through our website, urilens.com", "urilens.com"),  # plain
        ("chat link: tinyurl.com/urichat", "tinyurl.com/urichat"),  # plain
        ("rb.gy/urichat is my whatsapp", "rb.gy/urichat"),  # plain
        ("is.gd/uricall - call me there", "is.gd/uricall"),  # plain
    ],
)
def test_leads_to_contact(text: str, value: str) -> None:
    assert [finding.value for finding in find_links(Text(text))] == [value]
