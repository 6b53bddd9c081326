import json
import random
import re
import sys
from collections import defaultdict
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from sidedoor.cli import main
from sidedoor.errors import SidedoorError
from sidedoor.intent import LABELS, SOLICITATION, Calibration
from sidedoor.train.data import Augmenter, Labelled, part, read_messages
from sidedoor.train.figures import Judged, calibrate
from sidedoor.train.screen import lesson
from sidedoor.wordpieces import END, PAD, START, WordPieces, normalise


@pytest.fixture(scope="module")
def messages() -> list[Labelled]:
    return read_messages()


def test_twins_are_on_one_side_of_the_split(messages: list[Labelled]) -> None:
    sides: dict[str, set[str]] = defaultdict(set)
    for message in messages:
        if message.pair:
            sides[message.pair].add(message.part)

    assert [pair for pair, parts in sides.items() if len(parts) > 1] == []


def test_near_duplicates_are_on_one_side_of_the_split(messages: list[Labelled]) -> None:
    """Compare by the rarest of each text's five-letter strings, which near duplicates are likely to share."""

    def strings(text: str) -> set[str]:
        letters = re.sub(r"\W+", " ", normalise(text).lower())
        return {letters[i : i + 5] for i in range(max(1, len(letters) - 4))}

    seen: dict[tuple[int, str], int] = {}
    own = [strings(message.text) for message in messages]
    straddling = []
    for i, some in enumerate(own):
        for salt in range(8):
            least = min(some, key=lambda s, salt=salt: crc32(s.encode(), salt))  # type: ignore[misc]
            other = seen.setdefault((salt, least), i)
            if messages[other].part != messages[i].part and len(some & own[other]) > 0.6 * len(some | own[other]):
                straddling.append((messages[other].text, messages[i].text))

    assert straddling == []


def test_every_label_is_held_out_too(messages: list[Labelled]) -> None:
    for name in ("calibration", "test"):
        held = {label for message in part(messages, name) for label in message.labels}
        assert held == set(LABELS) - {SOLICITATION}


@pytest.mark.parametrize(
    "line, says",
    [
        ('{"text": "x", "lang": "en", "labels": ["chanel_switch"]}', "Did you mean 'channel_switch'"),
        ('{"text": "x", "lang": "en"}', "labels"),
        ('{"text": "x", "lang": "en", "labels": [], "part": "dev"}', "dev"),
        ("nonsense", "malformed"),
    ],
)
def test_a_message_that_cannot_be_used_is_named(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "some.jsonl").write_text('{"text": "x", "lang": "en", "labels": []}\n' + line)

    with pytest.raises(SidedoorError, match=rf"some\.jsonl:2: .*{says}"):
        read_messages(tmp_path)


def test_files_can_be_left_out(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"text": name, "lang": "en", "labels": []}) + "\n")

    assert [message.file for message in read_messages(tmp_path, without=["one"])] == ["two"]


def test_varied_messages_keep_what_they_mean_and_are_the_same_for_a_seed() -> None:
    some = [
        Labelled(text="Let's talk on Telegram, it is quicker.", lang="en", labels=["channel_switch"]),
        Labelled(text="The draft is done. Two pages are missing.", lang="en", labels=[]),
    ]
    vary, again = Augmenter(some, seed=3), Augmenter(some, seed=3)
    for _ in range(200):
        for message in some:
            text, targets = vary(message)
            assert (text, targets) == again(message)
            assert text
            if message.solicits:
                assert targets[LABELS.index(SOLICITATION)] == 1
            elif targets[LABELS.index(SOLICITATION)]:
                assert len(text) > len(message.text)  # the other message was put beside it


def test_the_screen_learns_all_solicitations_and_mostly_ordinary_talk() -> None:
    some = [
        *[Labelled(text="a", lang="en", labels=["channel_switch"], file="x")] * 100,
        *[Labelled(text="b", lang="en", labels=[], file="x")] * 100,
        *[Labelled(text="c", lang="en", labels=[], file="ordinary")] * 100,
    ]
    counts: dict[str, int] = defaultdict(int)
    for message in lesson(some, seed=1):
        counts[message.text] += 1

    assert counts["a"] == 100
    assert 10 < counts["b"] < 45  # one in four
    assert counts["c"] == 300


def test_calibrated_probabilities_hold() -> None:
    chance = random.Random(5)
    held, logits = [], []
    for _ in range(4000):
        logit = chance.gauss(0, 2)
        means = chance.random() < 1 / (1 + np.exp(-(0.5 * logit - 1)))  # the model is twice too sure, and biased
        held.append(Labelled(text="x", lang="en", labels=["legal_need"] if means else []))
        logits.append([logit] * len(LABELS))

    slopes, offsets = calibrate(np.array(logits, np.float32), held)

    place = LABELS.index("legal_need")
    assert slopes[place] == pytest.approx(0.5, abs=0.05)
    assert offsets[place] == pytest.approx(-1, abs=0.1)
    assert Calibration(slopes, offsets)([4.0] * len(LABELS))["legal_need"] == pytest.approx(0.73, abs=0.03)


def test_figures_count_what_was_found_and_touched() -> None:
    some = [
        Labelled(text="", lang="en", labels=["channel_switch"]),
        Labelled(text="", lang="en", labels=["channel_switch"]),
        Labelled(text="", lang="de", labels=[]),
    ]
    sure, unsure = [9.0] * len(LABELS), [-9.0] * len(LABELS)
    neutral = Calibration([1.0] * len(LABELS), [0.0] * len(LABELS))

    judged = Judged(some, np.array([sure, unsure, sure], np.float32), neutral)

    assert judged.row("all", 0.5) == "| all | 2 | 1 | 0.50 | 0.50 | 0.500 | 1.000 |"
    assert judged.where(lambda m: m.lang == "en").counts(SOLICITATION, 0.5) == (1, 0, 1, 0)


def test_the_exported_graph_says_what_the_network_says() -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("onnx")
    onnxruntime = pytest.importorskip("onnxruntime")
    from sidedoor.train import encoder as taught
    from sidedoor.train.graph import onnx_model

    torch.manual_seed(0)
    network = taught.Encoder(50).eval()
    weights = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    session = onnxruntime.InferenceSession(onnx_model(weights, taught.LAYERS, taught.HEADS, taught.WINDOW))
    rows = [[START, 7, 9, 11, 30, 49, END], [START, 8, END, PAD, PAD, PAD, PAD]]

    exported = session.run(None, {"tokens": np.array(rows)})[0]

    with torch.no_grad():
        exact = network(torch.tensor(rows)).numpy()
    assert np.abs(exported - exact).max() < 0.05 * np.abs(exact).max() + 0.02
    alone = session.run(None, {"tokens": np.array([[START, 8, END]])})[0]
    assert alone[0] == pytest.approx(exported[1], abs=0.02)  # padding changes nothing


def test_the_base_vocabulary_is_cut_without_losing_a_text() -> None:
    pytest.importorskip("torch")
    from sidedoor.train.encoder import chosen_pieces

    marks = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    base = [*marks, ("▁", -1.0), ("▁call", -2.0), ("ც", -3.0), ("c", -9.0), ("a", -9.0), ("l", -9.0)]

    kept = chosen_pieces(base, ["call"])

    assert [base[i][0] for i in kept] == ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁call", "c", "a", "l"]
    assert WordPieces([base[i] for i in kept])("call") == [5]


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["scren"], "There is no model 'scren'. Did you mean 'screen'?"),
        (["encoder"], "torch is not installed: pip install 'sidedoor[train]'."),
    ],
)
def test_the_command_says_why_it_cannot_run(
    arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)

    with pytest.raises(SystemExit) as stop:
        main(["train", *arguments])

    assert stop.value.code == 2
    assert capsys.readouterr().err == f"sidedoor: {says}\n"
