"""data/README.md tells staff the truth: its pictures are real output, its commands exist, each task has four steps."""

from __future__ import annotations

import re

import pytest

from bot.cli import COMMANDS, main
from bot.settings import ROOT
from tests.staff_pictures import PICTURES, README, drawn

TEXT = README.read_text(encoding="utf-8")
TASKS = ("Change an answer", "Add phrases", "Add a topic")


@pytest.mark.parametrize("name", sorted(set(PICTURES) - {"try"}))
def test_a_picture_is_what_the_command_prints(name: str) -> None:
    """Out of date? `python -m tests.staff_pictures` draws it anew."""
    assert PICTURES[name]() == drawn(TEXT, name)


def test_the_tried_message_gets_what_the_picture_shows(release: None) -> None:
    """How sure it is may change with any phrase; what came may not go unnoticed."""
    assert _without_shares(PICTURES["try"]()) == _without_shares(drawn(TEXT, "try"))


def _without_shares(picture: str) -> str:
    return re.sub(r"\d+%", "%", re.sub(r"  then .*\n", "", picture))


@pytest.mark.parametrize("task", TASKS)
def test_each_task_has_four_steps(task: str) -> None:
    section = TEXT.split(f"## {task}\n")[1].split("\n## ")[0]
    assert re.findall(r"^(\d)\. ", section, re.M) == ["1", "2", "3", "4"]


@pytest.mark.parametrize("line", sorted(set(re.findall(r"`make ([a-z]+(?: ARGS=[\w-]+)?)`", TEXT))))
def test_every_make_target_exists_with_its_option(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    target, _, option = line.partition(" ARGS=")
    makefile = (ROOT / "Makefile").read_text()
    command = re.search(rf"^{target}:.*\n\t@(?:exec )?\$\(PY\) -m bot (\w+)(.*)", makefile, re.M)
    assert command and command[1] in COMMANDS
    if option:
        assert "$(ARGS)" in command[2]
        with pytest.raises(SystemExit):
            main([command[1], "--help"])
        assert option in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(set(re.findall(r"-m bot (\w+)", TEXT))))
def test_every_command_it_names_exists(name: str) -> None:
    assert name in COMMANDS


@pytest.mark.parametrize("path", sorted(set(re.findall(r"^\| `([\w/.]+)`", TEXT, re.M)) | {"scenarios/worries.yml"}))
def test_every_file_in_the_table_exists(path: str) -> None:
    assert (ROOT / "data" / path).exists() or path == "make", path
