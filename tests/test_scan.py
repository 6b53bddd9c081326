"""A scan: what is written, in which order, what is counted, and that every message is accounted for."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from sidedoor.conversations import Conversations
from sidedoor.errors import LogError, SidedoorError
from sidedoor.pipeline import Pipeline
from sidedoor.records import Finding, Message, Recommendation
from sidedoor.scan import Summary, scan
from sidedoor.vocabulary import Action, Kind
from tests.stand_in import PIPELINE, SpotsAtSigns

LINES = [
    {"message_id": "1", "conversation_id": "c1", "text": "hello", "source": "web"},
    {"message_id": "2", "conversation_id": "c2", "text": "mail lena@example.com", "source": "app"},
    {"message_id": "3", "conversation_id": "c1", "text": "on GitHub: dev@example.com"},
    {"message_id": "4", "text": "bye"},
]


class Forgets(SpotsAtSigns):
    """Loses a message."""

    def examine(self, texts: Sequence[str]) -> tuple[dict[int, tuple[Finding, ...]], Sequence[int]]:
        return super().examine(texts[:-1])


class Shuffles(SpotsAtSigns):
    """Answers from the last message to the first."""

    def examine(self, texts: Sequence[str]) -> tuple[dict[int, tuple[Finding, ...]], Sequence[int]]:
        return super().examine(texts[::-1])

    def join(
        self,
        messages: Sequence[Message],
        found: Mapping[int, tuple[Finding, ...]],
        notes: Sequence[int],
        conversations: Conversations,
    ) -> dict[int, Recommendation]:
        return super().join(messages[::-1], found, notes, conversations)


class Breaks(SpotsAtSigns):
    """Fails on a message with an at-sign."""

    def examine(self, texts: Sequence[str]) -> tuple[dict[int, tuple[Finding, ...]], Sequence[int]]:
        if any("@" in text for text in texts):
            raise RuntimeError("a bug")
        return super().examine(texts)


class Dies(SpotsAtSigns):
    """Takes its process with it."""

    def examine(self, texts: Sequence[str]) -> tuple[dict[int, tuple[Finding, ...]], Sequence[int]]:
        os._exit(1)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)))
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def written(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_messages_with_a_finding_or_an_action_are_written_in_order(log: Path, out: Path) -> None:
    summary = scan(PIPELINE, [log], out)
    assert [(record["message_id"], record["action"]) for record in written(out)] == [
        ("2", "flag_as_inappropriate"),
        ("3", "allow"),  # a finding that is allowed is still a finding
    ]
    assert summary.actions == {Action.ALLOW: 3, Action.FLAG: 1}
    assert summary.kinds == {Kind.EMAIL: 2}
    assert (summary.messages, summary.written, summary.rejected, summary.rejects_file) == (4, 2, 0, None)


def test_all_messages(log: Path, out: Path) -> None:
    assert scan(PIPELINE, [log], out, everything=True).written == 4
    assert [record["message_id"] for record in written(out)] == ["1", "2", "3", "4"]
    assert written(out)[3] == {
        "message_id": "4",
        "conversation_id": "4",
        "action": "allow",
        "rule": None,
        "policy": "p@1",
        "reason": None,
        "findings": [],
    }


def test_order_holds_over_many_chunks_and_logs(tmp_path: Path, out: Path) -> None:
    for part in ("a", "b"):
        lines = [json.dumps({"message_id": f"{part}{n:05}", "text": "x" * 100}) for n in range(5000)]
        (tmp_path / f"{part}.jsonl").write_text("\n".join(lines))
    seen: list[int] = []
    summary = scan(
        PIPELINE, [tmp_path], out, everything=True, keep=["text"], progress=lambda now: seen.append(now.bytes_read)
    )
    ids = [record["message_id"] for record in written(out)]
    assert len(ids) == 10_000
    assert ids == sorted(ids)
    assert seen == sorted(seen)
    assert summary.bytes_read == seen[-1] == sum(path.stat().st_size for path in tmp_path.glob("?.jsonl"))


def test_columns_are_mapped_and_kept(tmp_path: Path, out: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("id,body,source\n1,a@b,web\n2,,app\n")
    scan(PIPELINE, [log], out, everything=True, columns={"message_id": "id", "text": "body"}, keep=["source", "body"])
    assert [(r["message_id"], r["source"], r["body"]) for r in written(out)] == [("1", "web", "a@b"), ("2", "app", "")]
    assert list(written(out)[0])[-2:] == ["source", "body"]


def test_rejects_are_counted_and_kept_beside_the_output(log: Path, out: Path) -> None:
    bad = ["nope", '{"message_id": "9"}', '{"message_id": "1", "text": "again"}']
    log.write_text(log.read_text() + "\n" + "\n".join(bad))
    summary = scan(PIPELINE, [log], out)
    beside = out.with_name("out.jsonl.rejects.jsonl")
    assert [(record["line"], record["raw"]) for record in written(beside)] == [(5, bad[0]), (6, bad[1]), (7, bad[2])]
    assert list(written(beside)[0]) == ["file", "line", "reason", "raw"]
    assert (summary.messages, summary.rejected, summary.rejects_file) == (4, 3, str(beside))
    assert [reject.line for reject in summary.first_rejects] == [5, 6, 7]


def test_rejects_of_an_earlier_run_do_not_stay(log: Path, out: Path) -> None:
    out.with_name("out.jsonl.rejects.jsonl").write_text("stale")
    scan(PIPELINE, [log], out)
    assert sorted(path.name for path in out.parent.iterdir()) == ["log.jsonl", "out.jsonl"]


def test_a_named_rejects_file_is_always_written(log: Path, out: Path, tmp_path: Path) -> None:
    assert scan(PIPELINE, [log], out, rejects=tmp_path / "bad.csv").rejects_file is None
    assert (tmp_path / "bad.csv").read_bytes() == b""
    log.write_text("nope")
    scan(PIPELINE, [log], out, rejects=tmp_path / "bad.csv")
    assert written(tmp_path / "bad.csv")[0]["raw"] == "nope"  # JSON Lines, whatever the ending


def test_rejects_can_be_mended_and_read_again(log: Path, out: Path, tmp_path: Path) -> None:
    log.write_text('{"message_id": "1", "text": "a@b", "contract_state": "actve"}')
    scan(PIPELINE, [log], out)
    raw = written(out.with_name("out.jsonl.rejects.jsonl"))[0]["raw"]
    (tmp_path / "mended.jsonl").write_text(raw.replace("actve", "active"))
    assert scan(PIPELINE, [tmp_path / "mended.jsonl"], out).rejected == 0


@pytest.mark.parametrize(
    "output, rejects, sentence",
    [
        ("log.jsonl", None, "log.jsonl: is one of the logs that are read; write to another file."),
        ("./x/../log.jsonl", None, "log.jsonl: is one of the logs that are read; write to another file."),
        ("link.jsonl", None, "link.jsonl: is one of the logs that are read; write to another file."),
        ("out.jsonl", "log.jsonl", "log.jsonl: is one of the logs that are read; write to another file."),
        ("out.jsonl", "out.jsonl", "out.jsonl: recommendations and rejects need a place each."),
    ],
)
def test_an_input_is_never_overwritten(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, rejects: str | None, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x").mkdir()
    (tmp_path / "link.jsonl").symlink_to(log)
    before = log.read_bytes()
    with pytest.raises(LogError) as error:
        scan(PIPELINE, ["log.jsonl"], output, rejects=rejects)
    assert str(error.value).endswith(sentence)
    assert log.read_bytes() == before


def test_a_lost_message_is_a_bug_that_is_told(log: Path, out: Path) -> None:
    with pytest.raises(SidedoorError, match="4 messages were read, but 3 examined; please report this as a bug"):
        scan(cast(Pipeline, Forgets()), [log], out)
    assert not out.exists()


def test_a_recommendation_is_never_given_to_another_message(log: Path, out: Path) -> None:
    with pytest.raises(SidedoorError, match="answers another message"):
        scan(cast(Pipeline, Shuffles()), [log], out)


def test_a_failure_leaves_nothing(log: Path, out: Path) -> None:
    with pytest.raises(RuntimeError):
        scan(cast(Pipeline, Breaks()), [log], out)
    assert [path.name for path in out.parent.iterdir()] == ["log.jsonl"]


def test_a_log_that_ends_badly_leaves_nothing(log: Path, out: Path, tmp_path: Path) -> None:
    (tmp_path / "z.parquet").write_bytes(b"no Parquet")
    pytest.importorskip("pyarrow")
    with pytest.raises(LogError):
        scan(PIPELINE, [log, tmp_path / "z.parquet"], out)
    assert not out.exists()


def test_the_same_records_from_every_format(log: Path, tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.Table.from_pylist(LINES), tmp_path / "log.parquet")
    header = list(LINES[0])
    rows = [",".join(str(line.get(name, "")) for name in header) for line in LINES]
    (tmp_path / "log.csv").write_text("\n".join([",".join(header), *rows]))
    outputs = []
    for name in ("log.jsonl", "log.parquet", "log.csv"):
        scan(PIPELINE, [tmp_path / name], tmp_path / "out.jsonl", everything=True)
        outputs.append((tmp_path / "out.jsonl").read_bytes())
    assert outputs[0] == outputs[1] == outputs[2]


def test_the_real_pipeline_answers_as_it_does_for_one_message(log: Path, out: Path) -> None:
    from sidedoor.pipeline import load

    pipeline = load()
    scan(pipeline, [log], out, everything=True)
    for line, record in zip(LINES, written(out), strict=True):
        alone = pipeline(msgspec.convert(line, Message))
        assert (record["action"], len(record["findings"])) == (alone.action, len(alone.findings))


def test_a_summary_starts_at_nothing() -> None:
    assert Summary().messages == 0


@pytest.fixture(scope="module")
def long_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("logs") / "long.jsonl"
    texts = [f"{'a word ' * 40}{'lena@example.com' if n % 900 == 0 else n}" for n in range(12_000)]
    path.write_text("".join(json.dumps({"message_id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)))
    return path


@pytest.mark.parametrize("workers", [2, 3])
def test_workers_change_nothing(long_log: Path, tmp_path: Path, workers: int) -> None:
    one = scan(PIPELINE, [long_log], tmp_path / "1.jsonl", everything=True)
    many = scan(PIPELINE, [long_log], tmp_path / "n.jsonl", everything=True, workers=workers)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "n.jsonl").read_bytes()
    assert (one.actions, one.kinds, one.bytes_read) == (many.actions, many.kinds, many.bytes_read)


@pytest.mark.parametrize(
    "pipeline, error, sentence", [(Breaks(), RuntimeError, "a bug"), (Dies(), SidedoorError, "--workers 1")]
)
def test_what_goes_wrong_in_a_worker_is_told(
    long_log: Path, out: Path, pipeline: SpotsAtSigns, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        scan(cast(Pipeline, pipeline), [long_log], out, workers=2)
    assert not out.exists()
