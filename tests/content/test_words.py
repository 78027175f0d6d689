"""Counting words and measuring reading age."""

from __future__ import annotations

import sys

import pytest

from bot.content import words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("No.", 1),
        ("You can't, and you don't have to.", 7),
        ("It’s self-help - for some.", 4),
        ("one\ntwo\n\nthree", 3),
        ("Ring {phone} or {booking_url}", 4),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, count: int) -> None:
    """Contractions and hyphenated words are one, dashes none, a placeholder one."""
    assert words.count(text) == count


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("No. It isn't", 2), ("Really?! Yes...", 2), ("one\ntwo", 2), ("at 3.5 metres", 1)]
)
def test_sentences_end_at_signs_and_line_ends(text: str, count: int) -> None:
    """A point inside a number ends nothing."""
    assert len(words.sentences(text)) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("tears", 1), ("crying", 2), ("people", 2), ("hide", 1), ("therapist", 3), ("vulnerability", 6), ("asked", 1)],
)
def test_syllables_are_about_right(word: str, count: int) -> None:
    """Good enough for a reading grade."""
    assert words.syllables(word) == count


def test_grade_rises_with_long_words_and_sentences() -> None:
    """An answer for a phone at night is easy, a paper's sentence is not."""
    easy = words.grade("It's fine to cry. You can say so. Many people do.")
    hard = words.grade("Psychotherapeutic interventions necessitate considerable emotional regulation capabilities.")
    assert easy < 4 < 12 < hard
    assert words.grade("") == 0.0


def test_a_line_break_ends_a_sentence_for_the_grade() -> None:
    """Three lines without full stops are not read as one long sentence."""
    assert words.grade("You can cry here\nYou can say so") < words.grade("You can cry here you can say so")


def test_counting_needs_no_dictionary() -> None:
    """The hyphenation list is loaded for grades only: the running bot never measures."""
    import subprocess

    code = "import sys; from bot.content import words; words.count('a b'); assert 'pyphen' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
