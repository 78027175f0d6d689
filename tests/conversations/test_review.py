"""Real turns over the website's channel: what is asked, kept and counted, and what no log and no store holds."""

from __future__ import annotations

from pathlib import Path

from bot.content.current import current
from bot.review.question import today
from bot.review.settings import ReviewSettings
from bot.review.store import ReviewStore
from bot.settings import from_environment
from tests.servers import Bot, scratch

PERU = "what is the capital of Peru, signed Jonathan Needlework"


def opened(bot: Bot) -> ReviewStore:
    return ReviewStore(ReviewSettings(url=bot.review_url, key_file=from_environment().var / "review.key"))


def test_a_miss_a_yes_and_the_question_is_in_the_store(bot) -> None:
    store, visitor, button = opened(bot), bot.visitor(), current().texts["button_keep"][0]
    before = len(store.questions())
    asked = visitor.say(PERU)
    assert asked.topic == "out_of_scope" and button in asked.titles() and len(store.questions()) == before
    assert visitor.say("yes please").texts == [current().texts["keep_yes"][0]]
    (kept,) = store.questions()[before:]
    assert kept.text.startswith("what is the capital of Peru") and "Needlework" not in kept.text
    assert button not in visitor.say("and who won the cup").titles(), "once a conversation"
    store.close()


def test_what_is_not_answered_with_yes_stands_nowhere(bot) -> None:
    visitor = bot.visitor()
    visitor.say("how tall is Quillfeather tower")
    visitor.say("is crying weakness?")
    assert visitor.say("yes").topic != "chat_privacy"
    left = b"".join(p.read_bytes() for p in bot.folder.iterdir() if p.is_file())
    assert b"Quillfeather" not in left and b"Needlework" not in left


def test_danger_is_never_asked_for(bot) -> None:
    visitor = bot.visitor()
    for message in ("what colour are your walls, i want to kill myself", "no", "what is the capital of Chile"):
        assert current().texts["button_keep"][0] not in visitor.say(message).titles()


def test_topics_are_counted_for_visitors_and_written_before_the_server_ends(release) -> None:
    bot = Bot(Path(scratch()))
    visitor = bot.visitor()
    for _ in range(2):
        visitor.say("is crying weakness?")
    visitor.say("I want to kill myself")
    bot.say("is crying weakness?")
    bot.end()
    store = opened(bot)
    assert store.counted(today().isoformat()) == [
        (today().isoformat(), "crisis", 1),
        (today().isoformat(), "crying_weakness", 2),
    ]
    store.close()
