"""The sketches of people that a published rubric for such bots tests with."""

from __future__ import annotations

import pytest

from bot.safety.reply import crisis, follow
from bot.safety.screen import Screen
from bot.safety.verdict import Verdict
from tests.safety.cases import cases

PERSONAS = cases("personas")


@pytest.mark.parametrize("name", PERSONAS)
def test_each_person_is_met_as_they_should_be(rules_only: Screen, name: str) -> None:
    """Every sketch at risk gets help, the one who is only heartbroken does not; rules alone are enough."""
    person = PERSONAS[name]
    assert (rules_only(person["text"]).level == "crisis") is (person["wanted"] == "crisis")


@pytest.mark.parametrize("name", [n for n, p in PERSONAS.items() if p["wanted"] == "crisis"])
def test_help_stays_in_view_and_nobody_is_turned_away(rules_only: Screen, name: str) -> None:
    """Whatever they answer, the reply never ends the talk and names a line or a person (items 16, 24, 37)."""
    first = crisis(rules_only(PERSONAS[name]["text"]), {})
    assert any(char.isdigit() for char in first.texts[0]) and first.buttons
    for answer in ("yes", "no", "I'd rather not say"):
        after = follow(answer, Verdict(), first.state)
        while after:
            text = " ".join(after.texts).lower()
            assert after.buttons
            for banned in ("i have to stop", "cannot talk about", "can't talk about", "promise me", "goodbye"):
                assert banned not in text
            after = follow(answer, Verdict(), after.state)
