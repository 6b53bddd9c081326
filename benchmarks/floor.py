"""The floor: a log is read and written, and nothing is done with it. Run as a program, it does so with one file."""

import os
import sys
from pathlib import Path

import msgspec

CHUNK_BYTES = 1 << 18


def decode_and_encode(path: Path) -> None:
    """Decode each line of a log into a dictionary and encode it again."""
    decoder, encoder = msgspec.json.Decoder(), msgspec.json.Encoder()
    with path.open("rb") as file, Path(os.devnull).open("wb") as output:
        while chunk := file.read(CHUNK_BYTES):
            output.write(encoder.encode_lines(decoder.decode_lines(chunk + file.readline())))


if __name__ == "__main__":
    decode_and_encode(Path(sys.argv[1]))
