"""What a recommendation tells of itself: the text without its contact points, and nothing in a repr."""

import pytest

from sidedoor.errors import SidedoorError
from sidedoor.records import Finding, Message, redacted, spans
from sidedoor.vocabulary import ContractState, Kind, SenderRole

TEXT = "write to ann@example.com or +1 415 555 0134, thanks"


def at(start: int, end: int, kind: Kind = Kind.EMAIL) -> Finding:
    return Finding(kind=kind, start=start, end=end, text=TEXT[start:end])


@pytest.mark.parametrize(
    "findings, expected",
    [
        ([], TEXT),
        ([at(9, 24)], "write to [email] or +1 415 555 0134, thanks"),
        ([at(28, 43, Kind.PHONE), at(9, 24)], "write to [email] or [phone], thanks"),  # in any order
        ([at(0, 24, Kind.CHANNEL_SWITCH)], TEXT),  # to propose is no contact point: the words may be read
        ([at(0, 24, Kind.CHANNEL_SWITCH), at(9, 24)], "write to [email] or +1 415 555 0134, thanks"),
        (
            [at(9, 20), at(13, 24, Kind.LINK)],
            "write to [email] or +1 415 555 0134, thanks",
        ),  # nothing of an overlap stays
        ([at(9, 24), at(9, 13, Kind.HANDLE)], "write to [email] or +1 415 555 0134, thanks"),  # one inside the other
        ([at(9, 13, Kind.HANDLE), at(13, 24, Kind.LINK)], "write to [handle][link] or +1 415 555 0134, thanks"),
        ([at(0, len(TEXT))], "[email]"),
    ],
)
def test_contact_points_are_replaced(findings: list[Finding], expected: str) -> None:
    assert redacted(TEXT, findings) == expected


@pytest.mark.parametrize(
    "start, end, expected",
    [
        (0, 24, "write to [email]"),  # the words of another finding around it
        (12, 30, "[email] or [phone]"),  # a piece that begins and ends within contact points
        (24, 28, " or "),
        (44, 51, " thanks"),
    ],
)
def test_a_piece_of_a_text_is_redacted_by_the_offsets_of_the_whole(start: int, end: int, expected: str) -> None:
    assert redacted(TEXT[start:end], [at(9, 24), at(28, 43, Kind.PHONE)], start) == expected


def test_overlapping_spans_are_one() -> None:
    assert spans([at(5, 9), at(0, 3), at(2, 4), at(9, 10)]) == [(0, 4), (5, 9), (9, 10)]


def test_a_repr_shows_no_words() -> None:
    assert "ann" not in repr(at(9, 24))
    assert "ann" not in repr(Message(text=TEXT))


def test_words_become_values_of_the_vocabulary() -> None:
    message = Message(text="hi", contract_state="interview", sender_role="client")  # type: ignore[arg-type]
    typed = message.typed()
    assert typed.contract_state is ContractState.INTERVIEW
    assert typed.sender_role is SenderRole.CLIENT
    assert typed.typed() is typed


def test_an_unknown_word_is_told_with_the_one_that_was_meant() -> None:
    with pytest.raises(SidedoorError) as told:
        Message(text="hi", contract_state="interviw").typed()  # type: ignore[arg-type]
    assert str(told.value) == (
        "There is no contract_state 'interviw'. Did you mean 'interview'? "
        "It is one of none, proposal, interview, offer, active, paused, ended, unknown."
    )
