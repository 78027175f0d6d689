"""Signs of a minor and of someone else are seen, and what only sounds like them is not."""

from __future__ import annotations

from datetime import date

import pytest

from bot.intake.definition import current
from bot.intake.signs import Signs, read

TODAY = date(2026, 6, 1)


def signs(text: str, free: bool = False) -> Signs:
    return read(text, current(), free=free, today=TODAY)


@pytest.mark.parametrize(
    "text",
    ["I'm 16", "im fifteen", "I'm nearly 18", "i'll be 18 next month", "I'm under 18", "I'm a minor", "my date of birth is 02/05/2012",
     "not 18 yet", "I was born on 3 May 2013", "yes, I'm 17 and I agree"],
)  # fmt: skip
def test_a_minor_is_seen(text: str) -> None:
    """Any sign that the writer is under 18 counts, also one in passing."""
    assert signs(text).minor


@pytest.mark.parametrize(
    "text",
    ["I'm 34", "I cried a lot when I was 12", "I'm 12 weeks pregnant", "I'm 18 or over and I agree", "I'm 9 sessions in", "I turned 18 in May",
     "my son is 12", "born 12/03/1985", "I'm free at 5", "I'm her mum"],
)  # fmt: skip
def test_an_adult_is_no_minor(text: str) -> None:
    """Ages of others, numbers of weeks and years long past are no sign."""
    assert not signs(text).minor


@pytest.mark.parametrize(
    "text",
    ["an appointment for my daughter", "it's for my son, he is 9", "on behalf of my kid", "my teenager needs help"],
)
def test_a_child_is_seen(text: str) -> None:
    """A request for the writer's child stops and asks."""
    assert signs(text).child


@pytest.mark.parametrize(
    "text",
    [
        "can you see my husband? it's for my husband",
        "book for a friend",
        "his e-mail is x",
        "it's not for me",
        "my wife wants to come",
    ],
)
def test_another_adult_is_seen(text: str) -> None:
    """A request for another adult, or somebody else's contact, stops and asks."""
    assert signs(text).other


@pytest.mark.parametrize(
    "text", ["my daughter left and my husband doesn't get it", "it is hard for my son too", "I cry for my mother"]
)
def test_family_in_the_reason_is_no_sign(text: str) -> None:
    """Whoever tells what it is about may speak of anyone."""
    found = signs(text, free=True)
    assert not (found.child or found.other)


def test_a_childs_birthday_is_seen_and_a_day_to_meet_is_not() -> None:
    """A date of birth under 18 counts wherever it stands; a date this year is an appointment's."""
    assert signs("her birthday is 03/05/2014").birthday
    assert signs("12 March 2014").birthday
    assert not signs("could it be 12/06/2026?").birthday
    assert not signs("03/05/1984").birthday
