"""The ids met before, over calls, and over growth from memory into a file."""

from collections.abc import Callable, Iterator

import pytest

from sidedoor.logs import seen
from sidedoor.logs.seen import Seen, SeenIds, SeenInSet

Memory = Callable[[], Seen]


@pytest.fixture(params=[SeenIds, SeenInSet])
def memory(request: pytest.FixtureRequest) -> Iterator[Seen]:
    if request.param is SeenIds:
        pytest.importorskip("numpy")
    with request.param() as empty:
        yield empty


@pytest.mark.parametrize(
    "calls, repeats",
    [
        ([["a", "b"], ["c"]], [[], []]),
        ([["a", "b", "a", "a"]], [[2, 3]]),  # within one call
        ([["a", "b"], ["b", "c", "a"]], [[], [0, 2]]),  # over calls
        ([["a", "b"], ["b", "c", "c", "d", "b"], ["d", "c"]], [[], [0, 2, 4], [0, 1]]),  # both
        ([[], [""]], [[], []]),
    ],
)
def test_repeats(memory: Seen, calls: list[list[str]], repeats: list[list[int]]) -> None:
    assert [memory.repeats(ids) for ids in calls] == repeats


def test_all_are_remembered_wherever_they_are(memory: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "_HELD", 1 << 12)  # so that most are in the file
    monkeypatch.setattr(seen, "_BLOCK", 1 << 6)
    ids = [f"id-{number}" for number in range(50_000)]
    for start in range(0, len(ids), 1000):
        assert memory.repeats(ids[start : start + 1000]) == []
    assert memory.repeats([ids[0], "new", *ids[1:]]) == [0, *range(2, 50_001)]


def test_the_filter_grows_and_forgets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numpy")
    monkeypatch.setattr(seen, "_WORDS", 1 << 6)
    monkeypatch.setattr(seen, "_HELD", 1 << 8)
    ids = [f"id-{number}" for number in range(6_000)]
    with SeenIds() as grown:
        for start in range(0, len(ids), 100):
            assert grown.repeats(ids[start : start + 100]) == []
        assert grown.repeats(ids) == list(range(6_000))
