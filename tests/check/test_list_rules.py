"""T060: entries of the list files."""

from __future__ import annotations

import pytest

from tests.check.tree import Data


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("sources.yml", "title: A survey, ", ""),
        ("sources.yml", "what: 124 clients", "what: ''"),
        ("sources.yml", "id: tao2015", "id: katz2024"),
        ("sources.yml", "seen: unverified", "seen: perhaps"),
        ("sources.yml", "id: tao2015, ", ""),
        ("claims.yml", "status: supported", "status: suported"),
        ("claims.yml", "statement: Many hide tears.", "statement: " + "so " * 21),
        ("phrases_that_hurt.yml", "why: An order, ", ""),
        ("phrases_that_hurt.yml", ", say_instead: men", ""),
    ],
)
def test_entries_are_complete_and_there_once(data: Data, file: str, old: str, new: str) -> None:
    """T060: an incomplete, doubled or mistyped entry is named with its line."""
    data.edit(file, old, new)
    found = data.only("T060")
    assert found.file == f"data/{file}"
    assert found.line > 1
