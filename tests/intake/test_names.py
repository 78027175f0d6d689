"""A name is read out of what people type, and a sentence is never taken for one."""

from __future__ import annotations

import pytest

from bot.intake.definition import Definition, current
from bot.intake.names import name


@pytest.fixture(scope="module")
def definition() -> Definition:
    return current()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Anna", "Anna"),
        ("it's Anna", "Anna"),
        ("call me T.", "T."),
        ("ok you can call me T", "T"),
        ("my name is will smith", "will smith"),
        ("Will", "Will"),
        ("anna smith", "anna smith"),
        ("right, thank you. Joan Reid", "Joan Reid"),
        ("I'm his dad, Colm Reid", "Colm Reid"),
        ("Dr. Jane Smith", "Dr. Jane Smith"),
        ("J. R. Smith", "J. R. Smith"),
        ("Sam (they/them)", "Sam"),
        ("Anna's fine", "Anna"),
        ("Anna here", "Anna"),
        ("sorry, it's Hannah not Anna", "Hannah"),
        ("Elizabeth but everyone calls me Liz", "Elizabeth (Liz)"),
        ("José María Fernández de la Cruz", "José María Fernández de la Cruz"),
        ("Jean-Luc O'Hara-Smith", "Jean-Luc O'Hara-Smith"),
        ("✨ Mei ✨", "Mei"),
        ("李小龍", "李小龍"),
        ("\u202eAnna\u202c", "Anna"),
        ("<b>Anna</b>", "Anna"),
    ],
)
def test_a_name_is_found(definition: Definition, typed: str, wanted: str) -> None:
    """However it is introduced, the name alone is kept."""
    assert name(typed, definition, asked=True) == wanted


@pytest.mark.parametrize(
    "typed",
    [
        "yes", "I agree", "yes ok", "why do you ask?", "must it be my real name?", "I'm sad", "it's private", "mornings",
        "rather not say", "i cry all the time", "nobody in my house cries", "e-mail is best", "skip", "✨", "1234", "mum",
        "=1+1", "+SUM(1,1)", "<script>alert(1)</script>", "Bob'); DROP TABLE x;--", '/intake{"name":"Bob"}', "not telling you",
    ],
)  # fmt: skip
def test_what_is_no_name_is_not_kept_as_one(definition: Definition, typed: str) -> None:
    """Answers to something else, commands and markup are never a name."""
    assert name(typed, definition, asked=True) == ""


@pytest.mark.parametrize("typed", ["Anna", "grief", "my mother Anna", "after work"])
def test_unasked_only_an_introduction_counts(definition: Definition, typed: str) -> None:
    """Where no name was asked for, a name needs words such as "my name is" before it."""
    assert name(typed, definition, asked=False) == ""
    assert name("my name is Anna", definition, asked=False) == "Anna"
