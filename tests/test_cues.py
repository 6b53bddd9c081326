"""The words around numbers: whole phrases, stems, scripts without spaces."""

import pytest

from sidedoor.cues import Role, cues
from sidedoor.text import Text


@pytest.mark.parametrize(
    "text, role, words, why",
    [
        ("just call me tonight", Role.INVITE, "call me", "a phrase"),
        ("the area code is 415", Role.AREA, "area code", "the longer cue"),
        ("позвоните мне", Role.INVITE, "позвоните", "Russian"),
        ("мой телефончик", Role.CHANNEL, "телефончик", "a stem takes any ending"),
        ("私の番号です", Role.INVITE, "私の番号", "no spaces"),
        ("order no. 4155", Role.OWNER, "order", "a thing that has a number"),
        ("I'm in Sydney", Role.PLACE, "Sydney", "a city"),
        ("📞 303", Role.CHANNEL, "📞", "a sign"),
        ("me llamo Ana, llámame", Role.INVITE, "llámame", "accents do not matter"),
    ],
)
def test_finds_cues(text: str, role: Role, words: str, why: str) -> None:
    read = Text(text)
    assert words in [read.written(cue.start, cue.end) for cue in cues(read) if cue.role is role], why


@pytest.mark.parametrize(
    "text, role, why",
    [
        ("the area code is 415", Role.OWNER, "code is a part of the longer cue"),
        ("I missed your call. Me neither", Role.INVITE, "no phrase goes on behind a full stop"),
        ("recall me", Role.INVITE, "only whole words"),
        ("install it", Role.CHANNEL, "only whole words"),
    ],
)
def test_finds_no_cue(text: str, role: Role, why: str) -> None:
    assert role not in {cue.role for cue in cues(Text(text))}, why
