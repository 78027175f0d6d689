"""Questions to the practice while the intake is open: they are asked, not given. A real intake store."""

from __future__ import annotations

import pytest

from tests.dialogue.test_checks import Talk
from tests.dialogue.test_note import store, talk  # noqa: F401 - fixtures


@pytest.fixture
def at_how(talk: Talk) -> Talk:  # noqa: F811
    for message in ("book", "yes", "Nell Carr", "nell@example.org"):
        talk.say(message)
    return talk


def test_a_question_that_names_a_kind_of_session_is_answered(at_how: Talk, store) -> None:  # noqa: F811
    reply = at_how.say("are the sessions online or in person?", "practice/practice_info")
    assert reply.topic == "practice_info" and reply.form["field"] == "how"
    assert "mode" not in store.read_draft(at_how.state["intake"]["ref"])


def test_a_wish_put_as_a_question_is_taken(at_how: Talk, store) -> None:  # noqa: F811
    at_how.say("could we do it by video call please?", "practice/practice_info")
    assert store.read_draft(at_how.state["intake"]["ref"])["mode"] == "online"
