"""What is asked, wished and put right beside the intake's questions and after sending. A real intake store."""

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


@pytest.fixture
def sent(at_how: Talk) -> Talk:
    for message in ("email", "mornings", "skip", "yes"):
        at_how.say(message)
    assert at_how.state["intake"]["at"] == "sent"
    return at_how


@pytest.mark.parametrize("text", ["no wait, it's .org.uk", "my email should be nell@example.org.uk"])
def test_after_sending_a_slip_is_put_right(sent: Talk, store, text: str) -> None:  # noqa: F811
    assert "nell@example.org.uk" in sent.say(text).texts[-1]
    [record] = store.export(None, "test")
    assert record.fields["email"] == "nell@example.org.uk" and len(store.list("test")) == 1


def test_after_sending_a_worry_is_answered_and_changes_nothing(sent: Talk, store) -> None:  # noqa: F811
    assert sent.say("is it better to cry in the morning instead?", "faq/benefits").topic == "benefits"
    assert store.export(None, "test")[0].fields["when"] == "mornings"


def test_a_store_that_is_away_says_that_the_request_stands(sent: Talk, store, monkeypatch) -> None:  # noqa: F811
    """Nothing is called changed that isn't, and the reference is said."""
    from bot.intake.problem import StoreDown

    def away(*_: object) -> None:
        raise StoreDown("gone")

    monkeypatch.setattr(store, "amend", away)
    reply = sent.say("my email should be nell@example.net")
    assert store.list("test")[0].reference in reply.texts[-1] and "stands as you sent it" in reply.texts[-1]


def test_a_request_that_staff_deleted_cannot_be_found(sent: Talk, store) -> None:  # noqa: F811
    store.delete(store.list("test")[0].reference, "test")
    assert "can't find that request" in sent.say("change my email to nell@example.net").texts[-1]
