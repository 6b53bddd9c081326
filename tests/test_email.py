import pytest

from sidedoor.detectors.email import find_emails
from sidedoor.text import Text
from sidedoor.vocabulary import Kind, Technique


def values(text: str) -> list[str | None]:
    return [finding.value for finding in find_emails(Text(text))]


@pytest.mark.parametrize(
    "text, value",
    [
        ("My email is Marta.Kol@Gmail.com.", "marta.kol@gmail.com"),  # lower case, the full stop is the sentence's
        ("pls mail the files: studio.fern@outlook.com", "studio.fern@outlook.com"),
        ("k_oduya+work@proton.me <- write me there", "k_oduya+work@proton.me"),  # tag and underscore
        ("mailto:jonas@lindfoto.se works best", "jonas@lindfoto.se"),
        ("Kind regards\n--\nIlse\nilse@vermeer-prints.be", "ilse@vermeer-prints.be"),  # a signature
        ("write (any day) to <lena@kolberg.studio>", "lena@kolberg.studio"),  # angle brackets
        ("PPC: ads@riverbend.example, read-only please", "ads@riverbend.example"),  # a reserved ending used as real
        ("my mail is 'tom@oduya.co.ke'", "tom@oduya.co.ke"),  # emphasis by quotes
        ("You can use my address nadia.works@example.com", "nadia.works@example.com"),  # a reserved name, but hers
        ("My email is test@gmail.com", "test@gmail.com"),  # looks made up, but is given as one's own
        ("dots..before lena.k@gmail.com...", "lena.k@gmail.com"),  # dots around
        ("мой адрес info@почта.рф", "info@почта.рф"),  # an international domain
        ("邮箱：chen.w@163.com，谢谢", "chen.w@163.com"),  # punctuation of another script
    ],
)
def test_plain(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "use `user@host:~$ ssh -p 2222 deploy@10.0.3.7`",  # a prompt and an IP
        "git clone git@github.com:acme/landing.git",  # a repository
        "ssh deploy@prod.kestrel.io and run it",  # a login on a machine
        "You need @Override above and @Autowired on the field",  # annotations
        "bump @angular/core to 17.3.1",  # a package scope
        "@media (max-width: 768px) { .hero { padding: 0 } }",  # CSS
        r"the pattern ^[\w.+-]+@[\w-]+\.[\w.]+$ is too strict",  # an expression
        "use logo@2x.png in the header",  # a picture
        "For the form test use test@example.com, it's a dummy",  # test data
        'Replace "yourname@yourdomain.com" in the footer',  # a placeholder
        "In the mock-up the header says info@company.com",  # a placeholder in a design
        'payload: {"email": "leo@sampler.dev", "id": 4}',  # JSON
        "Mails come from no-reply@kestrel.io",  # a machine
        "ask support@stripe.com about it",  # a vendor's help desk
        "I wrote to help@upwork.com",  # the marketplace's own
        'Translate "Write to info@fernhill.studio for prices" into French',  # copy
        "Im Testkonto ist max@beispiel.de hinterlegt",  # a placeholder in German
        "```\nto = 'lena@kolberg.studio'\n```",  # a fenced block
        "insta @casa.lumbre.studio",  # a mention, whatever its ending
    ],
)
def test_nobodys(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    "text, techniques",
    [
        ("lena.k@gmail.com", set()),
        ("lena dot k at gmail dot com", {Technique.AT_DOT_WORDS}),
        ("lena.k(at)gmail(dot)com", {Technique.AT_DOT_WORDS}),
        ("l e n a k @ g m a i l . c o m", {Technique.SPACED}),
        ("l.e.n.a.k@g.m.a.i.l.c.o.m", {Technique.SEPARATORS}),
        ("lena.k©gmail.com", {Technique.SYMBOL_SWAP}),
        ("lena.k@gmial.com", {Technique.MISSPELT}),
        ("lena.k@gma1l.com", {Technique.LEET}),
        ("lena.k@gmail", {Technique.MISSING_PART}),
        ("lena.k at gee mail dot com", {Technique.AT_DOT_WORDS, Technique.NICKNAME}),
        ("moc.liamg@k.anel", {Technique.REVERSED}),
        ("lena.k&#64;gmail&#46;com", {Technique.ENCODED}),
        ("bGVuYS5rQGdtYWlsLmNvbQ==", {Technique.ENCODED}),
        ("lena.NOSPAM.k@gmail.com", {Technique.FILLER}),
        ("lena.k\n@\ngmail.com", {Technique.SPLIT_LINES, Technique.SPACED}),
        ("lеna.k@gmаil.com", {Technique.HOMOGLYPH}),  # Cyrillic е and а
        ("lena.k@gm\u200bail.com", {Technique.ZERO_WIDTH}),
        ("ｌｅｎａ.k@gmail.com", {Technique.STYLED_CHARACTERS}),
        ("lima echo november alpha at gmail dot com", {Technique.AT_DOT_WORDS, Technique.PHONETIC_ALPHABET}),
        ("karim forty two at gmail dot com", {Technique.AT_DOT_WORDS, Technique.SPELLED_DIGITS}),
        ("write to my full name at gmail dot com", {Technique.AT_DOT_WORDS, Technique.POINTER}),
    ],
)
def test_techniques(text: str, techniques: set[Technique]) -> None:
    (finding,) = find_emails(Text(text))
    assert set(finding.techniques) == techniques


def test_finding_spans_the_original() -> None:
    text = "Écris à ｌｅｎａ arobase gmail point com, merci"
    (finding,) = find_emails(Text(text))
    assert finding.kind is Kind.EMAIL
    assert text[finding.start : finding.end] == finding.text == "ｌｅｎａ arobase gmail point com"


def test_a_name_that_both_know_has_no_value() -> None:
    assert values("just write to my first and last name together, at google's mail") == [None]


def test_several_addresses_in_one_message() -> None:
    assert values("lena@kolberg.studio or tom dot k at gmail dot com") == ["lena@kolberg.studio", "tom.k@gmail.com"]
