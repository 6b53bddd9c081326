"""What the loader makes of a pattern that was edited: it is checked before it is used."""

import re
import shutil
from pathlib import Path

import pytest

from sidedoor.errors import PatternError
from sidedoor.pattern_pack import _load_index
from sidedoor.resources import folder


def test_the_loader_refuses_an_edited_pattern_that_may_not_ship(tmp_path: Path) -> None:
    patterns = tmp_path / "patterns"
    shutil.copytree(folder("patterns"), patterns)
    file = patterns / "en" / "legal_need.toml"
    file.write_text(re.sub(r'^why = ".*"$', 'why = ""', file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE))
    with pytest.raises(PatternError, match="say in 'why'"):
        _load_index(patterns)
