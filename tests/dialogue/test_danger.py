"""Danger in the conversation: help first, one question, and what follows; the real screen, no model."""

from __future__ import annotations

import re
from typing import Any

import pytest

from actions.turn import take
from bot.content.current import current
from bot.content.model import Content
from bot.dialogue.reply import Reply
from bot.dialogue.state import State
from bot.dialogue.turn import Guess, Turn
from bot.safety.screen import screen

NUMBER = re.compile(r"\b999\b")


class Talk:
    def __init__(self, content: Content) -> None:
        self.content, self.state = content, None

    def say(self, text: str, full: str = "faq/crying_normal", p: float = 0.2, **more: Any) -> Reply:
        turn = Turn(
            text=text,
            ranking=(Guess(*full.split("/"), p),),
            verdict=screen(text).as_dict(),
            state=State.from_json(self.state),
            **more,
        )
        reply = take(turn, self.content)
        self.state = reply.state.as_json()
        return reply


@pytest.fixture
def talk() -> Talk:
    return Talk(current())


def is_help(reply: Reply) -> None:
    assert reply.topic == "crisis" and reply.payload["safety"]["level"] == "crisis" and reply.payload["safety"]["kinds"]
    assert NUMBER.search(reply.texts[0]) and len(reply.texts[0].split()) <= 60


def test_help_comes_first_and_the_notice_after_it(talk: Talk) -> None:
    reply = talk.say("i want to kill myself")
    is_help(reply)
    assert reply.messages()[1]["text"] == current().texts["notice"][0]
    assert "116 123" in reply.texts[0]
    assert reply.texts[-1].endswith("?") and reply.buttons


def test_a_danger_message_is_danger_even_where_it_asks_about_crying(talk: Talk) -> None:
    is_help(talk.say("is it normal to cry in therapy when i plan to end my life tonight", "faq/crying_normal", 0.99))


@pytest.mark.parametrize("opening", ["is crying weakness?", "nobody in my family cries"])
def test_danger_breaks_into_any_thread(talk: Talk, opening: str) -> None:
    talk.say(opening, "faq/crying_weakness", 0.9)
    is_help(talk.say("i have pills and i am going to take them all tonight"))


def test_yes_leads_on_and_every_step_keeps_a_number_in_its_first_text(talk: Talk) -> None:
    talk.say("i want to kill myself")
    for answer in ("Yes", "Yes", "I can't face a phone call"):
        reply = talk.say(answer, "followup/yes", 0.9)
        assert reply.topic == "crisis" and re.search(r"999|116 123", reply.texts[0]), reply.texts


def test_a_plain_no_is_believed_and_not_asked_again(talk: Talk) -> None:
    talk.say("is crying weakness?", "faq/crying_weakness", 0.9)
    asked = talk.say("sometimes i want to die")
    reply = talk.say("No", "followup/no", 0.9)
    assert reply.topic == "crying_weakness" and reply.safety is None
    assert asked.texts[-1] not in reply.texts
    again = talk.say("is crying weakness?", "faq/crying_weakness", 0.9)
    assert again.topic == "crying_weakness"


def test_the_words_change_when_danger_comes_again(talk: Talk) -> None:
    first, second = talk.say("i want to kill myself"), talk.say("i really want to kill myself")
    assert first.texts[0] != second.texts[0]
    is_help(second)


def test_a_question_in_between_is_answered(talk: Talk) -> None:
    talk.say("i want to kill myself")
    reply = talk.say("will my therapist judge me if i cry there", "faq/therapist_judgement", 0.95)
    assert reply.topic == "therapist_judgement"


def test_it_is_more_than_that_leads_to_lines_and_the_question(talk: Talk) -> None:
    content = current()
    first = talk.say("i cry every session", "faq/crying_a_lot", 0.9)
    label = content.texts["button_more_than_that"][0]
    assert label in [b.title for b in first.buttons]
    is_help(talk.say(label))


def test_a_bare_denial_beside_a_question_is_no_danger(talk: Talk) -> None:
    reply = talk.say("not suicidal or anything, just wondering if crying is weak", "faq/crying_weakness", 0.9)
    assert reply.topic == "crying_weakness"


def test_abuse_asks_about_safety_and_never_about_dying(talk: Talk) -> None:
    reply = talk.say("my husband hits me when i cry")
    is_help(reply)
    assert "abuse" in reply.payload["safety"]["kinds"]
    assert not any("ending your life" in text for text in reply.texts)


@pytest.mark.parametrize("minute", range(3))
def test_no_first_text_has_a_blank_line(talk: Talk, minute: int) -> None:
    for _ in range(minute + 1):
        reply = talk.say("i want to kill myself")
    assert "\n\n" not in reply.texts[0]
