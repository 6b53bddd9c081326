"""The ids met before, over calls and over growth of the table."""

import pytest

from sidedoor.logs.seen import SeenIds


@pytest.mark.parametrize(
    "calls, repeats",
    [
        ([["a", "b"], ["c"]], [[], []]),
        ([["a", "b", "a", "a"]], [[2, 3]]),  # within one call
        ([["a", "b"], ["b", "c", "a"]], [[], [0, 2]]),  # over calls
        ([[], [""]], [[], []]),
    ],
)
def test_repeats(calls: list[list[str]], repeats: list[list[int]]) -> None:
    seen = SeenIds()
    assert [seen.repeats(ids) for ids in calls] == repeats


def test_all_are_remembered_when_the_table_grows() -> None:
    seen = SeenIds()
    ids = [f"id-{number}" for number in range(320_000)]  # the table grows twice
    assert seen.repeats(ids[:160_000]) == []
    assert seen.repeats(ids[160_000:]) == []
    assert seen.repeats(ids) == list(range(320_000))
