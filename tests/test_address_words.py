from pathlib import Path

import pytest

from sidedoor import address_words
from sidedoor.address_words import Phrases, Trigger, load_address_words
from sidedoor.errors import PatternError


@pytest.mark.parametrize(
    "lower, found",
    [
        ("please write to me", ["write to me"]),  # the longest phrase
        ("rewrite to me", []),  # whole words
        ("write  to\nme", ["write  to\nme"]),  # any white space between
        ("e-mail me", ["e-mail"]),  # a sign inside
        ("我的邮箱是", ["邮箱"]),  # no edges where words are not spaced
    ],
)
def test_phrases(lower: str, found: list[str]) -> None:
    phrases = Phrases(["write to me", "write to", "e-mail", "邮箱"])
    assert [lower[start:end] for start, end in phrases.find(lower)] == found


def test_phrases_cover_a_stretch_of_nothing_else() -> None:
    phrases = Phrases(["my", "web site"])
    assert phrases.cover("on my web site: ", 2, 16)
    assert not phrases.cover("on my new web site", 2, 18)


@pytest.mark.parametrize(
    "lower, fires",
    [
        ("at the rate", True),
        ("at noon", False),  # an ordinary word of the phrase is not enough
        ("लेना डॉट", True),
        ("लेना", False),
    ],
)
def test_trigger_looks_for_the_rarest_word(lower: str, fires: bool) -> None:
    assert Trigger(["at the rate", "डॉट"]).fires(lower) is fires


def test_every_language_is_read_together() -> None:
    assert {"arroba", "собака", "アットマーク"} <= set(load_address_words().at)


def test_an_unknown_list_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "address_words.toml").write_text('att = ["at"]\n', encoding="utf-8")
    monkeypatch.setattr(address_words, "folder", lambda name: tmp_path)
    load_address_words.cache_clear()
    try:
        with pytest.raises(PatternError, match=r"xx.address_words\.toml"):
            load_address_words()
    finally:
        load_address_words.cache_clear()
