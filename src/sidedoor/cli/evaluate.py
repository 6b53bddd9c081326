"""`sidedoor evaluate`: precision, recall and F1 on labelled conversations of one's own."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sidedoor.evaluate import Score


def evaluate(
    cases: Annotated[
        list[str],
        typer.Argument(metavar="CASES", help="Labelled conversations, JSON Lines, one a line.", show_default=False),
    ],
    policy: Annotated[
        str | None,
        typer.Option(help="Judge by this policy, whatever the cases name.", show_default=False),
    ] = None,
    fast: Annotated[bool, typer.Option("--fast", help="Leave the slow model tier out.")] = False,
    misses: Annotated[int, typer.Option(min=0, help="List so many messages whose action is not the labelled one.")] = 0,
) -> None:
    """Compare what sidedoor recommends and finds with the labels, by action, kind, language and tag.

    Exit status: 0 all cases read, 2 could not run.
    """
    from sidedoor.evaluate import evaluate, read_cases
    from sidedoor.pipeline import load

    read = list(read_cases(cases))
    names = {case.policy for case in read}
    pipelines = {name: load(policy or name, fast=fast) for name in names}
    result = evaluate(read, pipelines)
    groups = {
        "action": result.actions,
        "kind of finding": result.kinds,
        "language (flagged)": result.languages,
        "tag (flagged)": result.tags,
    }
    for title, scores in groups.items():
        print(f"\n{title:<26}{'labelled':>9}{'found':>9}{'precision':>11}{'recall':>9}{'F1':>9}")
        for name, score in scores.items():
            print(_row(name, score))
    for case, place in result.misjudged[:misses]:
        print(f"misjudged: {case}/{place}")


def _row(name: str, score: "Score") -> str:
    ratios = (score.precision, score.recall, score.f1)
    precision, recall, f1 = ("-" if ratio is None else f"{ratio:.3f}" for ratio in ratios)
    labelled, found = score.right + score.missed, score.right + score.wrong
    return f"{name[:25]:<26}{labelled:>9}{found:>9}{precision:>11}{recall:>9}{f1:>9}"
