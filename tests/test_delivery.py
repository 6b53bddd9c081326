"""What a scan writes beside its output: records, an audit log, a report; and that --redact reaches all of it."""

import csv
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from sidedoor import load
from sidedoor.audit import AuditLog
from sidedoor.cli import main
from sidedoor.delivery import unlisted_plans
from sidedoor.keyed import read_key
from sidedoor.logs import Output
from sidedoor.policy import load_policy
from tests.injections import FORMULAS, HTML

SECRETS = ("jo.dev@example.com", "415 555 0134", "4155550134", "jo_dev_77")
LINES = [
    {"message_id": "1", "conversation_id": "a", "sender_id": "ann", "text": "Hello, shall we begin?"},
    {"message_id": "2", "conversation_id": "a", "sender_id": "bob", "text": "Write to jo.dev@example.com please"},
    {"message_id": "3", "conversation_id": "a", "sender_id": "ann", "text": "call me on 415 555 0134"},
    {
        "message_id": "4",
        "conversation_id": "b",
        "sender_id": "ann",
        "text": "my telegram: @jo_dev_77",
        "client_plan": "gold",
    },
    {
        "message_id": "5",
        "conversation_id": "c",
        "sender_id": "cleo",
        "text": "mail jo.dev@example.com",
        "contract_state": "active",
    },
    {"message_id": "6", "text": "jo.dev@example.com", "contract_state": "no such state"},
]
RECORD = {"contract_state": "interview", "client_plan": "basic", "sent_at": "2026-01-05T10:00:00Z"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("log.jsonl").write_text("\n".join(json.dumps({**RECORD, **line}) for line in LINES))
    Path("key").write_text("an invented key, long enough\n")
    return tmp_path


def scan(*options: str, logs: Sequence[str] = ("log.jsonl",)) -> int:
    with pytest.raises(SystemExit) as exit_:
        main(["scan", *logs, "--output", "out.jsonl", *options])
    return int(exit_.value.code or 0)


def lines(path: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def test_records_stand_in_the_output() -> None:
    assert scan("--record") == 1
    by_id = {str(line["message_id"]): line for line in lines("out.jsonl")}
    assert "record" not in by_id["5"]  # allowed: nothing to be justified
    record = by_id["2"]["record"]
    assert isinstance(record, dict)
    assert record["grounds"][0]["rule"] == "upwork/pre-contract-contact"
    assert record["findings"][0]["text"] is None
    assert scan("--record", "--evidence") == 1
    assert "jo.dev@example.com" in json.dumps(lines("out.jsonl")[0]["record"])


def test_an_audit_log_grows_and_knows_who_takes_part() -> None:
    assert scan("--audit", "audit.jsonl") == 1
    assert scan("--audit", "audit.jsonl") == 1
    log = AuditLog("audit.jsonl")
    assert log.verify().fault is None
    entries = [json.loads(bytes(line.entry)) for _, line in log.lines()]
    assert [entry["message_id"] for entry in entries] == ["2", "3", "4"] * 2
    assert entries[0]["parties"] == ["bob", "ann"]
    assert entries[0]["record_id"] == entries[3]["record_id"]  # the same judgement of the same message


@pytest.mark.parametrize("key", [(), ("--hash-key-file", "key")])
def test_redact_reaches_everything_that_is_written(folder: Path, key: tuple[str, ...]) -> None:
    before = set(folder.iterdir())
    options = ["--redact", "--record", "--evidence", "--audit", "audit.jsonl", "--report", "report.html"]
    assert scan(*options, *key, "--keep", "text", "--all") == 1
    written = set(folder.iterdir()) - before
    assert {path.name for path in written} >= {"out.jsonl", "audit.jsonl", "report.html", "out.jsonl.rejects.jsonl"}
    for path in written:
        content = path.read_text(encoding="utf-8")
        for secret in SECRETS:
            assert secret not in content, path.name
    assert lines("out.jsonl")[1]["text"] == "Write to [email] please"
    assert lines("out.jsonl")[0]["text"] == "Hello, shall we begin?"


def test_the_same_contact_has_the_same_keyed_hash() -> None:
    scan("--redact", "--hash-key-file", "key")
    values = {str(line["message_id"]): line["findings"][0]["value"] for line in lines("out.jsonl")}  # type: ignore[index]
    assert values["2"] == values["5"]
    assert values["2"].startswith("hmac-sha256:")
    scan("--audit", "audit.jsonl", "--hash-key-file", "key")
    entry = json.loads(bytes(next(iter(AuditLog("audit.jsonl", read_key("key")).lines()))[1].entry))
    assert entry["findings"][0]["value_hash"] == values["2"]


def test_a_report_shows_the_conversation() -> None:
    scan("--report", "report.html")
    page = Path("report.html").read_text()
    assert "shall we begin?" in page


def test_plans_that_the_policy_does_not_list_are_counted_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    scan()
    assert "Plans that the policy does not list: 'gold' 1." in capsys.readouterr().err


@pytest.mark.parametrize(
    "plan, listed",
    [
        ("Business Plus", True),
        ("business_plus", True),
        ("Small Business", False),  # a sales segment
        ("VSB", False),
        ("Enterprise with compliance", True),
        ("Enterprise without compliance", True),
        ("gold", False),
        ("unknown", True),  # no plan recorded: nothing to add to a list
        ("", True),
    ],
)
def test_which_names_are_missing_from_a_policy(plan: str, listed: bool) -> None:
    assert (unlisted_plans(load_policy("upwork"), [(plan, 3)]) == {}) is listed


def test_a_policy_without_plans_misses_none() -> None:
    assert unlisted_plans(load_policy("generic"), [("gold", 3)]) == {}


@pytest.mark.parametrize(
    "options",
    [("--report", "log.jsonl"), ("--audit", "out.jsonl"), ("--audit", "x", "--report", "x")],
)
def test_nothing_is_written_over(options: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert scan(*options) == 2
    assert "name another file" in capsys.readouterr().err
    assert len(lines("log.jsonl")) == len(LINES)


@pytest.mark.parametrize("payload", FORMULAS + HTML)
def test_no_cell_of_a_table_is_a_formula(payload: str) -> None:
    record = dict.fromkeys(("message_id", "conversation_id", "rule", "policy", "reason", "source"), payload)
    with Output("out.csv", ["source"]) as output:
        output.write([{**record, "action": "allow", "findings": []}])
    with Path("out.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 2
    for cell in rows[1]:
        assert not re.match(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]", cell)


def test_records_in_a_table() -> None:
    with pytest.raises(SystemExit):
        main(["scan", "log.jsonl", "--output", "out.csv", "--record", "-q"])
    with Path("out.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert json.loads(rows[0]["record"])["automated_decision"] is False


def test_the_library_gives_the_notice() -> None:
    from sidedoor import ContractState, Message

    message = Message(text="mail jo.dev@example.com", contract_state=ContractState.INTERVIEW, client_plan="basic")
    assert "an e-mail address" in (load("upwork")(message).notice or "")
