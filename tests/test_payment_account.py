import pytest

from sidedoor.detectors.payment_account import find_payment_accounts
from sidedoor.text import Text
from sidedoor.vocabulary import Technique

BITCOIN = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
SEGWIT = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
TRON_MISTYPED = "TQ5nZ8rVx3LkYp7WmJc2HdRb9SgAeUf4Kt"
ETHEREUM = "0x52908400098527886E0F7030069857D2E4169EE7"
SOLANA = "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV"


def values(text: str) -> list[str | None]:
    return [finding.value for finding in find_payment_accounts(Text(text))]


@pytest.mark.parametrize(
    "text, value",
    [
        # a service that pays, with an e-mail beside it
        ("PayPal: dana.koala@gmail.com, half now", "dana.koala@gmail.com"),
        ("my paypal is dana.koala@gmail.com", "dana.koala@gmail.com"),
        ("send it to dana.koala@gmail.com on PayPal", "dana.koala@gmail.com"),  # before the service
        ("dana.koala@gmail.com (PayPal)", "dana.koala@gmail.com"),
        ("I accept PayPal (dana.koala@gmail.com) or Wise", "dana.koala@gmail.com"),
        ("paypal friends and family: dana.koala@gmail.com", "dana.koala@gmail.com"),
        ("just paypal dana.koala@gmail.com 50 bucks", "dana.koala@gmail.com"),  # as a verb
        ("my wise email dana.koala@gmail.com", "dana.koala@gmail.com"),  # an everyday word made sure by "my"
        ("send to my Moneybookers: pay@koalaweb.example", "pay@koalaweb.example"),  # an old name
        ("manda no pix caio.koala@gmail.com", "caio.koala@gmail.com"),
        ("bana doğrudan PayPal ile öde: dana.koala@gmail.com", "dana.koala@gmail.com"),  # the verb comes after
        ("直接用Wise付给我：dana.koala@gmail.com", "dana.koala@gmail.com"),  # among other letters a name
        ("Wiseで直接払ってください：dana.koala@gmail.com", "dana.koala@gmail.com"),
        ("আমাকে সরাসরি PayPal এ পাঠান: dana.koala@gmail.com", "dana.koala@gmail.com"),
        ("nilipe moja kwa moja kwa PayPal: dana.koala@gmail.com", "dana.koala@gmail.com"),
        ("zapłać przez PaPal proszę, dana.koala@gmail.com", "dana.koala@gmail.com"),  # misspelt as a word
        ("PayPal: d a n a . k o a l a @ g m a i l . c o m", "dana.koala@gmail.com"),
        # with a name or a number
        ("I'm @Koala-Ballard-9 on Venmo", "koala-ballard-9"),
        ("venmo @koala_audio", "koala_audio"),
        ("Cash App: $KoalaAudio", "$koalaaudio"),
        ("$KoalaAudio on cash app", "$koalaaudio"),
        ("Revolut: @koala7k", "koala7k"),
        ("Zelle: 415 555 0134", "4155550134"),
        ("zelle number is (415) 555-0134", "4155550134"),
        ("gcash: 09175550148 Maria R.", "09175550148"),
        ("0917 555 0148 (GCash)", "09175550148"),
        ("bKash 01711555028", "01711555028"),
        ("বিকাশ ০১৭১১৫৫৫০২৮", "01711555028"),  # digits of another script
        ("GPay 98200 14573", "9820014573"),
        ("paytm karo 9820014573 pe", "9820014573"),
        ("M-Pesa till 123456", "123456"),
        ("Bizum al 612 555 014", "612555014"),
        ("BLIK na numer 600 555 017", "600555017"),
        ("momo 0901555018", "0901555018"),
        ("DANA 0812 5550 0132", "081255500132"),  # an everyday word, but a whole number
        ("支付宝：13955500128", "13955500128"),
        ("토스 010-5550-0183 으로 보내주세요", "01055500183"),
        ("Binance ID 412345678", "412345678"),
        ("meu pix é 11 95550-0187", "11955500187"),
        ("chave pix 7d9f0335-8dcc-4054-9bf9-0dbd61d36906", "7d9f03358dcc40549bf90dbd61d36906"),
        ("pp me at dana.koala@gmail.com", "dana.koala@gmail.com"),  # the service as a verb
        ("you can wise me, dana.koala@gmail.com is the account", "dana.koala@gmail.com"),
        ("Venmo works: Dana-Koala-3", "dana-koala-3"),
        ("my venmo's koala_audio", "koala_audio"),  # "is", run together
        ("I use zelle, same as my cell 415 555 0134", "4155550134"),
        # names and pages that are accounts by their form
        ("upi id is koalaedits@okaxis , gpay also same", "koalaedits@okaxis"),
        ("pay on 9820014573@ybl", "9820014573@ybl"),
        ("paypal.me/koalavoice takes cards too", "paypal.me/koalavoice"),
        ("https://www.paypal.com/paypalme/koalavoice", "https://www.paypal.com/paypalme/koalavoice"),
        ("cash.app/$koalavoice", "cash.app/$koalavoice"),
        # banks
        ("Bank transfer: IBAN NL91 ABNA 0417 1643 00 please", "NL91ABNA0417164300"),
        ("GB29NWBK60161331926819", "GB29NWBK60161331926819"),  # proven by its checksum
        ("IBAN DE21 5001 0517 5407 3249 31, J. Ott", "DE21500105175407324931"),  # mistyped, but called one
        ("mi IBAN: D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0", "DE89370400440532013000"),  # digit by digit
        ("IBAN DE89\n3704\n0044\n0532\n0130\n00\nthanks", "DE89370400440532013000"),  # over lines
        ("GB29 * NWBK * 6016 * 1331 * 9268 * 19", "GB29NWBK60161331926819"),
        ("gcash ko zero nine one seven five five five zero one four eight", "+639175550148"),  # spelled
        ("Venmo: koala underscore audio", "koala_audio"),
        ("venmo k*o*a*l*a*7", "koala7"),
        ("venm0: @koala_audio", "koala_audio"),
        ("paypal dot me slash koalavoice", "paypal.me/koalavoice"),
        ("gcash # 0917 555 0148", "09175550148"),
        ("zelle me @ 202 555 0143", "2025550143"),
        ("по номеру +7 903 555 01 12 сбп", "+79035550112"),  # right before
        ("微信转账就行，收款号 koala_wx88", "koala_wx88"),
        ("te paso el alias para la transferencia: koala.luna.sol", "koala.luna.sol"),
        ("le plus simple c'est PayPal entre proches sur dana.koala@gmail.com", "dana.koala@gmail.com"),
        ("Venmo works on my side, you'd send it to @koala-rider-4", "koala-rider-4"),
        ("chime sign: $koala-audio", "$koala-audio"),
        ("ecocash +263 77 555 0123", "+263775550123"),
        ("ゆうちょ 記号12340 番号12345671", "12345671"),  # no space before the number
        ("maya po 0917 555 0148 kay Liza", "09175550148"),  # an everyday name among foreign words
        ("pix (celular) 11 95550-0187", "11955500187"),
        ("PP me @ dana.koala at gmail dot com", "dana.koala@gmail.com"),
        ("paypal amici: dana.koala@gmail.com", "dana.koala@gmail.com"),
        ("楽天銀行 支店251 普通 1234567", "1234567"),
        ("cash tag is dollar sign koalaaudio", "$koalaaudio"),
        ("k o a l a 7 on venmo", "koala7"),
        ("upi: dana.k at okicici", "dana.k@okicici"),  # the at sign is said
        ("फोनपे करो 9876500340 पर", "9876500340"),  # a verb that no list has
        ("pay me thru P@ypal ok? dana.koala (at) gmail (dot) com", "dana.koala@gmail.com"),  # in the next sentence
        ("chave 7d9f0335-8dcc-4054-9bf9-0dbd61d36906 (pix)", "7d9f03358dcc40549bf90dbd61d36906"),
        (f"ETH: {ETHEREUM}", ETHEREUM),
        ("شبا: IR820540102680020817909002", "IR820540102680020817909002"),
        ("numer konta 12 1140 2004 0000 3002 0135 5387", "12114020040000300201355387"),  # mistyped, but as long
        ("na konto 61 1090 1014 0000 0712 1981 2874", "PL61109010140000071219812874"),  # a Polish one
        ("Account number 0123456789, GTBank, Ada Obi", "0123456789"),
        ("A/c no 50100234567891 IFSC HDFC0001234", "50100234567891"),
        ("routing 021000021 account number 9900000002", "9900000002"),
        ("CLABE 032180000118359719", "032180000118359719"),  # its length says enough
        ("transferencia al alias koala.luna.sol", "koala.luna.sol"),  # words for an Argentine account
        ("rekening BCA 1234567890 a.n. Siti", "1234567890"),
        ("stk 0123456789 Vietcombank, chuyển khoản trước", "0123456789"),
        ("계좌번호 신한 110-123-456789", "110123456789"),
        ("振込先: 三菱UFJ 普通 1234567", "1234567"),
        ("переведите на карту 4276 3800 1234 5675", "4276380012345675"),
        ("شماره کارت 6037 9912 3456 7893", "6037991234567893"),
        # wallets
        (f"my btc wallet: {BITCOIN}", BITCOIN),
        (BITCOIN, BITCOIN),  # nothing else: the checksum proves it
        (f"send BTC to {SEGWIT}", SEGWIT),
        (f"send usdt trc20 {TRON}", TRON),
        (f"USDT TRC20 wallet {TRON_MISTYPED}", TRON_MISTYPED),  # no checksum, but coin and "wallet" named
        (ETHEREUM, ETHEREUM),
        (f"eth wallet {ETHEREUM.lower()}", ETHEREUM.lower()),  # without capitals there is no checksum
        (f"SOL wallet {SOLANA}", SOLANA),
    ],
)
def test_account(text: str, value: str) -> None:
    assert value in values(text)


@pytest.mark.parametrize(
    "text, technique",
    [
        ("p@yp@l me -> ingrid dot koala at gmail dot com", Technique.LEET),
        ("IBAN: D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0", Technique.SPACED),
        ("IBAN DE89\n3704\n0044\n0532\n0130\n00", Technique.SPLIT_LINES),
        ("IBAN DE89*3704*0044*0532*0130*00", Technique.SEPARATORS),
        ("paypal: dana dot koala at gmail dot com", Technique.AT_DOT_WORDS),
        ("paypal dot me slash koalavoice", Technique.AT_DOT_WORDS),
        ("venmo k*o*a*l*a*7", Technique.SEPARATORS),
        (f"usdt {' '.join(TRON)}", Technique.SPACED),  # proven by its checksum, letter by letter
        ("p a y p a l: dana.koala@gmail.com", Technique.SPACED),
        ("p.a.y.p.a.l dana.koala@gmail.com", Technique.SEPARATORS),
        ("pay\u200bpal: dana.koala@gmail.com", Technique.ZERO_WIDTH),
        ("vеnmо: @koalavolk22", Technique.HOMOGLYPH),
    ],
)
def test_disguised(text: str, technique: Technique) -> None:
    found = list(find_payment_accounts(Text(text)))
    assert len(found) == 1
    assert technique in found[0].techniques


@pytest.mark.parametrize(
    "text",
    [
        # the payment is what is built
        "Add a PayPal button and Apple Pay to the checkout.",
        "PayPal checkout must send receipts to the buyer's email",
        "I built a crypto wallet app with USDT support",
        "Pix QR code in checkout, timeout 300 seconds",
        "Venmo clone app, 6 screens",
        "HDFC bank logo redesign, 3 concepts",
        # data to test with
        "Stripe test card 4242 4242 4242 4242",
        "Use 4111 1111 1111 1111 with any CVC in the sandbox",
        "Luhn check passes for 4539578763621486",
        "The IBAN field must accept DE89 3704 0044 0532 0130 00 as a test value",
        "In the seed file use IBAN DE89370400440532013000 for each user",
        "The invoice template shows account 12345678, sort code 00-00-00 as a placeholder",
        "The GCash screen shows a fake number, 0917 123 4567, in the mock-up",
        # chains of letters and digits
        "sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709",
        f"The contract is deployed at {ETHEREUM}",
        "tx hash 0x88df016429689c079f3b2f6ad39fa052532c50795b733da92b98d2e1c9c3f3a1",
        "UUID 7d9f0335-8dcc-4054-9bf9-0dbd61d36906 in the table",
        "tracking RR123456789CN",
        "GSTIN 27AAPFU0939F1ZV",
        "VAT number DE123456789",
        "the dashboard shows wallet 0x0000000000000000000000000000000000000000",  # nobody's
        "der Build bricht in der Zeile @ k o a l a / k i t ab",  # "Zeile" is no Zelle
        "оплата через сбп на сайте, ошибка err_502",  # a code behind words of no list
        # money and dollars
        "My rate is $500 for the logo and $900 for the set",
        "$USER and $PATH must be set",
        "use $this->user in PHP",
        "payments go through Upwork only",
        # numbers of other things
        "order 1234567890 failed",
        "account 12345678 in the CRM has a wrong VAT",
        "Transfer 10000 rows to the new database",
        "Order 9820014573 was paid with Paytm",
        "номер заказа 4276380012345674",
        "карта сайта на 1200 страниц",
        # everyday words
        "a wise choice, the 2nd draft",
        "till 20240930 the price holds",
        "momo dumplings recipe, 500 words",
        "dana is my sister, she turned 30",
        "Our recruiter is Dana, dana.koala@koalabank.example, she'll set it up",
        "rocket landing page with 3 sections",
        "a swish sound, 2 seconds",
        # the number is a telephone's, the service is said to have the same one
        "My viber is 0917 555 0148, same number for gcash.",
    ],
)
def test_nothing(text: str) -> None:
    assert values(text) == []
