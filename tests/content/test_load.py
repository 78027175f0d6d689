"""Loading data/: what is there is read, what is missing is empty, what is broken is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.check.problem import ContentError
from bot.content.load import load, read
from bot.content.model import SourceRef

ROOT = Path(__file__).resolve().parents[2]

TOPIC = """\
version: "3.1"
nlu:
  - intent: faq/crying_baby
    examples: |
      - I'm tearful
      - yes

      - no: really
responses:
  utter_faq/crying_baby:
    - text: |-
        One.
        Two.

        Three.
      metadata:
        title: I'm tearful
        topic: crying_elsewhere
        also: Also.
        again: |-
          Again one.
          Again two.
        more: >-
          More
          of it.
        sure: Sure.
        evidence: practice
        sources: [{id: A, section: "FAQ 1"}, {id: practice}, plain]
        claims: {answered: [A24], asked: [A01, G1.1]}
        followups: {why: Because., no: No.}
        attachment: {at_ease: Fine.}
        culture: {family: Home.}
        next: [benefits]
        written_on: 2026-11-21
        reviewed_by: null
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data directory with one of each."""
    (tmp_path / "topics").mkdir()
    (tmp_path / "followups").mkdir()
    _write(tmp_path, "topics/crying_baby.yml", TOPIC)
    _write(
        tmp_path,
        "followups/why.yml",
        "nlu:\n  - intent: followup/why\n    examples: |\n      - why\n"
        "responses:\n  utter_followup/why:\n    - text: Because.\n",
    )
    _write(tmp_path, "texts.yml", "texts:\n  one: [a, b]\n  two: c\n")
    _write(tmp_path, "sources.yml", "sources:\n  - {id: A, title: T, url: null, what: w}\n  - {id: k, doi: 10.1/x}\n")
    _write(tmp_path, "practice.yml", "practice:\n  phone: 020\n  hours: {monday: [9, 5]}\n  langs: [a, b]\n")
    _write(tmp_path, "languages.yml", "languages:\n  - code: de\n    line: Nur Englisch {phone}.\n")
    return tmp_path


def _write(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text, encoding="utf-8")


def test_a_topic_is_read_whole(root: Path) -> None:
    """Every field, with blank lines dropped and dates and "no" left as text."""
    topic = load(root, strict=False).topics["crying_baby"]
    assert (topic.id, topic.group, topic.topic, topic.title) == (
        "crying_baby",
        "faq",
        "crying_elsewhere",
        "I'm tearful",
    )
    assert topic.examples == ("I'm tearful", "yes", "no: really")
    assert topic.lines == ("One.", "Two.", "Three.")
    assert (topic.also, topic.again, topic.more, topic.sure) == (
        "Also.",
        "Again one.\nAgain two.",
        "More of it.",
        "Sure.",
    )
    assert topic.sources == (SourceRef("A", "FAQ 1"), SourceRef("practice"), SourceRef("plain"))
    assert (topic.evidence, topic.claims_answered, topic.claims_asked) == ("practice", ("A24",), ("A01", "G1.1"))
    assert topic.followups == {"why": "Because.", "no": "No."}
    assert (topic.attachment, topic.culture) == ({"at_ease": "Fine."}, {"family": "Home."})
    assert (topic.next, topic.written_on, topic.reviewed_by) == (("benefits",), "2026-11-21", "")
    assert (topic.file, topic.line) == (f"{root.name}/topics/crying_baby.yml", 3)


def test_the_other_files_are_read(root: Path) -> None:
    """Texts, follow-ups, languages, sources and the practice."""
    content = load(root)
    assert content.texts == {"one": ("a", "b"), "two": ("c",)}
    assert (content.followups, content.followup_examples) == ({"why": "Because."}, {"why": ("why",)})
    assert content.languages == {"de": "Nur Englisch {phone}."}
    assert (content.sources["A"].url, content.sources["k"].url) == (None, "https://doi.org/10.1/x")
    assert (content.practice.phone, content.practice.langs, content.practice.hours) == ("020", "a, b", "")
    assert content.practice.raw["hours"]["monday"] == ("9", "5")


def test_an_empty_directory_is_empty_content(tmp_path: Path) -> None:
    """What is missing stays empty."""
    content = load(tmp_path)
    assert not (content.topics or content.texts or content.sources or content.followups or content.languages)


def test_a_broken_file_is_named(root: Path) -> None:
    """Strict loading raises with file and line; else the rest is read."""
    _write(root, "topics/bad.yml", "nlu:\n  - intent: faq/bad\n examples: x\n")
    with pytest.raises(ContentError) as error:
        load(root)
    found = error.value.problems[0]
    assert (found.file, found.line) == (f"{root.name}/topics/bad.yml", 3)
    assert f"{root.name}/topics/bad.yml:3: T00" in str(error.value)
    assert "crying_baby" in load(root, strict=False).topics


def test_a_topic_without_answer_cannot_be_loaded(root: Path) -> None:
    """Rasa would answer with nothing."""
    _write(root, "topics/crying_baby.yml", TOPIC[: TOPIC.index("responses:")])
    with pytest.raises(ContentError) as error:
        load(root)
    assert [problem.code for problem in error.value.problems] == ["T010"]


def test_a_curly_quote_does_not_stop_the_bot(root: Path) -> None:
    """It is for the check to complain about; the content can be used."""
    _write(root, "topics/crying_baby.yml", TOPIC.replace("also: Also.", "also: It’s so."))
    assert load(root).topics["crying_baby"].also == "It’s so."


def test_every_value_knows_its_line(root: Path) -> None:
    """Lines of keys, of list items and of the lines inside a block text."""
    placed = read(root).topics[0]
    lines = TOPIC.splitlines()

    def number(text: str) -> int:
        return next(n for n, line in enumerate(lines, 1) if text in line)

    assert placed.line("title") == number("title:")
    assert placed.line("followups", "why") == number("followups:")
    assert placed.line("intent") == number("intent:")
    assert placed.text_line(3, "text") == number("Three.")
    assert placed.text_line(3, "examples") == number("no: really")
    assert placed.line("reviewed_on") == number("metadata:")


def test_a_topic_cannot_be_changed_through_its_source(root: Path) -> None:
    """Loading twice gives equal and separate content."""
    assert load(root) == load(root)


def test_a_topic_file_is_parsed_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check and every start of the bot wait for this: a hundred topics must not be a hundred times slower."""
    for n in range(5):
        _write(root, f"topics/t{n}.yml", TOPIC.replace("crying_baby", f"t{n}"))
    read, opened = Path.read_bytes, []
    monkeypatch.setattr(Path, "read_bytes", lambda self: opened.append(self.name) or read(self))
    assert len(load(root).topics) == 6
    assert [opened.count(f"t{n}.yml") for n in range(5)] == [1] * 5


def test_loading_imports_nothing_heavy() -> None:
    """No Rasa, no TensorFlow: the danger screen and the web page load content too."""
    code = (
        "import sys; from bot.content.load import load\n"
        "assert not {'rasa', 'rasa_sdk', 'tensorflow', 'numpy', 'pyphen'} & set(sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode == 0


def test_the_real_content_loads() -> None:
    """The files in data/ can be used as they are."""
    if not any((ROOT / "data" / "topics").glob("*.yml")):
        pytest.skip("no topics yet")
    assert load(ROOT / "data").topics
