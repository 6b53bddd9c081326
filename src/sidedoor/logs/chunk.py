"""What a reader of any format yields: some messages, where each stands, and the records that could not be used."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from sidedoor.logs.fields import Fields, LoggedMessage, Row
from sidedoor.logs.files import Log
from sidedoor.logs.rejects import Reject, Unusable, as_written

CHUNK_BYTES = 1 << 18  # 256 kB at a time stay in the processor's cache; 64 kB to 1 MB are about as fast


class Chunk(NamedTuple):
    """A stretch of a log, in its order.

    `places` are the line numbers of the messages (rows in Parquet), counted from 1, and `raw` is what stands there;
    both are parallel to `messages`. `position` is the number of bytes of the file that are read by now.
    """

    messages: Sequence[LoggedMessage]
    places: Sequence[int]
    raw: Sequence[bytes | str | Row]
    rejects: list[Reject]
    position: int


def chunk_of_rows(
    fields: Fields,
    log: Log,
    rows: Sequence[Row],
    places: Sequence[int],
    raw: Sequence[str | Row],
    position: int,
    *,
    typed: bool,
) -> Chunk:
    """Return the chunk of a table's rows, without their empty cells; `typed` is false where all values are text."""
    try:
        return Chunk(msgspec.convert(rows, fields.table, strict=typed), places, raw, [], position)
    except msgspec.ValidationError:
        pass  # one by one, for the reasons
    good: list[int] = []
    messages: list[LoggedMessage] = []
    rejects: list[Reject] = []
    for index, row in enumerate(rows):
        try:
            messages.append(fields.message(row, typed=typed))
            good.append(index)
        except Unusable as reason:
            rejects.append(Reject(log.name, places[index], str(reason), as_written(raw[index])))
    return Chunk(messages, [places[i] for i in good], [raw[i] for i in good], rejects, position)
