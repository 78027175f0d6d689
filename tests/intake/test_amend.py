"""What was sent can be changed in a person's own words, a field at a time; without model or store."""

from __future__ import annotations

import pytest

from bot.intake.step import AMENDS
from tests.intake.walk import WHOLE, Walk

BEFORE = {
    "for_whom": "me",
    "name": "Nell Carr",
    "email": "nell@example.org",
    "how": "email",
    "when": "mornings",
    "about": "grief",
}


@pytest.fixture
def walk() -> Walk:
    return Walk(*WHOLE, "yes")


@pytest.mark.parametrize(
    ("messages", "new"),
    [
        (["I gave the wrong email", "nell@example.net"], {"email": "nell@example.net"}),
        (["I gave you the wrong email, it's nell@example.net"], {"email": "nell@example.net"}),
        (["no wait, it's .org.uk"], {"email": "nell@example.org.uk"}),
        (["can I change my time?", "afternoons"], {"when": "afternoons"}),
        (["change my time to afternoons"], {"when": "afternoons"}),
        (["make it Thursdays instead please"], {"when": "Thursdays"}),
        (["could they call me instead", "07700 900 145"], {"how": "phone", "phone": "07700 900 145"}),
        (["Change something", "Phone", "07700 900 222"], {"phone": "07700 900 222"}),
        (["change what it's about", "my dad died"], {"about": "my dad died"}),
        (["sorry, my name should be Nell Karr"], {"name": "Nell Karr"}),
        (["change my sessions to online"], {"mode": "online"}),
    ],
)
def test_a_change_changes_what_it_names_and_nothing_else(walk: Walk, messages: list[str], new: dict[str, str]) -> None:
    for message in messages:
        walk.say(message)
    assert walk.sent == [{**BEFORE, **new}] and walk.at == "sent"
    assert walk.step.say == ["amended"]


@pytest.mark.parametrize("last", ["never mind", "stop", "Leave it as it is", "no", "skip"])
def test_thinking_better_of_it_changes_nothing_and_withdraws_nothing(walk: Walk, last: str) -> None:
    walk.say("change my email")
    assert walk.at == "amend"
    assert walk.say(last).say == ["amend_left"] and walk.step.do == []
    assert walk.sent == [BEFORE] and walk.at == "sent"


def test_two_failed_tries_say_how_else(walk: Walk) -> None:
    """What cannot be read changes nothing, and the practice's own ways are named with the reference."""
    walk.say("change my email")
    assert walk.say("purple").say == ["amend_again", "ask"]
    assert walk.say("green").say == ["amend_by_phone"] and walk.sent == [BEFORE] and walk.at == "sent"


def test_the_same_again_is_no_change(walk: Walk) -> None:
    """Nobody is told of a change that is none."""
    assert walk.say("my email should be nell@example.org").say == ["amend_same"] and AMENDS not in walk.step.do


@pytest.mark.parametrize("message", ["thanks", "is Thursday a good day to start therapy?", "I feel better already"])
def test_other_talk_changes_nothing(walk: Walk, message: str) -> None:
    walk.say(message)
    assert walk.sent == [BEFORE]


def test_it_can_be_deleted_while_it_is_being_changed(walk: Walk) -> None:
    walk.say("change my email")
    assert walk.say("delete everything").say == ["withdrawn_sent"] and walk.sent == []


def test_a_minor_who_says_so_after_sending_leaves_nothing(walk: Walk) -> None:
    assert walk.say("actually I'm 15").say == ["others_minor"] and walk.sent == []
