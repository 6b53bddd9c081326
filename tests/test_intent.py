import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sidedoor import intent
from sidedoor.intent import LABELS, SOLICITATION, Calibration, cut_windows, judge, threshold
from sidedoor.resources import folder
from sidedoor.wordpieces import END, START

pytest.importorskip("onnxruntime")
pytest.importorskip("numpy")


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the models that a test may damage, loaded anew."""
    copy = tmp_path / "models"
    shutil.copytree(folder("models"), copy, ignore=shutil.ignore_patterns("training"))
    monkeypatch.setattr(intent, "folder", lambda _: copy)
    monkeypatch.setattr(intent, "_LOADED", {})
    monkeypatch.setattr(intent, "_FAULTS", {})
    intent._thresholds.cache_clear()
    yield copy
    intent._thresholds.cache_clear()


def test_both_models_are_ready() -> None:
    assert intent.status() == "screen and encoder ready"
    assert intent.available()


@pytest.mark.parametrize(
    "text, kind",
    [
        ("What's your WhatsApp? I'd rather write to you there.", "contact_request"),
        ("Let's take this conversation to Telegram tonight.", "channel_switch"),
        ("If you pay me by bank transfer we both save the fee.", "off_platform_payment"),
        ("Next month we do the job without the platform, just you and me.", "off_platform_hire"),
        ("¿Seguimos por Telegram? Aquí no me llegan los avisos.", "channel_switch"),
        ("Переведите на карту напрямую, без комиссии площадки.", "off_platform_payment"),
        ("サイトを通さずに直接お支払いします。", "off_platform_payment"),
    ],
)
def test_solicitations_are_seen_and_named(text: str, kind: str) -> None:
    scores = judge(text)

    assert scores is not None
    assert scores[SOLICITATION] > 0.5
    assert scores[kind] > 0.5


@pytest.mark.parametrize(
    "text",
    [
        "I build chat bots for WhatsApp and Telegram, here in Django.",  # a product
        "The fee hurts, but so be it.",  # no proposal follows
        "Please don't send your number, it's against the rules.",  # a refusal
        "No hace falta tu teléfono, sigamos por aquí.",
        "Нет, номер не дам, пишите сюда.",
        "The logo is done, I'll upload it tonight.",  # ordinary talk
        "",
        "...",
    ],
)
@pytest.mark.parametrize("fast", [False, True])
def test_honest_messages_get_no_high_probability(text: str, fast: bool) -> None:
    scores = judge(text, fast=fast)

    assert scores is not None
    assert scores[SOLICITATION] < (0.8 if fast else 0.5)  # words alone cannot tell a refusal


def test_every_label_has_a_probability() -> None:
    scores = judge("shall we go on elsewhere?")

    assert scores is not None
    assert tuple(scores) == LABELS
    assert all(0 <= probability <= 1 for probability in scores.values())


@pytest.mark.parametrize("times", [5, 40, 400])  # one window, several, more than is read
def test_a_clause_at_the_end_of_a_long_message_counts(times: int) -> None:
    long = "The second chapter needs another look at the dates and the names of the towns. " * times

    plain, closing = judge(long), judge(long + "Write to me on Telegram instead of this chat.")

    assert plain is not None
    assert closing is not None
    assert closing[SOLICITATION] > max(0.5, plain[SOLICITATION])


@pytest.mark.parametrize("unit", ["a", "a ", "電", "\u200b", "🙂", "Let's talk on Telegram. ", "\x00", "a\u0301" * 50])
def test_hostile_messages_take_bounded_time(unit: str) -> None:
    started = time.perf_counter()

    judge((unit * 100_000)[:100_000])

    assert time.perf_counter() - started < 10


def test_threads_get_the_same_answers() -> None:
    texts = ["are you on Skype?", "the logo is done", "¿tienes WhatsApp?", "pay me directly"] * 10
    alone = [judge(text) for text in texts]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(judge, texts)) == alone


def test_nothing_heavy_is_imported_before_a_model_is_asked() -> None:
    program = (
        "import sys, sidedoor, sidedoor.intent; sidedoor.load()(sidedoor.Message(text='the logo is done'));"
        "print([name for name in ('spacy', 'onnxruntime') if name in sys.modules])"
    )

    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert printed.strip() == "[]"


def test_fast_leaves_the_encoder_unloaded(models: Path) -> None:
    judge("shall we talk on Telegram instead?", fast=True)

    assert "encoder" not in intent._LOADED


def test_a_text_that_need_not_be_screened_goes_to_the_encoder_at_once(models: Path) -> None:
    judge("Thank you, see you tomorrow!", screened=False)

    assert "screen" not in intent._LOADED


def test_the_encoder_is_spared_ordinary_talk(models: Path) -> None:
    judge("Thank you, see you tomorrow!")

    assert "screen" in intent._LOADED
    assert intent.judge("Thank you, see you tomorrow!") == intent.judge("Thank you, see you tomorrow!", fast=True)


@pytest.mark.parametrize(
    "damage, says",
    [
        ("encoder/model.onnx", r"^screen ready; encoder left out: .*model\.onnx is damaged$"),
        ("encoder/pieces.tsv", r"^screen ready; encoder left out: .*pieces\.tsv is damaged$"),
        ("screen/pipeline/textcat_multilabel/model", r"^encoder ready; screen left out: .*model is damaged$"),
    ],
)
def test_a_damaged_model_is_left_out_and_told(models: Path, damage: str, says: str) -> None:
    file = models / damage
    file.write_bytes(file.read_bytes()[:-7] + b"garbage")

    scores = judge("let's talk on Telegram, what's your number?")

    assert scores is not None
    assert scores[SOLICITATION] > 0.5
    assert re.search(says, intent.status())


def test_without_models_there_is_no_judgement(models: Path) -> None:
    shutil.rmtree(models / "encoder")
    shutil.rmtree(models / "screen")

    assert judge("let's talk on Telegram") is None
    assert not intent.available()
    assert intent.status().startswith("no model ready; screen left out: ")
    intent.warm_up()


def test_a_missing_library_is_named(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    assert "encoder left out: onnxruntime is not installed (pip install 'sidedoor[models]')" in intent.status()


@pytest.mark.parametrize("fast", [False, True])
def test_those_it_does_not_suspect_are_let_go_by_the_screen(fast: bool) -> None:
    texts = ["Thank you, see you tomorrow!", "What's your number on WhatsApp?", "", "pay me directly", "ok " * 200]
    least = threshold("screen", "find" if fast else "ask")

    suspected = intent.suspects(texts, fast=fast)

    sure = [judge(text, fast=True) for text in texts]
    assert suspected == [scores is not None and round(scores[SOLICITATION], 2) >= least for scores in sure]
    assert suspected[1] or fast
    assert not suspected[0]
    assert intent.suspects([]) == []


def test_thresholds_rise_from_veto_to_find() -> None:
    veto, doubt, find = (threshold("encoder", name) for name in ("veto", "doubt", "find"))

    assert 0 < veto < doubt < find < 1
    assert 0 < threshold("screen", "ask") < 0.5


@pytest.mark.parametrize(
    "pieces, size, windows",
    [
        (3, 8, [(0, 3)]),
        (6, 8, [(0, 6)]),  # just fits beside the two marks
        (7, 8, [(0, 6), (3, 7)]),
        (12, 8, [(0, 6), (3, 9), (6, 12)]),
        (0, 8, [(0, 0)]),
    ],
)
def test_windows_overlap_by_half_and_lose_nothing(pieces: int, size: int, windows: list[tuple[int, int]]) -> None:
    ids = list(range(100, 100 + pieces))

    assert cut_windows(ids, size) == [[START, *ids[a:b], END] for a, b in windows]


def test_calibration_bends_logits_into_probabilities() -> None:
    calibration = Calibration([1.0, *[0.5] * (len(LABELS) - 1)], [0.0, *[-1.0] * (len(LABELS) - 1)])

    scores = list(calibration([0.0, *[2.0] * (len(LABELS) - 1)]).values())

    assert scores == pytest.approx([0.5] * len(LABELS))
    assert Calibration([1.0] * len(LABELS), [0.0] * len(LABELS))([1e9] * len(LABELS))[SOLICITATION] <= 1
