"""The note after a check: seen again, changed, and carried into a request, by people's own words. A real intake store."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions import intake_reply
from bot.content.current import current
from bot.dialogue.reply import Reply
from bot.intake.settings import IntakeSettings
from bot.intake.store import IntakeStore
from tests.dialogue.test_checks import Talk

SECOND = current().checks.by_id["attachment"].questions[1].id
DETAILS = ("yes", "Nell Carr", "nell@example.org", "email", "mornings", "skip")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IntakeStore:
    opened = IntakeStore(IntakeSettings(url=f"sqlite:///{tmp_path / 'i.sqlite'}", key_file=tmp_path / "i.key"))
    monkeypatch.setattr(intake_reply, "store", lambda: opened)
    return opened


@pytest.fixture
def talk(store: IntakeStore) -> Talk:
    return Talk()


def ended(talk: Talk, check_id: str = "culture") -> Reply:
    """Ends a check by its buttons; returns the reply with the note."""
    talk.to(check_id, "fit")
    return talk.say("That fits")


def note(talk: Talk) -> str:
    return (talk.state or {}).get("check", {}).get("note", "")


def sent(store: IntakeStore) -> list[dict[str, str]]:
    return [record.fields for record in store.export(None, "test")]


@pytest.mark.parametrize(
    "text", ["show me my note again", "can I see my note?", "Where's my note gone", "my note please", "I lost the note"]
)
def test_the_note_can_be_seen_again_after_other_talk(talk: Talk, text: str) -> None:
    """As long as the conversation lives, with the payload that the window opens it from."""
    first = ended(talk)
    talk.say("is crying weakness?", "faq/crying_weakness")
    again = talk.say(text)
    assert again.note == first.note and again.texts[-1] == first.texts[-1] and again.topic == "culture_check"


def test_without_a_note_it_says_how_one_is_made(talk: Talk) -> None:
    reply = talk.say("can I see my note?")
    assert reply.note is None and {"attachment_check", "culture_check"} <= {b.topic for b in reply.buttons}


def test_it_can_be_seen_in_the_middle_of_the_other_check_which_goes_on(talk: Talk) -> None:
    first = ended(talk)
    talk.to("attachment", SECOND)
    reply = talk.say("show me my note")
    assert reply.note == first.note and reply.form["field"] == SECOND


def test_two_checks_make_one_note(talk: Talk) -> None:
    """The second adds its lines under the same title; the same check again replaces it."""
    first = ended(talk).note["text"]
    ended(talk, "attachment")
    assert note(talk).startswith(first) and note(talk).count(first.splitlines()[0]) == 1
    ended(talk, "attachment")
    assert first not in note(talk)


@pytest.mark.parametrize("ask", ["change my note", "can I change it?", "I'd like to edit the note"])
def test_it_can_be_written_anew_without_names_and_numbers(talk: Talk, ask: str) -> None:
    ended(talk)
    talk.say(ask)
    reply = talk.say("I hide my tears, my sister Zebedea knows.\nRing 07700 900 123")
    assert note(talk).startswith("I hide my tears") and reply.note["text"] == note(talk)
    assert "900" not in note(talk) and note(talk) in talk.say("show my note").texts


def test_thinking_better_of_changing_it_changes_nothing(talk: Talk) -> None:
    before = ended(talk).note
    talk.say("change my note")
    assert talk.say("leave it").note == before
    talk.say("change my note")
    assert talk.say("is crying weakness?", "faq/crying_weakness").topic == "crying_weakness" and note(talk) == before["text"]


def test_a_line_can_be_added_and_the_note_deleted(talk: Talk) -> None:
    ended(talk)
    talk.say("add to my note: funerals are worst")
    assert note(talk).endswith("- funerals are worst")
    talk.say("delete my note")
    assert not note(talk) and talk.say("show my note").note is None


@pytest.mark.parametrize("ask", ["Add my note to a request", "add it", "can you send my note to the practice?"])
def test_it_goes_into_a_request_after_consent_only(talk: Talk, store: IntakeStore, ask: str) -> None:
    """Consent comes first; then it stands in the summary, and in the record as it was made."""
    text = ended(talk).note["text"]
    reply = talk.say(ask)
    assert reply.topic == "booking" and reply.form["field"] == "consent" and sent(store) == []
    for message in DETAILS:
        reply = talk.say(message)
    assert "Note: Note for a therapist" in reply.texts[0] and "Leave the note out" in [b.title for b in reply.buttons]
    talk.say("yes")
    assert [fields["note"] for fields in sent(store)] == [text]


def test_a_later_request_offers_it_and_sends_it_only_when_asked(talk: Talk, store: IntakeStore) -> None:
    text = ended(talk).note["text"]
    talk.say("book")
    for message in DETAILS:
        reply = talk.say(message)
    assert "add my note" in reply.texts[0] and text.splitlines()[1] not in reply.texts[0]
    talk.say("yes")
    assert "note" not in sent(store)[0]
    reply = talk.say("add my note")
    assert reply.topic == "booking" and sent(store)[0]["note"] == text


def test_it_can_be_left_out_again_and_changed_in_the_summary(talk: Talk, store: IntakeStore) -> None:
    ended(talk)
    talk.say("add my note")
    for message in DETAILS:
        talk.say(message)
    assert talk.say("change my note").form["field"] == "note"
    assert "• Note: only this" in talk.say("only this").texts[0]
    reply = talk.say("leave the note out")
    assert "only this" not in reply.texts[0] and reply.form["field"] == "summary"
    talk.say("yes")
    assert "note" not in sent(store)[0]


def test_the_text_from_the_window_goes_along_as_it_was_edited_there(talk: Talk, store: IntakeStore) -> None:
    """Before consent it waits in the conversation, without names and numbers."""
    ended(talk)
    written = "Add this to my request:\nI go quiet, and then I stop.\nMy number is 07700 900 123\n" + "It goes on and on. " * 20
    reply = talk.say(written)
    assert reply.form["field"] == "consent" and note(talk).startswith("I go quiet, and") and "900" not in note(talk)
    for message in (*DETAILS, "yes"):
        talk.say(message)
    assert sent(store)[0]["note"] == note(talk) and "phone" not in sent(store)[0]


@pytest.mark.parametrize(("last", "kept"), [("no, keep nothing", True), ("delete everything", False)])
def test_declined_or_withdrawn_leaves_nothing_with_the_practice(talk: Talk, store: IntakeStore, last: str, kept: bool) -> None:
    """A no to the request leaves the note with its writer; "delete everything" takes that too."""
    ended(talk)
    talk.say("add my note")
    if not kept:
        for message in (*DETAILS, "yes"):
            talk.say(message)
    talk.say(last)
    assert sent(store) == [] and bool(note(talk)) is kept
    if kept:
        talk.say("Leave my details here")
        talk.say("yes")
        assert "note" not in store.read_draft(talk.state["intake"]["ref"])


def test_a_question_about_the_note_sends_nothing(talk: Talk, store: IntakeStore) -> None:
    ended(talk)
    assert talk.say("who reads my note if I send my note?", "assistant/chat_privacy").topic != "booking"


def test_it_is_no_answer_to_the_question_that_waits(talk: Talk, store: IntakeStore) -> None:
    """Asked what it is about, "add my note" adds the note."""
    text = ended(talk).note["text"]
    talk.say("book")
    for message in DETAILS[:-1]:
        talk.say(message)
    reply = talk.say("add my note")
    assert reply.form["field"] == "about"
    assert store.read_draft(talk.state["intake"]["ref"])["note"] == text


def test_withdrawn_consent_to_a_check_takes_the_earlier_note_along(talk: Talk) -> None:
    ended(talk)
    talk.to("attachment", SECOND)
    talk.say("delete my answers")
    assert not note(talk)


def test_danger_in_a_second_check_leaves_the_first_note_and_no_answer(talk: Talk) -> None:
    ended(talk)
    talk.to("attachment", SECOND)
    talk.say("i want to kill myself")
    assert set(talk.state["check"]) <= {"note", "done", "heard"}


@pytest.mark.parametrize("text", ["the first one", "the last one", "the second one"])
def test_a_button_named_by_its_place_after_a_check_never_fails(talk: Talk, text: str) -> None:
    ended(talk)
    assert talk.say(text, "followup/which").texts
