"""The labelled messages that the models learn from, and the ways in which they are varied.

Which part a message belongs to stands in the data, so that figures stay comparable when messages are added: `train` is
learnt, `calibration` only turns scores into probabilities, `test` is seen by no step. Twins, near duplicates and
neighbours on one topic are in one part.
"""

import random
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from sidedoor.errors import SidedoorError, did_you_mean
from sidedoor.intent import LABELS, SOLICITATION
from sidedoor.resources import folder
from sidedoor.vocabulary import SOLICITATIONS

Part = Literal["train", "calibration", "test"]

_LONGEST_SMALL_TALK = 160  # characters; what is longer there is an essay or code
_MOST_OF_A_LANGUAGE = 200  # other than English, or a few languages would be learnt as innocent
_NO_TALK = frozenset({"What is your number"})  # the one line that asks for a contact
_LANGUAGES = {
    "bengali": "bn",
    "chinese": "zh",
    "english": "en",
    "french": "fr",
    "german": "de",
    "hindi": "hi",
    "hinglish": "hi-Latn",
    "indonesian": "id",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "persian": "fa",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "thai": "th",
    "turkish": "tr",
    "ukrainian": "uk",
    "urdu": "ur",
}


class Labelled(msgspec.Struct):
    """One message with the kinds it means; twins, which differ in what they mean and little else, share `pair`."""

    text: str
    lang: str
    labels: list[str]
    sender_role: str = "unknown"
    pair: str | None = None
    part: Part = "train"
    file: str = ""

    @property
    def solicits(self) -> bool:
        """Whether any of the four kinds of solicitation is meant."""
        return any(label in SOLICITATIONS for label in self.labels)

    def targets(self) -> list[float]:
        """Return 1.0 for each of `LABELS` that holds, else 0.0."""
        return [float(self.solicits if label == SOLICITATION else label in self.labels) for label in LABELS]


def read_messages(path: Path | None = None, *, without: Iterable[str] = ()) -> list[Labelled]:
    """Return all messages of a folder of JSON Lines files (default: `models/training`).

    `without` names files to leave out. Raises SidedoorError for a line that cannot be used.
    """
    messages: list[Labelled] = []
    left_out = set(without)
    for file in sorted((path or folder("models") / "training").glob("*.jsonl")):
        if file.stem in left_out:
            continue
        for number, line in enumerate(file.read_bytes().splitlines(), 1):
            try:
                message = msgspec.json.decode(line, type=Labelled)
            except msgspec.MsgspecError as error:
                raise SidedoorError(f"{file}:{number}: {error}") from None
            if unknown := set(message.labels) - set(LABELS):
                word = unknown.pop()
                raise SidedoorError(f"{file}:{number}: there is no label '{word}'.{did_you_mean(word, LABELS)}")
            message.file = file.stem
            messages.append(message)
    return messages


def small_talk() -> list[Labelled]:
    """Return small talk in twenty languages from the package `chatterbot-corpus`: none of it solicits.

    It has nothing to do with marketplaces. Without it a model that knows only solicitations and what resembles them
    takes a bare "hello there" for a hint.
    """
    import yaml
    from chatterbot_corpus import __file__ as installed

    talk: dict[str, Labelled] = {}
    told: Counter[str] = Counter()
    for file in sorted((Path(installed).parent / "data").glob("*/*.yml")):
        if language := _LANGUAGES.get(file.parent.name):
            for conversation in yaml.safe_load(file.read_bytes()).get("conversations") or ():
                for line in conversation:
                    text = " ".join(str(line).split())
                    enough = language != "en" and told[language] >= _MOST_OF_A_LANGUAGE
                    if (
                        1 < len(text) <= _LONGEST_SMALL_TALK
                        and text not in talk
                        and not enough
                        and text not in _NO_TALK
                    ):
                        told[language] += 1
                        talk[text] = Labelled(text=text, lang=language, labels=[], file="ordinary_small_talk")
    return list(talk.values())


def part(messages: Iterable[Labelled], name: Part) -> list[Labelled]:
    """Return the messages of one part."""
    return [message for message in messages if message.part == name]


class Augmenter:
    """Varies messages as chat does, so that case, accents, a slip or a longer message change no judgement."""

    def __init__(self, messages: Sequence[Labelled], seed: int) -> None:
        self._chance = random.Random(seed)
        self._others: dict[str, list[Labelled]] = defaultdict(list)
        for message in messages:
            self._others[message.lang].append(message)

    def __call__(self, message: Labelled) -> tuple[str, list[float]]:
        """Return a variant of the message's text, and its targets."""
        text, targets, chance = message.text, message.targets(), self._chance
        if chance.random() < 0.12:  # two messages in one: length must not tell, and one clause must be enough
            other = chance.choice(self._others[message.lang])
            if len(text) + len(other.text) < 400:
                targets = [max(pair) for pair in zip(targets, other.targets(), strict=True)]
                first, second = (text, other.text) if chance.random() < 0.5 else (other.text, text)
                ended = first.rstrip()[-1:] in ".!?。؟।"
                text = first.rstrip() + (" " if ended else chance.choice([" ", "\n", ". "])) + second
        style = chance.random()
        if style < 0.15:
            text = text.lower()
        elif style < 0.17:
            text = text.upper()
        elif style < 0.25:
            text = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
        if chance.random() < 0.15:
            text = text.rstrip(".!?")
        if chance.random() < 0.08 and len(text) > 12:
            for _ in range(1 + len(text) // 60):
                text = self._slip(text)
        return text, targets

    def _slip(self, text: str) -> str:
        at = self._chance.randrange(len(text) - 1)
        swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        dropped = text[:at] + text[at + 1 :]
        doubled = text[: at + 1] + text[at:]
        return self._chance.choice([swapped, dropped, doubled])
