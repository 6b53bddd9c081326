"""A policy as a table, in each of its forms."""

from datetime import datetime
from html.parser import HTMLParser

from sidedoor.policy import load_policy
from sidedoor.policy.table import as_html, as_markdown, as_text, policy_table
from sidedoor.vocabulary import Surface

ELANCE = policy_table(load_policy("elance"))
UPWORK = policy_table(load_policy("upwork"))


def test_kinds_with_the_same_answers_share_a_row() -> None:
    states = ("none", "proposal", "interview", "offer", "active", "paused", "ended", "unknown")
    assert ELANCE.columns == ("kind", "with", "plan", *states)
    assert ELANCE.cells() == [
        (
            "email, phone, handle, link, address, contact_request not for payment_account, channel_switch",
            *("", "any", "flag", "flag", "allow", "allow", "allow", "allow", "allow", "review"),
        ),
        (
            "payment_account, contact_request for payment_account, off_platform_payment, off_platform_hire",
            *("", "any", *["flag"] * 8),
        ),
        (
            "contact_request not for payment_account, channel_switch",
            *("doubt", "any", "review", "review", "allow", "allow", "allow", "allow", "allow", "review"),
        ),
        (
            "contact_request for payment_account, off_platform_payment, off_platform_hire",
            "doubt",
            "any",
            *["review"] * 8,
        ),
        ("plan_claim, system_access, platform_call, legal_need", "", "any", *["allow"] * 8),
    ]


def test_what_stands_beside_a_kind_has_a_row_only_where_it_matters() -> None:
    rows = {(kinds, beside): answers for kinds, beside, plan, *answers in UPWORK.cells() if plan == "any"}
    assert rows["email, contact_request for email/open", "access to a named system"] == ["allow"] * 8
    assert {beside for _, beside in rows} == {
        "",
        "access to a named system",
        "doubt",
        "existing relationship",
        "legal_need",
    }


def test_a_table_is_of_one_surface_and_one_day() -> None:
    public = policy_table(load_policy("upwork"), Surface.PROFILE)
    assert public.title == "upwork@2026.1, in public (profile)"
    assert public.cells()[0][2:] == ("any", *["flag"] * 8)
    old = policy_table(load_policy("upwork-2023"), as_of=datetime(2020, 6, 25))
    assert old.cells()[0][2:] == ("any", *["allow"] * 8)


def test_text_is_aligned() -> None:
    title, _, *lines = as_text(ELANCE).splitlines()
    assert title == "elance@2014.1, in a private message"
    answers = ["none", "flag", "flag", "review", "review", "allow"]
    assert {line.index(answer, 90) for line, answer in zip(lines, answers, strict=True)} == {lines[0].index("none")}


def test_markdown_holds_rows_and_rules_in_order() -> None:
    lines = as_markdown(UPWORK).splitlines()
    assert lines[0] == "## Upwork: contact stays on the platform until a contract starts"
    rules = [
        line.split(" | ")[0].removeprefix("| ")
        for line in lines[lines.index("| rule | action | reason | source |") + 2 :]
    ]
    assert [rule for rule in rules if rule] == [rule.id for rule in load_policy("upwork").rules]


def test_html_is_well_formed_and_shows_reasons() -> None:
    opened: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in ("meta", "p", "li"):
                opened.append(tag)

        def handle_endtag(self, tag: str) -> None:
            if tag not in ("p", "li"):
                assert opened.pop() == tag

    page = as_html(UPWORK)
    Reader().feed(page)
    assert opened == []
    assert 'title="An e-mail address was shared before a contract started."' in page
    assert page.count("<tr>") == len(UPWORK.rows) + 1
