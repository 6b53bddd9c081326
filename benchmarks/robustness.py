"""How much of what is disguised is found, and how much that is innocent is not touched.

    python -m benchmarks.robustness [--policy NAME|FILE] [--seed N] [--each N] [--small] [--fast]
                                    [--misses TECHNIQUE]

An opponent invents contact points (inventions.py), disguises each in every way (disguises.py), alone and inside talk
about a job, and does the same to prices, dates, order numbers, product names, scores and lines of code. The scorecard
goes to benchmarks/ROBUSTNESS.md. The same seed makes the same messages.
"""

import argparse
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.disguises import DISGUISES
from benchmarks.inventions import INNOCENT, Language, Thing, contact, innocent, phrasebook
from sidedoor import Action, ContractState, Kind, Message, Pipeline, SenderRole, Technique, load

SCORECARD = Path(__file__).parent / "ROBUSTNESS.md"
POINTS = (Kind.EMAIL, Kind.PHONE, Kind.HANDLE, Kind.LINK, Kind.ADDRESS, Kind.PAYMENT_ACCOUNT)
_ROLES = {True: SenderRole.FREELANCER, False: SenderRole.CLIENT}
_TRIES = 20  # innocent things to try before a technique counts as one that fits none


class Sample(NamedTuple):
    """A conversation: `turns` are (whether the opponent speaks, text); the last turn completes what is told."""

    technique: Technique
    language: str
    thing: Thing
    turns: tuple[tuple[bool, str], ...]

    @property
    def is_contact(self) -> bool:
        """Whether a contact point is told; else the sample is an innocent twin."""
        return isinstance(self.thing.kind, Kind)


class Result(NamedTuple):
    """What sidedoor said of a sample.

    For a contact `right` means that its kind was found with its value, for a twin that no contact point was found;
    `named` that a right finding names the technique; `acted` that the policy did not allow the message.
    """

    sample: Sample
    right: bool
    named: bool
    acted: bool


def samples(seed: int, each: int, languages: Collection[str] = ()) -> Iterator[Sample]:
    """Yield `each` samples per technique, kind and language, and as many innocent twins per technique and language.

    `languages` are codes of the phrasebook, none for all of them.
    """
    for code, language in phrasebook().items():
        if languages and code not in languages:
            continue
        for technique, (_, kinds) in DISGUISES.items():
            for number in range(each):
                for kind in kinds:
                    rng = Random(zlib.crc32(f"{seed} {code} {technique} {kind} {number}".encode()))
                    for _ in range(_TRIES):
                        thing = contact(rng, kind, language, technique)
                        if sample := _sample(rng, technique, code, language, thing):
                            yield sample
                            break
                rng = Random(zlib.crc32(f"{seed} {code} {technique} twin {number}".encode()))
                for _ in range(_TRIES):
                    thing = innocent(rng, rng.choice(INNOCENT))
                    if sample := _sample(rng, technique, code, language, thing):
                        yield sample
                        break


def _sample(rng: Random, technique: Technique, code: str, language: Language, thing: Thing) -> Sample | None:
    disguised = DISGUISES[technique][0](rng, thing, language)
    if disguised is None:
        return None
    return Sample(technique, code, disguised, tuple(_turns(rng, technique, language, disguised)))


def _turns(rng: Random, technique: Technique, language: Language, thing: Thing) -> Iterator[tuple[bool, str]]:
    """Yield the messages that tell `thing`, and what the other party says between them."""
    if technique == Technique.ANSWER_TO_REQUEST:
        yield False, language.ask[thing.kind].replace("{service}", thing.service.capitalize())
        yield True, thing.written
    elif technique == Technique.SPLIT_MESSAGES:
        yield True, rng.choice(language.talk)
        *pieces, last = _told_in_pieces(rng, language, thing)
        for piece in pieces:
            yield True, piece
            if rng.random() < 0.5:
                yield False, rng.choice(language.go_on)
        yield True, last
    else:
        said = _sentence(rng, technique, language, thing)
        if rng.random() < 0.5:
            before, after = rng.sample(language.talk, 2)
            said = rng.choice([f"{before} {said}", f"{before} {said}\n{after}", f"{said}. {after}"])
        yield True, said


def _told_in_pieces(rng: Random, language: Language, thing: Thing) -> list[str]:
    first, *rest = thing.pieces
    if thing.kind == Kind.HANDLE:
        return [rng.choice(language.handle).split("{service}")[0] + first, *rest]
    return [_frame(rng, language, thing).replace("{service}", thing.service).format(first), *rest]


def _sentence(rng: Random, technique: Technique, language: Language, thing: Thing) -> str:
    if technique == Technique.POINTER and thing.kind == Kind.HANDLE:
        return language.same_name.replace("{service}", thing.service.capitalize())
    told = f"{thing.written} {thing.hint}".strip()
    plain_enough = thing.kind in (Kind.EMAIL, Kind.LINK) or (thing.kind == Kind.PHONE and technique in _DICTATED)
    if technique == Technique.EMOJI or (plain_enough and rng.random() < _BARE):
        return told
    return _frame(rng, language, thing).replace("{service}", thing.service).format(told)


# Digits that nobody would write so but to have them dialled; any others need a word that says it.
_DICTATED = (Technique.SPELLED_DIGITS, Technique.MIXED_DIGITS, Technique.REVERSED)
_BARE = 0.2  # the share of contacts without a sentence around them


def _frame(rng: Random, language: Language, thing: Thing) -> str:
    sort = Kind.HANDLE if thing.kind == Kind.PHONE and thing.service else thing.kind  # "my zap is ..."
    frame: str | list[str] = getattr(language, sort)
    return frame if isinstance(frame, str) else rng.choice(frame)


def judge(pipeline: Pipeline, sample: Sample) -> Result:
    """Return what `pipeline` makes of the last message of `sample`, before a contract, on an ordinary plan."""
    messages = [
        Message(
            message_id=f"m{number}",
            conversation_id="c",
            text=text,
            sender_role=_ROLES[opponent],
            contract_state=ContractState.INTERVIEW,
            client_plan="basic",
        )
        for number, (opponent, text) in enumerate(sample.turns)
    ]
    answer = pipeline(messages[-1], history=messages[:-1])
    points = [finding for finding in answer.findings if finding.kind in POINTS]
    acted = answer.action != Action.ALLOW
    if not sample.is_contact:
        return Result(sample, not points, False, acted)
    if sample.technique == Technique.POINTER:  # no name is told: to say where it can be found proposes to talk there
        pointed = [f for f in answer.findings if f.kind in (Kind.HANDLE, Kind.CHANNEL_SWITCH)]
        return Result(sample, bool(pointed), any(sample.technique in f.techniques for f in pointed), acted)
    right = [f for f in points if f.kind == sample.thing.kind and _is_meant(sample.thing, f.value)]
    named = any(sample.technique in finding.techniques for finding in right)
    return Result(sample, bool(right), named, acted)


def _is_meant(thing: Thing, value: str | None) -> bool:
    return _normal(thing.kind, value or "") == _normal(thing.kind, thing.value or "")


_NATIONAL = 9  # digits from the right that two ways of writing one number share


def _normal(kind: Kind | str, value: str) -> str:
    if kind == Kind.PHONE:
        return "".join(filter(str.isdigit, value))[-_NATIONAL:]
    value = value.replace("@googlemail.com", "@gmail.com")  # one mailbox
    return value.lower().removeprefix("https://").removeprefix("www.").lstrip("@$").replace(" ", "").rstrip("/")


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        return self.part / self.whole if self.whole else 1.0

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.part}/{self.whole})" if self.whole else "-"


def share(results: Iterable[Result], good: str = "right") -> Share:
    """Return the share of `results` whose attribute `good` is true."""
    listed = [getattr(result, good) for result in results]
    return Share(sum(listed), len(listed))


_LEGEND = """\
`found`: the kind is found and its value is right. `named`: of those, the finding names the technique. `acted on`:
the policy does not allow the message (a client on an ordinary plan, before a contract). `false alarms`: twins, the
same technique on a price, a date, an order number, a product, a score, code or a bot, in which a contact is seen.
`pointer` names no account ("the same name as here"): it counts as found where the proposal to talk there is.
"""
_HOW_TO = """\
## On your own policy

`python -m benchmarks.robustness --policy path/to/policy.toml` writes this scorecard for it: what is found is the
same, what is acted on is the policy's. `--seed` makes other messages, `--each` more of them; `--small` makes one of
each and writes no file; `--misses TECHNIQUE` prints what was missed or wrongly touched. The opponent's words are in
`phrasebook.toml`, its tricks in `disguises.py`; neither is shared with the detectors.
"""


def scorecard(results: list[Result], policy: str, seed: int, each: int) -> str:
    """Return the scorecard as Markdown, the worst first."""
    contacts = [result for result in results if result.sample.is_contact]
    twins = [result for result in results if not result.sample.is_contact]
    techniques = sorted(DISGUISES, key=lambda t: (share(r for r in contacts if r.sample.technique == t).value, t))
    lines = [
        "# Robustness",
        "",
        f"{len(contacts):,} disguised contacts and {len(twins):,} innocent twins; seed {seed}, {each} of each",
        f"technique, kind and language; policy `{policy}`.",
        "",
        f"Found with the right kind and value: **{share(contacts)}**. "
        f"Innocent twins in which a contact was seen: **{_false(twins)}**.",
        "",
        _LEGEND,
        *_table(
            ["technique", "found", "named", "acted on", "false alarms"],
            [
                [
                    f"`{technique}`",
                    str(share(mine := [r for r in contacts if r.sample.technique == technique])),
                    str(share((r for r in mine if r.right), "named")),
                    f"{share(mine, 'acted').value:.3f}",
                    str(_false(r for r in twins if r.sample.technique == technique)),
                ]
                for technique in techniques
            ],
        ),
        "",
        *_by("kind", contacts, lambda r: str(r.sample.thing.kind)),
        "",
        *_by("language", contacts, lambda r: r.sample.language, twins),
        "",
        "## Where it falls short",
        "",
        *_table(["technique", "kind", "found"], _worst(contacts)),
        "",
        _HOW_TO,
    ]
    return "\n".join(lines)


def _false(twins: Iterable[Result]) -> Share:
    right = share(twins)
    return Share(right.whole - right.part, right.whole)


def _by(
    title: str, contacts: list[Result], key: Callable[[Result], str], twins: list[Result] | None = None
) -> list[str]:
    names = sorted({key(r) for r in contacts}, key=lambda name: share(r for r in contacts if key(r) == name).value)
    rows = []
    for name in names:
        row = [f"`{name}`", str(share(r for r in contacts if key(r) == name))]
        rows.append([*row, str(_false(r for r in twins if key(r) == name))] if twins else row)
    return _table([title, "found", *(["false alarms"] if twins else [])], rows)


_FEW = 15


def _worst(contacts: list[Result]) -> list[list[str]]:
    pairs = {(r.sample.technique, r.sample.thing.kind) for r in contacts}
    found = {
        pair: share(r for r in contacts if (r.sample.technique, r.sample.thing.kind) == pair) for pair in sorted(pairs)
    }
    worst = sorted(found, key=lambda pair: found[pair].value)[:_FEW]
    return [[f"`{technique}`", f"`{kind}`", str(found[technique, kind])] for technique, kind in worst]


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--policy", default="upwork")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--small", action="store_true", help="one of each in place of five; prints, and writes no file")
    parser.add_argument("--fast", action="store_true", help="leave the slow model tier out, as `sidedoor scan --fast`")
    parser.add_argument("--misses", metavar="TECHNIQUE", help="print what was missed or wrongly touched, or 'all'")
    arguments = parser.parse_args()
    each = 1 if arguments.small else arguments.each
    pipeline = load(arguments.policy, fast=arguments.fast)
    results = [judge(pipeline, sample) for sample in samples(arguments.seed, each)]
    if arguments.misses:
        for result in results:
            if not result.right and arguments.misses in ("all", result.sample.technique):
                said = " || ".join(text.replace("\n", "\\n") for _, text in result.sample.turns)
                thing = result.sample.thing
                print(f"{result.sample.technique}/{thing.kind}/{result.sample.language}: {said!r} -> {thing.value}")
        return
    text = scorecard(results, arguments.policy, arguments.seed, each)
    if arguments.small:
        print(text)
    else:
        SCORECARD.write_text(text, encoding="utf-8")
        print(f"{SCORECARD}: {share(r for r in results if r.sample.is_contact)} found")


if __name__ == "__main__":
    main()
