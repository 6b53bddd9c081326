"""`sidedoor explain`: what was found in one text, under its words, and the rule that decided."""

from typing import Annotated

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Styled

from sidedoor.records import Finding, Message, Recommendation
from sidedoor.vocabulary import Action, ContractState, SenderRole, Surface

_COLOUR = {Action.ALLOW: "green", Action.REVIEW: "yellow", Action.FLAG: "red"}


def explain(
    text: Annotated[str, typer.Argument(help="The message, quoted.", show_default=False)],
    policy: Annotated[str, typer.Option(help="A shipped policy's name, or the path of a .toml file.")] = "upwork",
    contract_state: Annotated[ContractState, typer.Option(help="Where the contract stands.")] = ContractState.UNKNOWN,
    client_plan: Annotated[str, typer.Option(help="The client's plan, as the platform names it.")] = "unknown",
    sender_role: Annotated[SenderRole, typer.Option(help="Who wrote it.")] = SenderRole.UNKNOWN,
    surface: Annotated[Surface, typer.Option(help="Where it was written.")] = Surface.MESSAGE,
    existing_relationship: Annotated[bool, typer.Option(help="The two worked together before the platform.")] = False,
) -> None:
    """Show what is found in TEXT, how it was read, which rule decides and what would have changed the answer."""
    from sidedoor.pipeline import load
    from sidedoor.policy.explain import counterfactuals

    pipeline = load(policy)
    message = Message(
        message_id="text",
        text=text,
        contract_state=contract_state,
        client_plan=client_plan,
        sender_role=sender_role,
        surface=surface,
        existing_relationship=existing_relationship,
    )
    recommendation = pipeline(message)
    console = Console(highlight=False, soft_wrap=True)
    for line in under_words(recommendation):
        console.print(line)
    console.print()
    console.print(Styled(recommendation.action.value, style=f"bold {_COLOUR[recommendation.action]}"))
    sources = {f"{pipeline.policy.id}/{rule.id}": rule.source for rule in pipeline.policy.rules}
    for reason in dict.fromkeys((reason.rule, reason.message) for reason in recommendation.reasons):
        rule, sentence = reason
        console.print(Styled(f"  {sentence}"))
        console.print(Styled(f"  rule {rule}" + (f", after {sources[rule]}" if rule in sources else ""), style="dim"))
    for other in counterfactuals(pipeline.policy, message, recommendation.findings):
        console.print(Styled(f"  {other.sentence}", style="dim"))
    if recommendation.notice:
        console.print(Styled(f"\nTo the sender: {recommendation.notice}"))


def under_words(recommendation: Recommendation) -> list[Styled]:
    """Return the text line by line, and under each line its findings, marked with carets and named."""
    lines: list[Styled] = []
    begin = 0
    for line in recommendation.text.split("\n"):
        end = begin + len(line)
        lines.append(Styled(_shown(line)))
        for finding in recommendation.findings:
            if begin <= finding.start <= end:
                before = cell_len(_shown(line[: finding.start - begin]))
                width = max(1, cell_len(_shown(line[finding.start - begin : finding.end - begin])))
                lines.append(Styled(" " * before + "^" * width + " " + described(finding), style="bold"))
        begin = end + 1
    if not recommendation.findings:
        lines.append(Styled("nothing found", style="dim"))
    return lines


def described(finding: Finding) -> str:
    """Return one line that names a finding and shows its trail, from the words as written to the value as read."""
    parts = [finding.kind.value]
    if finding.service:
        parts.append(f"({finding.service})")
    if finding.techniques:
        parts.append(f'"{_shown(finding.text)}" -> {finding.value}, by {", ".join(finding.techniques)}')
    elif finding.value:
        parts.append(finding.value)
    return " ".join(parts)


def _shown(text: str) -> str:
    # Control and invisible characters are shown as a dot, so that columns stay true and nothing moves the cursor.
    return "".join(c if c.isprintable() else "\N{MIDDLE DOT}" for c in text)
