"""T001 to T009: the file itself."""

from __future__ import annotations

import pytest

from tests.check.tree import Data

FILE = "topics/crying_weakness.yml"


def test_a_tree_without_mistakes_passes(data: Data) -> None:
    """The fixture that the other tests break has no problem at all."""
    assert [str(problem) for problem in data.problems()] == []


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("also: Crying", "also: Listen: crying", "T001", "colon"),
        ('written_on: "2026', "written_on: '2026", "T001", "quotation mark"),
        ("also: Crying", "also: @Crying", "T001", "character"),
        ('"FAQ 1"', '"FAQ \\q"', "T001", "backslash"),
        ("        evidence:", "       evidence:", "T004", "indentation"),
        ("        also: Crying", "\talso: Crying", "T002", "tab"),
    ],
)
def test_unreadable_yaml_is_put_in_plain_words(data: Data, old: str, new: str, code: str, words: str) -> None:
    """A YAML slip gives one problem with a line near it, and no second one that the file is missing."""
    line = data.line_of(FILE, old)
    data.edit(FILE, old, new)
    found = [problem for problem in data.problems() if problem.file == f"data/{FILE}"]
    assert [problem.code for problem in found] == [code]
    assert words in found[0].message.lower()
    assert line <= found[0].line <= line + 20


def test_curly_quotes_are_an_error(data: Data) -> None:
    """T003: curly quotation marks are named with their line."""
    data.edit(FILE, "Because people differ", "Because it’s so")
    found = data.only("T003")
    assert found.line == data.line_of(FILE, "it’s so")


def test_other_languages_keep_their_quotation_marks(data: Data) -> None:
    """T003 leaves languages.yml alone."""
    assert "„" in data.read("languages.yml")
    assert data.codes() == []


def test_a_key_written_twice_is_an_error(data: Data) -> None:
    """T005: the second one would silently win."""
    data.edit(FILE, "        also: Crying is fine too.", "        also: Crying is fine.\n        also: It is fine.")
    found = data.only("T005")
    assert f"line {found.line - 1}" in found.message


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("        evidence:", "        evidense: x\n        evidence:", "evidence"),
        ("nlu:", "nlus: x\nnlu:", "nlu"),
        ("    examples: |", "    exampels: x\n    examples: |", "examples"),
        ("answered: [A01]", "answerd: [], answered: [A01]", "answered"),
        ("- {id: katz2024}", "- {id: katz2024, sections: x}", "section"),
    ],
)
def test_unknown_keys_name_the_one_that_was_meant(data: Data, old: str, new: str, meant: str) -> None:
    """T006: every level knows its keys and offers the nearest."""
    data.edit(FILE, old, new)
    assert data.only("T006").remedy == f"Did you mean '{meant}'?"


def test_a_list_where_a_text_belongs_is_an_error(data: Data) -> None:
    """T007: wrong shapes are named, not guessed at."""
    data.edit(FILE, "        also: Crying is fine too.", "        also: [Crying is fine too.]")
    assert "T007" in data.codes()
    found = next(problem for problem in data.problems() if problem.code == "T007")
    assert found.line == data.line_of(FILE, "also:")
    assert "'also' should hold a text, but holds a list" in found.message


def test_an_empty_file_is_an_error(data: Data) -> None:
    """T008: an empty file, and no second complaint that the topic is missing."""
    data.write("topics/benefits.yml", "")
    data.only("T008")


def test_a_file_in_another_encoding_is_an_error(data: Data) -> None:
    """T008: the file must be UTF-8."""
    (data.root / FILE).write_bytes("title: caf\xe9".encode("latin-1"))
    assert "UTF-8" in next(p for p in data.problems() if p.code == "T008").message


@pytest.mark.parametrize("key", ["nlu", "responses", "rules", "stories", "forms", "slots", "intents"])
def test_rasas_keys_stay_out_of_other_files(data: Data, key: str) -> None:
    """T009: Rasa would take the file for training data."""
    data.write("texts.yml", data.read("texts.yml") + f"{key}: []\n")
    assert data.only("T009").file == "data/texts.yml"
