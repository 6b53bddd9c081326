"""The audit log: whatever is done to it is found, whoever crashes or writes beside loses nothing."""

import json
import multiprocessing
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from sidedoor import LogError
from sidedoor.audit import AuditLog
from sidedoor.keyed import HashKey

KEY = HashKey(b"an invented key, long enough")
OTHER_KEY = HashKey(b"another invented key, as long")


@pytest.fixture(params=[None, KEY], ids=["plain", "keyed"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> AuditLog:
    log = AuditLog(tmp_path / "audit.jsonl", request.param)
    log.append([{"message_id": f"m{n}", "words": "Ünïcödé \U0001f642"} for n in range(12)])
    log.append([{"message_id": "m12"}])
    return log


def fault(log: AuditLog, anchor: str | None = None) -> str | None:
    found = log.verify(anchor).fault
    return found and found.sentence


def test_a_sound_log(log: AuditLog) -> None:
    verdict = log.verify()
    assert verdict.fault is None
    assert verdict.end.lines == 13
    assert verdict.notes == ()
    assert [json.loads(bytes(line.entry))["message_id"] for _, line in log.lines()] == [f"m{n}" for n in range(13)]


def test_random_tampering_is_always_found(log: AuditLog) -> None:
    dice = random.Random(7)
    sound = log.path.read_bytes()
    lines = sound.splitlines(keepends=True)

    def alter_a_byte() -> bytes:
        place = dice.randrange(len(sound))
        other = dice.choice([byte for byte in range(256) if byte != sound[place]])
        return sound[:place] + bytes([other]) + sound[place + 1 :]

    def remove_a_byte() -> bytes:
        place = dice.randrange(len(sound))
        return sound[:place] + sound[place + 1 :]

    def add_a_byte() -> bytes:
        place = dice.randrange(len(sound) + 1)
        return sound[:place] + bytes([dice.randrange(256)]) + sound[place:]

    def remove_lines() -> bytes:
        first = dice.randrange(len(lines))
        return b"".join(lines[:first] + lines[first + dice.randint(1, 3) :])

    def repeat_a_line() -> bytes:
        first = dice.randrange(len(lines))
        place = dice.randrange(len(lines) + 1)
        return b"".join([*lines[:place], lines[first], *lines[place:]])

    def change_places() -> bytes:
        one, other = dice.sample(range(len(lines)), 2)
        moved = list(lines)
        moved[one], moved[other] = moved[other], moved[one]
        return b"".join(moved)

    def cut_the_end() -> bytes:
        return sound[: dice.randrange(len(sound))]

    ways: list[Callable[[], bytes]] = [
        *[alter_a_byte, remove_a_byte, add_a_byte],
        *[remove_lines, repeat_a_line, change_places, cut_the_end],
    ]
    tried = 0
    while tried < 1000:
        tampered = ways[tried % len(ways)]()
        if tampered != sound:  # a byte taken from a pair of equal ones changes nothing
            log.path.write_bytes(tampered)
            assert log.verify().fault, tampered
            tried += 1
    log.path.write_bytes(sound)
    assert log.verify().fault is None


def test_every_change_of_the_head_is_found(log: AuditLog) -> None:
    head = log.path.with_name("audit.jsonl.head")
    sound = head.read_bytes()
    for place in range(len(sound)):
        head.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        assert log.verify().fault, place
    head.unlink()
    assert fault(log) == "The head is missing, so a cut end could not be seen."


@pytest.mark.parametrize(
    "how, said",
    [
        (lambda lines: lines[:-1], "The log ends here, but its head tells of 13 lines: its end was cut."),
        (lambda lines: lines[1:], "It does not follow the line before it: a line was removed, added or moved."),
        (lambda lines: [*lines[:-1], lines[-1][:-1]], "It is torn: it has no end."),
        (lambda lines: [*lines, b"{}\n"], "It is no line of an audit log."),
        (
            lambda lines: [lines[0].replace(b'"m0"', b'"m1"'), *lines[1:]],
            "Its hash does not fit: it was altered, or made with another key.",
        ),
    ],
)
def test_what_is_said_of_a_fault(log: AuditLog, how: Callable[[list[bytes]], list[bytes]], said: str) -> None:
    log.path.write_bytes(b"".join(how(log.path.read_bytes().splitlines(keepends=True))))
    assert fault(log) == said


def test_a_log_and_its_head_put_back_to_an_earlier_state_are_seen_by_an_anchor_kept_elsewhere(log: AuditLog) -> None:
    head = log.path.with_name("audit.jsonl.head")
    earlier = log.path.read_bytes(), head.read_bytes()
    old_anchor = str(log.verify().end)
    anchor = str(log.append([{"message_id": "m13"}]))
    assert fault(log, old_anchor) is None  # a log may grow past an anchor
    log.path.write_bytes(earlier[0])
    head.write_bytes(earlier[1])
    assert fault(log) is None  # by themselves they look sound
    assert fault(log, anchor) == "The log ends here, but the anchor tells of 14 lines: its end was cut."


def test_a_log_written_anew_without_the_key_is_seen_by_the_key_or_by_an_anchor(tmp_path: Path) -> None:
    keyed = AuditLog(tmp_path / "audit.jsonl", KEY)
    anchor = str(keyed.append([{"message_id": "m1"}]))
    for path in tmp_path.iterdir():
        path.unlink()
    forged = AuditLog(tmp_path / "audit.jsonl")
    forged.append([{"message_id": "somebody else"}])
    assert "was made without a key" in (fault(keyed) or "")
    assert "written anew" in (fault(forged, anchor) or "")


def test_a_key_belongs_to_a_log(log: AuditLog) -> None:
    stranger = AuditLog(log.path, OTHER_KEY)
    said = "another key" if log.key else "without a key"
    assert said in (fault(stranger) or "")
    with pytest.raises(LogError, match=said):
        stranger.append([{}])


def test_a_writer_that_crashed_within_a_line_loses_only_that_line(log: AuditLog) -> None:
    with log.path.open("ab") as file:
        file.write(b'{"hash":"0123')
    assert fault(log) == "It is torn: it has no end."
    log.append([{"message_id": "m13"}])
    verdict = log.verify()
    assert verdict.fault is None
    assert verdict.notes == ("Line 14: a writer had crashed, its unfinished line was cut off.",)
    assert [line.kind for _, line in log.lines()][-2:] == ["recovery", "record"]


def test_a_writer_that_crashed_before_the_head_was_written_loses_nothing(log: AuditLog) -> None:
    head = log.path.with_name("audit.jsonl.head")
    before = head.read_bytes()
    log.append([{"message_id": "m13"}])
    head.write_bytes(before)
    verdict = log.verify()
    assert verdict.fault is None
    assert "1 lines stand after those that the head knows" in verdict.notes[0]
    log.append([{"message_id": "m14"}])
    assert log.verify().end.lines == 15


def test_nothing_is_appended_to_a_log_whose_end_was_cut(log: AuditLog) -> None:
    lines = log.path.read_bytes().splitlines(keepends=True)
    log.path.write_bytes(b"".join(lines[:-1]))
    with pytest.raises(LogError, match="its end was cut off"):
        log.append([{}])
    log.path.with_name("audit.jsonl.head").unlink()
    with pytest.raises(LogError, match="head is missing"):
        log.append([{}])


def test_a_broken_log_cannot_be_read_past_the_fault(log: AuditLog) -> None:
    lines = log.path.read_bytes().splitlines(keepends=True)
    log.path.write_bytes(b"".join([*lines[:3], *lines[4:]]))
    with pytest.raises(LogError, match="line 4: It does not follow"):
        list(log.lines())


@pytest.mark.parametrize("anchor", ["", "3", "x:y", "3:abc"])
def test_an_anchor_that_is_none_is_told(log: AuditLog, anchor: str) -> None:
    assert anchor == "" or "LINES:HASH" in (fault(log, anchor) or "")


def append_many(path: Path, writer: int) -> None:
    for number in range(20):
        AuditLog(path, KEY).append([{"writer": writer, "number": number}] * 2)


def test_writers_at_the_same_time_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    writers = [multiprocessing.get_context("spawn").Process(target=append_many, args=(path, n)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    log = AuditLog(path, KEY)
    assert log.verify().fault is None
    entries = [json.loads(bytes(line.entry)) for _, line in log.lines()]
    assert len(entries) == 120
    for number in range(3):  # each writer's records are in its order, a batch in one piece
        assert [e["number"] for e in entries if e["writer"] == number] == [n for n in range(20) for _ in range(2)]
    assert all(entries[n] == entries[n + 1] for n in range(0, 120, 2))


def test_a_log_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="No such file"):
        AuditLog(tmp_path / "nowhere" / "audit.jsonl").append([{}])
    with pytest.raises(LogError, match="No such file"):
        AuditLog(tmp_path / "audit.jsonl").verify()
