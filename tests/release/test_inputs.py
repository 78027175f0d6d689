"""The same inputs give the same name; a change gives another; what is no input changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.release.inputs import MODEL_INPUTS, RELEASE_INPUTS, SAFETY_INPUTS, differing, digest


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("config.yml", "domain.yml", "data/rules.yml", "data/texts.yml", "data/topics/a.yml", "bot/nlu/x.py", "README.md"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return tmp_path


def change(project: Path, name: str) -> tuple[bool, bool]:
    """Returns whether the model's and the release's name changed."""
    before = digest(project, MODEL_INPUTS), digest(project, RELEASE_INPUTS)
    file = project / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("changed")
    return digest(project, MODEL_INPUTS) != before[0], digest(project, RELEASE_INPUTS) != before[1]


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/topics/a.yml", "data/topics/new.yml", "bot/nlu/x.py"])
def test_what_the_model_learns_from_trains_it_anew(project: Path, name: str) -> None:
    assert change(project, name) == (True, True)


@pytest.mark.parametrize("name", ["data/texts.yml", "data/safety/replies.yml", "data/practice.yml"])
def test_other_content_makes_a_release_without_training(project: Path, name: str) -> None:
    assert change(project, name) == (False, True)


@pytest.mark.parametrize("name", ["bot/dialogue/x.py", "actions/x.py", "credentials.yml"])
def test_other_code_makes_a_release_without_training(project: Path, name: str) -> None:
    """Content and program go together: what another program made is not served unseen."""
    assert change(project, name) == (False, True)


LEFT_BEHIND = ["data/topics/.a.yml.swp", "data/topics/a.yml~", "data/topics/#a.yml#", "data/.DS_Store", "data/a.yml.bak"]


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_what_an_editor_leaves_behind_is_no_content(project: Path, name: str) -> None:
    assert change(project, name) == (False, False)


@pytest.mark.parametrize("name", ["README.md", "data/README.md", "tests/x.py", "bot/nlu/__pycache__/x.pyc"])
def test_what_is_no_input_changes_nothing(project: Path, name: str) -> None:
    assert change(project, name) == (False, False)


def test_a_moved_file_counts_as_a_change(project: Path) -> None:
    before = digest(project, MODEL_INPUTS)
    (project / "data/topics/a.yml").rename(project / "data/topics/b.yml")
    assert digest(project, MODEL_INPUTS) != before


TOPIC = """version: "3.1"
nlu:
  - intent: faq/a
    examples: |
      - is it
responses:
  utter_faq/a:
    - text: Yes.
      metadata: {title: is it}
"""


def test_another_wording_of_an_answer_trains_nothing(project: Path) -> None:
    """The model learns how people ask and which answers there are, not what they say."""
    file = project / "data/topics/a.yml"
    file.write_text(TOPIC)
    before = digest(project, MODEL_INPUTS), digest(project, RELEASE_INPUTS)
    file.write_text(TOPIC.replace("Yes.", "No.").replace("title: is it", "title: is that so"))
    assert digest(project, MODEL_INPUTS) == before[0] and digest(project, RELEASE_INPUTS) != before[1]
    for change_ in (("- is it", "- is it so"), ("faq/a", "faq/b")):
        file.write_text(TOPIC.replace(*change_))
        assert digest(project, MODEL_INPUTS) != before[0]


def test_another_number_of_a_help_line_trains_nothing(project: Path) -> None:
    for name, trains in (("helplines.yml", False), ("replies.yml", False), ("indirect.yml", True)):
        before = digest(project, SAFETY_INPUTS)
        file = project / "data/safety" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
        assert (digest(project, SAFETY_INPUTS) != before) is trains, name


def test_the_differences_of_two_folders_are_named_as_staff_name_them(tmp_path: Path) -> None:
    for folder, files in (("one", {"a.yml": "1", "topics/b.yml": "1"}), ("two", {"a.yml": "2", "topics/c.yml": "1"})):
        for name, text in files.items():
            (tmp_path / folder / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / folder / name).write_text(text)
    found = differing(tmp_path / "one", tmp_path / "two")
    assert found == {"added": ["data/topics/c.yml"], "changed": ["data/a.yml"], "removed": ["data/topics/b.yml"]}
    assert differing(tmp_path / "one", tmp_path / "one") == {}
