"""What people type at a question, in many phrasings: an option, their own words, or a way to steer."""

from __future__ import annotations

import pytest

from bot.checks.event import Does
from bot.checks.read import heard
from tests.checks.walk import Walk, checks

ANSWERS = [
    ("attachment", "at_first", "I hide in the bathroom so the kids don't see", "prefers_privacy"),
    ("attachment", "at_first", "honestly, on my own for the most part", "prefers_privacy"),
    ("attachment", "at_first", "rarely tell anyone", "prefers_privacy"),
    ("attachment", "at_first", "i phone my sister and cry down the line", "tells_someone"),
    ("attachment", "at_first", "tell someone?", "tells_someone"),
    ("attachment", "at_first", "depends on who's around at the time", "both_ways"),
    ("attachment", "at_first", "dunno", "unsure"),
    ("attachment", "at_first", "Yes, always have", "prefers_privacy"),
    ("attachment", "at_first", "no, my mum hears all of it", "tells_someone"),
    ("attachment", "worry", "that he'd think I'm weak", "being_judged"),
    ("attachment", "worry", "not being able to stop once it comes", "losing_control"),
    ("attachment", "worry", "being a burden on her", "too_much"),
    ("attachment", "worry", "that it gets brushed off", "not_taken_seriously"),
    ("attachment", "worry", "nah nothing really", "nothing_much"),
    ("attachment", "wish", "just sit with me and wait", "stay_quiet"),
    ("attachment", "wish", "tell me it's okay to cry", "ask_about_it"),
    ("attachment", "wish", "a short break would be good", "give_a_minute"),
    ("attachment", "wish", "don't make a fuss about it", "carry_on"),
    ("attachment", "afterwards", "next session perhaps", "later_on"),
    ("attachment", "afterwards", "I'd rather not", "rather_not"),
    ("culture", "learned", "you got told off for it", "not_done"),
    ("culture", "learned", "boys don't cry, that was the rule", "only_for_some"),
    ("culture", "learned", "behind closed doors only", "only_in_private"),
    ("culture", "learned", "we were a loud lot and everyone cried", "was_fine"),
    ("culture", "today", "no, I see it differently now", "different_view"),
    ("culture", "today", "my head says fine, my stomach says no", "mixed_view"),
    ("culture", "with_a_therapist", "it would feel disloyal to my parents", "feels_wrong"),
    ("culture", "should_know", "English is my third language", "language"),
    ("culture", "should_know", "can't think of anything", "nothing_now"),
]


@pytest.mark.parametrize(("check_id", "step", "text", "option"), ANSWERS)
def test_typed_answers_lead_to_an_option(check_id: str, step: str, text: str, option: str) -> None:
    """What fits a button is taken as that button, as a guess that can be put right."""
    event = Walk(check_id).to(step).reads(text)
    assert (event.does, event.option) == (Does.ANSWER, option)


def test_more_than_a_label_is_kept_in_their_own_words() -> None:
    """A sentence says more than the option it fits, so it stands in the note; a bare label is not repeated."""
    walk = Walk("attachment").to("at_first")
    assert walk.reads("I hide in the bathroom so the kids don't see").words
    assert not walk.reads("on my own").words


@pytest.mark.parametrize("text", ["I don't tell my sister anything", "never alone, that's for sure"])
def test_a_denied_word_is_not_its_option(text: str) -> None:
    """A word after "don't" or "never" is not what the person means."""
    walk = Walk("attachment").to("at_first")
    denied = {"I don't tell my sister anything": "tells_someone"}.get(text, "prefers_privacy")
    assert walk.reads(text).option != denied


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("Stop", Does.STOP),
        ("ok stop please", Does.STOP),
        ("can we stop here", Does.ANSWER),
        ("can we stop", Does.STOP),
        ("skip this one please", Does.SKIP),
        ("I'd rather not say", Does.SKIP),
        ("pass", Does.SKIP),
        ("go back please", Does.BACK),
        ("oops wrong one", Does.CHANGE),
        ("ok, carry on", Does.REPEAT),
        ("ah I see", Does.REPEAT),
        ("I'm back", Does.REPEAT),
        ("thank you, that's kind", Does.THANKS),
        ("hello again", Does.HELLO),
        ("gotta go", Does.LATER),
        ("what's it for", Does.WHY),
        ("where does that come from", Does.SOURCE),
        ("is this a test?", Does.ABOUT),
        ("how many questions are there", Does.ABOUT),
        ("what could I say to a therapist?", Does.SAY),
        ("this is silly", Does.DISLIKE),
        ("no, my answer was wrong, she never knew", Does.WRONG),
        ("wipe everything please", Does.DELETE),
        ("forget my answers", Does.WITHDRAW),
        ("can we do the other one", Does.SWITCH),
        ("the family one instead please", Does.SWITCH),
    ],
)
def test_people_steer_in_their_own_words(text: str, does: Does) -> None:
    """Each way to steer has many wordings; only a whole message steers."""
    assert Walk("attachment").to("worry").reads(text).does is does


@pytest.mark.parametrize(
    "text", ["yes", "Yes please", "ok, go on then", "sure", "I'm over 18, let's start", "yeah fine", "yes, let's start", "alright"]
)
def test_a_typed_yes_to_the_consent_question_counts(text: str) -> None:
    """A yes in any wording begins, as the button does."""
    assert Walk("culture").reads(text).does is Does.BEGIN


@pytest.mark.parametrize("text", ["no", "no thanks", "not now", "I'd rather not", "nah", "stop", "skip", "maybe later", "leave it"])
def test_a_no_to_the_consent_question_leaves(text: str) -> None:
    """A no, however worded, begins nothing."""
    assert Walk("culture").reads(text).does is Does.DECLINE


@pytest.mark.parametrize("text", ["hm", "my sister cries a lot", "yes but I don't want it kept", "I have no idea what you mean"])
def test_what_is_no_yes_is_no_consent(text: str) -> None:
    """Silence, doubt or another subject is not consent."""
    assert Walk("culture").reads(text).does is not Does.BEGIN


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("yes", Does.FITS),
        ("that fits", Does.FITS),
        ("spot on, thanks", Does.FITS),
        ("mostly", Does.FITS),
        ("no", Does.NOT_REALLY),
        ("not really", Does.NOT_REALLY),
        ("partly", Does.NOT_REALLY),
        ("it's less about judging and more about noise", Does.NOT_REALLY),
        ("go back", Does.BACK),
        ("stop", Does.STOP),
    ],
)
def test_the_last_question_takes_either(text: str, does: Does) -> None:
    """Both ends are fine, and a correction is heard."""
    assert Walk("attachment").to("fit").reads(text).does is does


@pytest.mark.parametrize(
    ("text", "cue", "option"),
    [
        ("nobody in our house ever wept, it was forbidden", "family", "not_done"),
        ("boys don't cry where I come from", "gender", "only_for_some"),
        ("everyone cries at our weddings", "heritage", "was_fine"),
        ("my lot have their ideas about it", "family", ""),
    ],
)
def test_what_was_told_before_answers_the_question_on_it(text: str, cue: str, option: str) -> None:
    """An earlier message answers a question only where its words say which way."""
    assert heard(checks().by_id["culture"], {"culture": [cue]}, text) == {"learned": option}


def test_what_was_told_about_closeness_answers_by_its_cue() -> None:
    """For closeness the cue itself says which way."""
    found = heard(checks().by_id["attachment"], {"attachment": ["keeps_distance"]}, "i deal with things alone")
    assert found == {"at_first": "prefers_privacy"}


def test_carry_on_after_an_answer_in_between_is_a_nod() -> None:
    """The same words are a wish for the therapist where nothing came in between."""
    walk = Walk("attachment").to("wish")
    assert walk.reads("ok, carry on").option == "carry_on"
    walk.memory["aside"] = True
    assert walk.reads("ok, carry on").does is Does.REPEAT


@pytest.mark.parametrize("word", ["ok", "right", "hm"])
def test_ok_after_an_answer_in_between_is_no_yes(word: str) -> None:
    """It acknowledges the answer; at the consent question, which the answer ends with, it is a yes."""
    walk = Walk("attachment").to("afterwards")
    walk.memory["aside"] = True
    assert walk.reads(word).does is Does.REPEAT
    walk = Walk("attachment")
    walk.memory["aside"] = True
    assert walk.reads("ok").does is Does.BEGIN
