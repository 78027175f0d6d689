"""The intake against the real bot over REST and its form over HTTP, judged by what the real store then holds."""

from __future__ import annotations

import json
import os
import sqlite3
import urllib.error
import urllib.parse
import urllib.request

import pytest

from bot.content.words import count
from bot.intake.definition import current
from bot.intake.settings import read as read_settings
from bot.intake.store import IntakeStore
from bot.settings import ROOT, from_environment
from tests.play_intake import play
from tests.servers import Answer, Bot

CASES = [
    json.loads(line) for line in (ROOT / "tests" / "data" / "intake.jsonl").read_text(encoding="utf-8").splitlines()
]
AT_LEAST = 0.95
TO = ("I'd like to book", "yes", "Nell Carr", "nell@example.org", "email", "mornings", "low since spring")
FIELDS = ("consent", "name", "contact", "how", "when", "about", "summary")


@pytest.fixture(scope="module")
def store(bot: Bot) -> IntakeStore:
    settings = from_environment()
    return IntakeStore(read_settings(settings, {**os.environ, "INTAKE_DATABASE_URL": bot.intake_url}))


def talk(bot: Bot, *messages: str) -> tuple[str, list[Answer]]:
    sender = f"intake-{os.urandom(6).hex()}"
    return sender, [bot.say(message, sender) for message in messages]


def sent(store: IntakeStore) -> int:
    return len(store.list("test"))


def test_whole_intakes_leave_the_record_they_should(bot: Bot, store: IntakeStore) -> None:
    """Played as people type them: what is stored is what was given, and nothing else."""
    played = [play(bot.url, store, case) for case in CASES]
    wrong = [f"{one.id}: {'; '.join(one.wrong)}" for one in played if one.wrong]
    assert 1 - len(wrong) / len(played) >= AT_LEAST, "\n".join(wrong)


def test_each_turn_says_which_question_is_open(bot: Bot) -> None:
    """In-form turns carry the topic `booking` and where the form stands; no turn is a wall of text."""
    _, answers = talk(bot, *TO)
    assert [a.payload["form"]["field"] for a in answers] == list(FIELDS)
    assert {a.topic for a in answers} == {"booking"}
    known = {"how": {"options": 4}, "when": {"options": 4}}
    assert all(a.payload["form"] == {"kind": "intake", "id": "intake", "step": i + 1, "of": 7, "field": f, **known.get(f, {})}
               for i, (a, f) in enumerate(zip(answers, FIELDS)))  # fmt: skip
    assert all(sum(map(count, a.texts)) <= 90 for a in answers)
    assert all(a.buttons for a in answers)


@pytest.mark.parametrize("at", range(len(FIELDS)))
def test_danger_at_any_question_gets_help_first_and_nothing_is_kept_of_it(
    bot: Bot, store: IntakeStore, at: int
) -> None:
    """Help lines come first at every question; the intake waits, and no field holds what was said."""
    before = sent(store)
    sender, _ = talk(bot, *TO[: at + 1])
    answer = bot.say("I want to kill myself", sender)
    assert answer.topic == "crisis" and "116 123" in answer.texts[0] and "form" not in answer.payload
    assert bot.say("no, I'm safe", sender).topic != "booking"
    assert sent(store) == before


@pytest.mark.parametrize("at", range(1, len(FIELDS)))
def test_a_question_at_any_question_is_answered_and_the_intake_goes_on(bot: Bot, at: int) -> None:
    """The answer has its own topic and sources; the open question and its buttons stand below it."""
    sender, before = talk(bot, *TO[: at + 1])
    answer = bot.say("is crying weakness?", sender)
    assert answer.topic == "crying_weakness" and answer.payload["sources"]
    assert answer.payload["form"]["field"] == FIELDS[at]
    assert answer.titles() == before[-1].titles()


def test_slots_hold_the_reference_only(bot: Bot) -> None:
    """The conversation's row names the draft and the open question, never a value."""
    talk(bot, "I'd like to book", "yes", "Zebedee Quillfeather", "zebedee@example.org")
    rows = sqlite3.connect(bot.folder / "conversations.sqlite").execute("select state from conversations").fetchall()
    assert rows and not any("zebedee" in row[0].lower() or "quillfeather" in row[0].lower() for row in rows)


def test_no_file_and_no_log_holds_what_was_given(bot: Bot) -> None:
    """Encrypted at rest, and in no log: neither name nor address nor reason can be read from the folder."""
    talk(
        bot,
        "I'd like to book",
        "yes",
        "Ambrosine Thackwaite",
        "ambrosine@example.org",
        "email",
        "any",
        "the kestrel died",
        "yes",
    )
    for file in bot.folder.rglob("*"):
        if file.is_file():
            held = file.read_bytes().lower()
            assert not any(piece in held for piece in (b"ambrosine", b"thackwaite", b"kestrel")), file.name


def test_refused_nothing_is_asked_again(bot: Bot, store: IntakeStore) -> None:
    """After a no the bot answers questions, offers the practice, and asks for no name or contact."""
    before = sent(store)
    sender, answers = talk(
        bot,
        "I'd like to book",
        "no, don't store anything",
        "what else can I do?",
        "is it normal to cry?",
        "can I book?",
    )
    asked = [current().question("name").ask, current().question("contact").ask]  # type: ignore[union-attr]
    assert not any(question in answer.text for answer in answers[1:] for question in asked)
    assert not any("form" in answer.payload for answer in answers[1:])
    assert "020 7946 0123" in answers[1].text and answers[3].topic == "crying_normal"
    assert sent(store) == before


def test_a_draft_is_gone_with_stop_and_a_record_with_delete(bot: Bot, store: IntakeStore) -> None:
    """ "Stop" deletes the draft; "delete everything" deletes what was sent, and says so."""
    before = sent(store)
    talk(bot, *TO, "stop")
    sender, _ = talk(bot, *TO, "yes")
    assert sent(store) == before + 1
    answer = bot.say("delete everything you have on me", sender)
    assert sent(store) == before and "W-" in answer.text and "deleted" in answer.text


def test_what_was_sent_is_changed_in_the_same_record(bot: Bot, store: IntakeStore) -> None:
    """By a typed change, with the model's real reading of it; other talk in between changes nothing."""
    before = {one.reference for one in store.list("test")}
    sender, _ = talk(bot, *TO, "yes")
    [name] = {one.reference for one in store.list("test")} - before
    assert bot.say("is it normal to cry?", sender).topic == "crying_normal"
    assert bot.say("I gave the wrong email", sender).payload["form"]["field"] == "email"
    answer = bot.say("nell@example.net", sender)
    assert "nell@example.net" in answer.text and name in answer.text and "form" not in answer.payload
    bot.say("and change my time to Friday afternoons", sender)
    fields = store.show(name, "test").fields  # type: ignore[union-attr]
    assert (fields["email"], fields["when"], fields["name"]) == ("nell@example.net", "Friday afternoons", "Nell Carr")
    assert [one.what for one in store.log() if one.reference == name].count("changed") == 2


def test_a_checks_note_goes_into_a_request_and_in_no_other_way(bot: Bot, store: IntakeStore) -> None:
    """Typed after a check and again after other talk; nothing is with the practice before the yes at the summary."""
    before = {one.reference for one in store.list("test")}
    check = ("What was I taught about crying?", "yes", "Not done", "Differently", "skip", "skip", "That fits")
    sender, answers = talk(bot, *check)
    note = answers[-1].payload["note"]["text"]
    assert bot.say("is crying weakness?", sender).topic == "crying_weakness"
    assert bot.say("can I see my note again?", sender).payload["note"]["text"] == note
    assert bot.say("please add it to my request", sender).payload["form"]["field"] == "consent"
    for message in ("yes", "Nell Carr", "nell@example.org", "email", "mornings", "skip"):
        answer = bot.say(message, sender)
    assert note.splitlines()[0] in answer.text
    assert {one.reference for one in store.list("test")} == before
    bot.say("yes", sender)
    [name] = {one.reference for one in store.list("test")} - before
    assert store.show(name, "test").fields["note"] == note  # type: ignore[union-attr]


def test_the_intake_and_a_check_are_never_open_at_once(bot: Bot) -> None:
    """Whichever opens puts the other aside."""
    sender, _ = talk(bot, *TO[:3])
    answer = bot.say("What was I taught about crying?", sender)
    assert answer.topic == "culture_check" and answer.payload["form"]["kind"] == "check"
    answer = bot.say("stop", sender)
    assert answer.payload.get("form", {}).get("kind") != "check"


@pytest.mark.parametrize(
    "message",
    [
        '/intake{"name": "Eve"}',
        "<script>alert(1)</script>",
        "x'; DROP TABLE intakes;--",
        "=cmd|'/C calc'!A0",
        "\u202e\u202e",
        "😭" * 50,
    ],
)
def test_hostile_answers_meet_a_plain_one(bot: Bot, message: str) -> None:
    """At the name's question none of them is a name, and the question stands."""
    sender, _ = talk(bot, *TO[:2])
    answer = bot.say(message, sender)
    assert answer.topic == "booking" and answer.payload["form"]["field"] == "name"


def test_the_form_lands_in_the_same_store(bot: Bot, store: IntakeStore) -> None:
    """GET draws it, its JSON names the same fields, and POST sends one record."""
    before = sent(store)
    with urllib.request.urlopen(f"{bot.url}/intake", timeout=30) as page:
        text = page.read().decode()
        assert "form-action 'self'" in page.headers["Content-Security-Policy"]
    assert all(f'name="{field.id}"' in text for field in current().fields)
    with urllib.request.urlopen(f"{bot.url}/intake/form.json", timeout=30) as reply:
        form = json.load(reply)
    assert [f["id"] for f in form["fields"]] == [f.id for f in current().fields]
    posted = {"token": form["token"], "consent": "yes", "name": "Form Filler", "phone": "07700 900 888"}
    request = urllib.request.Request(f"{bot.url}/intake", urllib.parse.urlencode(posted).encode())
    with urllib.request.urlopen(request, timeout=30) as reply:
        assert "W-" in reply.read().decode()
    assert sent(store) == before + 1
    request.add_header("Sec-Fetch-Site", "cross-site")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)
    assert refused.value.code == 403
