"""The benchmarks run, on a few messages; what they measure is for `python -m benchmarks.run` to say."""

from pathlib import Path

import pytest

pytest.importorskip("hyperscan")
pytest.importorskip("onnxruntime")

from benchmarks import presend, run, throughput
from benchmarks.corpora import Log, mix

import sidedoor

SAMPLE = Path(__file__).parent.parent / "sample_messages" / "design_and_copy.jsonl"
LOG = Log("samples", SAMPLE.read_bytes().splitlines(keepends=True)[:12])


def test_a_scan_is_compared_with_the_floor() -> None:
    row = throughput.in_process(LOG, rounds=1, policy="upwork")

    assert row.messages == 12
    assert all(share > 0 for share in row.shares.values())
    assert row.shares.keys() == {"fast", "default"}
    assert "| samples | 12 |" in throughput.section([row])
    assert run.chart([row]).count("<rect ") == 2


def test_contacts_are_mixed_in_by_seed() -> None:
    many = Log("samples", [*LOG.lines] * 20)

    assert mix(many).lines == mix(many).lines
    changed = sum(a != b for a, b in zip(mix(many).lines, many.lines, strict=True))
    assert 0 < changed < len(many.lines) / 5


def test_latencies_rise_from_quantile_to_quantile() -> None:
    pipeline = sidedoor.load("upwork", fast=True)

    taken = presend.quantiles(pipeline, LOG.messages)

    assert len(taken) == len(presend.SHARES)
    assert taken[0] > 0
    assert list(taken) == sorted(taken)
