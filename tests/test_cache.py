"""Things kept in the user's cache folder: found again, never stale, never trusted when damaged."""

from pathlib import Path

import pytest

from sidedoor.cache import kept


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIDEDOOR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_thing_is_made_once() -> None:
    assert kept("thing", b"a", lambda: b"made") == b"made"
    assert kept("thing", b"a", lambda: b"made again") == b"made"


def test_what_it_is_made_from_decides() -> None:
    assert kept("thing", b"a", lambda: b"of a") == b"of a"
    assert kept("thing", b"b", lambda: b"of b") == b"of b"


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 40], ids=["emptied", "cut", "overwritten"])
def test_a_damaged_thing_is_made_again(folder: Path, damage: bytes) -> None:
    kept("thing", b"a", lambda: b"made")
    next(folder.iterdir()).write_bytes(damage)
    assert kept("thing", b"a", lambda: b"made again") == b"made again"
    assert kept("thing", b"a", lambda: b"a third time") == b"made again"


def test_where_nothing_can_be_written_it_is_made_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("SIDEDOOR_CACHE", str(tmp_path / "file"))
    assert kept("thing", b"a", lambda: b"made") == b"made"
    assert kept("thing", b"a", lambda: b"made again") == b"made again"


def test_only_a_few_of_a_name_stay(folder: Path) -> None:
    for number in range(9):
        kept("thing", bytes([number]), lambda: b"made")
    kept("other", b"a", lambda: b"made")
    assert len(list(folder.glob("thing-*"))) == 4
    assert len(list(folder.glob("other-*"))) == 1
