"""The gates: no explicit danger is missed, and what is no danger is left alone."""

from __future__ import annotations

import json

import pytest

from bot.safety.screen import FAILED, Screen, Verdict
from tests.safety.cases import cases, flat

KINDS = {"suicide", "self_harm", "violence", "abuse", "sexual_violence", "exploitation", "stalking",
         "eating_disorder", "psychosis", "child_at_risk", "neglect", "medical"}  # fmt: skip


@pytest.mark.parametrize(("group", "phrase"), flat("explicit"))
def test_explicit_danger_is_never_missed(rules_only: Screen, group: str, phrase: str) -> None:
    verdict = rules_only(phrase)
    assert verdict.level == "crisis"
    if group in KINDS - {"child_at_risk", "abuse"}:
        assert group in verdict.kinds
    elif group in KINDS:
        assert {group, "child_at_risk", "abuse", "exploitation"} & set(verdict.kinds)
    if group == "third_person":
        assert verdict.about == "other"
    if group == "denied_beside_sign":
        assert verdict.denied


@pytest.mark.parametrize(("language", "phrase"), flat("languages"))
def test_explicit_danger_in_other_languages(rules_only: Screen, language: str, phrase: str) -> None:
    verdict = rules_only(phrase)
    assert (verdict.level, verdict.language) == ("crisis", language)


@pytest.mark.parametrize("phrase", ["I took an overdose", "someone is stalking me", "I took an overdose of pills"])
def test_english_danger_is_answered_in_english(rules_only: Screen, phrase: str) -> None:
    """German and Portuguese borrow these words; nobody who writes English may be answered in German."""
    verdict = rules_only(phrase)
    assert (verdict.level, verdict.language) == ("crisis", "en")


@pytest.mark.parametrize(("group", "phrase"), flat("explicit"))
def test_no_english_message_is_taken_for_another_language(rules_only: Screen, group: str, phrase: str) -> None:
    """The reply would come in a language that the person may not read."""
    assert rules_only(phrase).language == "en"


@pytest.mark.parametrize(("group", "phrase"), flat("harmless"))
def test_no_false_alarm(rules_only: Screen, group: str, phrase: str) -> None:
    assert rules_only(phrase).level != "crisis"


@pytest.mark.parametrize("phrase", [*cases("harmless")["ordinary"][:12], *cases("harmless")["no_care"]])
def test_ordinary_questions_need_no_care_either(rules_only: Screen, phrase: str) -> None:
    assert rules_only(phrase).level is None


@pytest.mark.parametrize("phrase", cases("concern"))
def test_care_is_not_alarm(rules_only: Screen, phrase: str) -> None:
    assert rules_only(phrase).level == "concern"


@pytest.mark.parametrize("phrase", cases("harmless")["denial"][:5])
def test_a_bare_denial_is_believed(rules_only: Screen, phrase: str) -> None:
    verdict = rules_only(phrase)
    assert verdict.denied and verdict.level is None


@pytest.mark.parametrize(("group", "phrase"), [(g, p) for g, both in cases("beside").items() for p in both["calm"]])
def test_calm_right_beside_danger_is_left_alone(rules_only: Screen, group: str, phrase: str) -> None:
    """What a way of speaking has to do with danger only in its words is no alarm."""
    assert rules_only(phrase).level != "crisis"


@pytest.mark.parametrize(("group", "phrase"), [(g, p) for g, both in cases("beside").items() for p in both["danger"]])
def test_danger_right_beside_calm_is_found(rules_only: Screen, group: str, phrase: str) -> None:
    """No mend of a false alarm takes the danger with it that stands next to it."""
    assert rules_only(phrase).level == "crisis"


@pytest.mark.parametrize(("group", "phrase"), flat("told_calmly"))
def test_what_is_told_calmly_is_no_alarm(rules_only: Screen, group: str, phrase: str) -> None:
    """Denied beside a question, long over, a job, a part, a name: care at most."""
    assert rules_only(phrase).level != "crisis"


@pytest.mark.parametrize(("group", "phrase"), flat("still_danger"))
def test_denial_or_past_hides_no_danger(rules_only: Screen, group: str, phrase: str) -> None:
    """Words of denial, of the past, of work do not take danger out of a message."""
    assert rules_only(phrase).level == "crisis"


def test_one_that_is_over_does_not_hide_one_that_is_not(rules_only: Screen) -> None:
    """Every place where a rule hits is read, not only the first."""
    assert rules_only("I was raped years ago. I was raped at the weekend.").level == "crisis"
    assert rules_only("I wanted to die at twenty. I'm well now. I have wanted to die all day.").level == "crisis"
    assert rules_only("the suicide scene was sad and I'm suicidal").level == "crisis"


@pytest.mark.parametrize(
    ("phrase", "minor"),
    [
        ("I'm 14 and I want to die", True),
        ("im 15 can i cry in therapy", True),
        ("I'm in year 9 and my dad hits me", True),
        ("I'm 15 weeks pregnant", False),
        ("when I was 14 I cried a lot", False),
        ("I'm 41", False),
        ("I'm 16 minutes late", False),
    ],
)
def test_who_seems_under_18(rules_only: Screen, phrase: str, minor: bool) -> None:
    assert rules_only(phrase).minor is minor


@pytest.mark.parametrize("odd", ["", " ", "\x00", "\n\n", "😂", "...", "?!", "\u202e", "a" * 5000, None, 7, b"x", "\ud800"])  # noqa: E501
def test_nothing_makes_it_raise(rules_only: Screen, odd: object) -> None:
    verdict = rules_only(odd)  # type: ignore[arg-type]
    assert verdict.level is None and FAILED not in verdict.signs


def test_danger_in_the_middle_of_a_long_message(rules_only: Screen) -> None:
    for place in (0, 40, 400):
        words = ["crying", "in", "the", "car", "again", "today."] * 70
        words.insert(place, "I want to die.")
        assert rules_only(" ".join(words)).level == "crisis"


def test_a_verdict_is_json_and_comes_back(rules_only: Screen) -> None:
    verdict = rules_only("I'm 14 and I want to die")
    assert Verdict.from_dict(json.loads(json.dumps(verdict.as_dict()))) == verdict
    assert not any("die" in sign.split(".") for sign in verdict.signs)


def test_the_same_words_give_the_same_verdict(rules_only: Screen) -> None:
    for _, phrase in flat("explicit"):
        assert rules_only(phrase) == Screen.__call__(rules_only, phrase)


def test_the_answers_to_a_form_question_are_screened_too(rules_only: Screen) -> None:
    for answer in ("I keep it in, and I cut myself", "no, and I don't want to live any more", "9. I was raped", "my dad hits me"):  # noqa: E501
        assert rules_only(answer).level == "crisis"
