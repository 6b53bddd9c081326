"""How many of the peers' own test expectations hold for sidedoor: a table by peer, and every one that does not.

    python -m benchmarks.peer_expectations FILE.jsonl [--list PEER]

A line holds `peer`, `text`, `findings` (what that peer's tests expect, as our kinds and values) and perhaps `may` (what
else may be found without harm). An expectation holds when every expected kind is found with its value, and no contact
point is found that is neither expected nor allowed.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

import sidedoor
from sidedoor.vocabulary import CONTACT_POINTS


def digits(value: str) -> str:
    return "".join(c for c in value if c.isdigit()).lstrip("0")


def same(kind: str, wanted: str | None, got: str | None) -> bool:
    if not wanted:
        return True
    if kind == "phone":
        a, b = digits(wanted), digits(got or "")
        return bool(a and b) and (a == b or (min(len(a), len(b)) >= 7 and (a.endswith(b) or b.endswith(a))))
    return wanted.lower().strip("@/") == (got or "").lower().strip("@/")


def main() -> None:
    path = Path(sys.argv[1])
    listed = sys.argv[sys.argv.index("--list") + 1] if "--list" in sys.argv else None
    pipeline = sidedoor.load()
    held: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])  # cases, missed, unexpected
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        wanted = [(f["kind"], f.get("value")) for f in case["findings"]]
        allowed = {f["kind"] for f in [*case["findings"], *case.get("may", [])]}
        got = [(f.kind.value, f.value) for f in pipeline.find(case["text"])]
        missed = [w for w in wanted if not any(w[0] == g[0] and same(w[0], w[1], g[1]) for g in got)]
        extra = [g for g in got if g[0] in CONTACT_POINTS and g[0] not in allowed]
        row = held[case["peer"]]
        row[0] += 1
        row[1] += bool(missed)
        row[2] += bool(extra) and not missed
        if listed in (case["peer"], "all") and (missed or extra):
            print(f"{case['id']}: {case['text']!r}\n    missed {missed}, unexpected {extra}")
    print("| peer | expectations | hold | missed | unexpected |\n| --- | ---: | ---: | ---: | ---: |")
    for peer, (cases, missing, unexpected) in sorted(held.items()):
        print(f"| {peer} | {cases} | {cases - missing - unexpected} | {missing} | {unexpected} |")


if __name__ == "__main__":
    main()
