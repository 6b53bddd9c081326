import pytest

from sidedoor.detectors.link import find_links
from sidedoor.text import Text


def found(text: str) -> list[tuple[str | None, str | None]]:
    return [(finding.value, finding.service) for finding in find_links(Text(text))]


@pytest.mark.parametrize(
    "text, value, service",
    [
        ("https://t.me/aram_dev_x", "t.me/aram_dev_x", "telegram"),
        ("chat here: https://wa.me/12025550126.", "wa.me/12025550126", "whatsapp"),
        ("slots: calendly.com/ruthf/intro-30", "calendly.com/ruthf/intro-30", "calendly"),
        ("https://us02web.zoom.us/j/5550134?pwd=aX", "us02web.zoom.us/j/5550134?pwd=aX", "zoom"),
        ("fill https://forms.gle/Vb7Qk2 first", "forms.gle/Vb7Qk2", "google_forms"),
        ("https://docs.google.com/forms/d/e/1FA/viewform", "docs.google.com/forms/d/e/1FA/viewform", "google_forms"),
        ("(see linkedin.com/in/hector-bim)", "linkedin.com/in/hector-bim", "linkedin"),
        ("my page fb.com/sunilcakes has a message button", "fb.com/sunilcakes", "facebook"),
        ("use https://mossandbyrne.com/contact", "mossandbyrne.com/contact", None),  # a contact page
        ("Apply through careers.tellurion.com/openings/8841", "careers.tellurion.com/openings/8841", None),
        ("reach me: www.studio-varga.hu", "www.studio-varga.hu", None),  # a home page as a way to make contact
        ("my chat link: bit.ly/chatwithgus", "bit.ly/chatwithgus", None),
    ],
)
def test_contact(text: str, value: str, service: str | None) -> None:
    assert found(text) == [(value, service)]


@pytest.mark.parametrize(
    "text",
    [
        "Repo: https://github.com/lumen-tools/pdf-splitter",  # code
        "Portfolio: https://www.behance.net/gallery/18844/Tea",  # work
        "brief: https://docs.google.com/document/d/1xYq/edit",  # a document
        "https://www.upwork.com/jobs/~01a4155 is the job",  # the marketplace
        "see help.instagram.com/1234 about that",  # the network about itself
        "https://www.instagram.com/p/Cx12/ is the look I want",  # a post
        "calendly.com/pricing lists the plans",  # a vendor's page
        'is "wa.me" allowed in Google Ads?',  # a bare domain
        "my site is www.studio-varga.hu",  # a home page, not given for contact
        "find me a theme on themeforest.net",  # an invitation to do something else
        "The WhatsApp button should open https://wa.me/12025550126",  # part of the product
        "bit.ly/q3-report is the spreadsheet",  # a short link to work
        "use node.js or config.yaml",  # file names
    ],
)
def test_work(text: str) -> None:
    assert found(text) == []
