"""The conversation over the real content, with the understanding given: no Rasa, no model."""

from __future__ import annotations

from typing import Any

import pytest

from actions.turn import take
from bot.content.current import current
from bot.content.model import Content
from bot.content.words import count
from bot.dialogue.reply import Reply
from bot.dialogue.room import LIMIT
from bot.dialogue.state import State
from bot.dialogue.turn import Guess, Turn


@pytest.fixture(scope="module")
def content() -> Content:
    return current()


class Talk:
    """A conversation whose turns say what was understood."""

    def __init__(self, content: Content, channel: str = "rest") -> None:
        self.content, self.channel, self.state = content, channel, None

    def say(self, text: str, *ranking: tuple[str, float], **more: Any) -> Reply:
        guesses = tuple(Guess(*full.split("/"), p) for full, p in ranking)
        segments = tuple(
            tuple(Guess(*full.split("/"), p) for full, p in segment) for segment in more.pop("segments", ())
        )
        turn = Turn(
            text=text, channel=self.channel, ranking=guesses, segments=segments, state=State.from_json(self.state), **more
        )
        reply = take(turn, self.content)
        self.state = reply.state.as_json()
        return reply


@pytest.fixture
def talk(content: Content) -> Talk:
    return Talk(content)


WEAK = ("faq/crying_weakness", 0.9)
JUDGED = ("faq/therapist_judgement", 0.9)
FAMILY = {"attachment": [], "culture": ["family"]}


def words(reply: Reply) -> int:
    return sum(count(message.get("text", "")) for message in reply.messages())


def test_the_notice_comes_once_before_the_first_answer(talk: Talk, content: Content) -> None:
    notice = content.texts["notice"][0]
    first = talk.say("is crying weakness?", WEAK)
    assert first.texts[0] == notice
    assert first.payload["offers"][-1] == "chat_privacy", "what is kept is one tap away"
    assert notice not in [m.get("text") for m in talk.say("will my therapist judge me?", JUDGED).messages()]


def test_the_notice_is_not_repeated_where_the_page_shows_it(content: Content) -> None:
    reply = Talk(content, "web").say("is crying weakness?", WEAK)
    assert content.texts["notice"][0] not in reply.texts and len(reply.texts) == 1


def test_asked_again_it_says_it_in_other_words_and_then_sends_to_a_person(talk: Talk) -> None:
    said = [talk.say("is crying weakness?", WEAK).texts[-1] for _ in range(4)]
    assert len(set(said)) == 4
    assert "020" in said[2]


def test_two_worries_get_both_and_the_second_is_a_button(talk: Talk) -> None:
    reply = talk.say("a. b.", WEAK, segments=[[WEAK], [JUDGED]])
    assert reply.topic == "crying_weakness" and reply.also == ["therapist_judgement"]
    assert reply.buttons[0].topic == "therapist_judgement"


def test_a_greeting_before_a_worry_is_about_the_worry(talk: Talk) -> None:
    greet = ("assistant/greet", 0.8)
    assert talk.say("hello. am I weak?", greet, segments=[[greet], [WEAK]]).topic == "crying_weakness"


@pytest.mark.parametrize("kind", ["why", "men", "certain", "what_if", "normal", "say", "more", "sure", "source"])
def test_a_follow_up_keeps_the_thread(talk: Talk, kind: str) -> None:
    first = talk.say("will my therapist judge me?", JUDGED)
    reply = talk.say("and?", (f"followup/{kind}", 0.9))
    assert reply.topic == "therapist_judgement" and reply.texts != first.texts and reply.payload["sources"]


def test_a_follow_up_to_nothing_asks_which(talk: Talk) -> None:
    assert talk.say("why?", ("followup/why", 0.9)).topic == "unclear"


def test_more_twice_does_not_repeat_the_block(talk: Talk) -> None:
    talk.say("is crying weakness?", WEAK)
    said = [talk.say("Tell me more", ("followup/more", 0.9)).texts[0] for _ in range(2)]
    assert said[0] != said[1]


def test_the_second_one_is_the_second_button(talk: Talk) -> None:
    reply = talk.say("hm", ("faq/gender", 0.1), ("faq/holding_back", 0.08), sure=False)
    second = reply.buttons[1].topic
    assert talk.say("the second one", ("followup/which", 0.9)).topic == second


def test_unsure_offers_the_nearest_in_human_words_and_a_person(talk: Talk, content: Content) -> None:
    reply = talk.say("hm", ("faq/gender", 0.1), ("faq/holding_back", 0.08), sure=False)
    assert reply.topic == "unclear" and reply.payload["offers"][:2] == ["gender", "holding_back"]
    titles = [b.title for b in reply.buttons]
    assert content.texts["button_something_else"][0] in titles and "booking" in reply.payload["offers"]


def test_never_the_same_dead_end_twice(talk: Talk) -> None:
    unsure = {"sure": False}
    replies = [talk.say("hm", ("faq/gender", 0.1), **unsure) for _ in range(4)]
    for before, after in zip(replies, replies[1:]):
        assert before.texts[-1] != after.texts[-1]
        assert [b.title for b in before.buttons] != [b.title for b in after.buttons]
    assert replies[1].buttons[0].topic == "booking", "from the second miss a person comes first"


def test_a_cue_chooses_the_sentence_and_offers_the_check_once(talk: Talk, content: Content) -> None:
    reply = talk.say("nobody in my family cries", ("faq/culture_norms", 0.9), concerns=FAMILY)
    assert content.topics["culture_norms"].culture["family"] in reply.texts[-1]
    assert "culture_check" in reply.payload["offers"] and reply.payload["concerns"] == FAMILY
    again = talk.say("and my brothers", ("faq/gender", 0.9), concerns=FAMILY)
    assert "culture_check" not in again.payload["offers"]


def test_an_earlier_cue_still_chooses_the_sentence(talk: Talk, content: Content) -> None:
    talk.say("nobody in my family cries", ("faq/culture_norms", 0.9), concerns=FAMILY)
    reply = talk.say("do men cry", ("faq/gender", 0.9))
    assert content.topics["gender"].culture["family"] in reply.texts[-1]
    assert reply.payload["concerns"] == {"attachment": [], "culture": []}


def test_the_check_is_not_offered_beside_anything_worrying(talk: Talk) -> None:
    verdict = {"level": "concern", "kinds": []}
    reply = talk.say("x", ("faq/culture_norms", 0.9), concerns=FAMILY, verdict=verdict)
    assert "culture_check" not in reply.payload["offers"]
    assert reply.payload["safety"] == {"level": "concern", "kinds": []}


def test_crying_a_lot_asks_back_and_leaves_a_way_to_say_it_is_more(talk: Talk, content: Content) -> None:
    reply = talk.say("i cry every session", ("faq/crying_a_lot", 0.9))
    titles = [b.title for b in reply.buttons]
    assert {content.texts[k][0] for k in ("button_mostly_crying", "button_more_than_that")} <= set(titles)


def test_another_language_gets_a_line_in_it(talk: Talk, content: Content) -> None:
    reply = talk.say("¿llorar es malo?", language="es")
    assert reply.topic == "out_of_scope" and content.fill(content.languages["es"]) in reply.texts


def test_nothing_to_read_is_met_kindly(talk: Talk) -> None:
    reply = talk.say("…", blank=True)
    assert reply.topic == "unclear" and reply.buttons


def test_deleting_keeps_nothing(talk: Talk) -> None:
    talk.say("is crying weakness?", WEAK)
    talk.say("delete my chat", ("assistant/chat_delete", 0.9))
    assert talk.state is None


def answered(content: Content) -> list[str]:
    return [t.id for t in content.topics.values() if t.group in ("faq", "check", "practice")]


@pytest.mark.parametrize("topic_id", answered(current()))
def test_no_turn_is_a_wall_of_words(content: Content, topic_id: str) -> None:
    """With everything in the turn but the buttons: first contact, a cue, a second worry, asked again, asked for more."""
    full = f"{content.topics[topic_id].group}/{topic_id}"
    cue = {"attachment": ["keeps_distance"], "culture": ["family"]}
    other = ("faq/crying_weakness", 0.9) if topic_id != "crying_weakness" else JUDGED
    talk = Talk(content)
    turns = [
        talk.say("x", (full, 0.9), concerns=cue, segments=[[(full, 0.9)], [other]]),
        talk.say("x", (full, 0.9)),
        *[talk.say("x", (f"followup/{k}", 0.9)) for k in ("more", "sure", "source", "why", "men", "certain")],
        Talk(content).say("x", (full, 0.9), concerns=cue),
    ]
    long = [(words(reply), reply.texts) for reply in turns if words(reply) > LIMIT]
    assert not long


@pytest.mark.parametrize("topic_id", answered(current()))
def test_every_button_leads_where_it_says(content: Content, topic_id: str) -> None:
    topic = content.topics[topic_id]
    talk = Talk(content)
    reply = talk.say("x", (f"{topic.group}/{topic_id}", 0.9))
    assert reply.buttons
    for button in reply.buttons:
        if button.topic:
            fresh = Talk(content)
            fresh.state = dict(reply.state.as_json() or {})
            assert fresh.say(button.title).topic == button.topic
