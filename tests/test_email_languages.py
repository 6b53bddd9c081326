import pytest

from sidedoor.detectors.email import find_emails
from sidedoor.text import Text


@pytest.mark.parametrize(
    "text, value",
    [
        ("scrivimi a o d d p i x @ g m a i l . c o m", "oddpix@gmail.com"),  # a preposition before spaced letters
        ("email ko po ay o d d 7 @ y a h o o . c o m", "odd7@yahoo.com"),  # a copula before spaced letters
        ("oddpixelXXX@gmail.com (XXXは取って)", "oddpixel@gmail.com"),  # a filler, named before its verb
        ("oddpixelXXX@gmail.com (XXX olmadan)", "oddpixel@gmail.com"),  # a filler, named before its postposition
        ("আমার জিমেইল odd_pixel", "odd_pixel@gmail.com"),  # the provider first, Bengali
        ("제 지메일은 odd.k92 예요", "odd.k92@gmail.com"),  # the provider with a particle
        ("odd.k@جيميل.كوم", "odd.k@gmail.com"),  # the provider's domain in another script
        ("mon gmail c'est odd.pixel", "odd.pixel@gmail.com"),  # the provider first, French
        ("odd minus pixel ät gmx punkt net", "odd-pixel@gmx.net"),  # minus german
        ("odd.pixel＠gmail．com", "odd.pixel@gmail.com"),  # full width
        ("оdd.рixel@gmаil.com", "odd.pixel@gmail.com"),  # homoglyph
        ("ⓞⓓⓓⓟⓘⓧⓔⓛ@ⓖⓜⓐⓘⓛ.ⓒⓞⓜ", "oddpixel@gmail.com"),  # circled letters
        ("oddpixel at gmail point com", "oddpixel@gmail.com"),  # point
        ("mi correo: pixel.raro arroba gmail punto com", "pixel.raro@gmail.com"),  # Spanish
        ("escríbeme a pixel guion bajo raro arroba hotmail punto es", "pixel_raro@hotmail.es"),  # Spanish
        ("pixelraro arroba gmail, todo junto", "pixelraro@gmail.com"),  # Spanish, no ending
        ("meu email é pixel ponto raro arroba uol ponto com ponto br", "pixel.raro@uol.com.br"),  # Portuguese
        ("pixelraro arroba gmail ponto com, tudo junto", "pixelraro@gmail.com"),  # Portuguese
        ("pixel underline raro arroba bol ponto com ponto br", "pixel_raro@bol.com.br"),  # Portuguese
        ("mon adresse pixel tiret du 6 rare arobase orange point fr", "pixel-rare@orange.fr"),  # French
        ("pixel.rare arobase laposte point net", "pixel.rare@laposte.net"),  # French
        ("écrivez à pixelrare (arobase) gmail (point) com", "pixelrare@gmail.com"),  # French
        ("pixel punkt selten klammeraffe gmx punkt de", "pixel.selten@gmx.de"),  # German
        ("schreib an pixel unterstrich selten at web punkt de", "pixel_selten@web.de"),  # German
        ("pixelselten bei posteo punkt de", "pixelselten@posteo.de"),  # German
        ("pixel punto raro chiocciola libero punto it", "pixel.raro@libero.it"),  # Italian
        ("scrivimi: pixel trattino basso raro chiocciola gmail punto com", "pixel_raro@gmail.com"),  # Italian
        ("почта odd.pixel собака mail точка ru", "odd.pixel@mail.ru"),  # Russian
        ("пиши на odd.pixel собака мейл ру", "odd.pixel@mail.ru"),  # Russian, mail.ru
        ("oddpixel собачка яндекс точка ру", "oddpixel@yandex.ru"),  # Russian
        ("odd нижнее подчёркивание pixel собака gmail точка com", "odd_pixel@gmail.com"),  # Russian
        ("oddpixel (собака) bk (точка) ru", "oddpixel@bk.ru"),  # Russian
        ("odd.pixel равлик ukr крапка net", "odd.pixel@ukr.net"),  # Ukrainian
        ("пошта: oddpixel собачка gmail крапка com", "oddpixel@gmail.com"),  # Ukrainian
        ("odd kropka pixel małpa onet kropka pl", "odd.pixel@onet.pl"),  # Polish
        ("oddpixel malpa gmail kropka com", "oddpixel@gmail.com"),  # Polish
        ("odd podkreślnik pixel małpa o2 kropka pl", "odd_pixel@o2.pl"),  # Polish
        ("odd nokta pixel et hotmail nokta com", "odd.pixel@hotmail.com"),  # Turkish
        ("mailim oddpixel kuyruklu a gmail nokta com", "oddpixel@gmail.com"),  # Turkish
        ("odd alt tire pixel et işareti yandex nokta com", "odd_pixel@yandex.com"),  # Turkish
        ("ايميلي oddpixel ات gmail دوت com", "oddpixel@gmail.com"),  # Arabic
        ("راسلني odd.pixel آت جيميل نقطة كوم", "odd.pixel@gmail.com"),  # Arabic
        ("oddpixel at gmail دوت كوم", "oddpixel@gmail.com"),  # Arabic
        ("मेरा ईमेल oddpixel एट द रेट gmail डॉट com", "oddpixel@gmail.com"),  # Hindi
        ("oddpixel ऐट जीमेल डॉट कॉम पर लिखो", "oddpixel@gmail.com"),  # Hindi
        ("mera mail oddpixel at d rate gmail dot com hai", "oddpixel@gmail.com"),  # Hindi in Latin letters
        ("meri email odd pixel 5 at the rate yahoo dot com, bina space", "oddpixel5@yahoo.com"),  # Urdu
        ("আমার মেইল oddpixel অ্যাট জিমেইল ডট কম", "oddpixel@gmail.com"),  # Bengali
        ("oddpixel এট gmail ডট com", "oddpixel@gmail.com"),  # Bengali
        ("email nyo ako: oddpixel at gmail tuldok com", "oddpixel@gmail.com"),  # Filipino
        ("email saya oddpixel et gmail titik com", "oddpixel@gmail.com"),  # Indonesian
        ("odd garis bawah pixel at yahoo titik co titik id", "odd_pixel@yahoo.co.id"),  # Indonesian
        ("mail em oddpixel a còng gmail chấm com nhé", "oddpixel@gmail.com"),  # Vietnamese
        ("odd gạch dưới pixel a móc yahoo chấm com chấm vn", "odd_pixel@yahoo.com.vn"),  # Vietnamese
        ("我的邮箱 oddpixel 艾特 163 点 com", "oddpixel@163.com"),  # Chinese
        ("oddpixel小老鼠gmail点com", "oddpixel@gmail.com"),  # Chinese, glued
        ("oddpixel圈a qq点com", "oddpixel@qq.com"),  # Chinese
        ("邮箱oddpixel艾特qq邮箱", "oddpixel@qq.com"),  # Chinese, provider
        ("メアドは oddpixel あっと gmail どっと com", "oddpixel@gmail.com"),  # Japanese
        ("oddpixelアットマークyahooドットcoドットjpまで", "oddpixel@yahoo.co.jp"),  # Japanese, glued
        ("oddpixel アット docomo ドット ne ドット jp", "oddpixel@docomo.ne.jp"),  # Japanese
        ("메일은 oddpixel 골뱅이 네이버 점 컴", "oddpixel@naver.com"),  # Korean
        ("oddpixel골뱅이gmail쩜com으로 보내주세요", "oddpixel@gmail.com"),  # Korean, glued
        ("oddpixel 골뱅이 지메일", "oddpixel@gmail.com"),  # Korean
        ("เมลผม oddpixel แอท gmail จุด com", "oddpixel@gmail.com"),  # Thai
        ("oddpixelแอดhotmailดอทcom", "oddpixel@hotmail.com"),  # Thai, glued
        ("ایمیلم oddpixel ات جیمیل دات کام", "oddpixel@gmail.com"),  # Persian
        ("oddpixel ات‌ساین yahoo دات com", "oddpixel@yahoo.com"),  # Persian
        ("barua pepe yangu oddpixel at gmail nukta com", "oddpixel@gmail.com"),  # Swahili
        ("niandikie oddpixel kwenye gmail doti com", "oddpixel@gmail.com"),  # Swahili
        ("mail naar oddpixel apenstaartje ziggo punt nl", "oddpixel@ziggo.nl"),  # Dutch
        ("min mejl: oddpixel snabel-a telia punkt se", "oddpixel@telia.se"),  # Swedish
        ("oddpixel zavináč seznam tečka cz", "oddpixel@seznam.cz"),  # Czech
        ("oddpixel arond yahoo punct ro", "oddpixel@yahoo.ro"),  # Romanian
        ("oddpixel kukac freemail pont hu", "oddpixel@freemail.hu"),  # Hungarian
        ("oddpixel παπάκι gmail τελεία com", "oddpixel@gmail.com"),  # Greek
        ("oddpixel שטרודל gmail נקודה com", "oddpixel@gmail.com"),  # Hebrew
        ("karim.benz(аt)gmail(dоt)com", "karim.benz@gmail.com"),  # homoglyph in words
        ("karim.b [arroba] gmail [punto] com", "karim.b@gmail.com"),  # Spanish in frames
        ("mail: karim.b ɢᴍᴀɪʟ com", "karim.b@gmail.com"),  # small capitals, no sign at all
        ("ᴋᴀʀɪᴍ@ɢᴍᴀɪʟ.ᴄᴏᴍ", "karim@gmail.com"),  # small capitals
        ("🅺🅰🆁🅸🅼@gmail.com", "karim@gmail.com"),  # negative squared letters
        ("karim.b\u200b@\u200bgmail\u200b.\u200bcom", "karim.b@gmail.com"),  # invisible characters
        ("escribime a karimb arroba gmail punto com punto ar", "karimb@gmail.com.ar"),  # Spanish, Argentine ending
        ("mi mail es karim guion b arroba yahoo punto es", "karim-b@yahoo.es"),  # Spanish dash
        ("manda pro karimb arroba hotmail ponto com", "karimb@hotmail.com"),  # Portuguese
        ("meu e-mail: karim ponto b arroba gmail", "karim.b@gmail.com"),  # Portuguese, no ending
        ("karimb at sapo ponto pt", "karimb@sapo.pt"),  # Portuguese ending that is a dot word elsewhere
        ("karim tiret b chez free point fr", "karim-b@free.fr"),  # French dash, chez
        ("karimb at gmx Punkt ch", "karimb@gmx.ch"),  # German, Swiss ending
        ("karim Punkt benz at bluewin Punkt ch", "karim.benz@bluewin.ch"),  # German, at
        ("karimb chiocciola tiscali punto it", "karimb@tiscali.it"),  # Italian
        ("karimb(собака)gmail.com", "karimb@gmail.com"),  # Russian frame
        ("karimb собака gmail.com", "karimb@gmail.com"),  # Russian at, written dot
        ("karimb эт gmail точка ком", "karimb@gmail.com"),  # Russian, sounds for at and com
        ("моя почта karimb на яндексе", "karimb@yandex.ru"),  # Russian, on yandex
        ("karimb равлик gmail.com", "karimb@gmail.com"),  # Ukrainian at, written dot
        ("karimb@gmail kropka com", "karimb@gmail.com"),  # Polish dot only
        ("karimb et gmail.com", "karimb@gmail.com"),  # Turkish at, written dot
        ("karimb آت هوتميل دوت كوم", "karimb@hotmail.com"),  # Arabic
        ("karimb على جيميل راسلني", "karimb@gmail.com"),  # Arabic, on gmail
        ("karimb एट gmail.com", "karimb@gmail.com"),  # Hindi at, written dot
        ("karimb @ gmail डॉट कॉम", "karimb@gmail.com"),  # Hindi dot and com
        ("karimb at gmail titik com", "karimb@gmail.com"),  # Indonesian dot
        ("karimb 艾特 gmail.com", "karimb@gmail.com"),  # Chinese at, written dot
        ("邮箱是karimb@163点com", "karimb@163.com"),  # Chinese dot, glued
        ("karimb アット gmail.com", "karimb@gmail.com"),  # Japanese at, written dot
        ("karimb 골뱅이 naver.com", "karimb@naver.com"),  # Korean at, written dot
        ("karimb แอท gmail.com", "karimb@gmail.com"),  # Thai at, written dot
        ("karimb ات gmail.com", "karimb@gmail.com"),  # Persian at, written dot
        ("hedda.brok @ gmail (punkt) com", "hedda.brok@gmail.com"),  # the dot framed in German
        ("office at brok minus partner punkt at", "office@brok-partner.at"),  # the ending "at" after a German dot
        ("kontakt małpa studiobrok kropka pl", "kontakt@studiobrok.pl"),  # Polish role at an own domain
        ("biuro@studiobrok(kropka)pl", "biuro@studiobrok.pl"),  # Polish frame
        ("contacto arroba heddabrok punto mx", "contacto@heddabrok.mx"),  # Spanish role
        ("hola arroba brok guion estudio punto com", "hola@brok-estudio.com"),  # Spanish dash in the domain
        ("ventas (arroba) estudiobrok (punto) com (punto) ar", "ventas@estudiobrok.com.ar"),  # Spanish frames
        (
            "contato arroba estudiobrok ponto com ponto br",
            "contato@estudiobrok.com.br",
        ),  # Portuguese role, two-level ending
        ("bonjour arobase atelierbrok point fr", "bonjour@atelierbrok.fr"),  # French role
        ("contact chez atelierbrok point be", "contact@atelierbrok.be"),  # French chez with a role
        ("info chiocciola studiobrok punto eu", "info@studiobrok.eu"),  # Italian role
        ("инфо: brok.studio собака gmail.com", "brok.studio@gmail.com"),  # Russian spelling of info
        ("мыло brok_studio@mail точка ру", "brok_studio@mail.ru"),  # Russian ending
        ("brokstudio собака рамблер точка ру", "brokstudio@rambler.ru"),  # Russian provider
        ("скринька brok.studio равлик i крапка ua", "brok.studio@i.ua"),  # Ukrainian provider with a dot
        ("destek et brokstudyo nokta com nokta tr", "destek@brokstudyo.com.tr"),  # Turkish role, two-level ending
        ("بريدي brok.studio ات هوتميل نقطه كوم", "brok.studio@hotmail.com"),  # Arabic, Arabic dot
        ("আমার জিমেইল brokstudio99", "brokstudio99@gmail.com"),  # Bengali: my gmail
        ("我的gmail是brokstudio99", "brokstudio99@gmail.com"),  # Chinese: my gmail is
        ("163邮箱 brokstudio99", "brokstudio99@163.com"),  # Chinese provider name
        ("gmailは brokstudio99 です", "brokstudio99@gmail.com"),  # Japanese: gmail is
        ("지메일 brokstudio99 로 보내주세요", "brokstudio99@gmail.com"),  # Korean: to gmail
        ("เมล brokstudio99 แอด จีเมล", "brokstudio99@gmail.com"),  # Thai, no ending
        ("جیمیلم brokstudio99 هست", "brokstudio99@gmail.com"),  # Persian: my gmail
        ("mándalo a wren guion bajo tate arroba gmail", "wren_tate@gmail.com"),  # Spanish, no ending
        ("wrentate arroba icloud punto com, en minúsculas", "wrentate@icloud.com"),  # Spanish, a remark behind
        (
            "meu contato wren ponto tate arroba terra ponto com ponto br",
            "wren.tate@terra.com.br",
        ),  # Portuguese provider, ending of two
        ("wrentate arobase sfr point fr", "wrentate@sfr.fr"),  # French provider
        ("schick es an wren punkt tate at freenet punkt de", "wren.tate@freenet.de"),  # German provider
        ("la mia mail: wren trattino tate chiocciola alice punto it", "wren-tate@alice.it"),  # Italian dash
        ("wren.tate собака инбокс точка ру", "wren.tate@inbox.ru"),  # Russian provider in Russian
        ("wrentate собака inbox точка ru", "wrentate@inbox.ru"),  # Russian words, Latin provider
        ("wren.tate małpa gazeta kropka pl", "wren.tate@gazeta.pl"),  # Polish provider
        ("wren nokta tate et outlook nokta com nokta tr", "wren.tate@outlook.com.tr"),  # Turkish, ending of two
        ("wrentate ات outlook نقطة sa", "wrentate@outlook.sa"),  # Arabic, Saudi ending
        ("wrentate एट आउटलुक डॉट कॉम", "wrentate@outlook.com"),  # Hindi, provider in Hindi
        ("wrentate at the rate rediffmail dot com", "wrentate@rediffmail.com"),  # Indian provider
        ("wrentate a còng outlook chấm com", "wrentate@outlook.com"),  # Vietnamese
        ("wrentate艾特outlook点com", "wrentate@outlook.com"),  # Chinese, glued
        ("wrentate＠outlook。com", "wrentate@outlook.com"),  # full-width at sign and Chinese full stop
        ("wrentateアットicloudドットcom", "wrentate@icloud.com"),  # Japanese, glued
        ("wrentate 골뱅이 한메일 쩜 넷", "wrentate@hanmail.net"),  # Korean provider and ending
        ("wrentate แอท ไอคลาวด์", "wrentate@icloud.com"),  # Thai provider, no ending
        ("wrentate ات پروتون دات می", "wrentate@proton.me"),  # Persian provider and ending
    ],
)
def test_spoken(text: str, value: str | None) -> None:
    assert [finding.value for finding in find_emails(Text(text))] == [value]
