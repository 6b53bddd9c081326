"""What is handed over: the records asked for and no others, from a sound log only, with nothing live in the page."""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from sidedoor import LogError
from sidedoor.audit import AuditLog
from sidedoor.cli import app, main
from sidedoor.dossier import Request, as_page, collect
from sidedoor.record import Record, record_of
from tests.injections import FORMULAS, HTML
from tests.test_record import BUILT, MESSAGE, NOW, UPWORK, recommended


def made(number: int, conversation: str, sender: str, parties: tuple[str, ...] = ()) -> Record:
    message = msgspec.structs.replace(
        MESSAGE,
        message_id=f"m{number}",
        conversation_id=conversation,
        sender_id=sender,
        sent_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number),
    )
    return record_of(UPWORK, message, recommended(message), BUILT, NOW, parties=parties, evidence=True)


@pytest.fixture
def log(tmp_path: Path) -> AuditLog:
    log = AuditLog(tmp_path / "audit.jsonl")
    log.append(
        [
            made(0, "c1", "ann", ("ann", "bob")),
            made(1, "c1", "bob", ("bob",)),  # who else takes part, another record of the conversation tells
            made(2, "c2", "ann", ("ann", "cleo")),
            made(3, "c3", "bob", ("bob", "ann")),
        ]
    )
    return log


DAY = [datetime(2026, 1, day, tzinfo=UTC) for day in range(1, 9)]


@pytest.mark.parametrize(
    "request_, expected",
    [
        (Request(conversation="c1"), ["m0", "m1"]),
        (Request(pair=("ann", "bob")), ["m0", "m1", "m3"]),
        (Request(pair=("bob", "ann")), ["m0", "m1", "m3"]),  # in either order
        (Request(pair=("bob", "cleo")), []),  # each is there, but never together
        (Request(pair=("ann", "bob"), since=DAY[1]), ["m1", "m3"]),
        (Request(pair=("ann", "bob"), since=DAY[1], until=DAY[3]), ["m1"]),  # the last moment is outside
        (Request(conversation="nowhere"), []),
    ],
)
def test_what_is_asked_for(log: AuditLog, request_: Request, expected: list[str]) -> None:
    dossier = collect(log, request_)
    assert [record.message_id for record in dossier.records] == expected
    stored = log.path.read_bytes().splitlines(keepends=True)
    assert all(line in stored for line in dossier.lines)  # as they stand, so that each can be proved


def test_nothing_is_handed_over_from_a_log_that_was_tampered_with(log: AuditLog) -> None:
    log.path.write_bytes(log.path.read_bytes().replace(b'"m0"', b'"mX"'))
    with pytest.raises(LogError, match=r"line 1: Its hash does not fit.* Nothing was exported"):
        collect(log, Request(conversation="c1"))


@pytest.mark.parametrize("payload", HTML + FORMULAS)
def test_nothing_in_the_page_is_live(tmp_path: Path, payload: str) -> None:
    log = AuditLog(tmp_path / "audit.jsonl")
    message = msgspec.structs.replace(
        MESSAGE, message_id=payload, conversation_id=payload, sender_id=payload, client_plan=payload
    )
    log.append([record_of(UPWORK, message, recommended(message), BUILT, NOW, parties=(payload,), evidence=True)])
    page = as_page(collect(log, Request(conversation=payload)), NOW)
    tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append(tag)
            assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)

    Reader().feed(page)
    allowed = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "p",
        "code",
        "article",
        "ul",
        "li",
        "dl",
        "dt",
        "dd",
    ]
    assert set(tags) <= set(allowed)


def test_verify_and_export_on_the_command_line(log: AuditLog, tmp_path: Path) -> None:
    run = CliRunner()
    sound = run.invoke(app, ["audit", "verify", str(log.path)])
    assert sound.exit_code == 0
    assert sound.output.splitlines()[0] == "4 lines, none altered, removed, added or moved."
    anchor = sound.output.splitlines()[-1].removeprefix("anchor ")
    page = tmp_path / "page.html"
    exported = run.invoke(app, ["audit", "export", str(log.path), "--pair", "ann", "bob", "-o", str(page)])
    assert exported.exit_code == 0, exported.output
    assert "<h1>Records of ann and bob</h1>" in page.read_text()
    lines = run.invoke(app, ["audit", "export", str(log.path), "--conversation", "c2", "--anchor", anchor])
    assert msgspec.json.decode(lines.stdout.splitlines()[0])["entry"]["message_id"] == "m2"
    log.path.write_bytes(b"".join(log.path.read_bytes().splitlines(keepends=True)[:-1]))
    broken = run.invoke(app, ["audit", "verify", str(log.path)])
    assert (broken.exit_code, "its end was cut" in broken.output) == (1, True)


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["verify", "nowhere.jsonl"], "No such file"),
        (["export", "nowhere.jsonl"], "Name one of --conversation and --pair."),
        (["verify", "nowhere.jsonl", "--hash-key-file", "no.key"], "the hash key cannot be read"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["audit", *arguments])
    assert exit_.value.code == 2
    assert said in capsys.readouterr().err
