"""The state machine: every path of both checks, without a conversation around it."""

from __future__ import annotations

import itertools
import json
import re

import pytest

from bot.checks.event import Does
from bot.content.words import count
from tests.checks.walk import IDS, Walk, checks

KINDS_OF_PERSON = re.compile(r"avoid|anxi|secur|dismiss|fearful|preoccup|disorgani|style|type|score", re.IGNORECASE)
QUESTIONS = [(check.id, question.id) for check in checks().by_id.values() for question in check.questions]
CLOSED = [(c, q) for c, q in QUESTIONS if not checks().by_id[c].question(q).open]
OPTIONS = [
    (check.id, question.id, option.id)
    for check in checks().by_id.values()
    for question in check.questions
    for option in question.options
]


def test_each_check_asks_four_questions_after_consent() -> None:
    """Consent comes first, then four questions one a turn, then whether it fits."""
    for check_id in IDS:
        walk, seen = Walk(check_id), []
        assert walk.step == "consent" and walk.said.ask.endswith("?")
        walk.does(Does.BEGIN)
        while walk.step != "fit":
            seen.append(walk.step)
            walk.says(walk.check.question(walk.step).options[0].label)
        assert seen == [question.id for question in walk.check.questions] and len(seen) == 4
        assert walk.said.ask == walk.checks.texts["fit"]


@pytest.mark.parametrize(("check_id", "question_id", "option_id"), OPTIONS)
def test_every_button_is_taken_reflected_and_leads_on(check_id: str, question_id: str, option_id: str) -> None:
    """Each option's button is read as that option, is given back or summed up, and goes to the next step."""
    walk = Walk(check_id).to(question_id)
    option = walk.check.question(question_id).option(option_id)
    said = walk.says(option.label)
    assert walk.memory["answers"][question_id]["option"] == option_id
    assert walk.step != question_id and said.ask
    assert option.reflect in said.lines or walk.step == "fit"
    assert said.fact == option.fact


@pytest.mark.parametrize("check_id", IDS)
def test_every_combination_of_answers_gives_a_short_end(check_id: str) -> None:
    """No turn of the buttons is a wall of words, whatever was pressed, and no memory names a kind of person."""
    walk = Walk(check_id)
    for options in itertools.product(*(question.options for question in walk.check.questions)):
        walk = Walk(check_id)
        walk.does(Does.BEGIN)
        for option in options:
            walk.does(Does.ANSWER, option=option.id)
        assert walk.step == "fit"
        assert count(" ".join([*walk.said.lines, walk.said.ask])) <= 90, walk.said
        assert not KINDS_OF_PERSON.search(json.dumps(walk.memory))
        end = walk.does(Does.FITS)
        assert end.note and count(" ".join([*end.lines, end.note])) <= 90, end
        assert set(walk.memory) == {"done", "note"}


@pytest.mark.parametrize(("check_id", "question_id"), QUESTIONS)
def test_every_question_can_be_skipped(check_id: str, question_id: str) -> None:
    """A skipped question leaves no answer and no line in the note."""
    walk = Walk(check_id).to(question_id)
    walk.says("skip")
    assert question_id not in walk.memory["answers"] and walk.step != question_id
    walk.to("fit").does(Does.FITS)
    assert walk.check.question(question_id).note not in walk.memory["note"]


@pytest.mark.parametrize("check_id", IDS)
def test_skipping_all_of_them_ends_kindly_without_a_note(check_id: str) -> None:
    """Where nothing was answered nothing is asked about it."""
    walk = Walk(check_id)
    walk.does(Does.BEGIN)
    for _ in range(4):
        walk.says("Skip")
    assert walk.step == "" and not walk.said.note and walk.said.lines == (walk.checks.texts["after_nothing"],)


@pytest.mark.parametrize(("check_id", "question_id"), QUESTIONS)
@pytest.mark.parametrize("word", ["stop", "I take that back, I no longer consent", "no more questions please"])
def test_stop_at_any_question_drops_every_answer(check_id: str, question_id: str, word: str) -> None:
    """After a stop or a withdrawn consent nothing of the answers is left, and nothing more is asked."""
    walk = Walk(check_id).to(question_id)
    said = walk.says(word)
    assert walk.memory == {} and not said.ask and not said.note


@pytest.mark.parametrize(("check_id", "question_id"), QUESTIONS)
def test_going_back_asks_the_question_before_again(check_id: str, question_id: str) -> None:
    """Back drops the answer before; at the first question it says so and stays."""
    walk = Walk(check_id).to(question_id)
    ids = [question.id for question in walk.check.questions]
    before = ids[max(0, ids.index(question_id) - 1)]
    walk.says("go back")
    assert walk.step == before and before not in walk.memory["answers"]
    walk.says(walk.check.question(before).options[1].label)
    assert walk.memory["answers"][before]["option"] == walk.check.question(before).options[1].id


@pytest.mark.parametrize("check_id", IDS)
def test_an_earlier_answer_can_be_changed_by_its_number(check_id: str) -> None:
    """A change asks that one question again and then goes on where it was."""
    walk = Walk(check_id)
    first, _, third, _ = walk.check.questions
    walk.to(third.id).says("can I change my first answer")
    assert walk.step == first.id
    walk.says(first.options[1].label)
    assert walk.step == third.id and walk.memory["answers"][first.id]["option"] == first.options[1].id


def test_an_answer_is_corrected_in_one_message_while_the_next_question_stands() -> None:
    """"No wait, ..." changes the answer before and keeps the pending question."""
    walk = Walk("attachment").to("worry")
    walk.says("no wait, I'd tell my sister")
    assert walk.step == "worry" and walk.memory["answers"]["at_first"]["option"] == "tells_someone"


@pytest.mark.parametrize("check_id", IDS)
def test_a_guess_that_is_wrong_is_asked_again(check_id: str) -> None:
    """What is given back is a guess: said to be wrong, its question comes again."""
    walk = Walk(check_id)
    first, second = walk.check.questions[:2]
    walk.to(second.id).says("that's not what I meant")
    assert walk.step == first.id and first.id not in walk.memory["answers"]


@pytest.mark.parametrize(("check_id", "question_id"), QUESTIONS)
def test_own_words_are_kept_for_the_note(check_id: str, question_id: str) -> None:
    """Something else asks for a few words, and those stand in the note as they were said."""
    walk = Walk(check_id).to(question_id)
    walk.says("Something else")
    assert walk.step == question_id and walk.memory["own"]
    walk.says("zebras in the attic")
    assert walk.memory["answers"][question_id] == {"option": "", "words": "zebras in the attic"}
    walk.to("fit").does(Does.FITS)
    assert '"zebras in the attic"' in walk.memory["note"]


@pytest.mark.parametrize(("check_id", "question_id"), CLOSED)
def test_a_scrap_is_asked_about_once_and_then_kept(check_id: str, question_id: str) -> None:
    """What fits nothing leads to a choice, and never to a dead end."""
    walk = Walk(check_id).to(question_id)
    said = walk.says("blorp")
    assert walk.step == question_id and said.lines == (walk.checks.texts["choose"],)
    walk.says("blorp")
    assert walk.memory["answers"][question_id]["words"] == "blorp" and walk.step != question_id


@pytest.mark.parametrize(("check_id", "question_id"), QUESTIONS)
@pytest.mark.parametrize("word", ["yes", "no", "mostly yes", "well, not really", "it depends, honestly", "now and then"])
def test_a_bare_yes_no_or_sometimes_always_leads_somewhere(check_id: str, question_id: str, word: str) -> None:
    """A plain yes or no is an option's, or is asked about once: at most two of them pass a question."""
    walk = Walk(check_id).to(question_id)
    walk.says(word)
    if walk.step == question_id:
        walk.says(word)
    assert walk.step != question_id


@pytest.mark.parametrize("check_id", IDS)
def test_why_do_you_ask_is_answered_and_the_question_stands_again(check_id: str) -> None:
    """Each question has a reason of its own."""
    for question in checks().by_id[check_id].questions:
        walk = Walk(check_id).to(question.id)
        said = walk.says("why do you ask?")
        assert said.lines == (question.why,) and said.ask == question.ask and walk.step == question.id


@pytest.mark.parametrize("text", ["which one am I?", "so what's my type then", "am I avoidant", "what's my score"])
def test_no_type_is_given(text: str) -> None:
    """Asked for a label, it gives none and goes on."""
    walk = Walk("attachment").to("wish")
    said = walk.says(text)
    assert said.lines == (walk.checks.texts["no_type"],) and walk.step == "wish"


def test_what_was_heard_before_is_not_asked_again() -> None:
    """A question that an earlier message answered is passed over, and the person is told so."""
    walk = Walk("culture", heard={"learned": "not_done"})
    said = walk.does(Does.BEGIN)
    assert walk.step == "today" and walk.memory["answers"]["learned"]["option"] == "not_done"
    assert walk.check.question("learned").option("not_done").reflect in said.lines[0]


def test_what_was_heard_wrongly_can_be_put_right() -> None:
    """Back from there asks the question after all."""
    walk = Walk("culture", heard={"learned": "not_done"})
    walk.does(Does.BEGIN)
    walk.says("go back")
    assert walk.step == "learned"
    walk.says("It was fine")
    assert walk.memory["answers"]["learned"]["option"] == "was_fine"


def test_what_was_only_half_heard_is_asked_with_a_nod_to_it() -> None:
    """Where the direction is not known it isn't made up."""
    walk = Walk("culture", heard={"learned": ""})
    said = walk.does(Does.BEGIN)
    assert walk.step == "learned" and said.lines == (walk.checks.texts["heard_partly"],)


def test_both_ends_are_fine_and_a_correction_goes_into_the_note() -> None:
    """"Not really" hands over the note too, with what they would put differently."""
    walk = Walk("attachment").to("fit")
    said = walk.says("No, it's more that I go numb and nobody notices")
    assert said.note and "I go numb and nobody notices" in said.note
    assert said.lines == (walk.checks.texts["after_not"],)


def test_a_fact_is_always_told_with_a_source() -> None:
    """No fact stands without a source and its level."""
    for check_id, question_id, option_id in OPTIONS:
        fact = checks().by_id[check_id].question(question_id).option(option_id).fact
        assert not fact.text or (fact.sources and fact.evidence), (check_id, question_id, option_id)


def test_what_they_could_say_comes_from_the_last_answer() -> None:
    """Asked for it, there is one thing to say to a therapist, and the question stands."""
    walk = Walk("attachment").to("worry")
    said = walk.says("how do I tell my therapist that?")
    assert walk.check.question("at_first").options[0].say in said.lines[0] and walk.step == "worry"


@pytest.mark.parametrize("text", ["this is silly", "is this a test?", "I'm not happy with that, wrong button"])
def test_a_grumble_is_no_answer_of_a_button(text: str) -> None:
    """What people say about the questions is met kindly, and the question stands or their words are kept."""
    walk = Walk("attachment").to("wish")
    walk.says(text)
    assert walk.memory["answers"].get("wish", {}).get("option", "") == ""
