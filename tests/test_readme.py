"""The README's promises: its Python runs, its commands exist, its output is what it says."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sidedoor.cli import app

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_python_blocks_print_what_their_comments_say(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(block, "README.md", "exec"), {})
    said = re.findall(r"print\(.*?\)\s+# (.*)", block)
    assert capsys.readouterr().out.splitlines() == said


@pytest.mark.parametrize("command", re.findall(r"^\$ sidedoor (.*)$", README, re.MULTILINE))
def test_commands_exist_and_have_help(command: str) -> None:
    name = re.match(r"(policy )?\w+", command)
    assert name
    result = CliRunner().invoke(app, [*name.group().split(), "--help"])
    assert result.exit_code == 0, result.output
    for option in re.findall(r"--[a-z-]+", command):
        assert option in result.output


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, re.MULTILINE))
def test_make_targets_exist(target: str) -> None:
    makefile = (Path(__file__).parent.parent / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
