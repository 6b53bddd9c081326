"""What is written: whole or not at all, in each format, and never as a formula."""

import csv
import gzip
import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sidedoor.errors import LogError
from sidedoor.logs import Output
from sidedoor.records import Finding
from sidedoor.vocabulary import Action, Kind, Technique

FINDING = Finding(
    kind=Kind.PHONE,
    start=0,
    end=3,
    text="four",
    value="+14155550134",
    techniques=(Technique.SPELLED_DIGITS,),
    message_ids=("m1", "m2"),
)
FOUND = json.loads(
    '{"kind": "phone", "start": 0, "end": 3, "text": "four", "value": "+14155550134", "service": null,'
    ' "techniques": ["spelled_digits"], "confidence": null, "message_ids": ["m1", "m2"]}'
)


def record(**changes: Any) -> dict[str, Any]:
    return {
        "message_id": "m1",
        "conversation_id": "c1",
        "action": Action.FLAG,
        "rule": "upwork/rule",
        "policy": "upwork@1",
        "reason": "Because.",
        "findings": (FINDING,),
        **changes,
    }


def write(path: Path, *records: Mapping[str, Any], keep: tuple[str, ...] = ()) -> None:
    with Output(path, keep) as output:
        for each in records:
            output.write([each])


@pytest.mark.parametrize("name", ["out.jsonl", "out.json", "out", "out.jsonl.gz", "out.jsonl.zst"])
def test_json_lines(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write(path, record(), record(message_id="m2", findings=()))
    content = path.read_bytes()
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    if name.endswith(".zst"):
        content = pytest.importorskip("zstandard").ZstdDecompressor().stream_reader(content).read()
    first, second = map(json.loads, content.splitlines())
    assert first == record(action="flag_as_inappropriate", findings=[FOUND])
    assert list(first) == list(record())  # in the order of the contract
    assert second["findings"] == []


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write(path, record(source={"a": 1}, note='two\nlines, "quoted"'), record(rule=None), keep=("source", "note"))
    with path.open(newline="", encoding="utf-8") as file:
        first, second = csv.DictReader(file)
    assert json.loads(first.pop("findings")) == [FOUND]
    assert list(first)[-2:] == ["source", "note"]
    expected = record(action="flag_as_inappropriate", source='{"a":1}', note='two\nlines, "quoted"')
    del expected["findings"]
    assert first == expected
    assert (second["rule"], second["source"]) == ("", "")


@pytest.mark.parametrize(
    "cell, written",
    [
        ("=1+1", "'=1+1"),
        ("+15550134", "'+15550134"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\r=1+1"),
        ("\n=1+1", "'\n=1+1"),
        ("＝1+1", "'＝1+1"),  # full width, under East Asian settings
        ("a=1", "a=1"),
        ("'=1", "'=1"),
        (-5, "-5"),  # a number is none
        (True, "True"),
        (["=1"], '["=1"]'),
        (None, ""),
    ],
)
def test_no_cell_is_a_formula(tmp_path: Path, cell: object, written: str) -> None:
    path = tmp_path / "out.csv"
    write(path, record(note=cell, message_id=cell if isinstance(cell, str) else "m1"), keep=("note",))
    with path.open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert row["note"] == written
    assert row["message_id"] == (written if isinstance(cell, str) else "m1")


def test_parquet(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "out.parquet"
    write(path, record(source={"a": 1}), record(message_id="m2", rule=None, reason=None, findings=()), keep=("source",))
    first, second = pq.read_table(path).to_pylist()
    assert first == record(action="flag_as_inappropriate", findings=[FOUND], source='{"a":1}')
    assert (second["message_id"], second["rule"], second["findings"], second["source"]) == ("m2", None, [], None)


@pytest.mark.parametrize("name, size", [("out.jsonl", 0), ("out.csv", 63), ("out.parquet", None)])
def test_no_records_make_an_empty_file_that_can_be_read(tmp_path: Path, name: str, size: int | None) -> None:
    if name.endswith(".parquet"):
        pq = pytest.importorskip("pyarrow.parquet")
    write(tmp_path / name)
    if size is None:
        assert pq.read_table(tmp_path / name).num_rows == 0
    else:
        assert (tmp_path / name).stat().st_size == size


FULL_DISK = Path("/dev/full")
NAMES = ["out.jsonl", "out.csv", "out.parquet", "out.jsonl.gz", "out.csv.zst"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_what_was_there(tmp_path: Path, name: str, failure: type[BaseException]) -> None:
    pytest.importorskip("pyarrow")
    (tmp_path / name).write_text("before")

    def write_and_fail() -> None:
        with Output(tmp_path / name) as output:
            output.write([record()])
            assert (tmp_path / name).read_text() == "before"  # nothing is there half-written
            raise failure

    with pytest.raises(failure):
        write_and_fail()
    assert os.listdir(tmp_path) == [name]  # noqa: PTH208 - hidden files count
    assert (tmp_path / name).read_text() == "before"


@pytest.mark.skipif(not FULL_DISK.exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")

    def full(_: Output) -> Any:
        return FULL_DISK.open("wb", buffering=0)

    monkeypatch.setattr(Output, "_open", full)
    with pytest.raises(LogError) as error, Output(tmp_path / name) as output:
        output.write([record()])
    assert str(error.value) == f"{tmp_path / name}: cannot be written (No space left on device)."


def test_what_cannot_be_written(tmp_path: Path) -> None:
    for path, sentence in (
        (tmp_path, ": is a folder; name a file in it."),
        (tmp_path / "none" / "out.jsonl", f": there is no folder {tmp_path / 'none'}; make it first."),
    ):
        with pytest.raises(LogError) as error, Output(path):
            pass
        assert str(error.value) == f"{path}{sentence}"


def test_a_missing_library_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("sidedoor.logs.extra.import_module", missing)
    for name, sentence in (("a.parquet", "a Parquet file needs pyarrow"), ("b.csv.zst", "a .zst file needs zstandard")):
        with pytest.raises(LogError, match=sentence), Output(tmp_path / name):
            pass
    assert os.listdir(tmp_path) == []  # noqa: PTH208


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.touch(mode=0o600)
    write(path, record())
    assert path.stat().st_mode & 0o777 == 0o600  # who could not read it before cannot now


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    write(tmp_path / "link.jsonl", record())
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").stat().st_size > 0


def test_a_named_pipe_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()))
    reader.start()
    write(path, record())
    reader.join(timeout=5)
    assert json.loads(read[0])["message_id"] == "m1"
    assert path.is_fifo()


def test_a_file_only_with_records(tmp_path: Path) -> None:
    path = tmp_path / "rejects.jsonl"
    path.write_text("from the last run")
    with Output(path, only_with_records=True) as output:
        output.write([])
    assert not path.exists()
    with Output(path, only_with_records=True) as output:
        output.write([record()])
    assert path.exists()
