"""What a preview shows: the two wordings side by side, and what came to or went from how people ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.release.sideways import beside, changes

TOPIC = """version: "3.1"
nlu:
  - intent: faq/a
    examples: |
      - is it so
      - really
responses:
  utter_faq/a:
    - text: |-
        Yes. It is so, and that is how it has always been for as long as anyone can remember.
        Go on.
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("one", "two"):
        (tmp_path / name / "topics").mkdir(parents=True)
        (tmp_path / name / "topics" / "a.yml").write_text(TOPIC)
    return tmp_path / "one", tmp_path / "two"


def test_an_answer_stands_beside_its_new_wording(folders: tuple[Path, Path]) -> None:
    one, two = folders
    (two / "topics" / "a.yml").write_text(TOPIC.replace("Yes.", "Mostly yes."))
    lines = list(changes(one, two, 80))
    assert lines[0] == "data/topics/a.yml"
    assert any("live now" in line and "after publishing" in line for line in lines)
    assert any("Yes. It" in line and "Mostly yes." in line for line in lines)
    assert all(len(line) <= 80 for line in lines) and "is it so" not in "\n".join(lines)


def test_phrases_are_listed_as_they_came_and_went(folders: tuple[Path, Path]) -> None:
    one, two = folders
    (two / "topics" / "a.yml").write_text(TOPIC.replace("- really", "- honestly"))
    assert list(changes(one, two))[1:3] == ["  + honestly", "  - really"]


def test_a_file_that_came_or_went_says_so(folders: tuple[Path, Path]) -> None:
    one, two = folders
    (two / "topics" / "a.yml").rename(two / "topics" / "b.yml")
    text = "\n".join(changes(one, two))
    assert "data/topics/b.yml (added)" in text and "data/topics/a.yml (removed)" in text


def test_the_same_shows_nothing_and_a_broken_file_is_shown_as_it_is(folders: tuple[Path, Path]) -> None:
    one, two = folders
    assert list(changes(one, two)) == []
    (two / "topics" / "a.yml").write_text("a: [")
    assert any("a: [" in line for line in changes(one, two))


def test_a_narrow_terminal_still_holds_both_columns() -> None:
    lines = list(beside("one two three four five six seven", "eins", 20))
    assert all("|" in line for line in lines)
