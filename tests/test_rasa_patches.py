"""The prepared validator accepts and refuses what Rasa's own does."""

from __future__ import annotations

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.rasa_patches import validate_action_result

ORIGINAL = RemoteAction._validate_action_result

CASES = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "conversation", "value": {"turns": 1}, "timestamp": None}], "responses": [{"text": "hi"}]},
    {"events": [{"event": "action", "name": "action_turn"}], "responses": []},
    {"responses": [{"custom": {}}]},
    {},
    {"events": "no list", "responses": []},
    {"events": [{"event": "no such event"}], "responses": []},
    {"events": [{"event": "slot"}], "responses": []},
    {"events": [{"event": "slot", "name": 3, "value": 1}], "responses": []},
    {"events": [], "responses": ["no object"]},
    {"events": [], "responses": {}},
    [],
    None,
    "text",
]


def verdict(check, result) -> bool:
    try:
        return check(RemoteAction("action_turn", None), result) is True
    except ValidationError:
        return False


@pytest.mark.parametrize("result", CASES, ids=[str(i) for i in range(len(CASES))])
def test_same_verdict_as_rasa(result) -> None:
    assert verdict(validate_action_result, result) == verdict(ORIGINAL, result)


def test_the_cases_hold_both_verdicts() -> None:
    assert {verdict(ORIGINAL, result) for result in CASES} == {True, False}
