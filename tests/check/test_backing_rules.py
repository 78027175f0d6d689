"""T020 to T029: what an answer rests on, its dates, its parts."""

from __future__ import annotations

import pytest

from bot.check.problem import WARNING
from tests.check.tree import Data

FILE = "topics/crying_weakness.yml"
SOURCES = '        sources:\n          - {id: A, section: "FAQ 1"}\n          - {id: katz2024}\n'


def test_a_faq_answer_names_its_sources(data: Data) -> None:
    """T020: sources are never empty for faq, and may be for the assistant."""
    data.edit(FILE, SOURCES, "")
    data.edit("topics/greet.yml", SOURCES, "")
    assert data.only("T020").file == f"data/{FILE}"


@pytest.mark.parametrize("new", ["", "        evidence: proven\n"])
def test_the_evidence_level_is_one_of_three(data: Data, new: str) -> None:
    """T021: missing or unknown, both are errors."""
    data.edit(FILE, "        evidence: peer-reviewed\n", new)
    data.only("T021")


@pytest.mark.parametrize("new", ["", '        written_on: ""\n', '        written_on: "21.11.2026"\n'])
def test_a_topic_says_when_it_was_written(data: Data, new: str) -> None:
    """T022: a date, as year-month-day."""
    data.edit(FILE, '        written_on: "2026-11-21"\n', new)
    assert {"T022"} == set(data.codes())


@pytest.mark.parametrize(("by", "on"), [("", "2026-11-22"), ("Somebody", ""), ("Somebody", "soon")])
def test_a_review_has_a_name_and_a_date(data: Data, by: str, on: str) -> None:
    """T023: one without the other says nothing."""
    data.edit(FILE, 'reviewed_by: ""', f'reviewed_by: "{by}"')
    data.edit(FILE, 'reviewed_on: ""', f'reviewed_on: "{on}"')
    data.only("T023")


def test_a_reviewed_topic_awaits_review_no_more(data: Data) -> None:
    """What awaits review is counted, not listed."""
    before = data.result()
    data.edit(FILE, 'reviewed_by: ""', 'reviewed_by: "Somebody"')
    data.edit(FILE, 'reviewed_on: ""', 'reviewed_on: "2026-11-22"')
    after = data.result()
    assert (after.errors, after.awaiting_review) == (0, before.awaiting_review - 1)
    assert [item.name for item in after.waiting if item.what == "language line"] == ["de"]


def test_sources_are_in_the_bibliography(data: Data) -> None:
    """T024: a misspelt source is met with the one that was meant."""
    data.edit(FILE, "katz2024", "katz2025")
    assert data.only("T024").remedy == "Did you mean 'katz2024'?"


def test_nobody_cites_what_nobody_has_seen(data: Data) -> None:
    """T025: a source marked unverified is not shown to a client."""
    data.edit(FILE, "katz2024", "tao2015")
    data.only("T025")


def test_articles_are_cited_with_their_section(data: Data) -> None:
    """T026: the article alone is no reference."""
    data.edit(FILE, ', section: "FAQ 1"', "")
    data.only("T026")


def test_missing_parts_are_a_warning(data: Data) -> None:
    """T027: without 'more' the bot still works, with a general text."""
    data.edit(FILE, "        more: >-\n          There is more to say, and here it is.\n", "")
    found = data.only("T027")
    assert (found.level, "'more'" in found.message) == (WARNING, True)


def test_two_or_three_next_questions(data: Data) -> None:
    """T027: four buttons are too many."""
    data.edit(FILE, "next: [alliance, embarrassment]", "next: [alliance, embarrassment, gender, benefits]")
    data.only("T027")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("why: Because", "wy: Because"),
        ("why: Because", "sure: Because"),
        ("keeps_distance:", "keep_distance:"),
        ("family:", "familly:"),
    ],
)
def test_follow_ups_and_cues_have_known_names(data: Data, old: str, new: str) -> None:
    """T028: an unknown name would never be said; 'sure' has a key of its own."""
    data.edit(FILE, old, new)
    data.only("T028")


@pytest.mark.parametrize("name", ["phon", "fees"])
def test_every_placeholder_can_be_filled(data: Data, name: str) -> None:
    """T029: neither an unknown placeholder nor one with nothing to put."""
    data.edit(FILE, "You can say how it is for you.", f"You can ring {{{name}}} for that.")
    found = data.only("T029")
    assert found.line == data.line_of(FILE, f"{{{name}}}")


def test_a_known_placeholder_passes(data: Data) -> None:
    """T029: what practice.yml holds may be used."""
    data.edit(FILE, "You can say how it is for you.", "You can ring {phone} for that.")
    assert data.codes() == []
