"""What is said when there is danger."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest

from bot.safety import reply as replies
from bot.safety import static
from bot.safety.helplines import default_helplines
from bot.safety.normalise import SAFETY_DATA, load_yaml
from bot.safety.rules import KINDS
from bot.safety.screen import Screen, Verdict

LINES = default_helplines()
COUNTRIES = sorted({line.country for line in LINES.lines})
LANGUAGES = sorted(load_yaml("replies.yml")["languages"])
SUICIDE = Verdict(level="crisis", kinds=("suicide",), signs=("suicide.kill_self",))


def _digits(text: str) -> set[str]:
    """Every number in a text, hours left out."""
    text = re.sub(r"\d{1,2}:\d\d", "", text)
    return {re.sub(r"\D", "", n) for n in re.findall(r"\d[\d \-]*\d|\d", text)}


def _every_reply() -> list[replies.SafetyReply]:
    out = []
    for kind in KINDS:
        for about in ("self", "other"):
            for minor in (False, True):
                verdict = Verdict(level="crisis", kinds=(kind,), about=about, minor=minor, signs=(f"{kind}.x",))
                state: dict = {}
                for _ in range(4):
                    found = replies.crisis(verdict, state)
                    state = found.state
                    out.append(found)
                    for answer in ("yes", "no", "I'd rather not say", "it's hard"):
                        after = replies.follow(answer, Verdict(), state)
                        while after:
                            out.append(after)
                            after = replies.follow(answer, Verdict(), after.state)
    for language in LANGUAGES:
        out.append(replies.crisis(Verdict(level="crisis", kinds=("suicide",), language=language)))
    out.append(replies.more_than_that())
    out.append(replies.more_lines({"kinds": ["suicide"]}))
    return out


def test_every_number_shown_comes_from_the_list() -> None:
    for found in _every_reply():
        for text in found.texts:
            assert _digits(text) <= LINES.numbers() | {"35", "988", "18", "2"}, text


def test_no_reply_file_holds_a_number_of_its_own() -> None:
    text = (SAFETY_DATA / "replies.yml").read_text(encoding="utf-8")
    said = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert not [line for line in said if re.search(r"\d{3}", line)]


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_first_text_is_short_and_holds_the_lines(kind: str, country: str) -> None:
    practice = SimpleNamespace(country=country, complaints_body="an outside body", phone="")
    for about in ("self", "other"):
        for minor in (False, True):
            verdict = Verdict(level="crisis", kinds=(kind,), about=about, minor=minor)
            state: dict = {}
            for _ in range(4):
                found = replies.crisis(verdict, state, practice=practice)
                state = found.state
                first = found.texts[0]
                assert len(first.split()) <= 60, first
                assert "\n" not in first
                assert LINES.emergency(country).number in first
                best = LINES.best(country, (kind,), minor)
                assert best.number in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_languages_get_the_number_and_english_below(language: str) -> None:
    found = replies.crisis(Verdict(level="crisis", kinds=("suicide",), language=language))
    assert "999" in found.texts[0] and "116 123" in found.texts[0]
    assert len(found.texts[0].split()) <= 60 and "\n" not in found.texts[0]
    assert "999" in found.texts[1] and "program" in found.texts[1]
    own = load_yaml("replies.yml")["languages"][language]["country"]
    if own:
        assert LINES.best(own, ("suicide",)).number in found.texts[0]


def test_the_wording_changes_and_a_question_is_asked_once() -> None:
    first = replies.crisis(SUICIDE)
    second = replies.crisis(SUICIDE, first.state)
    third = replies.crisis(SUICIDE, second.state)
    assert len({r.texts[0] for r in (first, second, third)}) == 3
    question = load_yaml("replies.yml")["question"]["suicide"]
    assert question in first.texts and question not in second.texts + third.texts


def test_nobody_who_writes_of_abuse_is_asked_whether_they_want_to_die() -> None:
    for kind in set(KINDS) - {"suicide", "self_harm"}:
        found = replies.crisis(Verdict(level="crisis", kinds=(kind,)))
        assert not any("ending your life" in text for text in found.texts)


@pytest.mark.parametrize("kind", ["abuse", "stalking", "violence", "exploitation"])
def test_the_chat_may_be_seen(kind: str) -> None:
    found = replies.crisis(Verdict(level="crisis", kinds=(kind,)))
    assert any("may be able to read this chat" in text and "Clear this chat" in text for text in found.texts)
    assert any("safe" in text and text.endswith("?") for text in found.texts)


def test_medical_asks_nothing_and_says_call_now() -> None:
    found = replies.crisis(Verdict(level="crisis", kinds=("medical", "suicide")))
    assert "Call 999 now." in found.texts[0]
    assert not any("?" in text for text in found.texts) and not found.state["open"]


def test_a_therapist_who_crossed_a_line() -> None:
    verdict = Verdict(level="crisis", kinds=("sexual_violence",), signs=("therapist.sexual",))
    found = replies.crisis(verdict, practice=SimpleNamespace(country="GB", complaints_body="the outside body"))
    assert "never the client's fault" in found.texts[0]
    assert any("the outside body" in text for text in found.texts)


def test_no_is_believed_once_and_not_asked_again() -> None:
    first = replies.crisis(SUICIDE)
    after = replies.follow("no", Verdict(), first.state)
    assert after and "take your word" in after.texts[0] and after.state["believed"] and not after.state["open"]
    assert replies.follow("no", Verdict(), after.state) is None
    again = replies.crisis(SUICIDE, after.state)
    assert not again.state["open"]
    new = replies.crisis(Verdict(level="crisis", kinds=("suicide",), signs=("suicide.plan_means",)), after.state)
    assert new.state["open"] == "suicide"


def test_yes_leads_to_now_or_soon() -> None:
    first = replies.crisis(SUICIDE)
    asked = replies.follow("yes", Verdict(), first.state)
    assert asked and asked.state["open"] == "imminent"
    now = replies.follow("yes", Verdict(), asked.state)
    assert now and "999" in now.texts[0] and "another person" in now.texts[0] and "distance" in now.texts[0]
    soon = replies.follow("no", Verdict(), asked.state)
    assert soon and "116 123" in soon.texts[0] and "therapist" in soon.texts[0] and "trust" in soon.texts[0]
    barrier = replies.follow("I'm scared to call", Verdict(), soon.state)
    assert barrier is None or barrier.texts
    said = replies.follow("yes, I have the pills here", SUICIDE, asked.state)
    assert said and said.texts == now.texts


def test_an_ordinary_question_is_no_answer() -> None:
    state = replies.crisis(SUICIDE).state
    assert replies.follow("how much does a session cost and can I pay by card each month", Verdict(), state) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Yes", "yes"), ("yeah", "yes"), ("no", "no"), ("No, I'm not", "no"), ("nope", "no"), ("not really", "no"),
     ("I'd rather not say", "unsure"), ("I don't know", "unsure"), ("maybe", "unsure"), ("not sure", "unsure"),
     ("is crying weakness?", None), ("", None)],
)  # fmt: skip
def test_reading_an_answer(text: str, answer: str | None) -> None:
    assert replies.read_answer(text) == answer


def test_the_state_is_json_and_holds_no_words() -> None:
    state = replies.crisis(SUICIDE).state
    assert json.loads(json.dumps(state)) == state


def test_someone_else_is_cared_for_too() -> None:
    found = replies.crisis(Verdict(level="crisis", kinds=("suicide",), about="other"))
    assert found.state["open"] == "other"
    after = replies.follow("he gave away his guitar", Verdict(), found.state)
    assert after and "how are you yourself" in after.texts[0]


def test_under_18() -> None:
    found = replies.crisis(Verdict(level="crisis", kinds=("suicide",), minor=True))
    assert "0800 1111" in found.texts[0] and any("for adults" in text for text in found.texts)
    assert "0800 1111" in replies.minor_line()


def test_the_copy_for_when_nothing_works_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    copy = (SAFETY_DATA / "static_help.txt").read_text(encoding="utf-8").strip()
    assert replies.static_help() == copy, "run: python -m bot safety static"
    monkeypatch.setattr(static, "generate", lambda *_: 1 / 0)
    assert replies.static_help() == copy


def test_a_broken_file_fails_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.safety import screen as module

    def broken() -> None:
        raise module.SafetyDataError("no file")

    monkeypatch.setattr(module, "default_screen", broken)
    found, text = module.load_or_static()
    assert found is None and text and "999" in text
    assert module.screen("hello").signs == (module.FAILED,)
    assert replies.crisis(module.screen("hello")).texts[0].count("999") == 1


def test_care_beside_an_answer() -> None:
    line = replies.concern_line(Verdict(level="concern", kinds=("medical",), signs=("concern.perinatal",)))
    assert "midwife" in line
    line = replies.concern_line(Verdict(level="concern", kinds=("suicide",), signs=("bereaved.suicide",)))
    assert "loss" in line and "116 123" in line


def test_words_that_must_not_be_said() -> None:
    text = (SAFETY_DATA / "replies.yml").read_text(encoding="utf-8").lower()
    for word in ("committed suicide", "commit suicide", "promise me", "i hear you", "i understand how you feel",
                 "think positive", "failed attempt", "psychologist", "licensed", "we have been alerted"):  # fmt: skip
        assert word not in text


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("I'm in Ireland and I want to die", "116 123"),
        ("im writing from Greece, I want to kill myself", "1018"),
        ("I live in the US and I can't stop cutting myself", "988"),
        ("we're in New Zealand, my son wants to end his life", "1737"),
        ("I live in Poland and I want to kill myself", "112"),
    ],
)
def test_where_a_person_says_they_are_chooses_the_lines(rules_only: Screen, said: str, number: str) -> None:
    """The practice's numbers ring nowhere abroad."""
    found = replies.crisis(rules_only(said))
    assert number in found.texts[0] and "999" not in found.texts[0] and len(found.texts[0].split()) <= 60


@pytest.mark.parametrize("said", ["my sister lives in Spain and I want to die", "I lived in France, I want to die", "I'm from Poland and I want to die"])  # noqa: E501
def test_where_others_are_or_someone_comes_from_changes_nothing(rules_only: Screen, said: str) -> None:
    """Whoever writes from here gets the lines of here."""
    assert "999" in replies.crisis(rules_only(said)).texts[0]


def test_a_country_without_lines_of_ours_is_said_to_be_so(rules_only: Screen) -> None:
    """No number is invented: the emergency number there, and where to look."""
    texts = replies.crisis(rules_only("I'm in Kenya and I want to die")).texts
    assert LINES.anywhere in texts[1] and not _digits(texts[1])


def test_the_button_for_another_country_asks_once_and_the_question_waits(rules_only: Screen) -> None:
    """Lines first; the country is asked only of those who say that they are elsewhere."""
    first = replies.crisis(SUICIDE)
    title = load_yaml("replies.yml")["buttons"]["country"]
    assert title in [one for one, _ in first.buttons]
    asked = replies.follow(title, Verdict(), first.state)
    assert asked and LINES.anywhere in asked.texts[0] and asked.state["open"] == "country"
    there = replies.follow("Greece", Verdict(), asked.state)
    assert there and "1018" in there.texts[0] and there.texts[1] == load_yaml("replies.yml")["question"]["suicide"]
    then = replies.follow("yes", Verdict(), there.state)
    assert then and then.state["open"] == "imminent"
    last = replies.follow("yes", Verdict(), then.state)
    assert last and "112" in last.texts[0] and "1018" in last.texts[0]


def test_someone_who_says_later_where_they_are_gets_those_lines() -> None:
    """Also without pressing anything."""
    found = replies.follow("I'm in Canada", Verdict(), replies.crisis(SUICIDE).state)
    assert found and "988" in found.texts[0] and found.state["open"] == "suicide"
