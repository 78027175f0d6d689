"""The checks in the conversation, with the understanding given: no Rasa, no model, the real danger screen."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from actions.turn import take
from bot.content.current import current
from bot.content.words import count
from bot.dialogue import guided
from bot.dialogue.check import CHECK
from bot.dialogue.move import Kind, Move
from bot.dialogue.reply import Reply
from bot.dialogue.state import State
from bot.dialogue.turn import Guess, Turn
from bot.safety.screen import screen

START = {"attachment": "Help me look at closeness and crying", "culture": "What was I taught about crying?"}
OTHER = {"attachment": "culture", "culture": "attachment"}
STEPS = [
    (check.id, step)
    for check in current().checks.by_id.values()
    for step in ("consent", *(question.id for question in check.questions), "fit")
]
DANGER = ("i want to kill myself", "i have pills and i am going to take them all tonight", "my husband hits me when i cry")
LABEL = re.compile(r"avoidant|anxious|secure|disorgani|your type|your style", re.IGNORECASE)
NOTHING = ("faq/crying_normal", 0.05)


class Talk:
    """A conversation whose turns say what was understood."""

    def __init__(self) -> None:
        self.content, self.state = current(), None

    def say(self, text: str, full: str = "", p: float = 0.9, **more: Any) -> Reply:
        guesses = [Guess(*full.split("/"), p)] if full else []
        turn = Turn(
            text=text,
            ranking=(*guesses, Guess(*NOTHING[0].split("/"), NOTHING[1])),
            verdict=more.pop("verdict", screen(text).as_dict()),
            state=State.from_json(self.state),
            **more,
        )
        reply = take(turn, self.content)
        # The store keeps JSON, and nothing lives in the process in between.
        self.state = json.loads(json.dumps(reply.state.as_json()))
        return reply

    def to(self, check_id: str, step: str) -> Talk:
        """Goes to a step of a check by its buttons."""
        reply = self.say(START[check_id])
        while reply.form["field"] != step:
            reply = self.say(reply.buttons[0].title)
        return self

    @property
    def step(self) -> str:
        return (self.state or {}).get("check", {}).get("step", "")


@pytest.fixture
def talk() -> Talk:
    return Talk()


def words(reply: Reply) -> int:
    return sum(count(text) for text in reply.texts)


@pytest.mark.parametrize("check_id", START)
def test_consent_comes_first_on_its_own(talk: Talk, check_id: str) -> None:
    """What it is, that it is no test, and how to stop, before any question; with the first notice within the limit."""
    reply = talk.say(START[check_id])
    assert reply.topic == f"{check_id}_check" and reply.form["step"] == 0 and reply.form["of"] == 4
    assert "not a test" in reply.texts[-1] and "stop" in reply.texts[-1] and words(reply) <= 90
    titles = [button.title for button in reply.buttons]
    assert titles[:2] == [talk.content.checks.buttons[name] for name in ("begin", "decline")]


@pytest.mark.parametrize("check_id", START)
def test_a_whole_check_ends_in_a_note_and_leaves_no_answers(talk: Talk, check_id: str) -> None:
    """Every turn is the check's, short, and without a label; the note is in the payload and in the text."""
    reply = talk.say(START[check_id])
    while reply.form:
        reply = talk.say(reply.buttons[0].title)
        assert reply.topic == f"{check_id}_check" and words(reply) <= 90 and not LABEL.search(" ".join(reply.texts))
    assert reply.payload["note"]["text"] == reply.texts[-1] and "form" not in reply.payload
    assert set(talk.state["check"]) == {"done", "note"}
    assert reply.buttons[-1].topic == "booking"


def test_the_payload_grows_only_where_a_form_or_a_note_is(talk: Talk) -> None:
    """Clients that know the contract only see its keys."""
    assert not {"form", "note"} & set(talk.say("is crying weakness?", "faq/crying_weakness").payload)


@pytest.mark.parametrize("check_id", START)
def test_every_fact_is_in_the_payload_with_its_source(talk: Talk, check_id: str) -> None:
    """What is told rests on the sources that the payload names."""
    reply = talk.say(START[check_id])
    check = talk.content.checks.by_id[check_id]
    told = {option.fact.text: option.fact for question in check.questions for option in question.options if option.fact.text}
    seen = 0
    while reply.form:
        reply = talk.say(reply.buttons[0].title)
        for text, fact in told.items():
            if text in "\n".join(reply.texts):
                seen += 1
                assert [s["id"] for s in reply.sources] == list(fact.sources) and reply.evidence == fact.evidence
    assert seen >= 3


@pytest.mark.parametrize("message", DANGER)
@pytest.mark.parametrize(("check_id", "step"), STEPS)
def test_danger_ends_it_at_every_question(talk: Talk, check_id: str, step: str, message: str) -> None:
    """Help first, wherever a check stands; it is over, and its answers are gone."""
    talk.to(check_id, step)
    reply = talk.say(message, "faq/crying_normal", 0.9)
    assert reply.topic == "crisis" and re.search(r"\b999\b", reply.texts[0])
    assert reply.form is None and not talk.state["check"]


@pytest.mark.parametrize(("check_id", "step"), STEPS)
def test_an_open_safety_question_outranks_it(talk: Talk, check_id: str, step: str) -> None:
    """After danger the next "yes" answers our safety question, and no check's."""
    talk.to(check_id, step)
    talk.say("i want to kill myself")
    assert talk.say("yes", "followup/yes").topic == "crisis"


@pytest.mark.parametrize(("check_id", "step"), STEPS)
def test_a_question_in_the_middle_is_answered_and_the_check_goes_on(talk: Talk, check_id: str, step: str) -> None:
    """The answer has its own topic, and ends with the pending question and its buttons."""
    before = [button.title for button in talk.to(check_id, step).say("repeat").buttons]
    reply = talk.say("will my therapist judge me if I cry?", "faq/therapist_judgement")
    assert reply.topic == "therapist_judgement" and reply.sources and words(reply) <= 90
    assert [button.title for button in reply.buttons] == before
    assert reply.form["field"] == step == talk.step and reply.texts[-1].endswith("?")


@pytest.mark.parametrize(
    ("text", "full", "topic"),
    [
        ("how much is a session?", "practice/practice_prices", "practice_info"),
        ("are you a real person?", "assistant/bot_challenge", "bot_challenge"),
        ("who reads what I type?", "assistant/chat_privacy", "chat_privacy"),
        ("what's the weather like?", "assistant/out_of_scope", "out_of_scope"),
        ("tell me what attachment is", "faq/attachment_overview", "attachment_overview"),
        ("Is crying weakness?", "faq/crying_weakness", "crying_weakness"),
    ],
)
def test_other_questions_too(talk: Talk, text: str, full: str, topic: str) -> None:
    """Practice, chat and anything else: answered by whom it belongs to, and the check stands."""
    talk.to("attachment", "worry")
    reply = talk.say(text, full)
    assert reply.topic == topic and reply.form["field"] == "worry"


def test_asking_for_an_appointment_puts_the_check_aside(talk: Talk) -> None:
    """One form at a time: the intake asks for consent, and what was said in the check is not lost."""
    talk.to("attachment", "worry")
    reply = talk.say("I'd like to book an appointment", "practice/booking")
    assert reply.topic == "booking" and (reply.form["kind"], reply.form["field"]) == ("intake", "consent")
    assert reply.state.check["answers"]


@pytest.mark.parametrize("nod", ["got it, continue", "thanks", "ok, where were we?", "makes sense, go on"])
def test_a_nod_after_it_brings_the_question_back(talk: Talk, nod: str) -> None:
    """The form is not lost by an answer in between."""
    talk.to("attachment", "wish").say("does crying help?", "faq/benefits")
    reply = talk.say(nod, "assistant/thanks")
    assert reply.topic == "attachment_check" and reply.form["field"] == "wish"


@pytest.mark.parametrize(
    "text",
    ["my dad says crying is weakness", "I'm scared my therapist will judge me", "i cry every day at the moment", "men in my family don't"],
)
def test_a_statement_is_an_answer_however_surely_it_names_a_topic(talk: Talk, text: str) -> None:
    """What people tell is theirs to tell, not a question to answer."""
    talk.to("culture", "learned")
    reply = talk.say(text, "faq/crying_weakness", 0.95)
    assert reply.topic == "culture_check" and reply.form["field"] == "today"


def test_a_follow_up_to_an_answer_in_the_middle_is_answered(talk: Talk) -> None:
    """"And is it the same for men?" leans on the answer just given."""
    talk.to("attachment", "wish").say("does crying help?", "faq/benefits")
    reply = talk.say("is it the same for men?", "followup/men")
    assert reply.topic == "benefits" and reply.form["field"] == "wish"


def test_a_question_without_an_answer_is_owned_up_to(talk: Talk) -> None:
    """Not understood, it says so and goes on."""
    reply = talk.to("attachment", "wish").say("what does the quokka say about it?", "faq/gender", 0.1, sure=False)
    assert talk.content.checks.texts["no_answer"] in reply.texts[0] and reply.form["field"] == "wish"


@pytest.mark.parametrize("check_id", START)
@pytest.mark.parametrize("text", ["no I meant the other one", "the other one please", ""])
def test_switching_asks_consent_for_the_other(talk: Talk, check_id: str, text: str) -> None:
    """The other check begins with its own consent, and the first one is gone."""
    other = OTHER[check_id]
    talk.to(check_id, talk.content.checks.by_id[check_id].questions[1].id)
    reply = talk.say(text or START[other])
    assert reply.topic == f"{other}_check" and reply.form == {"kind": "check", "id": other, "step": 0, "of": 4, "field": "consent"}
    assert talk.state["check"]["answers"] == {}
    assert talk.say("yes", "followup/yes").form["step"] == 1


@pytest.mark.parametrize(("check_id", "step"), STEPS)
def test_delete_everything_deletes_the_chat(talk: Talk, check_id: str, step: str) -> None:
    """At any question; nothing of the conversation is kept, and it says so."""
    reply = talk.to(check_id, step).say("delete everything")
    assert reply.topic == "chat_privacy" and talk.state is None and reply.form is None


@pytest.mark.parametrize("text", ["actually I withdraw my consent", "I don't consent any more"])
def test_consent_withdrawn_drops_the_answers(talk: Talk, text: str) -> None:
    """No further question, and nothing kept."""
    reply = talk.to("culture", "today").say(text, verdict={})
    assert reply.topic == "culture_check" and reply.form is None and talk.state["check"] == {}
    assert talk.content.checks.texts["withdrawn"] in reply.texts


@pytest.mark.parametrize("hello", ["hi", "I'm back", "hello again", "where was I?"])
def test_coming_back_later_goes_on_where_it_was(talk: Talk, hello: str) -> None:
    """The place is in the state, not in a process, so an hour later it is still there."""
    talk.to("attachment", "wish").say("gotta go, back later", "assistant/goodbye")
    reply = talk.say(hello, "assistant/greet")
    assert reply.form["field"] == "wish" and reply.texts[-1] == talk.content.checks.by_id["attachment"].question("wish").ask


def test_asked_for_again_in_the_middle_it_goes_on_and_keeps_the_answers(talk: Talk) -> None:
    """The check's own title is no second beginning."""
    talk.to("attachment", "wish")
    reply = talk.say(START["attachment"])
    assert reply.form["field"] == "wish" and set(talk.state["check"]["answers"]) == {"at_first", "worry"}


def test_what_was_told_before_is_not_asked_again(talk: Talk) -> None:
    """Someone who has said that her family forbids tears is not asked whether crying was all right."""
    concerns = {"attachment": [], "culture": ["family"]}
    talk.say("in my family crying was forbidden", "faq/culture_norms", concerns=concerns)
    talk.say(START["culture"])
    reply = talk.say("yes", "followup/yes")
    assert reply.form["field"] == "today"
    assert "forbidden" not in json.dumps(talk.state), "names of answers are kept, and no word of the message"


def test_a_cue_about_closeness_answers_its_question(talk: Talk) -> None:
    """The same for closeness, where the cue says which way."""
    concerns = {"attachment": ["keeps_distance"], "culture": []}
    talk.say("i deal with everything alone", "faq/attachment_avoidant", concerns=concerns)
    talk.say(START["attachment"])
    assert talk.say("yes", "followup/yes").form["field"] == "worry"


def test_under_18_it_is_left_out_kindly(talk: Talk) -> None:
    """The checks are for adults: no question is asked of a minor, and the ones answered are dropped."""
    minor = {"level": None, "kinds": [], "minor": True}
    reply = talk.say(START["attachment"], verdict=minor)
    assert reply.form is None and not talk.state["check"].get("step")
    talk = Talk().to("attachment", "worry")
    reply = talk.say("i'm 14 so my mum decides", verdict=minor)
    assert reply.form is None and "answers" not in talk.state["check"]


def test_heavy_words_get_care_and_the_check_goes_on(talk: Talk) -> None:
    """What is no danger but hard is met with a sentence of care, in the payload too."""
    reply = talk.to("culture", "learned").say("we were beaten as kids for it, years ago", verdict={"level": "concern", "kinds": ["abuse"]})
    assert reply.payload["safety"] == {"level": "concern", "kinds": ["abuse"]}
    assert reply.form["field"] == "today" and words(reply) <= 90


def test_kept_words_are_redacted(talk: Talk) -> None:
    """Names and numbers are gone before anything is stored."""
    talk.to("attachment", "at_first").say("I ring my sister on 020 7946 0991 and we talk for ages")
    assert "7946" not in json.dumps(talk.state) and "we talk for ages" in json.dumps(talk.state)


@pytest.mark.parametrize("text", ["…", "?", "😀😀", "x" * 1000, "/stop{}", "<b>bold</b> words in here", '"quoted" words are "fine" here'])
@pytest.mark.parametrize("step", ["consent", "at_first", "fit"])
def test_nothing_breaks_it(talk: Talk, step: str, text: str) -> None:
    """Whatever is typed, there is one payload and a way on."""
    reply = talk.to("attachment", step).say(text, blank=not re.search(r"\w", text))
    assert reply.topic == "attachment_check" and reply.texts and (reply.buttons or reply.note)


def test_another_language_gets_its_line_and_the_check_stands(talk: Talk) -> None:
    """The check goes on below the line in the person's language."""
    reply = talk.to("attachment", "worry").say("no quiero llorar delante de nadie", language="es")
    assert reply.topic == "out_of_scope" and reply.form["field"] == "worry"


def test_yes_to_the_offer_begins_it(talk: Talk) -> None:
    """Where the sentence offers the questions, a yes asks for consent, and so does naming the button's place."""
    concerns = {"attachment": [], "culture": ["family"]}
    talk.say("hello", "assistant/greet")
    offered = talk.say("nobody in my family cries", "faq/culture_norms", concerns=concerns)
    assert "culture_check" in offered.payload["offers"] and talk.state["open"] == "check:culture_check"
    assert talk.say("yes please", "followup/yes").form == {"kind": "check", "id": "culture", "step": 0, "of": 4, "field": "consent"}
    talk = Talk()
    offered = talk.say("nobody in my family cries", "faq/culture_norms", concerns=concerns)
    place = ("the first one", "the second one")[offered.payload["offers"].index("culture_check")]
    assert talk.say(place, "followup/which").form["field"] == "consent"


@pytest.mark.parametrize("memory", [{"step": "gone"}, {"id": "gone"}, {"order": ["gone"]}])
def test_a_release_that_dropped_a_question_loses_the_check_and_not_the_conversation(talk: Talk, memory: dict[str, Any]) -> None:
    """A state of another release is no failure."""
    talk.to("attachment", "worry")
    talk.state["check"].update(memory)
    reply = talk.say("is crying weakness?", "faq/crying_weakness")
    assert reply.topic == "crying_weakness" and reply.form is None and not talk.state["check"]


class OtherForm:
    """A second guided form, such as the intake."""

    def __init__(self) -> None:
        self.paused = self.halted = False

    def is_open(self, state: State) -> bool:
        return bool(state.intake) and not self.paused

    def pause(self, state: State) -> None:
        self.paused = True

    def halt(self, state: State) -> None:
        self.halted = True


def test_two_forms_are_never_open_at_once() -> None:
    """The one that was open is put aside, and danger halts both."""
    other = OtherForm()
    state = State(check={"id": "attachment", "step": "worry", "order": [], "answers": {}}, intake={"ref": "x"})
    reply = Reply("booking", ["?"], state, form={"kind": "intake"})
    before, turn = CHECK, Turn("x", state=state)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guided, "forms", lambda: (CHECK, other))
        guided.settle(turn, current(), Move(Kind.PRACTICE), before, reply)
        assert state.check["paused"] and other.is_open(state) and not CHECK.is_open(state)
        guided.settle(turn, current(), Move(Kind.DANGER), other, reply)
        assert other.halted and state.check == {}


def test_a_check_that_was_put_aside_goes_on_where_it_was(talk: Talk) -> None:
    """Asked for again after another form, it keeps its answers."""
    talk.to("attachment", "wish")
    talk.state["check"]["paused"] = True
    assert talk.say("is crying weakness?", "faq/crying_weakness").form is None
    assert talk.say(START["attachment"]).form["field"] == "wish"


def test_a_no_may_be_taken_back(talk: Talk) -> None:
    """"Actually, yes" after a no asks for consent once more."""
    talk.say(START["culture"])
    talk.say("no thanks", "followup/no")
    assert talk.say("actually yes, let's", "followup/yes").form["field"] == "consent"
