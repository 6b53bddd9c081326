"""Records in bins: what goes in comes out, from memory and from disk."""

import tempfile
from pathlib import Path

import pytest

from sidedoor.bins import Bins
from sidedoor.errors import SidedoorError


@pytest.mark.parametrize("in_memory", [1 << 20, 200, 0], ids=["in memory", "some on disk", "all on disk"])
def test_a_bin_gives_back_its_records_in_order(in_memory: int) -> None:
    bins: Bins[tuple[int, str]] = Bins(tuple[int, str], in_memory)
    with bins:
        for number in range(100):
            bins.add(number % 7, (number, "line\nof" * (number % 5)))
        assert bins.numbers == [0, 1, 2, 3, 4, 5, 6]
        for bin_ in (3, 0, 6):
            assert bins.take(bin_) == [(n, "line\nof" * (n % 5)) for n in range(bin_, 100, 7)]
        assert bins.numbers == [1, 2, 4, 5]
        assert bins.take(3) == []


def test_a_disk_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    bins: Bins[int] = Bins(int, 0)
    with pytest.raises(SidedoorError, match="TMPDIR names another folder"):
        bins.add(1, 1)
