"""From data to one self-contained page: script, style and data in one file, nothing fetched, nothing of a message live.

Messages are hostile input. They enter the page only as JSON that cannot end its element, the script puts them on screen
only as text, and the page's own policy (CSP) lets no other script, style or address in.
"""

import re
import secrets
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from sidedoor.flagged import Flagged
from sidedoor.keyed import HashKey
from sidedoor.policy.rules import Policy
from sidedoor.report.data import Row, report_data
from sidedoor.versions import versions
from sidedoor.vocabulary import Action
from sidedoor.whole_file import write_whole

_FOLDER = Path(__file__).parent
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"  # the page's policy but for its own two parts
# Everything that could end the element, that a parser of scripts or people reads as something else, or no UTF-8 holds.
_UNSAFE = re.compile("[<>&'\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def write_report(
    path: str | Path,
    flagged: Flagged,
    policy: Policy,
    *,
    actions: dict[Action, int],
    rejected: int = 0,
    plans: dict[str, int] | None = None,
    key: HashKey | None = None,
    redact: bool = False,
    made_at: datetime | None = None,
) -> None:
    """Write the report of a scan to `path`; the file appears whole or not at all. Raises LogError.

    `key` makes pseudonyms that are the same in every report; without one they are good for this page only. The other
    arguments are those of `report_data`.
    """
    data = report_data(
        flagged,
        policy,
        actions=actions,
        rejected=rejected,
        plans=plans or {},
        versions=versions(),
        made_at=made_at or datetime.now(UTC),
        key=key or HashKey(secrets.token_bytes(32)),
        redact=redact,
        hash_values=key is not None,
    )
    write_whole(path, page(data).encode())


def page(data: Row) -> str:
    """Return the whole page for some data."""
    style, script = (_read(name) for name in ("page.css", "page.js"))
    parts = {
        "policy": f"{_NOTHING}; style-src '{_csp(style)}'; script-src '{_csp(script)}'",
        "style": style,
        "data": as_json(data),
        "script": script,
    }
    return re.sub(r"\{\{ (\w+) \}\}", lambda place: parts[place[1]], _read("page.html"))


def as_json(data: Row) -> str:
    """Return JSON that is safe within a script element of an HTML page."""
    try:
        encoded = msgspec.json.encode(data).decode()
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_without_surrogates(data)).decode()
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", encoded)


def _without_surrogates(value: object) -> object:
    """Return data with half surrogate pairs, which no UTF-8 can hold, as U+FFFD; offsets stay."""
    match value:
        case str():
            return value if value.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", value)
        case dict():
            return {_without_surrogates(name): _without_surrogates(item) for name, item in value.items()}
        case list() | tuple():
            return [_without_surrogates(item) for item in value]
    return value


def _csp(content: str) -> str:
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
