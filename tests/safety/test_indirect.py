"""The classifier beside the rules, as the release of this test run holds it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bot.release.build import current
from bot.safety.examples import own_words, parts
from bot.safety.indirect import ARTEFACT, IndirectClassifier, Unusable, fits, load_indirect, sentences, weigh
from bot.safety.screen import Screen
from bot.settings import ROOT, from_environment
from tests.safety.cases import flat, held_out


@pytest.fixture(scope="module")
def artefact(release: None) -> Path:
    """The trained part of the release that the tests run on."""
    built = current(from_environment().var)
    assert built is not None
    return built.safety / ARTEFACT


@pytest.fixture(scope="module")
def whole_screen(artefact: Path) -> Screen:
    """Rules and classifier together."""
    classifier = load_indirect(artefact)
    assert isinstance(classifier, IndirectClassifier)
    return Screen(indirect=classifier)


def missed(screen: Screen, phrases: list[str]) -> list[str]:
    return [phrase for phrase in phrases if screen(phrase).level != "crisis"]


def alarms(screen: Screen, phrases: list[str]) -> list[str]:
    return [phrase for phrase in phrases if screen(phrase).level == "crisis"]


def test_danger_said_outright_is_found_in_messages_never_trained_on(whole_screen: Screen) -> None:
    """Explicit, slang, third person, past: with rules and classifier together none is missed."""
    found = held_out("danger")
    for level in ("explicit", "third_person", "slang", "past"):
        phrases = [p for kind in found[level].values() for p in kind]
        assert not missed(whole_screen, phrases), level


def test_indirect_danger_is_found(whole_screen: Screen) -> None:
    """A floor, below what was reached when it was set; the aim is 0.9."""
    phrases = [p for level in ("indirect", "mixed") for kind in held_out("danger")[level].values() for p in kind]
    assert len(missed(whole_screen, phrases)) <= 0.28 * len(phrases), missed(whole_screen, phrases)
    older = [phrase for _, phrase in flat("indirect")]
    assert len(missed(whole_screen, older)) <= 0.2 * len(older), missed(whole_screen, older)


def test_indirect_danger_in_other_words_and_ways_of_speaking_is_found(whole_screen: Screen) -> None:
    """The set that was written first and whose misses nobody read: 41 of 54 when the floor was set."""
    phrases = [p for kind in held_out("unseen")["danger"]["indirect"].values() for p in kind]
    assert len(missed(whole_screen, phrases)) <= 0.33 * len(phrases)
    dialect = held_out("unseen")["danger"]["indirect"]["dialect"]
    assert len(missed(whole_screen, dialect)) <= 0.2 * len(dialect)


def test_danger_in_a_third_set_is_found(whole_screen: Screen) -> None:
    """Written without sight of any phrase, its misses not read: 154 of 200 when the floor was set."""
    phrases = [p for kinds in held_out("fresh")["danger"].values() for kind in kinds.values() for p in kind]
    assert len(missed(whole_screen, phrases)) <= 0.27 * len(phrases)
    slang = [p for kind in held_out("fresh")["danger"]["slang"].values() for p in kind]
    assert len(missed(whole_screen, slang)) <= 0.14 * len(slang)


def test_calm_in_a_third_set_is_left_alone(whole_screen: Screen) -> None:
    """Messages that a rash screen would take for danger; those of the past and denials hardest: a floor, the aim is 0.04."""
    groups = held_out("fresh")["calm"]
    phrases = [p for group in groups.values() for p in group]
    assert len(alarms(whole_screen, phrases)) <= 0.17 * len(phrases)
    plain = [*groups["sad"], *groups["crying"], *groups["therapy_fear"]]
    assert len(alarms(whole_screen, plain)) <= 0.04 * len(plain)


def test_a_glance_loses_no_danger(artefact: Path) -> None:
    """What the first encoder alone settles as calm, both together would have left alone too."""
    glancing, thorough = IndirectClassifier(artefact), IndirectClassifier(artefact)
    thorough._calm = float("-inf")
    sets = [held_out("danger"), held_out("unseen")["danger"], held_out("fresh")["danger"]]
    phrases = [p for levels in sets for kinds in levels.values() for kind in kinds.values() for p in kind]
    assert [p for p in phrases if thorough(p) and not glancing(p)] == []
    asked = [json.loads(line)["text"] for line in (ROOT / "tests" / "data" / "inscope.jsonl").read_text().splitlines()]
    settled = [glancing.plainly_calm(glancing._first(text, sentences(text))) for text in asked]
    assert sum(settled) > 0.6 * len(settled)


def test_what_is_no_danger_is_left_alone(whole_screen: Screen) -> None:
    """Sad letters, figures of speech, grief, films, students, what is over; aim 4 in a hundred, 4 of 118 when set."""
    phrases = [p for group in held_out("calm").values() for p in group]
    assert len(alarms(whole_screen, phrases)) <= 0.04 * len(phrases), alarms(whole_screen, phrases)
    older = [phrase for _, phrase in flat("harmless")]
    assert len(alarms(whole_screen, older)) <= 0.05 * len(older), alarms(whole_screen, older)


def test_an_ordinary_question_is_left_alone(whole_screen: Screen) -> None:
    """Of what people ask and say about themselves at most one in a hundred is taken for danger."""
    asked = [
        json.loads(line)["text"]
        for name in ("inscope", "oos", "two_worries", "assistant")
        for line in (ROOT / "tests" / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert len(alarms(whole_screen, asked)) <= 0.01 * len(asked), alarms(whole_screen, asked)


def test_what_the_chat_itself_says_is_no_danger(whole_screen: Screen, rules_only: Screen) -> None:
    """A tap on one of our buttons, or an answer to one of our questions, is no alarm of the classifier's."""
    own = [text for text in own_words(ROOT / "data") if rules_only(text).level != "crisis"]
    assert len(own) > 1000 and alarms(whole_screen, own) == []


def test_an_answer_to_the_intake_is_no_danger(whole_screen: Screen, rules_only: Screen) -> None:
    """Names, times, whom it is for: what whole intakes hold."""
    lines = (ROOT / "tests" / "data" / "intake.jsonl").read_text(encoding="utf-8").splitlines()
    said = [turn for line in lines for turn in json.loads(line)["turns"] if rules_only(turn).level != "crisis"]
    assert len(said) > 300 and alarms(whole_screen, said) == []


def test_personal_letters_are_left_alone(whole_screen: Screen) -> None:
    """A crisis text for a sad letter tells someone that their sadness is an emergency."""
    phrases = held_out("calm")["personal"]
    assert len(alarms(whole_screen, phrases)) <= 0.03 * len(phrases), alarms(whole_screen, phrases)


def test_explicit_danger_stays_found(whole_screen: Screen) -> None:
    """The classifier only adds."""
    assert not missed(whole_screen, [phrase for _, phrase in flat("explicit")])


def test_danger_in_one_of_many_sentences(whole_screen: Screen) -> None:
    """A letter is read as a whole and sentence by sentence."""
    text = (
        "I had a normal week. Work was fine and we had a nice dinner on Sunday. "
        "I've written to each of my kids for after I'm gone. The garden needs doing. Is it normal to cry?"
    )
    assert whole_screen(text).level == "crisis"


def test_it_names_a_kind_and_keeps_no_words(whole_screen: Screen) -> None:
    """Verdicts hold rule ids."""
    verdict = whole_screen("he counts the miles on my car and I have to be home by six or there's hell")
    assert verdict.level == "crisis" and verdict.kinds
    assert not any(" " in sign for sign in verdict.signs)


def test_without_its_file_the_rules_work_alone(tmp_path: Path) -> None:
    """A lost classifier takes no rule with it."""
    assert load_indirect(tmp_path / ARTEFACT) is None
    (tmp_path / ARTEFACT).write_bytes(b"not an archive")
    assert load_indirect(tmp_path / ARTEFACT) is None
    screen = Screen(indirect=None)
    assert screen("I want to die").level == "crisis" and not screen.complete


def test_a_classifier_of_another_encoder_is_refused_with_a_code(
    artefact: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Vectors of another encoder mean nothing; the log says what to do."""
    with np.load(artefact) as data:
        parts = {**data, "fingerprints": np.array(["another"] * len(data["encoders"]))}
    np.savez(tmp_path / ARTEFACT, **parts)
    with pytest.raises(Unusable) as refused:
        fits(tmp_path / ARTEFACT)
    assert refused.value.code == "D002"
    assert load_indirect(tmp_path / ARTEFACT) is None
    assert "D002" in caplog.text and "make train" in caplog.text


def test_sentences_are_read_one_by_one() -> None:
    """Where there are several, each that says something; bounded."""
    assert parts("One two three. Four five six!") == ["One two three.", "Four five six!"]
    assert parts("No. One two three; four five six\nYes.") == ["One two three;", "four five six"]
    assert parts("no stop here") == []
    assert len(parts("a b c. " * 500)) <= 12


def test_a_sentence_counts_together_with_the_whole() -> None:
    """One grave sentence in a calm letter is weighed with the letter."""
    assert weigh(np.array([0.5])) == 0.5
    assert weigh(np.array([-1.0, 0.8, -0.3])) == pytest.approx((-1.0 + 0.8) / 2 + 0.2)
    assert weigh(np.array([0.9, 0.1])) == 0.9
