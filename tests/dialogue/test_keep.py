"""After a miss the practice may ask to keep the question: once, never near danger, and nothing without a yes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from actions import review_reply
from actions.turn import take
from bot.content.current import current
from bot.content.model import Content
from bot.dialogue import keep
from bot.dialogue.reply import Reply
from bot.dialogue.room import LIMIT
from bot.dialogue.state import State
from bot.dialogue.turn import Guess, Turn
from bot.review.settings import ReviewSettings
from bot.review.store import ReviewStore
from bot.safety.verdict import Verdict
from bot.store import last_line

MISS = ("faq/gender", 0.1)
CALM = Verdict().as_dict()
YES, NO = ("followup/yes", 0.9), ("followup/no", 0.9)
CAT = "can i bring my cat"


@pytest.fixture(scope="module")
def content() -> Content:
    return current()


@pytest.fixture
def store(tmp_path, monkeypatch) -> Iterator[ReviewStore]:
    opened = ReviewStore(
        ReviewSettings(url=f"sqlite:///{tmp_path / 'review.sqlite'}", key_file=tmp_path / "review.key")
    )
    monkeypatch.setattr(review_reply, "store", lambda: opened)
    yield opened
    opened.close()


class Talk:
    """A conversation whose turns say what was understood; the state is what the store would hold."""

    def __init__(self, content: Content) -> None:
        self.content, self.state = content, None

    def say(self, text: str, *ranking: tuple[str, float], verdict: dict[str, Any] = CALM, **more: Any) -> Reply:
        guesses = tuple(Guess(*full.split("/"), p) for full, p in ranking or (MISS,))
        more.setdefault("sure", bool(ranking))
        turn = Turn(
            text=text, channel="web", ranking=guesses, state=State.from_json(self.state), verdict=verdict, **more
        )
        reply = take(turn, self.content)
        self.state = last_line.redacted(json.loads(json.dumps(reply.state.as_json())))
        return reply


@pytest.fixture
def talk(content: Content, store: ReviewStore) -> Talk:
    return Talk(content)


def asks(reply: Reply) -> bool:
    return any(button.title == current().texts["button_keep"][0] for button in reply.buttons)


def texts(store: ReviewStore) -> list[str]:
    return [question.text for question in store.questions()]


def test_after_a_miss_it_asks_in_one_line_and_one_button_and_keeps_nothing_yet(talk, store, content) -> None:
    reply = talk.say(CAT)
    assert asks(reply) and reply.texts[-1].endswith(content.texts["keep_ask"][0])
    assert reply.buttons[-1].topic is None and len(" ".join(reply.texts).split()) <= LIMIT
    assert texts(store) == [] and CAT not in json.dumps(talk.state), "what waits is locked"


@pytest.mark.parametrize("answer", ["the button", "yes please"])
def test_yes_keeps_it_without_names_and_says_so(talk, store, content, answer: str) -> None:
    talk.say("can Dave Smith bring his cat, ring me on 07700 900123")
    said = content.texts["button_keep"][0] if answer == "the button" else answer
    reply = talk.say(said, MISS if answer == "the button" else YES)
    assert reply.texts[-1] == content.texts["keep_yes"][0] and reply.topic == "chat_privacy" and reply.buttons
    assert texts(store) == ["can [name] bring his cat, ring me on [phone]"]
    assert talk.state["review"] == {"asked": True}


@pytest.mark.parametrize(
    ("answer", "ranking"), [("no thanks", NO), ("is crying weakness?", ("faq/crying_weakness", 0.9)), ("", MISS)]
)
def test_anything_but_yes_means_no_and_the_words_are_gone(talk, store, answer: str, ranking) -> None:
    talk.say(CAT)
    talk.say(answer, ranking, blank=not answer)
    assert talk.state["review"] == {"asked": True}
    talk.say("yes", YES)
    assert texts(store) == []


def test_no_is_taken_up_kindly(talk, content) -> None:
    talk.say(CAT)
    assert talk.say("no", NO).texts[-1] == content.texts["keep_no"][0]


def test_what_waits_comes_back_from_the_conversations_store_as_it_was(store) -> None:
    """The store redacts every text on its way in; a lock's random signs are no phone number."""
    for number in range(50):
        waits = {"review": {"waits": store.seal({"text": f"{CAT} {number}", "at": 0})}}
        assert last_line.redacted(waits) == waits
    assert last_line.redacted({"waits": "07700 900123"}) != {"waits": "07700 900123"}


def test_a_button_of_an_earlier_turn_keeps_nothing_and_says_so(talk, store, content) -> None:
    talk.say(CAT)
    talk.say("is crying weakness?", ("faq/crying_weakness", 0.9))
    reply = talk.say(content.texts["button_keep"][0])
    assert reply.texts[-1] == content.texts["keep_gone"][0] and texts(store) == []


def test_a_yes_after_half_an_hour_keeps_nothing(talk, store, content, monkeypatch) -> None:
    talk.say(CAT)
    late = review_reply.time.time() + review_reply.WAITS_SECONDS + 1
    monkeypatch.setattr(review_reply.time, "time", lambda: late)
    assert talk.say("yes", YES).texts[-1] == content.texts["keep_gone"][0] and texts(store) == []


def test_it_asks_once_a_conversation(talk) -> None:
    assert asks(talk.say(CAT)) and not asks(talk.say("and my hamster"))


@pytest.mark.parametrize(
    "verdict",
    [
        {**CALM, "level": "crisis", "kinds": ["suicide"]},
        {**CALM, "level": "concern", "kinds": ["abuse"]},
        {**CALM, "signs": ["suicide.broad"]},
        {**CALM, "denied": True},
        {**CALM, "minor": True},
        {},
    ],
)
def test_a_message_with_any_mark_or_without_a_look_is_never_asked_for(talk, verdict) -> None:
    assert not asks(talk.say(CAT, verdict=verdict))


def test_after_danger_it_is_never_asked_in_that_conversation(talk) -> None:
    talk.say("I want to die", verdict={**CALM, "level": "crisis", "kinds": ["suicide"]})
    talk.say("no", NO)
    assert not asks(talk.say(CAT))


def test_danger_right_after_is_answered_as_danger_and_drops_what_waited(talk, store) -> None:
    talk.say(CAT)
    reply = talk.say("yes. i want to die", YES, verdict={**CALM, "level": "crisis", "kinds": ["suicide"]})
    assert reply.topic == "crisis" and "waits" not in talk.state["review"] and texts(store) == []


@pytest.mark.parametrize(
    "more",
    [{"language": "fr"}, {"blank": True}, {"truncated": True}, {"full": f"{CAT} " + "and " * 60}],
)
def test_what_holds_more_or_less_than_a_question_is_not_asked_for(talk, more) -> None:
    assert not asks(talk.say(CAT, **more))


def test_inside_a_guided_form_it_is_not_asked(talk) -> None:
    talk.say("What was I taught about crying?", ("check/culture_check", 0.95))
    assert talk.state["check"] and not asks(talk.say(CAT))


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (("faq/crying_weakness", 0.9), False),
        (("faq/crying_weakness", 0.4), True),
        (("practice/practice_info", 0.4), True),
        (("practice/personal_work", 0.4), False),
        (("practice/personal_work", 0.1), False),
        (("practice/complaint", 0.4), False),
        (("assistant/out_of_scope", 0.9), True),
        (("followup/vague", 0.9), False),
        (("assistant/greet", 0.9), False),
    ],
)
def test_a_miss_is_no_answer_or_a_guess(talk, ranking, expected: bool) -> None:
    assert asks(talk.say(CAT, ranking)) is expected


def test_where_redaction_fails_it_is_not_asked_and_the_answer_still_comes(talk, monkeypatch) -> None:
    def broken(_: str) -> str:
        raise ValueError

    monkeypatch.setattr(keep, "redacted", broken)
    reply = talk.say(CAT)
    assert reply.texts and not asks(reply)


def test_a_store_that_is_away_keeps_nothing_and_says_so(talk, store, content, monkeypatch) -> None:
    def away(_: str) -> bool:
        raise OSError

    talk.say(CAT)
    monkeypatch.setattr(store, "keep", away)
    assert talk.say("yes", YES).texts[-1] == content.texts["keep_failed"][0]


def test_a_topic_that_is_pressed_is_no_answer_to_it(talk, store, content) -> None:
    reply = talk.say(CAT)
    title = next(b.title for b in reply.buttons if b.topic)
    assert talk.say(title, YES).topic != "chat_privacy" and texts(store) == []


def test_content_of_an_older_release_does_without(content, store) -> None:
    """A release that was put back has no words for it: every turn goes on."""
    from dataclasses import replace

    from bot.content.frozen import FrozenDict

    older = replace(
        content, texts=FrozenDict({k: v for k, v in content.texts.items() if not k.startswith(("keep", "button_keep"))})
    )
    talk = Talk(older)
    assert not asks(talk.say(CAT)) and talk.say("yes", YES).texts
