from __future__ import annotations

from bot.bench.messages import CYCLE, LONGEST, PHRASES_A_TOPIC, cycle, draw
from bot.content.load import load
from bot.content.model import Content, Topic
from bot.settings import ROOT


def content(*topics: Topic) -> Content:
    return Content(topics={topic.id: topic for topic in topics})


def topic(name: str, *examples: str, group: str = "faq") -> Topic:
    return Topic(name, group, name, title=f"About {name}?", examples=examples)


ONE = topic("one", "first", "second", "third", "x" * (LONGEST + 1))
TWO = topic("two", "fourth", "first")
CHAT = topic("chat_delete", "delete my chat", group="assistant")


def test_the_same_list_whatever_the_order_of_the_files() -> None:
    assert draw(content(ONE, TWO, CHAT)) == draw(content(CHAT, TWO, ONE))


def test_titles_and_a_few_phrases_of_each_topic() -> None:
    drawn = draw(content(ONE))
    assert "About one?" in drawn
    assert len(drawn) == 1 + PHRASES_A_TOPIC
    assert set(drawn) <= {"About one?", "first", "second", "third"}


def test_no_message_twice_and_none_too_long() -> None:
    drawn = draw(content(ONE, TWO))
    assert len(drawn) == len(set(drawn))
    assert max(map(len, drawn)) <= LONGEST


def test_a_new_topic_leaves_the_order_of_the_others() -> None:
    before = draw(content(ONE))
    assert [text for text in draw(content(ONE, CHAT)) if text in before] == before


def test_the_long_conversation_holds_questions_only() -> None:
    assert sorted(cycle(content(ONE, TWO, CHAT))) == ["About one?", "About two?"]


def test_the_real_content_fills_both_lists() -> None:
    real = load(ROOT / "data")
    assert len(draw(real)) == 120
    assert draw(real) == draw(load(ROOT / "data"))
    # Turns 6 to 15 and 296 to 305 hold the same messages only if ten go round.
    assert len(cycle(real)) == CYCLE == 10
