"""The report: right figures, nothing of a message live, nothing fetched, and usable by people in a real browser."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sidedoor import Action, ContractState, Finding, Kind, Message, Recommendation, SenderRole, Technique
from sidedoor.flagged import Flagged
from sidedoor.keyed import HashKey
from sidedoor.policy import decide, load_policy
from sidedoor.report import write_report
from sidedoor.report.data import clipped
from tests.browser import browser
from tests.injections import FORMULAS, HTML

UPWORK = load_policy("upwork")
KEY = HashKey(b"an invented key, long enough")
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ADDRESS = "ann@example.com"


def message(number: int, text: str, conversation: str = "c1", **record: Any) -> Message:
    return Message(
        **{
            "message_id": f"m{number}",
            "conversation_id": conversation,
            "sent_at": START + timedelta(hours=number),
            "sender_id": f"person-{number % 2}",
            "sender_role": SenderRole.CLIENT if number % 2 else SenderRole.FREELANCER,
            "text": text,
            "contract_state": ContractState.INTERVIEW,
            "client_plan": "basic",
            **record,
        }
    )


def recommended(message: Message) -> Recommendation:
    """Find every `ADDRESS`, as code points count."""
    findings = tuple(
        Finding(
            kind=Kind.EMAIL,
            start=found.start(),
            end=found.end(),
            text=found[0],
            value=found[0],
            techniques=(Technique.SPACED,) if "spaced" in message.text else (),
            message_ids=(message.message_id,),
        )
        for found in re.finditer(re.escape(ADDRESS), message.text)
    )
    action, reasons = decide(UPWORK, message, findings)
    return Recommendation(
        message_id=message.message_id,
        conversation_id=message.conversation_id or message.message_id,
        action=action,
        reasons=reasons,
        findings=findings,
        policy=UPWORK.label,
        text=message.text,
    )


def report(path: Path, messages: Sequence[Message], again: bool = True, **options: Any) -> dict[str, Any]:
    """Write the report and return the data that stands in it."""
    actions: Counter[Action] = Counter()
    with Flagged() as flagged:
        for one in messages:
            recommendation = recommended(one)
            actions[recommendation.action] += 1
            if recommendation.findings:
                flagged.add(one, recommendation)
        if again:
            flagged.look_again(messages)
        write_report(path, flagged, UPWORK, actions=actions, **options)
    page = path.read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


TALK = [
    message(0, "Hello there"),
    message(1, f"write to {ADDRESS}"),
    message(2, "fine"),
    message(3, f"or spaced {ADDRESS}", client_plan="unknown"),
    message(4, f"mine is {ADDRESS}", "c2", contract_state=ContractState.ACTIVE),
    message(5, "nothing", "c3"),
]


def test_figures(tmp_path: Path) -> None:
    data = report(tmp_path / "report.html", TALK, key=KEY)
    assert data["actions"] == {"allow": 4, "review": 1, "flag_as_inappropriate": 1}
    assert data["messages"] == 6
    assert data["kinds"] == [["email", 1, 1]]
    assert data["techniques"] == [["plain", 1, 0], ["spaced", 0, 1]]
    assert [row[:3] for row in data["rules"]] == [
        ["upwork/missing-client-plan", 0, 1],
        ["upwork/pre-contract-contact", 1, 0],
    ]
    assert data["days"] == [["2026-01-05", 1, 1, 6]]
    assert [one["id"] for one in data["list"]] == ["m1", "m3"]
    assert data["list"][0]["findings"][0]["times"] == 2
    assert "Without characters 9 to 24: allow." in data["list"][0]["otherwise"]
    plans = dict(data["grid"]["plans"])
    assert plans["basic"][data["grid"]["states"].index("interview")] == [1, 0]


def test_people_and_conversations_bear_pseudonyms_that_only_the_key_can_make(tmp_path: Path) -> None:
    data = report(tmp_path / "report.html", TALK, key=KEY)
    page = (tmp_path / "report.html").read_text()
    assert "person-" not in page
    assert '"c1"' not in page
    assert report(tmp_path / "again.html", TALK, key=KEY)["senders"] == data["senders"]
    assert report(tmp_path / "other.html", TALK)["senders"] != data["senders"]


def test_the_conversation_around_a_flag(tmp_path: Path) -> None:
    many = [message(n, f"words {n}") for n in range(40)]
    many[20] = message(20, f"write to {ADDRESS}")
    (talk,) = report(tmp_path / "report.html", many)["talks"].values()
    assert [said and said["id"] for said in talk] == [None, *(f"m{n}" for n in range(15, 24))]
    assert talk[6]["covers"] == [[9, 24]]


def test_a_contact_allowed_later_is_covered_in_the_conversation_too(tmp_path: Path) -> None:
    allowed = message(2, f"so {ADDRESS}", contract_state=ContractState.ACTIVE)
    (talk,) = report(tmp_path / "report.html", [*TALK[:2], allowed])["talks"].values()
    assert talk[2]["covers"] == [[3, 18]]


def test_pieces_of_a_split_contact_are_covered_as_a_whole(tmp_path: Path) -> None:
    first, last = message(1, "it is ann at"), message(2, f"{ADDRESS}")
    whole = recommended(last)
    split = Finding(kind=Kind.EMAIL, start=0, end=15, text=ADDRESS, value=ADDRESS, message_ids=("m1", "m2"))
    with Flagged() as flagged:
        flagged.add(
            last, Recommendation(**{**{f: getattr(whole, f) for f in whole.__struct_fields__}, "findings": (split,)})
        )
        flagged.look_again([first, last])
        write_report(tmp_path / "report.html", flagged, UPWORK, actions={Action.FLAG: 1}, redact=True)
    page = (tmp_path / "report.html").read_text()
    assert "ann" not in page.split('id="data">')[1].split("</script>")[0]


@pytest.mark.parametrize("key", [None, KEY])
def test_a_redacted_report_holds_no_contact_detail(tmp_path: Path, key: HashKey | None) -> None:
    data = report(tmp_path / "report.html", TALK, redact=True, key=key)
    assert ADDRESS not in (tmp_path / "report.html").read_text()
    assert data["list"][0]["text"] == "write to •••••••••••••••"
    value = data["list"][0]["findings"][0]["value"]
    assert value is None if key is None else value.startswith("hmac-sha256:")


def test_without_a_second_look_there_is_no_conversation(tmp_path: Path) -> None:
    data = report(tmp_path / "report.html", TALK, again=False)
    assert (data["talks"], data["with_context"], len(data["list"])) == ({}, False, 2)


@pytest.mark.parametrize(
    "before, after",
    [(0, 10_000_000), (10_000_000, 0), (500_000, 500_000), (300, 7_000)],
    ids=["beginning", "end", "middle", "near the limit"],
)
def test_a_very_long_text_is_clipped_around_its_findings(before: int, after: int) -> None:
    text = "x" * before + ADDRESS + "y" * after
    found = Finding(kind=Kind.EMAIL, start=before, end=before + 15, text=ADDRESS)
    shown, place = clipped(text, [found])
    assert len(shown) < 10_000
    assert shown[place(found.start) : place(found.end)] == ADDRESS
    assert (len(text) > 8_000) == ("characters left out" in shown)


def test_ten_thousand_findings_in_one_text_leave_it_short() -> None:
    text = (ADDRESS + " " * 2_000) * 1_000
    findings = [Finding(kind=Kind.EMAIL, start=n * 2_015, end=n * 2_015 + 15, text=ADDRESS) for n in range(1_000)]
    shown, place = clipped(text, findings)
    assert len(shown) < 20_000
    assert all(place(finding.start) <= len(shown) for finding in findings)


@pytest.mark.parametrize("payload", HTML + FORMULAS)
def test_data_cannot_leave_its_element(tmp_path: Path, payload: str) -> None:
    data = report(tmp_path / "report.html", [message(1, f"{payload} {ADDRESS}", client_plan=payload)])
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert data["list"][0]["text"] == f"{payload} {ADDRESS}"
    inside = page.split('id="data">')[1].split("</script>")[0]
    assert not re.search("[<>&\u2028\u2029\u202e\u2066\u0000-\u0008\u200b]", inside)
    assert page.count("<script") == 2


def test_half_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    from sidedoor.report.page import as_json

    assert as_json({"a": "x\ud83dy"}) == '{"a":"x\ufffdy"}'


# ---- in a real browser ----


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as opened:
        yield opened


def load(chromium: Any, path: Path) -> None:
    chromium.get(path.as_uri())
    assert chromium.execute_script("return document.documentElement.dataset.ready") == "yes"
    assert [entry for entry in chromium.get_log("browser") if "favicon" not in entry["message"]] == []


def visible(chromium: Any, selector: str) -> list[str]:
    texts: list[str] = chromium.execute_script(
        "return [...document.querySelectorAll(arguments[0])].map((node) => node.innerText)", selector
    )
    return texts


def click(chromium: Any, selector: str) -> None:
    chromium.execute_script("document.querySelector(arguments[0]).click()", selector)


def press(chromium: Any, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    for key in keys:
        ActionChains(chromium).send_keys(key).perform()


def test_hostile_messages_stay_text(chromium: Any, tmp_path: Path) -> None:
    hostile = [
        message(n, f"{payload} {ADDRESS} {payload}", payload, sender_id=payload, client_plan=payload)
        for n, payload in enumerate(HTML)
    ]
    report(tmp_path / "report.html", hostile, plans=dict.fromkeys(HTML, 1))
    load(chromium, tmp_path / "report.html")
    for index in range(len(HTML)):
        chromium.execute_script("document.querySelectorAll('.item')[arguments[0]]?.click()", index)
        press(chromium, "r")
    assert chromium.execute_script("return window.hit") is None
    assert chromium.execute_script("return document.querySelectorAll('script').length") == 2
    loaded = "return performance.getEntriesByType('resource').map((entry) => entry.name)"
    assert chromium.execute_script(loaded) == []
    assert chromium.execute_script("return document.querySelectorAll('img, iframe, object, a[href^=java]').length") == 0
    assert [entry for entry in chromium.get_log("browser") if "favicon" not in entry["message"]] == []
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", " ".join(visible(chromium, "main")))  # shown by their names


def test_spans_count_code_points(chromium: Any, tmp_path: Path) -> None:
    report(tmp_path / "report.html", [message(1, f"\U0001f642\U0001f600 e\u0301 {ADDRESS} \U0001f44b bye")])
    load(chromium, tmp_path / "report.html")
    assert visible(chromium, "#detail .text") == ["\U0001f642\U0001f600 e\u0301 email \U0001f44b bye"]
    click(chromium, "#detail .text .cover")
    assert visible(chromium, "#detail .text mark") == [ADDRESS]


def test_details_are_covered_until_they_are_revealed(chromium: Any, tmp_path: Path) -> None:
    report(tmp_path / "report.html", TALK)
    load(chromium, tmp_path / "report.html")
    assert ADDRESS not in " ".join(visible(chromium, "body"))
    click(chromium, "#reveal")
    assert " ".join(visible(chromium, "body")).count(ADDRESS) >= 3
    click(chromium, "#reveal")
    assert ADDRESS not in " ".join(visible(chromium, "body"))


def test_search_does_not_tell_what_is_covered(chromium: Any, tmp_path: Path) -> None:
    report(tmp_path / "report.html", TALK)
    load(chromium, tmp_path / "report.html")

    def found(words: str) -> str:
        chromium.execute_script(
            "const field = document.getElementById('search'); field.value = arguments[0];"
            "field.dispatchEvent(new Event('input', { bubbles: true }))",
            words,
        )
        time.sleep(0.3)
        return visible(chromium, "#count")[0]

    assert found("ann@example") == "0 of 2"
    click(chromium, "#reveal")
    assert found("ann@example") == "2 of 2"
    assert found("spaced") == "1 of 2"
    assert found("missing-client-plan") == "1 of 2"
    click(chromium, "#clear")
    assert visible(chromium, "#count") == ["2 of 2"]


def test_keys_alone_will_do(chromium: Any, tmp_path: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    report(tmp_path / "report.html", TALK)
    load(chromium, tmp_path / "report.html")
    chromium.execute_script("document.getElementById('list').focus()")
    press(chromium, Keys.ARROW_DOWN)
    assert "or spaced" in visible(chromium, "#detail .text")[0]
    assert visible(chromium, ".item[aria-selected=true] .words") == ["or spaced email"]
    press(chromium, "r")
    assert visible(chromium, "#detail .text") == [f"or spaced {ADDRESS}"]
    press(chromium, Keys.ENTER)
    assert chromium.execute_script("return document.activeElement.id") == "detail"
    press(chromium, Keys.ESCAPE)
    assert chromium.execute_script("return document.activeElement.id") == "list"
    press(chromium, "/")
    assert chromium.execute_script("return document.activeElement.id") == "search"


def test_a_chart_filters_the_list(chromium: Any, tmp_path: Path) -> None:
    report(tmp_path / "report.html", TALK)
    load(chromium, tmp_path / "report.html")
    chromium.execute_script("document.querySelector('.row[data-value=spaced]').click()")
    assert visible(chromium, "#count") == ["1 of 2"]
    assert chromium.execute_script("return document.querySelector('select[data-field=technique]').value") == "spaced"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_follows_the_readers_scheme_and_can_be_changed(chromium: Any, tmp_path: Path, scheme: str) -> None:
    report(tmp_path / "report.html", TALK)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    load(chromium, tmp_path / "report.html")
    ground = "return getComputedStyle(document.body).backgroundColor"
    before = chromium.execute_script(ground)
    assert chromium.execute_script("return document.documentElement.dataset.theme") == scheme
    click(chromium, "#theme")
    assert chromium.execute_script(ground) != before


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out(chromium: Any, tmp_path: Path, width: int) -> None:
    endless = "a" * 3_000
    report(tmp_path / "report.html", [*TALK, message(9, f"{endless} {ADDRESS}", endless, client_plan=endless)])
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        load(chromium, tmp_path / "report.html")
        assert chromium.execute_script("return document.documentElement.scrollWidth") <= width
        chromium.execute_script("document.querySelectorAll('.item')[2].click()")
        assert chromium.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_paper_shows_the_messages_themselves(chromium: Any, tmp_path: Path) -> None:
    report(tmp_path / "report.html", TALK)
    load(chromium, tmp_path / "report.html")
    chromium.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert len(visible(chromium, ".card .text")) == 2
        assert ADDRESS not in " ".join(visible(chromium, "body"))
    finally:
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_ten_thousand_messages_and_ten_megabytes_of_text(chromium: Any, tmp_path: Path) -> None:
    many = [message(n, f"number {n} {ADDRESS} " + "and more words " * 4, f"c{n // 4}") for n in range(10_000)]
    many.append(message(10_000, "<b>" * 3_500_000 + ADDRESS, "long"))
    report(tmp_path / "report.html", many)
    begun = time.perf_counter()
    load(chromium, tmp_path / "report.html")
    loading = time.perf_counter() - begun
    assert visible(chromium, "#count") == ["10,001 of 10,001"]
    assert chromium.execute_script("return document.querySelectorAll('.item').length") < 40
    scrolling: float = chromium.execute_async_script(
        """
        const done = arguments[0], list = document.getElementById("list");
        let frames = 0; const begun = performance.now();
        const step = () => {
          list.scrollTop = (frames * 137 % 100) / 100 * list.scrollHeight;
          if (++frames < 60) requestAnimationFrame(step); else done((performance.now() - begun) / frames);
        };
        requestAnimationFrame(step);
        """
    )
    # Far jumps draw every row anew, the worst there is; bounds are ten times what one core of a small server takes.
    assert scrolling < 200, f"{scrolling:.0f} ms a frame"
    assert loading < 20, f"{loading:.1f} s to load"
    assert (tmp_path / "report.html").stat().st_size < 30_000_000
