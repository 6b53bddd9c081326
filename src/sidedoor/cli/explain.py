"""`sidedoor explain`: what was found in a text or a conversation, under its words, and the rule that decided."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Styled

from sidedoor.records import Finding, Message, Recommendation
from sidedoor.vocabulary import Action, ContractState, SenderRole, Surface, Technique

if TYPE_CHECKING:
    from sidedoor.pipeline import Pipeline

_COLOUR = {Action.ALLOW: "green", Action.REVIEW: "yellow", Action.FLAG: "red"}


def explain(
    text: Annotated[str | None, typer.Argument(help="The message, quoted.", show_default=False)] = None,
    policy: Annotated[str, typer.Option(help="A shipped policy's name, or the path of a .toml file.")] = "upwork",
    contract_state: Annotated[ContractState, typer.Option(help="Where the contract stands.")] = ContractState.UNKNOWN,
    client_plan: Annotated[str, typer.Option(help="The client's plan, as the platform names it.")] = "unknown",
    sender_role: Annotated[SenderRole, typer.Option(help="Who wrote it.")] = SenderRole.UNKNOWN,
    surface: Annotated[Surface, typer.Option(help="Where it was written.")] = Surface.MESSAGE,
    existing_relationship: Annotated[bool, typer.Option(help="The two worked together before the platform.")] = False,
    log: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="In place of TEXT: the log that holds a conversation.", show_default=False),
    ] = None,
    conversation: Annotated[
        str | None, typer.Option(metavar="ID", help="Which conversation of the log to show.", show_default=False)
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="The log's names for the fields.", show_default=False),
    ] = None,
) -> None:
    """Show what is found in TEXT, how it was read, which rule decides and what would have changed the answer.

    With --log and --conversation, show a conversation of a log message by message, with all parts of what was split
    over several messages; contract, plan and the like are those of the log.
    """
    from sidedoor.pipeline import load

    if (text is None) != (log is not None and conversation is not None) or (log is None) != (conversation is None):
        raise typer.BadParameter("give either a TEXT, or --log FILE together with --conversation ID.")
    pipeline = load(policy)
    console = Console(highlight=False, soft_wrap=True)
    if text is None:
        lines = _conversation(pipeline, log or (), conversation or "", columns or ())
    else:
        message = Message(
            message_id="text",
            text=text,
            contract_state=contract_state,
            client_plan=client_plan,
            sender_role=sender_role,
            surface=surface,
            existing_relationship=existing_relationship,
        )
        lines = _message(pipeline, message)
    for line in lines:
        console.print(line)


def _message(pipeline: "Pipeline", message: Message) -> Iterator[Styled | str]:
    from sidedoor.policy.explain import counterfactuals

    recommendation = pipeline(message)
    yield from under_words(message.text, marks_of(recommendation))
    yield ""
    yield from _decision(pipeline, recommendation)
    for other in counterfactuals(pipeline.policy, message, recommendation.findings):
        yield Styled(f"  {other.sentence}", style="dim")
    if recommendation.notice:
        yield Styled(f"\nTo the sender: {recommendation.notice}")


def _conversation(
    pipeline: "Pipeline", logs: Sequence[str], name: str, columns: Sequence[str]
) -> Iterator[Styled | str]:
    from sidedoor.conversations import Conversations
    from sidedoor.logs import Fields, parse_columns
    from sidedoor.logs.conversation import read_conversation

    messages = read_conversation(logs, Fields(parse_columns(columns)), name)
    conversations = Conversations()
    told = [pipeline(message, conversations=conversations) for message in messages]
    count = f"{len(messages)} message{'' if len(messages) == 1 else 's'}"
    yield Styled(f"Conversation {_shown(name)}: {count}, policy {pipeline.policy.label}")
    for message, recommendation in zip(messages, told, strict=True):
        sent = f"  {message.sent_at:%Y-%m-%d %H:%M}" if message.sent_at else ""
        sender = f"{message.sender_role} {_shown(message.sender_id or '')}".rstrip()
        yield ""
        yield Styled(f"{_shown(message.message_id)}{sent}  {sender}", style="bold")
        yield from under_words(message.text, [*marks_of(recommendation), *_parts(message, told)])
        yield from _decision(pipeline, recommendation)


def _decision(pipeline: "Pipeline", recommendation: Recommendation) -> Iterator[Styled]:
    """Yield the action, and each reason with its rule."""
    yield Styled(recommendation.action.value, style=f"bold {_COLOUR[recommendation.action]}")
    sources = {f"{pipeline.policy.id}/{rule.id}": rule.source for rule in pipeline.policy.rules}
    for rule, sentence in dict.fromkeys((reason.rule, reason.message) for reason in recommendation.reasons):
        yield Styled(f"  {sentence}")
        yield Styled(f"  rule {rule}" + (f", after {sources[rule]}" if rule in sources else ""), style="dim")


class Mark(NamedTuple):
    """What is to be said of `text[start:end]`, under it."""

    start: int
    end: int
    label: str


def marks_of(recommendation: Recommendation) -> list[Mark]:
    """Return a mark for each finding."""
    marks = []
    for finding in recommendation.findings:
        others = [_shown(part) for part in finding.message_ids if part != recommendation.message_id]
        label = described(finding) + (f", with {', '.join(others)}" if others else "")
        marks.append(Mark(finding.start, finding.end, label))
    return marks


def _parts(message: Message, told: Iterable[Recommendation]) -> Iterator[Mark]:
    """Yield a mark for each part in `message` of a finding that a later message completes."""
    from sidedoor.joining import part_in

    for later in told:
        for finding in later.findings:
            split = Technique.SPLIT_MESSAGES in finding.techniques
            if split and message.message_id in finding.message_ids and later.message_id != message.message_id:
                start, end = part_in(message.text, finding.kind)
                yield Mark(start, end, f"part of the {finding.kind} that {_shown(later.message_id)} completes")


def under_words(text: str, marks: Sequence[Mark]) -> list[Styled]:
    """Return the text line by line, and under each line its marks: carets and what is to be said of them."""
    lines: list[Styled] = []
    begin = 0
    for line in text.split("\n"):
        end = begin + len(line)
        lines.append(Styled(_shown(line)))
        for mark in marks:
            if begin <= mark.start <= end:
                before = cell_len(_shown(line[: mark.start - begin]))
                width = max(1, cell_len(_shown(line[mark.start - begin : mark.end - begin])))
                lines.append(Styled(" " * before + "^" * width + " " + mark.label, style="bold"))
        begin = end + 1
    if not marks:
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
