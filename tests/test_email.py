import pytest

from sidedoor.detectors.email import find_emails
from sidedoor.text import Text


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
    ],
)
def test_nobodys(text: str) -> None:
    assert values(text) == []
