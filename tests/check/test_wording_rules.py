"""T040 to T047: how answers are worded."""

from __future__ import annotations

import pytest

from bot.check.problem import WARNING
from tests.check.tree import Data

FILE = "topics/crying_weakness.yml"
FIRST = "No. Crying is fine, and it is common."
SECOND = "Many people were taught to hide their tears."
THIRD = "You can say how it is for you."


def test_a_first_answer_has_three_lines(data: Data) -> None:
    """T040: two lines are too few, and 'again' is held to the same."""
    data.edit(FILE, f"        {SECOND}\n", "")
    data.edit(FILE, "          It makes sense that you ask again.\n", "")
    assert [problem.code for problem in data.problems()] == ["T040", "T040"]


def test_other_groups_and_claim_topics_need_no_three_lines(data: Data) -> None:
    """T040 is for faq; a claim is answered in two sentences."""
    data.edit("topics/booking.yml", f"        {SECOND}\n", "")
    data.topic("claim_sixty", phrases=15)
    data.edit("topics/claim_sixty.yml", f"        {SECOND}\n", "")
    data.edit("topics/claim_sixty.yml", "topic: claim_sixty", "topic: benefits")
    assert data.codes() == []


def _words(count: int) -> str:
    return "A " + "so " * (count - 2) + "so."


@pytest.mark.parametrize(
    ("old", "most"),
    [(SECOND, 20), ("Crying is fine too.", 18), ("There is more to say, and here it is.", 80)]
    + [("One study of 124 people found this.", 90), ("Because people differ.", 55)]
    + [("If you like some distance, that is fine.", 20), ("If your family hid tears, that makes sense.", 20)],
)
def test_each_text_keeps_to_its_length(data: Data, old: str, most: int) -> None:
    """T041: the limit itself passes, one word more does not."""
    data.edit(FILE, old, _words(most))
    assert data.codes() == []
    data.edit(FILE, _words(most), _words(most + 1))
    assert f"{most + 1} words; {most} is the limit" in data.only("T041").message


def test_lines_one_and_three_share_a_limit(data: Data) -> None:
    """T041: forty words for the two together."""
    data.edit(FILE, THIRD, _words(32))
    assert data.codes() == []
    data.edit(FILE, _words(32), _words(33))
    assert "ines 1 and 3" in data.only("T041").message


def test_the_whole_answer_has_a_limit(data: Data) -> None:
    """T041: 58 words in all, even where each line keeps to its own."""
    data.edit(FILE, THIRD, _words(32))
    data.edit(FILE, SECOND, _words(19))
    assert "59 words; 58" in data.only("T041").message


@pytest.mark.parametrize("figure", ["About 60 in all.", "Half a percent.", "Some % of people.", "Since 1998."])
@pytest.mark.parametrize("where", [SECOND, "It really is fine to cry.", "Crying is fine too."])
def test_no_figures_in_what_is_said_first(data: Data, where: str, figure: str) -> None:
    """T042: no digit, percentage or year in the answer, 'again' and 'also'."""
    data.edit(FILE, where, figure)
    found = data.only("T042")
    assert found.line == data.line_of(FILE, figure)


def test_figures_may_stand_in_what_was_asked_for(data: Data) -> None:
    """T042 leaves 'more', 'sure', other groups and claim topics alone."""
    data.edit(FILE, "There is more to say", "In 2024 there were 124 people")
    data.edit("topics/booking.yml", THIRD, "Within 2 days.")
    data.topic("claim_sixty", phrases=15)
    data.edit("topics/claim_sixty.yml", SECOND, "Nobody found the 60 in a hundred.")
    data.edit("topics/claim_sixty.yml", "topic: claim_sixty", "topic: benefits")
    assert data.codes() == []


@pytest.mark.parametrize("where", [SECOND, "It really is fine to cry.", "If your family hid tears, that makes sense."])
def test_no_studies_in_what_is_said_first(data: Data, where: str) -> None:
    """T048: what an answer rests on is for 'sure'; topics about research may speak of it."""
    for topic in ("crying_weakness", "research_evidence"):
        data.edit(f"topics/{topic}.yml", where, "Some studies say so.")
    found = data.only("T048")
    assert found.line == data.line_of(FILE, "Some studies")


def test_an_answer_opens_with_the_answer(data: Data) -> None:
    """T043: never with a disclaimer; in the middle the words are free."""
    data.edit(FILE, FIRST, "It depends on you.")
    assert data.only("T043").line == data.line_of(FILE, "It depends")
    data.edit(FILE, "It depends on you.", "No, it depends on you.")
    assert data.codes() == []


@pytest.mark.parametrize(
    "old", [SECOND, "It really is fine to cry.", "Because people differ.", "There is more to say, and here it is."]
)
def test_phrases_that_hurt_are_found_in_every_text(data: Data, old: str) -> None:
    """T044: whatever the capitals and endings, with what to say instead."""
    data.edit(FILE, old, "He COMMITTED suicide.")
    found = data.only("T044")
    assert "died by suicide" in found.remedy


def test_phrases_that_hurt_are_found_outside_topics(data: Data) -> None:
    """T044: texts.yml and the follow-ups are read by clients too."""
    data.edit("texts.yml", "This is a program.", "They commit suicide.")
    data.edit("followups/men.yml", "That is all there is.", "They commit suicide.")
    assert [problem.file for problem in data.problems()] == ["data/followups/men.yml", "data/texts.yml"]


def test_people_may_type_what_they_like(data: Data) -> None:
    """T044 is not for training phrases."""
    data.edit(FILE, "      - crying_weaknessq0", "      - he committed suicide crying_weaknessq0")
    assert data.codes() == []


def test_a_hurtful_phrase_may_be_harmless_in_its_place(data: Data) -> None:
    """T044: only_in, except_in and unless_after narrow a phrase down."""
    data.edit("topics/gender.yml", SECOND, "Some speak of real men.")
    data.edit(FILE, SECOND, "Ask a psychologist.")
    data.edit(FILE, "Because people differ.", "You were told to stop crying.")
    assert data.codes() == []
    data.edit("topics/gender.yml", "Some speak of real men.", "Just stop crying.")
    data.edit(FILE, "Ask a psychologist.", "Some speak of real men.")
    data.edit("topics/booking.yml", SECOND, "Ask a psychologist.")
    assert [problem.code for problem in data.problems()] == ["T044"] * 3


@pytest.mark.parametrize(
    "number", ["020 7946 0123", "+44 (0)20 7946 0123", "(020) 7946-0123", "0800 1111", "555-123-4567", "Call 116 123"]
)
def test_no_telephone_numbers_in_topics(data: Data, number: str) -> None:
    """T045: numbers stand in practice.yml and safety/ only."""
    data.edit(FILE, "There is more to say", f"{number}, there is more to say")
    data.only("T045")


@pytest.mark.parametrize(
    "text", ["1,074 sessions in 2015.", "Katz (2024) asked 124 people.", "In 2012-2014, and in 2021 (106 people)."]
)
def test_figures_of_studies_are_no_telephone_numbers(data: Data, text: str) -> None:
    """T045: sample sizes and years are left alone."""
    data.edit(FILE, "There is more to say, and here it is.", text)
    assert data.codes() == []


def test_a_first_answer_is_easy_to_read(data: Data) -> None:
    """T046: long words and sentences give a warning."""
    data.edit(FILE, FIRST, "Psychotherapeutic communication necessitates considerable emotional vulnerability.")
    found = data.only("T046")
    assert found.level == WARNING


def test_one_sentence_where_one_is_wanted(data: Data) -> None:
    """T047: 'also' and the sentences for cues are one sentence."""
    data.edit(FILE, "Crying is fine too.", "Crying is fine. It is common.")
    assert data.only("T047").level == WARNING
