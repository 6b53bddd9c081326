"""Which logs are meant, and reading them whatever they are compressed with."""

import gzip
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sidedoor.errors import LogError
from sidedoor.logs import Fields, find_logs, read_logs
from sidedoor.logs import extra as extra_module

LINES = b"".join(b'{"message_id":"%d","text":"some text"}\n' % number for number in range(20_000))


@pytest.fixture
def zstandard() -> Any:
    return pytest.importorskip("zstandard")


def count(path: Path) -> int:
    return sum(len(chunk.messages) for chunk in read_logs(find_logs([path]), Fields()))


def refusal(path: Path) -> str:
    with pytest.raises(LogError) as error:
        count(path)
    return str(error.value).removeprefix(str(path))


def test_a_folder_means_the_logs_under_it(tmp_path: Path) -> None:
    names = ["b.jsonl", "a/c.csv", "a/d.JSONL.gz", "e.parquet", "f.ndjson.zst", "g.tsv"]
    others = ["notes.txt", "scan.py", ".hidden.jsonl", ".cache/x.jsonl", "out.jsonl.rejects.jsonl", "x.gz", "y.json"]
    for name in names + others:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [log.name for log in find_logs([tmp_path])] == sorted(str(tmp_path / name) for name in names)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").touch()
    (tmp_path / "b.jsonl").touch()
    names: list[str | Path] = [tmp_path / "b.jsonl", tmp_path, tmp_path / "." / "a.jsonl", "-", "-"]
    assert [Path(log.name).name for log in find_logs(names)] == ["b.jsonl", "a.jsonl", "standard input"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.jsonl")
    path.write_bytes(b"nope")
    (chunk,) = read_logs(find_logs([path]), Fields())
    assert chunk.rejects[0].file == f"{tmp_path}/caf\ufffd.jsonl"


def test_what_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.jsonl") == ": there is no such file or folder."
    (tmp_path / "notes.txt").touch()
    assert refusal(tmp_path) == (
        ": the folder holds no log; logs end in .jsonl, .ndjson, .csv, .tsv, .parquet, also .gz and .zst."
    )


@pytest.mark.parametrize("name", ["log.jsonl.gz", "log.jsonl", "log"])  # told by its bytes, whatever it is called
@pytest.mark.parametrize("members", [1, 2])  # as `cat a.gz b.gz` makes them
def test_gzip(tmp_path: Path, name: str, members: int) -> None:
    path = tmp_path / name
    half = len(LINES) // 2
    path.write_bytes(
        gzip.compress(LINES) if members == 1 else gzip.compress(LINES[:half]) + gzip.compress(LINES[half:])
    )
    assert count(path) == 20_000


@pytest.mark.parametrize("frames", [1, 2])
def test_zstandard(tmp_path: Path, zstandard: ModuleType, frames: int) -> None:
    compress = zstandard.ZstdCompressor().compress
    half = len(LINES) // 2
    path = tmp_path / "log.jsonl.zst"
    path.write_bytes(compress(LINES) if frames == 1 else compress(LINES[:half]) + compress(LINES[half:]))
    assert count(path) == 20_000


def test_an_empty_compressed_log_is_a_log(tmp_path: Path, zstandard: ModuleType) -> None:
    for name, content in (("a.jsonl.gz", gzip.compress(b"")), ("b.jsonl.zst", zstandard.compress(b"")), ("c.gz", b"")):
        (tmp_path / name).write_bytes(content)
        assert count(tmp_path / name) == 0


@pytest.mark.parametrize("cut", [5, 100, 1000])
def test_a_compressed_log_that_was_cut_off(tmp_path: Path, zstandard: ModuleType, cut: int) -> None:
    for name, content in (("a.jsonl.gz", gzip.compress(LINES)), ("b.jsonl.zst", zstandard.compress(LINES))):
        (tmp_path / name).write_bytes(content[:-cut])
        assert refusal(tmp_path / name) == ": the compressed data ends early; the file was cut off."


def test_a_compressed_log_that_is_damaged(tmp_path: Path, zstandard: ModuleType) -> None:
    checked = zstandard.ZstdCompressor(write_checksum=True)
    for name, content in (("a.jsonl.gz", gzip.compress(LINES)), ("b.jsonl.zst", checked.compress(LINES))):
        (tmp_path / name).write_bytes(content[:2000] + bytes(9) + content[2009:])
        assert refusal(tmp_path / name) == ": cannot be read (its compressed data is damaged)."


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.jsonl"
    path.touch()

    def forbidden(*_: object) -> None:  # as root may read anything, the refusal is acted
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    assert refusal(path) == ": cannot be read (Permission denied)."


def test_a_missing_library_is_named_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extra_module, "import_module", missing)
    (tmp_path / "log.jsonl.zst").write_bytes(b"\x28\xb5\x2f\xfd rest")
    assert refusal(tmp_path / "log.jsonl.zst") == "a .zst file needs zstandard: pip install 'sidedoor[files]'."
    (tmp_path / "log.parquet").write_bytes(b"PAR1")
    assert refusal(tmp_path / "log.parquet") == "a Parquet file needs pyarrow: pip install 'sidedoor[files]'."
