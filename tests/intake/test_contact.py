"""Addresses and numbers are found, put right, or said to be wrong."""

from __future__ import annotations

import pytest

from bot.intake.contact import corrected_email, corrected_phone, email, phone


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("sam@example.org", "sam@example.org"),
        ("hm, it's sam@example.org, thanks", "sam@example.org"),
        ("sam @ example.org", "sam@example.org"),
        ("sam at example dot org", "sam@example.org"),
        ("it is sam dot lee at example dot co dot uk", "sam.lee@example.co.uk"),
        ("sam underscore lee (at) example (dot) org", "sam_lee@example.org"),
        ("mailto:sam@example.org.", "sam@example.org"),
    ],
)
def test_an_address_is_found(typed: str, wanted: str) -> None:
    """Typed or spelt out, the address is kept as one that mail can reach."""
    assert email(typed, pending=True).value == wanted


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("sam@example", "email_no_ending"), ("example.com", "email_no_at"), ("sam..lee@example.org", "email_bad")],
)
def test_what_is_wrong_with_an_address_is_named(typed: str, problem: str) -> None:
    """A person is told which part is missing."""
    found = email(typed, pending=True)
    assert (found.value, found.problem) == ("", problem)


@pytest.mark.parametrize("typed", ["see you @ work", "mornings", "I'm at home", "I look at it. then I cry"])
def test_no_address_is_seen_where_there_is_none(typed: str) -> None:
    """Plain words are no address and no mistake."""
    assert email(typed).value == "" and email(typed).problem == ""


@pytest.mark.parametrize(
    ("typed", "held", "wanted"),
    [
        ("oh no, it's .co.uk", "a@example.com", "a@example.co.uk"),
        ("sorry, gmail not hotmail", "a@hotmail.com", "a@gmail.com"),
        ("@example.org", "a@example.com", "a@example.org"),
        ("dot org", "a@example.com", "a@example.org"),
        ("underscore not dash", "a-b@example.com", "a_b@example.com"),
        ("mornings", "a@example.com", ""),
        ("my name is Hannah not a", "a@example.com", ""),
    ],
)
def test_an_address_is_put_right(typed: str, held: str, wanted: str) -> None:
    """A correction changes only the part it names; anything else changes nothing."""
    assert corrected_email(typed, held) == wanted


@pytest.mark.parametrize(
    "typed",
    [
        "07700 900 356",
        "07700900356",
        "020 7946 0123",
        "+33 6 12 34 56 78",
        "0044 7700 900356",
        "ring 07700-900-356 please",
    ],
)
def test_a_number_is_kept_as_typed(typed: str) -> None:
    """Numbers of the practice's country need no country code."""
    assert phone(typed, "GB", pending=True).value in typed


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("07700 90", "phone_short"), ("07700 900 35612", "phone_long"), ("12/03/2012", ""), ("after 5", "")],
)
def test_what_is_wrong_with_a_number_is_named(typed: str, problem: str) -> None:
    """Too short and too long are said; a date and a time are no number."""
    found = phone(typed, "GB", pending=True)
    assert (found.value, found.problem) == ("", problem)


def test_the_end_of_a_number_is_put_right() -> None:
    """ "It ends in 357" changes the last digits and keeps the spaces."""
    assert corrected_phone("no, it ends in 357", "07700 900 356") == "07700 900 357"
    assert corrected_phone("mornings", "07700 900 356") == ""
