"""`sidedoor scan` as a user meets it: exit status, what is said where, and a clean end whatever happens."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sidedoor.cli import main
from tests.stand_in import PIPELINE
from tests.test_scan import LINES

# The command in a process of its own, with the stand-in for its pipeline.
SCAN = [
    sys.executable,
    "-c",
    "import sys; sys.path.insert(0, sys.argv[1]); import sidedoor.pipeline; from tests.stand_in import PIPELINE;"
    "sidedoor.pipeline.load = lambda policy, fast: PIPELINE;"
    "from sidedoor.cli import main; main(['scan', *sys.argv[2:]])",
    str(Path(__file__).parent.parent),
]


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sidedoor.pipeline.load", lambda policy, fast: PIPELINE)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("log.jsonl")
    path.write_text("\n".join(map(json.dumps, LINES)))
    return path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as exit_:
        main(["scan", *arguments])
    return int(exit_.value.code or 0)


def without_times(errors: str) -> list[str]:
    lines = errors.splitlines()
    return [lines[0].split(" in ")[0] + lines[0].split("/s)")[1], *lines[1:]]


def test_standard_output_and_a_summary(log: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("log.jsonl") == 0
    output, errors = capfd.readouterr()
    assert [json.loads(line)["message_id"] for line in output.splitlines()] == ["2", "3"]
    assert without_times(errors) == ["4 messages: 3 allow, 0 review, 1 flag_as_inappropriate.", "Findings: 2 email."]


def test_a_file_with_some_rejects(log: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log.write_text(log.read_text() + "\nnope" * 7)
    assert run("log.jsonl", "--output", "out.jsonl", "--all", "--keep", "source") == 1
    output, errors = capfd.readouterr()
    assert output == ""
    reason = "Not JSON (Expecting value at character 1); a line is one complete object."
    assert without_times(errors)[2:] == [
        "7 records rejected; they are in out.jsonl.rejects.jsonl.",
        *(f"  log.jsonl:{line}: {reason}" for line in range(5, 10)),
        "  and 2 more",
    ]
    assert [json.loads(line).get("source") for line in Path("out.jsonl").read_text().splitlines()] == [
        "web",
        "app",
        None,
        None,
    ]


def test_quiet(log: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log.write_text("nope")
    assert run("log.jsonl", "--quiet") == 1
    assert capfd.readouterr() == ("", "")


def test_no_word_of_a_message_is_said(log: Path, capfd: pytest.CaptureFixture[str]) -> None:
    secret = "ring 555 0134"
    records = [
        {"message_id": "5", "text": secret, "contract_state": secret},
        {"message_id": "6", "text": [secret]},
        {"message_id": "7", "text": secret, "sent_at": secret},
        {"message_id": "8", secret: secret},
        {"message_id": secret, "text": "@"},
        {"message_id": secret, "text": "@"},
    ]
    log.write_text("\n".join(map(json.dumps, records)) + f'\n{{"text": "{secret}')
    assert run("log.jsonl", "--output", "out.jsonl") == 1
    output, errors = capfd.readouterr()
    assert output == ""
    assert "555" not in errors
    assert "6 records rejected" in errors


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["log.jsonl", "--output", "none/out.jsonl"], "none/out.jsonl: there is no folder "),
        (["log.jsonl", "--output", "."], ".: is a folder; name a file in it."),
        (["log.jsonl", "--output", "log.jsonl"], "log.jsonl: is one of the logs that are read; write to another file."),
        (["log.jsonl", "--map", "txt=body"], "--map: a message has no field 'txt'. Did you mean 'text'?"),
        (["log.jsonl", "--keep", "reason"], "--keep: the output has a field 'reason' of its own."),
        (["log.jsonl", "none.jsonl"], "none.jsonl: there is no such file or folder."),
        (["x" * 300], "[Errno 36] File name too long: "),
    ],
)
def test_what_cannot_run(log: Path, arguments: list[str], sentence: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    output, errors = capfd.readouterr()
    assert output == ""
    assert errors.startswith(f"sidedoor: {sentence}")
    assert errors.count("\n") == 1
    assert os.listdir() == ["log.jsonl"]  # noqa: PTH208 - hidden files count


def test_an_unknown_policy(log: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.undo()
    assert run(str(log.absolute()), "--policy", "upwrok") == 2
    assert "Did you mean 'upwork'?" in capfd.readouterr().err


def test_an_empty_log(log: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log.write_text("")
    assert run("log.jsonl") == 0
    assert without_times(capfd.readouterr().err) == ["0 messages: 0 allow, 0 review, 0 flag_as_inappropriate."]


def test_ctrl_c(log: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sidedoor.scan._Run._record", interrupted)
    assert run("log.jsonl", "--output", "out.jsonl") == 130
    assert capfd.readouterr().err == "Interrupted after 4 messages; out.jsonl was not written.\n"
    assert os.listdir() == ["log.jsonl"]  # noqa: PTH208


def feed(process: "subprocess.Popen[bytes]", count: int) -> None:
    assert process.stdin
    process.stdin.write(b"".join(b'{"message_id":"%d","text":"x"}\n' % number for number in range(count)))
    process.stdin.flush()


@pytest.mark.parametrize("number, status", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_no_file(log: Path, number: signal.Signals, status: int) -> None:
    command = [*SCAN, "-", "--output", "out.jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        feed(process, 20_000)
        until(lambda: any(Path().glob(".out.jsonl.*.part")))
        process.send_signal(number)
        assert process.stdin
        process.stdin.close()  # as Ctrl-C ends the other end of a pipe too; a blocked read may miss the signal
        assert process.wait(timeout=10) == status
        errors = process.stderr.read().decode() if process.stderr else ""
    assert "Traceback" not in errors
    assert os.listdir() == ["log.jsonl"]  # noqa: PTH208


def test_standard_input(log: Path) -> None:
    done = subprocess.run([*SCAN, "-", "--all", "-q"], input=log.read_bytes(), capture_output=True, check=False)
    assert done.returncode == 0
    assert [json.loads(line)["message_id"] for line in done.stdout.splitlines()] == ["1", "2", "3", "4"]
    assert done.stderr == b""


def test_a_reader_that_has_seen_enough(log: Path) -> None:
    log.write_text("".join(f'{{"message_id":"{n}","text":"x"}}\n' for n in range(20_000)))
    reading, writing = os.pipe()
    with subprocess.Popen([*SCAN, "log.jsonl", "--all"], stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        os.read(reading, 100)
        os.close(reading)
        assert process.wait(timeout=20) == 0
        assert process.stderr
        assert process.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("arguments", [[], ["--output", "/dev/full"]])
def test_a_full_disk(log: Path, arguments: Sequence[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*SCAN, "log.jsonl", "--all", *arguments], stdout=full, stderr=subprocess.PIPE, check=False
        )
    name = arguments[-1] if arguments else "standard output"
    assert done.returncode == 2
    assert done.stderr.decode() == f"sidedoor: {name}: cannot be written (No space left on device).\n"


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
