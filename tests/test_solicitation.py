import time

import pytest

from sidedoor.detectors.solicitation import find_solicitations
from sidedoor.text import Text
from sidedoor.vocabulary import Kind

ASK, SWITCH, PAY, HIRE = (
    Kind.CONTACT_REQUEST,
    Kind.CHANNEL_SWITCH,
    Kind.OFF_PLATFORM_PAYMENT,
    Kind.OFF_PLATFORM_HIRE,
)


def kinds(text: str) -> set[Kind]:
    return {finding.kind for finding in find_solicitations(Text(text))}


@pytest.mark.parametrize(
    "text, kind, why",
    [
        ("Could you send me your email?", ASK, "the plain question"),
        ("pls drop ur whatsapp", ASK, "chat spelling, no question mark"),
        ("What number can I reach you on?", ASK, "asking which of them to use"),
        ("how can I get hold of you outside of this inbox", ASK, "asking for a way, naming no kind"),
        ("Is there a number I could call tomorrow?", ASK, "asking whether there is one"),
        ("And your Skype?", ASK, "half a question"),
        ("Mine is below. What's your phone number?", ASK, "a second sentence"),
        ("My mobile ends on 55, would you share yours?", ASK, "'yours', when a phone was named"),
        (
            "To apply, include your phone number and email in the cover letter.",
            ASK,
            "a job post that collects contacts",
        ),
        ("let's swap numbers", ASK, "an exchange"),
        ("Send me your business card", ASK, "a card carries the contact"),
        ("May I have the email of your manager?", ASK, "somebody else's address is one too"),
        ("Let's move to WhatsApp, it is easier", SWITCH, "the plain proposal"),
        ("come over to my discord", SWITCH, "an order"),
        ("Message me on t3legram", SWITCH, "a service in disguise"),
        ("I'll whatsapp you tonight", SWITCH, "a service as a verb"),
        ("Are you on Viber by any chance?", SWITCH, "asking for presence"),
        ("Skype would be so much easier for both of us", SWITCH, "praise of a service"),
        ("We hold all of our interviews over Google Meet", SWITCH, "where the interview takes place"),
        ("Better we continue by email", SWITCH, "mail is another channel"),
        ("Just call me when you are free", SWITCH, "the telephone"),
        ("Can we have a quick phone call before I decide?", SWITCH, "the telephone"),
        ("Shall we take this conversation elsewhere?", SWITCH, "no place named"),
        ("I'd like to chat outside of this platform", SWITCH, "no place named"),
        ("Google my name and you'll see the studio", SWITCH, "a contact that must be searched"),
        ("my number is in the attached pdf", SWITCH, "a contact that stands in a file"),
        ("Let's grab lunch and discuss it over a coffee", SWITCH, "in person"),
        ("drop by our workshop and we talk", SWITCH, "in person"),
        ("I can pay you through PayPal", PAY, "a named rail"),
        ("Do you take Zelle?", PAY, "asking for a rail"),
        ("just venmo me 40", PAY, "a rail as a verb"),
        ("Pay me outside of Upwork and I take 10% off", PAY, "around the platform, cheaper"),
        ("Is there a way to avoid the service fee? I'd split it with you", PAY, "dodging the fee"),
        ("What's your PayPal email? I'll transfer the deposit", PAY, "asking for a payment account"),
        ("the rest I'd send by bank transfer", PAY, "a split sum"),
        ("You must pay a refundable security deposit of $40 to start", PAY, "an advance fee"),
        ("We will mail you a cashier's check to buy the laptop", PAY, "a cheque"),
        ("Please buy two Apple gift cards and send the codes", PAY, "gift cards"),
        ("I want to rent your Upwork account for $100 a month", PAY, "an account on rent"),
        ("Once you recharge your balance the next tasks unlock, withdraw in USDT", PAY, "a task scam"),
        ("Cash in hand is fine with me", PAY, "cash"),
        ("Would you work with us directly, without Upwork?", HIRE, "the plain proposal"),
        ("let's drop the middleman", HIRE, "without the platform, unnamed"),
        ("For the next project you can come to me directly", HIRE, "later work"),
        ("Let's close the contract here and continue on our own", HIRE, "closing to go on"),
        ("We'll put you on our own payroll", HIRE, "a payroll that is not the platform's"),
        ("You can hire me through my own agency next time", HIRE, "one's own firm"),
        ("Between us, we can leave this site after the first job", HIRE, "leaving together"),
    ],
)
def test_what_is_offered_or_asked_for(text: str, kind: Kind, why: str) -> None:
    assert kind in kinds(text), why


@pytest.mark.parametrize(
    "text, why",
    [
        ("What's your number for the whole package?", "a price"),
        ("Let's touch base on Monday", "an idiom"),
        ("May I call your attention to page two?", "an idiom"),
        ("Call me picky, but the logo is too big", "an idiom"),
        ("you can call me Sam", "a name"),
        ("Let me get this straight: two pages, one week?", "an idiom"),
        ("I'll address the comments tomorrow", "the work"),
        ("We exchanged the two images", "the work"),
        ("Send me the email copy when it is done", "the work is an e-mail"),
        ("The form must validate the phone number and the email", "a product"),
        ("I build Telegram bots and WhatsApp integrations", "skills"),
        ("Do you have experience with the Slack API?", "skills"),
        ("Please move the WhatsApp button to the left", "a product"),
        ("The shop should let customers pay by PayPal", "a product's payments"),
        ("Do you know the Stripe checkout API?", "skills"),
        ("Our designer posts on Instagram daily", "marketing"),
        ("The direct debit screen needs a new icon", "a product"),
        ("I raised my rate a little to cover the service fee", "a legitimate way with the fee"),
        ("We can convert to a direct contract by paying the conversion fee", "a legitimate way out"),
        ("Please send the offer on Upwork and I will accept it", "the platform itself"),
        ("Let's have a call here in the Upwork messages", "the platform itself"),
        ("You would work directly with our designer", "teamwork"),
        ("I edit directly in the Figma file", "a tool"),
        ("Outside the scope I charge 25 an hour", "an idiom"),
        ("Is the table outside or inside in the photo?", "a place"),
        ("I own a small shop in Leeds and need a website", "a person, not a meeting"),
        ("I have read your proposal and like it", "small talk"),
        ("Thanks!", "small talk"),
        ("", "nothing"),
    ],
)
def test_what_only_sounds_alike(text: str, why: str) -> None:
    assert kinds(text) == set(), why


@pytest.mark.parametrize(
    "text, value",
    [
        ("What's your email?", "email"),
        ("give me your gmail", "email"),
        ("May I have your phone number?", "phone"),
        ("send your telegram id", "handle"),
        ("What's your home address?", "address"),
        ("Could you share your contact details?", None),  # of any kind
        ("How can I reach you outside of this site?", None),
        ("¿Me pasas tu correo?", "email"),
        ("скиньте ваш номер", "phone"),
    ],
)
def test_a_request_tells_what_is_asked_for(text: str, value: str | None) -> None:
    found = [finding for finding in find_solicitations(Text(text)) if finding.kind == ASK]
    assert found
    assert found[0].value == value


@pytest.mark.parametrize(
    "text, service",
    [
        ("¿Cuál es tu Signal?", "signal"),  # an everyday word where people talk
        ("DiscordのIDを教えてください", "discord"),  # right before the user name that is asked for
        ("Let's talk on Telegram", "telegram"),
        ("lets talk on t3legram", "telegram"),
        ("I can pay you by PayPal", "paypal"),
        ("Shall we continue somewhere else?", None),
    ],
)
def test_the_service_is_named(text: str, service: str | None) -> None:
    assert service in {finding.service for finding in find_solicitations(Text(text))}


def test_a_finding_points_at_its_words_in_the_original() -> None:
    text = "Ｐｌｅａｓｅ send me your\u200b email, ok?"
    finding = next(find_solicitations(Text(text)))
    assert text[finding.start : finding.end] == finding.text
    assert "email" in finding.text


@pytest.mark.parametrize(
    "language, offer, kind, twin",
    [
        ("es", "¿Me pasas tu número de WhatsApp?", ASK, "No puedo pasarte mi número antes del contrato"),
        ("es", "Hablemos por Telegram, es más fácil", SWITCH, "El bot de Telegram debe responder solo"),
        ("es", "Te pago por transferencia bancaria fuera de Upwork", PAY, "La tienda acepta PayPal y tarjeta"),
        ("pt", "Me passa seu número?", ASK, "Não posso passar meu número"),
        ("pt", "Vamos conversar no WhatsApp", SWITCH, "O botão do WhatsApp não funciona"),
        ("fr", "Quel est ton numéro de téléphone ?", ASK, "Je ne peux pas donner mon numéro"),
        ("fr", "On peut en parler sur WhatsApp ?", SWITCH, "Restons sur Upwork, s'il te plaît"),
        ("de", "Schick mir bitte deine Handynummer", ASK, "Das Formular prüft die Handynummer"),
        ("de", "Lass uns auf Telegram weiterreden", SWITCH, "Wir bleiben lieber hier auf Upwork"),
        ("it", "Mi dai il tuo numero di telefono?", ASK, "Non posso darti il mio numero"),
        ("it", "Parliamone su WhatsApp", SWITCH, "Il pulsante di WhatsApp è rotto"),
        ("pl", "Podaj mi swój numer telefonu", ASK, "Nie mogę podać numeru telefonu"),
        ("pl", "Porozmawiajmy na WhatsAppie", SWITCH, "Zostańmy na Upwork"),
        ("tr", "Telefon numaranızı yazar mısınız?", ASK, "Telefon numarası alanı zorunlu olmalı"),
        ("tr", "WhatsApp'tan konuşalım", SWITCH, "Burada kalalım, kurallara aykırı"),
        ("ru", "Скиньте ваш номер телефона", ASK, "Я не могу дать номер, это против правил"),
        ("ru", "Давайте перейдём в телеграм", SWITCH, "Нужен бот для телеграма"),
        ("uk", "Надішліть ваш номер телефону", ASK, "Не можу дати номер до контракту"),
        ("uk", "Давайте поговоримо в телеграмі", SWITCH, "Залишаймося на Upwork"),
        ("hi", "अपना मोबाइल नंबर भेजो", ASK, "फॉर्म में मोबाइल नंबर का फील्ड चाहिए"),
        ("hi", "apna whatsapp number bhejo", ASK, "file bhejo, main check karta hu"),
        ("ur", "اپنا نمبر بھیج دیں", ASK, "فائل بھیج دیں"),
        ("bn", "আপনার নাম্বার দিন", ASK, "ফাইলটা দিন"),
        ("ar", "أرسل لي رقمك", ASK, "أرسل لي الملف"),
        ("ar", "نتكلم على الواتساب أفضل", SWITCH, "لا أستطيع، هذا مخالف للقوانين"),
        ("fa", "شماره‌تون رو بفرستید", ASK, "فایل رو بفرستید"),
        ("tl", "Pahingi ng number mo", ASK, "Pahingi ng file"),
        ("id", "Minta nomor WA kamu dong", ASK, "Minta file desainnya"),
        ("id", "Kita lanjut di Telegram saja", SWITCH, "Tombol Telegram di aplikasi rusak"),
        ("vi", "Cho mình xin số điện thoại", ASK, "Cho mình xin file thiết kế"),
        ("vi", "Mình nói chuyện qua Zalo nhé", SWITCH, "Ứng dụng cần đăng nhập bằng Zalo"),
        ("zh", "加个微信聊吧", SWITCH, "我们做一个微信小程序"),
        ("zh", "你的电话号码是多少？", ASK, "电话号码格式不对"),
        ("ja", "LINEで話しませんか", SWITCH, "LINEのスタンプを作ってください"),
        ("ja", "電話番号を教えてください", ASK, "電話番号の入力欄を作ってください"),
        ("ko", "카톡으로 얘기해요", SWITCH, "카톡 챗봇을 만들어 주세요"),
        ("ko", "전화번호 알려주세요", ASK, "규정 때문에 전화번호는 못 드려요"),
        ("th", "ขอเบอร์โทรหน่อย", ASK, "ขอไฟล์หน่อย"),
        ("th", "คุยกันทางไลน์ดีกว่า", SWITCH, "ทำสติกเกอร์ไลน์ให้หน่อย"),
        ("sw", "Nipe namba yako ya simu", ASK, "Nipe faili"),
        ("sw", "Tuongee kwa WhatsApp", SWITCH, "Siwezi kutoa namba yangu"),
        ("pcm", "abeg send your number make I call you", ASK, "abeg send the file make I check am"),
    ],
)
def test_other_languages(language: str, offer: str, kind: Kind, twin: str) -> None:
    assert kind in kinds(offer), f"{language}: {offer}"
    assert kinds(twin) == set(), f"{language}: {twin}"


@pytest.mark.parametrize(
    "piece",
    ["send me your ", "never whatsapp me ", "a ", ", ", "\n", '"', "pay me outside of it. don't ", "your number? "],
)
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    text = Text((piece * 50_000)[:50_000])
    start = time.process_time()
    for _ in find_solicitations(text):
        pass
    assert time.process_time() - start < 10  # half a second, where nobody else works; quadratic would be minutes
