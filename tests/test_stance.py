import pytest

from sidedoor.detectors.circumstance import find_circumstances
from sidedoor.detectors.solicitation import find_solicitations
from sidedoor.text import Text


def solicits(text: str) -> bool:
    return any(find_solicitations(Text(text)))


@pytest.mark.parametrize(
    "meant, not_meant, why",
    [
        ("I can send you my WhatsApp, message me on WhatsApp", "I can't message you on WhatsApp", "a refusal"),
        ("let's talk on Telegram", "let's not talk on Telegram", "a refusal"),
        ("I'd rather talk on Skype", "I'd rather not talk on Skype", "a refusal"),
        ("WhatsApp me", "please don't WhatsApp me", "a refusal"),
        ("Telegram is fine, add me on Telegram", "No Telegram from my side, sorry", "the thing itself is turned down"),
        ("could you send me your email", "we never ask people to send us your email", "a habit denied"),
        ("pay me by PayPal", "It's against the rules to pay me by PayPal", "the rule"),
        ("let's move to Discord", "moving to Discord isn't allowed here", "the rule"),
        ("send me your number", "Is it allowed to send me your number before the contract?", "asking about the rule"),
        ("pay a refundable deposit", "If a client asks you to pay a refundable deposit, report it", "a warning"),
        ("message me on WhatsApp", "Somebody told me to message him on WhatsApp, looks like a scam", "a report"),
        ("send me your phone number", 'The bot says "send me your phone number" first', "a quotation"),
        ("give me your email", "The popup should read: 'give me your email'", "a quotation"),
        ("let's have a call on Zoom", "let's have a call on Upwork", "the platform's own"),
        ("let's use Slack", "Once the contract has started let's use Slack", "after the contract it is allowed"),
        ("let's continue by email", "let's keep everything in this chat", "staying"),
        ("hire me directly", "hire me directly by paying the conversion fee", "a legitimate way out"),
        ("send me your email", "My client wants a button that says send me your email", "the work's own copy"),
        ("Lass uns per WhatsApp schreiben", "Bitte nicht per WhatsApp schreiben", "a refusal in German"),
        ("dame tu número", "no me pidas que dame tu número, está prohibido", "the rule in Spanish"),
        ("напишите мне в телеграм", "если просят написать в телеграм, это мошенники", "a warning in Russian"),
    ],
)
def test_the_same_words_meant_and_not(meant: str, not_meant: str, why: str) -> None:
    assert solicits(meant), meant
    assert not solicits(not_meant), f"{not_meant}: {why}"


@pytest.mark.parametrize(
    "text, why",
    [
        ("I know it's against the rules, but message me on WhatsApp", "a turn: the offer wins"),
        ("I can't call you now. Send me your number and I'll ring tomorrow", "the refusal ended with its sentence"),
        ("Don't worry, just text me", "no refusal"),
        ("Why don't we move to Telegram?", "no refusal"),
        ("I don't mind paying you by PayPal, I'll PayPal you", "no refusal"),
        ("The Upwork call keeps dropping, let's use Zoom", "complaining about the platform's own leads away from it"),
        ("I never check this inbox, so email me", "what never happens is the staying"),
    ],
)
def test_what_sounds_like_a_no_and_is_none(text: str, why: str) -> None:
    assert solicits(text), why


@pytest.mark.parametrize(
    "text, why",
    [
        ("I know it's against the rules, but you can text me on Telegram", "the rule, then the offer"),
        ("I don't do WhatsApp, but you can reach me by mail", "one way refused, another offered"),
        ("I don't have Skype, but I'm on Telegram", "the same with names"),
        ("Sorry, no Zoom. Let's do a phone call instead", "the refusal ended with its sentence"),
        ("I can't pay you here so I'll send it by PayPal", "a reason, then the offer"),
        ("Upwork says we may not, yet nobody will know if you message me on Telegram", "yet turns like but"),
        ("At my old job we used Slack. Let's use Slack too", "the past ended with its sentence"),
        ("I'm not supposed to ask, but what's your WhatsApp?", "the rule, then the question"),
        ("I refuse to pay their fee, let's settle it by PayPal", "it is the fee that is refused"),
        ("No sé si está permitido, pero escríbeme por Telegram", "Spanish"),
        ("Ich weiß, das ist verboten, aber schreib mir auf WhatsApp", "German"),
        ("Je sais que c'est interdit, mais écris-moi sur Telegram", "French"),
        ("Знаю, что нельзя, но напишите мне в телеграм", "Russian"),
        ("Eu sei que não pode, mas me chama no zap", "Portuguese"),
        ("Yasak biliyorum ama bana WhatsApp'tan yazın", "Turkish"),
        ("Saya tahu ini dilarang, tapi chat saya di WA", "Indonesian"),
        ("我知道平台不允许，但是加我微信吧", "Chinese"),
        ("أعرف أنه ممنوع لكن راسلني على واتساب", "Arabic, which shares its word for forbidden with Persian"),
    ],
)
def test_one_clause_refuses_and_the_next_offers(text: str, why: str) -> None:
    assert solicits(text), why


@pytest.mark.parametrize(
    "text, why",
    [
        ("I'd love to talk on Skype, but it's against the rules", "the rule after the but speaks of Skype"),
        ("WhatsApp would be easier, but I'm not going to risk my account", "a refusal after the but"),
        ("I could pay you by PayPal, but I won't", "a bare no after the but"),
        ("Your offer to pay outside is kind, but no thanks", "a no with thanks"),
        ("I like your idea of talking on Discord, however we can't do that here", "however turns like but"),
        ("Should I message you on Skype? No, I don't do that before a contract", "a question answered with no"),
        ("Please stop asking me to add you on Discord", "the other is to stop"),
        ("A chat on Telegram sounds harmless, but I'll pass", "declined with thanks"),
        ("At my old agency we ran everything over Slack", "the past"),
        ("My previous client paid me outside the site once", "the past, with others"),
        ("Someone claiming to be from my company writes to people on WhatsApp", "of an impostor"),
        ("Nobody moves a conversation to a messenger", "it is not done"),
        ("Me gustaría hablar por WhatsApp, pero está prohibido", "Spanish"),
        ("Telegram wäre einfacher, aber das ist hier nicht erlaubt", "German"),
        ("В телеграме было бы удобнее, но правила запрещают", "Russian"),
        ("El año pasado un cliente me pagó por PayPal fuera de la web", "the past in Spanish"),
        ("في عملي السابق كنت أرد على العملاء عبر واتساب", "the past in Arabic"),
        ("예전 회사에서는 카카오톡으로 고객 상담을 했습니다", "the past in Korean"),
    ],
)
def test_the_next_clause_takes_it_back(text: str, why: str) -> None:
    assert not solicits(text), why


@pytest.mark.parametrize(
    "around, through",
    [
        ("Te pago sin pasar por la plataforma", "Te pago por la plataforma"),
        ("Fechamos o pagamento sem passar pela plataforma", "Fechamos o pagamento pela plataforma"),
        ("Ti pago senza passare dalla piattaforma", "Ti pago dalla piattaforma"),
        ("Je te paie sans passer par la plateforme", "Je te paie par la plateforme"),
        ("Ich bezahle dich ohne über die Plattform zu gehen", "Ich bezahle dich direkt über die Plattform"),
        ("Заплачу не через площадку, а напрямую", "Заплачу через площадку"),
        ("Ödemeyi platform üzerinden değil elden yapalım", "Ödemeyi platform üzerinden yapalım"),
        ("Bayar tanpa lewat platform aja", "Bayar langsung lewat platform"),
        ("プラットフォームを通さずに支払います", "プラットフォーム上で支払います"),
        ("플랫폼을 거치지 않고 입금할게요", "플랫폼에서 입금할게요"),
        ("أدفع لك بدون المرور عبر المنصة", "أدفع لك عبر المنصة"),
        ("Main payment platform ke through nahi, seedha bank me kar dunga", "Main payment platform ke through karunga"),
    ],
)
def test_going_around_the_platform_is_not_going_through_it(around: str, through: str) -> None:
    assert solicits(around), around
    assert not solicits(through), through


def test_a_stance_reaches_only_the_kinds_it_is_about() -> None:
    text = Text("Once the contract has started send me your number, we have the Enterprise plan on Upwork")
    assert not any(find_solicitations(text))
    assert any(find_circumstances(text))
