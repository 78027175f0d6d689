"""A release goes live in the middle of a conversation: nothing breaks, and a check whose questions changed says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.checks.model import Checks
from bot.content.current import current
from bot.content.frozen import FrozenDict
from bot.content.model import Content
from tests.dialogue.test_checks import DANGER, Talk

LOST = "has just changed the questions"


def with_checks(content: Content, **found: Any) -> Content:
    checks = Checks(FrozenDict(found), content.checks.texts, content.checks.buttons, content.checks.phrases)
    return replace(content, checks=checks)


def reworded() -> Content:
    """The attachment check's first question asks something else."""
    content = current()
    check = content.checks.by_id["attachment"]
    first = replace(check.questions[0], ask="Where do tears live?")
    changed = replace(check, questions=(first, *check.questions[1:]))
    return with_checks(content, **{**content.checks.by_id, "attachment": changed})


def gone() -> Content:
    content = current()
    return with_checks(content, culture=content.checks.by_id["culture"])


@pytest.mark.parametrize("after", [reworded, gone])
@pytest.mark.parametrize("step", [0, 1, 2, "consent", "fit"])
def test_a_check_that_changed_or_went_says_so_and_the_conversation_goes_on(after: Any, step: Any) -> None:
    name = current().checks.by_id["attachment"].questions[step].id if isinstance(step, int) else step
    talk = Talk().to("attachment", name)
    talk.content = after()
    reply = talk.say("somewhere in between")
    assert LOST in reply.texts[0] and reply.form is None and reply.buttons
    assert not talk.state["check"].get("step") and "answers" not in talk.state["check"]
    assert LOST not in str(talk.say("is crying weakness?", "faq/crying_weakness").texts), "it is said once"


def test_a_question_in_that_moment_is_answered() -> None:
    talk = Talk().to("attachment", "consent")
    talk.content = gone()
    reply = talk.say("is crying weakness?", "faq/crying_weakness")
    assert LOST in reply.texts[0] and reply.topic == "crying_weakness"


@pytest.mark.parametrize("message", DANGER)
def test_help_comes_first_whatever_went_live(message: str) -> None:
    talk = Talk().to("attachment", "consent")
    talk.content = reworded()
    reply = talk.say(message)
    assert reply.topic == "crisis" and LOST not in str(reply.texts)


def test_a_mended_sentence_elsewhere_interrupts_nobody() -> None:
    talk = Talk().to("attachment", current().checks.by_id["attachment"].questions[1].id)
    content = current()
    check = replace(content.checks.by_id["attachment"], consent_short="Shall we?")
    talk.content = with_checks(content, **{**content.checks.by_id, "attachment": check})
    reply = talk.say("skip")
    assert reply.form and LOST not in str(reply.texts)


def test_a_check_put_aside_begins_anew_without_a_word() -> None:
    talk = Talk().to("attachment", current().checks.by_id["attachment"].questions[1].id)
    talk.state["check"]["paused"] = True
    talk.content = reworded()
    reply = talk.say("Help me look at closeness and crying")
    assert reply.form and reply.form["field"] == "consent" and LOST not in str(reply.texts)


@pytest.mark.parametrize("then", ["why?", "tell me more", "the second one", "yes", "how sure is this?"])
def test_a_topic_that_went_is_not_asked_for(then: str) -> None:
    talk = Talk()
    talk.say("does every tear help you heal", "faq/claim_every_tear")
    kept = {name: topic for name, topic in current().topics.items() if name != "claim_every_tear"}
    talk.content = replace(current(), topics=FrozenDict(kept))
    followup = {"why?": "why", "the second one": "which", "yes": "yes"}.get(then)
    reply = talk.say(then, f"followup/{followup}" if followup else "")
    assert reply.texts and reply.topic
    assert "claim_every_tear" not in talk.state["said"]
