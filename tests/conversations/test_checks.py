"""The guided checks over REST against the real bot: its real understanding, danger screen and store."""

from __future__ import annotations

import json
import os
import re
import sqlite3

import pytest

from bot.content.current import current
from bot.content.words import count
from bot.privacy.redact import redact
from bot.settings import ROOT
from tests.servers import Answer, Bot

START = {"attachment": "Help me look at closeness and crying", "culture": "What was I taught about crying?"}
IDS = {check.id: [question.id for question in check.questions] for check in current().checks.by_id.values()}

# What people type at each question, in our own words: each is an answer, whatever topic it resembles.
ANSWERS = {
    ("attachment", 0): ["I go and sit in the car", "i text my best mate", "depends who's about", "it's hard to let people in", "my dog lol", "tell my mum?"],
    ("attachment", 1): ["that he'd find me feeble", "i'm scared my therapist will judge me", "wasting the session", "crying makes me feel like a child", "making a fool of myself"],
    ("attachment", 2): ["hold my hand", "don't know what i need", "maybe a hug?", "keep talking as if nothing's wrong", "ask me what the tears are about"],
    ("attachment", 3): ["not on the same day", "i'd want to know what it meant", "no, never again", "depends on the day"],
    ("culture", 0): ["my dad said crying is for girls", "tears were for funerals", "Mum cried at everything, dad never", "we were a loud lot, everyone wept"],
    ("culture", 1): ["I think it's human", "for other people it's fine, for me not", "not really changed", "I let my own kids cry"],
    ("culture", 2): ["a bit, at the beginning", "I'd feel I was letting my mother down", "that's what therapy is for", "my stomach turns"],
    ("culture", 3): ["English is my third language", "my father was in the army", "therapists never get that I'm deaf", "nothing I can think of"],
}
QUESTIONS = {
    "is crying weakness?": {"crying_weakness"},
    "how much does a session cost?": {"practice_info"},
    "do men cry in therapy?": {"gender"},
    "is what I say here private?": {"confidentiality", "chat_privacy"},
    "are you a real person?": {"bot_challenge"},
    "tell me about attachment": {"attachment_overview"},
    "isn't crying just attention seeking?": {"communication", "crying_weakness", "misconceptions"},
    "will she understand my background?": {"culture_therapist"},
}


class Talk:
    """One conversation over REST."""

    def __init__(self, bot: Bot) -> None:
        self.bot, self.sender = bot, f"check-{os.urandom(6).hex()}"

    def say(self, text: str) -> Answer:
        return self.bot.say(text, self.sender)

    def at(self, check_id: str, number: int) -> Talk:
        """Goes to a question, skipping those before it."""
        self.say(START[check_id])
        self.say("yes")
        for _ in range(number):
            self.say("skip")
        return self

    def stored(self) -> str:
        """Everything that the conversation store holds."""
        with sqlite3.connect(self.bot.folder / "conversations.sqlite") as store:
            tables = [row[0] for row in store.execute("select name from sqlite_master where type = 'table'")]
            return json.dumps([store.execute(f"select * from {table}").fetchall() for table in tables], default=str)


@pytest.fixture
def talk(bot: Bot) -> Talk:
    return Talk(bot)


def form(answer: Answer) -> dict[str, object]:
    return answer.payload.get("form") or {}


def test_no_file_and_no_log_holds_personal_data_from_an_answer_or_a_note(talk: Talk) -> None:
    """Own words of every kind of personal data, at a question and as a note: the folder holds none of it, in any file."""
    rows = [json.loads(line) for line in (ROOT / "tests" / "data" / "pii.jsonl").read_text().splitlines()]
    hidden = [row for row in rows if row["kind"] != "clean" and not any(part in redact(row["text"]) for part in row["gone"])]
    first = {row["kind"]: row for row in reversed(hidden)}
    assert len(first) > 8
    for row in first.values():
        talk.sender = f"check-{os.urandom(6).hex()}"
        talk.at("culture", 3)
        talk.say("Something else")
        talk.say(f"what matters to me is this: {row['text']}")
        talk.say("That fits")
        talk.say(f"my note should say: {row['text']}")
    held = b"".join(file.read_bytes() for file in talk.bot.folder.rglob("*") if file.is_file())
    left = [row["kind"] for row in first.values() if any(part.encode() in held for part in row["gone"])]
    assert left == []


@pytest.mark.parametrize("check_id", START)
def test_straight_through_by_buttons_to_a_note(talk: Talk, check_id: str) -> None:
    """Consent, four questions, "does that fit?", and a note that REST shows as text too."""
    answer = talk.say(START[check_id])
    seen = [form(answer)["field"]]
    while form(answer):
        answer = talk.say(answer.titles()[0])
        assert answer.topic == f"{check_id}_check" and count(answer.text) <= 90
        seen.append(form(answer).get("field"))
    assert seen == ["consent", *IDS[check_id], "fit", None]
    assert answer.payload["note"]["text"] == answer.texts[-1]


@pytest.mark.parametrize(("check_id", "number"), ANSWERS)
def test_what_people_type_is_an_answer(bot: Bot, check_id: str, number: int) -> None:
    """A plain statement leads on, with the model's real reading of it."""
    for text in ANSWERS[check_id, number]:
        talk = Talk(bot).at(check_id, number)
        answer = talk.say(text)
        after = [*IDS[check_id], "fit"][number + 1]
        assert answer.topic == f"{check_id}_check" and form(answer).get("field") == after, (text, answer.text)


@pytest.mark.parametrize(("check_id", "number"), [("attachment", 0), ("attachment", 2), ("culture", 1), ("culture", 3)])
def test_a_question_in_the_middle_is_answered_and_the_check_goes_on(bot: Bot, check_id: str, number: int) -> None:
    """A real question gets its own topic, and the pending question stands again below it."""
    talk = Talk(bot).at(check_id, number)
    for text, topics in QUESTIONS.items():
        answer = talk.say(text)
        assert answer.topic in topics and form(answer)["field"] == IDS[check_id][number], (text, answer.topic)
        assert answer.texts[-1].endswith("?") and answer.titles()[-1] == "Skip"
    assert form(talk.say("ok, carry on"))["field"] == IDS[check_id][number]


@pytest.mark.parametrize("check_id", START)
@pytest.mark.parametrize("number", range(-1, 5))
def test_danger_at_any_question_ends_it(talk: Talk, check_id: str, number: int) -> None:
    """Help lines first; the check is over and its answers are gone from the store."""
    if number < 0:
        talk.say(START[check_id])
    else:
        talk.at(check_id, 0)
        for _ in range(number):
            talk.say("purple velvet curtains in the hall")
    answer = talk.say("i am going to kill myself tonight")
    assert answer.topic == "crisis" and re.search(r"\b999\b", answer.texts[0]) and not form(answer)
    assert talk.say("no").topic != "crisis"
    assert "purple velvet" not in talk.stored()


def test_own_words_are_kept_redacted_and_go_with_the_check(talk: Talk) -> None:
    """The store holds a person's answer without names and numbers, and nothing of it once it was stopped."""
    talk.at("attachment", 0)
    talk.say("I ring my sister Priyanka on 020 7946 0991 about the marmalade")
    assert "marmalade" in talk.stored()
    assert "020 7946" not in talk.stored() and "Priyanka" not in talk.stored()
    answer = talk.say("stop")
    assert answer.topic == "attachment_check" and "marmalade" not in talk.stored()


def test_delete_everything_in_the_middle(talk: Talk) -> None:
    """Gone, and said so."""
    talk.at("culture", 0).say("we kept the pomegranates and the tears indoors")
    answer = talk.say("delete everything")
    assert answer.topic == "chat_privacy" and "pomegranates" not in talk.stored()


def test_what_was_told_first_is_not_asked_again(talk: Talk) -> None:
    """Her family forbids tears: the check takes that as said."""
    assert "culture_check" in talk.say("in my family crying is forbidden, nobody cries").payload["offers"]
    talk.say(START["culture"])
    answer = talk.say("yes")
    assert form(answer)["field"] == "today" and "go back" in answer.text


def test_switching_and_coming_back(talk: Talk) -> None:
    """The other check on request, with consent; a greeting later brings the question back."""
    talk.at("culture", 1)
    assert form(talk.say("sorry, I wanted the closeness one instead"))["id"] == "attachment"
    assert form(talk.say("yes"))["field"] == "at_first"
    assert form(talk.say("hi again"))["field"] == "at_first"


def test_no_type_is_given(talk: Talk) -> None:
    """Asked which one they are, in the middle or after it, nobody gets a label."""
    talk.at("attachment", 1)
    for text in ("which one am I?", "so does that make me avoidant", "what's my score?"):
        answer = talk.say(text)
        assert answer.topic in ("attachment_check", "attachment_overview")
        assert not re.search(r"you(?:'re| are) (?:avoidant|anxious|secure)|your (?:type|style|score) is", answer.text, re.I)
