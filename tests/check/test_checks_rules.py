"""T080 to T084: the guided checks, on a copy of the real files broken in one place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.check.problem import Problem
from bot.check.run import run
from bot.settings import ROOT

FILE = "checks/attachment.yml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The real data directory, to break."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def broken(data: Path, old: str, new: str, name: str = FILE) -> list[Problem]:
    """Replaces the first occurrence of a text and returns what the check finds in the file."""
    file = data / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [problem for problem in run(data).problems if problem.file.startswith("data/checks")]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("      why: I ask because it helps", "      wy: I ask because it helps", "T080"),
        ("          label: Tell someone\n", "", "T080"),
        ("- id: prefers_privacy", "- id: avoidant", "T081"),
        ("- id: prefers_privacy", "- id: Prefers Privacy", "T081"),
        ("- id: tells_someone", "- id: prefers_privacy", "T081"),
        ('"yes": prefers_privacy', '"yes": prefers_privcy', "T082"),
        ("{keeps_distance: prefers_privacy", "{keeps_distanc: prefers_privacy", "T082"),
        ("topic: attachment_check", "topic: attachment_test", "T082"),
        ("Shall we start?", "Shall we start? " + "And so on and on. " * 5, "T084"),
        ("label: Keep it to myself", "label: Keep it all to myself and nobody else", "T013"),
        ("          sources: [bylsma2011]\n", "", "T020"),
        ("evidence: peer-reviewed", "evidence: proven", "T021"),
        ("sources: [bylsma2011]", "sources: [bylsma2001]", "T024"),
        ("sources: [bylsma2011]", "sources: [tao2015]", "T025"),
        ("Good to know. You may still", "I understand how you feel. You may still", "T044"),
        ('reviewed_by: ""', 'reviewed_by: "A. Person"', "T023"),
    ],
)
def test_a_slip_is_named_with_its_line(data: Path, old: str, new: str, code: str) -> None:
    """Each slip has its code, its line and what to do."""
    found = broken(data, old, new)
    assert code in [problem.code for problem in found], [str(problem) for problem in found]
    assert all(problem.line >= 1 and problem.remedy for problem in found)


def test_a_missing_sentence_of_both_is_named(data: Path) -> None:
    """T083: what both checks need stands in common.yml."""
    found = broken(data, "    fit: Does that fit, or not really?\n", "", "checks/common.yml")
    assert [problem.code for problem in found] == ["T083"] and "'fit'" in found[0].message


def test_a_check_without_its_file_is_named(data: Path) -> None:
    """T084: each check of the contract has a file."""
    (data / "checks" / "culture.yml").unlink()
    found = [problem for problem in run(data).problems if problem.file == "data/checks"]
    assert [problem.code for problem in found] == ["T084"] and "culture_check" in found[0].message
