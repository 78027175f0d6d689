"""The three worries the bot is known by, end to end, and the thread after them."""

from __future__ import annotations

import pytest

from bot.content.current import current
from bot.content.words import count
from tests.servers import Bot


@pytest.mark.parametrize(
    ("message", "topic", "opening"),
    [
        ("is crying weakness?", "crying_weakness", "No"),
        ("will my therapist judge me?", "therapist_judgement", ""),
        ("nobody in my family cries", "culture_norms", ""),
    ],
)
def test_a_worry_gets_a_short_sourced_answer(bot: Bot, message: str, topic: str, opening: str) -> None:
    answer = bot.say(message)
    assert answer.topic == topic
    assert answer.texts[0] == current().texts["notice"][0], "first contact says what this is"
    assert answer.texts[1].startswith(opening)
    assert answer.payload["sources"] and answer.payload["evidence"]
    assert sum(count(t) for t in answer.texts) <= 90
    assert answer.buttons and all(b["payload"] == b["title"] for b in answer.buttons)


def test_nobody_in_my_family_cries_is_heard_as_family(bot: Bot) -> None:
    answer = bot.say("nobody in my family cries")
    assert answer.payload["concerns"] == {"attachment": [], "culture": ["family"]}
    assert "culture_check" in answer.payload["offers"]


def test_the_thread_is_kept(bot: Bot) -> None:
    sender = "thread"
    assert bot.say("will my therapist judge me?", sender).topic == "therapist_judgement"
    for message in ("promise?", "but what if she does?", "what do I say to her?", "where does that come from?"):
        assert bot.say(message, sender).topic == "therapist_judgement", message


def test_two_worries_get_both(bot: Bot) -> None:
    answer = bot.say("Is crying weakness? And will my therapist judge me?")
    found = {answer.topic, *answer.payload["also"]}
    assert found == {"crying_weakness", "therapist_judgement"}


def test_every_title_leads_to_its_topic_as_a_first_message(bot: Bot) -> None:
    """A button's text is plain text: typed by anyone, at any time, it leads where it says."""
    wrong = []
    for topic in current().topics.values():
        got = bot.say(topic.title).topic
        if got != topic.topic:
            wrong.append((topic.title, got))
    assert not wrong


def test_a_conversation_does_not_slow_down(bot: Bot) -> None:
    """No timing here: what makes a turn cost more is what is kept of the talk, and that stays as it was."""
    from tests.conversations.test_hostile import state_of

    sizes = []
    for i in range(60):
        bot.say(["is crying weakness?", "why?", "do men cry in therapy?", "Tell me more", "ok"][i % 5], "long-talk")
        sizes.append(len(str(state_of(bot, "long-talk"))))
    assert max(sizes[40:]) <= max(sizes[10:30]) * 1.2
