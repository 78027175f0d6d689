"""Scenarios that staff write: all of ours go as written, and one that does not is told with its place."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.check.context import Context
from bot.check.scenarios import Line, read_scenarios
from bot.settings import ROOT
from bot.trial.scenarios import misses, play_all

KNOWN = {"gender", "crying_weakness", "crisis"}


def _misses(*expect: str, topic: str = "gender", kinds: tuple[str, ...] = ()) -> list[str]:
    visible = ["No. Crying isn't\nweakness.", "Will my therapist judge me?"]
    return misses(Line("x", expect, "f", 1), {topic}, set(kinds), visible, KNOWN)


def test_a_topic_a_kind_of_danger_or_a_piece_of_the_reply_can_be_expected() -> None:
    """Line breaks and capitals of the reply do not matter; every entry of a list counts."""
    assert _misses("gender", "crying isn't weakness", "Will my therapist judge me?") == []
    assert _misses("crisis", "suicide", topic="crisis", kinds=("suicide",)) == []


@pytest.mark.parametrize("wanted", ["crying_weakness", "suicide", "crying is weakness"])
def test_what_did_not_come_is_named(wanted: str) -> None:
    """Only what is missing is named."""
    assert _misses("gender", wanted) == [wanted]


def test_there_are_scenarios_for_all_that_matters() -> None:
    """Worries, checks, intake beginnings, danger, another language, follow-ups."""
    found = read_scenarios(Context.of(ROOT / "data").tree.docs)
    expected = {one for scenario in found for line in scenario.talk for one in line.expect}
    assert len(found) >= 25
    assert {"crying_weakness", "culture_check", "attachment_check", "booking", "suicide", "out_of_scope"} <= expected
    assert any(len(scenario.talk) > 2 for scenario in found)


def test_all_scenarios_go_as_written(release: None) -> None:
    """The command that staff run, on the current release."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "check", "--scenarios"], cwd=ROOT, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stdout


def test_one_that_goes_otherwise_is_told_with_its_place(release: None, tmp_path: Path) -> None:
    """T121: file, line, what was said, what came instead; the next scenario is played all the same."""
    data = tmp_path / "data"
    (data / "scenarios").mkdir(parents=True)
    shutil.copy2(ROOT / "data" / "practice.yml", data)
    (data / "scenarios" / "own.yml").write_text(
        "scenarios:\n"
        "  - name: Wrong on purpose\n"
        "    talk:\n"
        "      - {client: hello, expect: greet}\n"
        "      - {client: is crying weakness?, expect: [crying_weakness, a piano]}\n"
        "      - {client: never said, expect: gender}\n"
        "  - name: Wrong too\n"
        "    talk:\n"
        "      - {client: hello, expect: thanks}\n"
    )
    first, second = play_all(data)
    assert (first.code, first.file, first.line) == ("T121", "data/scenarios/own.yml", 5)
    assert "Wrong on purpose: to 'is crying weakness?' came crying_weakness" in first.message
    assert first.message.endswith("without 'a piano'")
    assert (second.line, "greet" in second.message) == (9, True)
