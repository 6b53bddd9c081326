"""Contact details taken out: of the text, of every finding, of the words around them."""

from pathlib import Path

import msgspec
import pytest

from sidedoor import Action, Finding, Kind, Reason, Recommendation, SidedoorError
from sidedoor.keyed import HashKey, read_key
from sidedoor.redact import covered, hashed_value, without_details

KEY = HashKey(b"an invented key, long enough")
TEXT = "ping me on tg: @jo_dev"
SWITCH = Finding(kind=Kind.CHANNEL_SWITCH, start=0, end=22, text=TEXT, service="telegram")
HANDLE = Finding(kind=Kind.HANDLE, start=15, end=22, text="@jo_dev", value="jo_dev", service="telegram")
REQUEST = Finding(kind=Kind.CONTACT_REQUEST, start=0, end=7, text="ping me", value="email")
FLAGGED = Recommendation(
    message_id="m1",
    conversation_id="c1",
    action=Action.FLAG,
    reasons=tuple(
        Reason(action=Action.FLAG, rule="p/r", message="A reason.", finding=finding) for finding in (SWITCH, HANDLE)
    ),
    findings=(SWITCH, HANDLE, REQUEST),
    policy="p@1",
    text=TEXT,
)


@pytest.mark.parametrize("key", [None, KEY])
def test_no_word_of_a_contact_point_is_left_anywhere(key: HashKey | None) -> None:
    hidden = without_details(FLAGGED, key)
    for words in [
        hidden.text,
        *(str(value) for f in hidden.findings for value in (f.text, f.value)),
        *(reason.finding.text for reason in hidden.reasons if reason.finding),
    ]:
        assert "jo_dev" not in words
    assert [finding.text for finding in hidden.findings] == ["ping me on tg: [handle]", "[handle]", "ping me"]
    assert [(f.start, f.end, f.service) for f in hidden.findings][1] == (15, 22, "telegram")


def test_what_is_asked_for_stays_and_values_become_keyed_hashes() -> None:
    assert [finding.value for finding in without_details(FLAGGED).findings] == [None, None, "email"]
    assert [finding.value for finding in without_details(FLAGGED, KEY).findings] == [
        None,
        hashed_value(HANDLE, KEY),
        "email",
    ]


def test_a_reason_that_came_from_another_process_is_redacted_too() -> None:
    copied = msgspec.json.decode(msgspec.json.encode(FLAGGED), type=Recommendation)
    hidden = without_details(copied)
    assert "jo_dev" not in msgspec.json.encode(hidden).decode()


def test_a_covered_text_keeps_its_offsets() -> None:
    assert covered(TEXT, FLAGGED.findings) == "ping me on tg: •••••••"


def test_hashes_tell_kinds_and_keys_apart() -> None:
    email = Finding(kind=Kind.EMAIL, start=0, end=1, text="", value="jo_dev")
    other = HashKey(b"another invented key, as long")
    assert len({hashed_value(HANDLE, KEY), hashed_value(email, KEY), hashed_value(HANDLE, other)}) == 3


@pytest.mark.parametrize(
    "content, said",
    [
        (b"short\n", "needs at least 16 bytes; this one has 5. Make one with: openssl rand -hex 32 > "),
        (None, "the hash key cannot be read"),
    ],
)
def test_a_key_file_that_cannot_be_used(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SidedoorError, match=said):
        read_key(path)


def test_a_line_break_is_no_part_of_a_key_and_a_repr_shows_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"an invented key, long enough\r\n")
    assert read_key(tmp_path / "key").id == KEY.id
    assert repr(KEY) == f"HashKey(id='{KEY.id}')"
