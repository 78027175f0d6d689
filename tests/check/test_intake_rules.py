"""The check says what is wrong in data/intake, where, and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.check.problem import ContentError
from bot.check.run import run
from bot.intake.definition import load
from bot.settings import ROOT


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path / "data"


def change(data: Path, old: str, new: str, name: str = "questionnaire.yml") -> None:
    path = data / "intake" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "old", "new", "name"),
    [
        ("T090", "edit: What would you like to change?", "edit:", "questionnaire.yml"),
        ("T090", "\nintake:\n", "\nintakes:\n", "questionnaire.yml"),
        ("T091", "- id: language\n      type: string", "- id: tongue\n      type: string", "questionnaire.yml"),
        ("T091", "default: either", "default: neither", "questionnaire.yml"),
        ("T092", "- id: when\n      fields: [when]", "- id: when\n      fields: [whenever]", "questionnaire.yml"),
        ("T093", "send: Yes, send it", "send: Yes, please send all of this to the practice now", "questionnaire.yml"),
        ("T094", "    skip:\n      alone: [", "    skips:\n      alone: [", "words.yml"),
        ("T095", "{reference}", "{referense}", "questionnaire.yml"),
        ("T044", "needn't be your legal name", "isn't crazy to use another", "questionnaire.yml"),
    ],
)
def test_a_slip_is_named_with_its_line(data: Path, code: str, old: str, new: str, name: str) -> None:
    """Each kind of slip has its code, and points into the file."""
    change(data, old, new, name)
    found = [p for p in run(data).problems if p.code == code and p.file.endswith(name)]
    assert found and found[0].line >= 1 and found[0].remedy


def test_a_broken_intake_is_not_served(data: Path) -> None:
    """The loader refuses what the check refuses."""
    change(data, "edit: What would you like to change?", "edit:")
    with pytest.raises(ContentError):
        load(data)


def test_a_missing_file_is_named(data: Path) -> None:
    """Half an intake is none."""
    (data / "intake" / "words.yml").unlink()
    assert "T090" in {p.code for p in run(data).problems}
