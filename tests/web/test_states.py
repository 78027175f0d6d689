"""Never silent: every state of a message on its way has its words and its way on, and nothing typed is lost."""

from __future__ import annotations

import json

import pytest

from bot.dialogue.note import carried
from tests.web.browsing import text

pytestmark = pytest.mark.browser
WORRY = "nobody in my family cries"


def sent(chat) -> list[dict]:
    """The bodies of all messages sent from here on."""
    bodies: list[dict] = []
    chat.page.on("request", lambda r: bodies.append(json.loads(r.post_data)) if r.url.endswith("/web/message") else None)
    return bodies


def test_sending_and_slow_are_said(visit) -> None:
    chat = visit(clock=True)
    held: list = []
    chat.page.route("**/web/message", lambda route: held.append(route))
    chat.type(WORRY)
    chat.says("sending")
    assert chat.page.locator(".dots").is_visible()
    chat.page.clock.run_for(5500)
    chat.says("slow")
    chat.audit()
    held[0].continue_()
    chat.answered()
    assert chat.status.inner_text() == ""


def test_a_failed_send_is_tried_again_by_itself_with_the_same_id(visit) -> None:
    chat = visit(clock=True)
    chat.press("Is crying weakness?")
    chat.answered()
    bodies = sent(chat)
    chat.cut()
    chat.type(WORRY)
    chat.says("retrying")
    chat.audit()
    assert len(bodies) <= 4, "with pauses that grow, not all at once"
    chat.mend()
    chat.page.clock.run_for(8000)
    chat.answered(2)
    assert chat.mine.count() == 2 and len(bodies) >= 2 and len({body["id"] for body in bodies}) == 1


def test_offline_waits_and_goes_on_when_back(visit) -> None:
    chat = visit()
    chat.page.context.set_offline(True)
    chat.type(WORRY)
    chat.says("offline")
    chat.audit()
    chat.page.context.set_offline(False)
    chat.answered()


def test_a_limit_waits_as_long_as_the_server_says(visit) -> None:
    chat = visit(clock=True)
    bodies = sent(chat)
    chat.refuse("message", 429, "rate_limited", **{"Retry-After": 12})
    chat.type(WORRY)
    chat.says("limited", seconds=12)
    chat.audit()
    chat.mend()
    chat.page.clock.run_for(11000)
    assert len(bodies) == 1, "not before its time"
    chat.page.clock.run_for(1500)
    chat.answered()
    assert bodies[0]["id"] == bodies[1]["id"]


def test_a_server_that_is_gone_leaves_the_words_a_phone_and_another_try(visit) -> None:
    chat = visit(clock=True)
    chat.cut()
    chat.type(WORRY)
    for _ in range(100):
        if text("gone") in chat.status.inner_text():
            break
        chat.page.clock.run_for(9000)
    chat.says("gone")
    assert chat.page.locator('.progress a[href^="tel:"]').is_visible() and WORRY in chat.mine.inner_text()
    chat.audit()
    chat.page.reload()
    chat.mend()
    chat.answered()
    assert chat.mine.count() == 1, "also over a reload nothing typed is lost"


def test_an_unsent_message_can_be_taken_back(visit) -> None:
    chat = visit(clock=True)
    chat.cut()
    chat.type(WORRY)
    chat.says("retrying")
    chat.field.fill("something else")
    chat.field.press("Enter")
    chat.says("waiting")
    assert chat.field.input_value() == "something else", "one after the other, and none is lost"
    chat.field.fill("")
    chat.button("take_back").click()
    assert chat.field.input_value() == WORRY and chat.mine.count() == 0
    assert chat.focused().startswith("#field")


@pytest.mark.parametrize("code", ["expired", "bad_token"])
def test_an_expired_session_starts_anew_and_sends_again(visit, code: str) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    chat.answered()
    bodies = sent(chat)
    seen: list = []

    def once(route) -> None:
        seen.append(route)
        if len(seen) == 1:
            route.fulfill(status=401, json={"error": {"code": code, "reason": ""}})
        else:
            route.continue_()

    chat.page.route("**/web/message", once)
    chat.type(WORRY)
    chat.answered(2)
    assert chat.page.get_by_text(text("renewed")).is_visible() and chat.mine.count() == 2
    assert bodies[0]["token"] != bodies[1]["token"]
    chat.audit()


@pytest.mark.parametrize(("status", "code", "key"), [(413, "too_long", "too_long"), (403, "bad_origin", "refused"), (400, "bad_body", "refused")])
def test_what_is_refused_goes_back_into_the_box(visit, status: int, code: str, key: str) -> None:
    chat = visit()
    chat.refuse("message", status, code)
    chat.type(WORRY)
    chat.says(key)
    assert chat.field.input_value() == WORRY and chat.mine.count() == 0
    chat.audit()


def test_a_message_that_is_truly_too_long_comes_back_whole(visit) -> None:
    chat = visit()
    long = "why do people cry " * 1300
    chat.type(long)
    chat.says("too_long")
    assert chat.field.input_value().strip() == long.strip()


def test_clearing_drops_an_answer_that_is_still_under_way(visit) -> None:
    chat = visit()
    held: list = []
    chat.page.route("**/web/message", lambda route: held.append(route))
    chat.type(WORRY)
    chat.says("sending")
    chat.button("clear").click()
    chat.says("cleared")
    assert chat.answers.count() == 0 and chat.stored() == (0, 0, 0)
    chat.mend()
    chat.press("Is crying weakness?")
    chat.answered()
    assert chat.mine.count() == 1


CHECK = [
    {"text": "When it all gets much, what do you mostly do?", "buttons": [
        {"title": t, "payload": t} for t in ("I keep to myself", "I look for someone", "It depends", "Something else", "Skip this one")]},
    {"custom": {"topic": "attachment_check", "sources": [], "evidence": None, "form": {"kind": "check", "id": "a", "step": 1, "of": 4}}},
]
NOTE = [
    {"text": "Here is your note."},
    {"custom": {"topic": "attachment_check", "sources": [], "evidence": None, "note": {"text": "I keep to myself.\nI could say so."}}},
]
NAME = [
    {"text": "What may we call you?"},
    {"custom": {"topic": "booking", "sources": [], "evidence": None, "form": {"kind": "intake", "id": "intake", "step": 1, "of": 5, "field": "name"}}},
]


def plays(chat, *replies) -> list[dict]:
    bodies, left = sent(chat), list(replies)
    chat.page.route("**/web/message", lambda route: route.fulfill(json={"messages": left.pop(0)}))
    return bodies


def test_a_checks_question_is_a_group_of_radio_buttons(visit) -> None:
    chat = visit()
    bodies = plays(chat, CHECK, NOTE)
    chat.type("help me look at closeness")
    chat.page.get_by_role("radio", name="I keep to myself").wait_for()
    assert chat.page.get_by_role("radio").count() == 4, "the way past it is a button of its own"
    assert chat.page.get_by_role("group", name="When it all gets much").count() == 1, "the question names the group"
    chat.button("form_go_on").click()
    assert chat.page.get_by_text(text("form_missing")).is_visible(), "a slip is said, and nothing is sent"
    chat.audit()
    chat.page.get_by_role("radio", name="I look for someone").check()
    chat.button("form_go_on").click()
    chat.button("note_open").wait_for()
    assert bodies[1]["message"] == "I look for someone"


def test_the_note_is_edited_copied_printed_and_downloaded_in_the_browser_only(visit) -> None:
    chat = visit(permissions=["clipboard-read", "clipboard-write"])
    plays(chat, NOTE)
    chat.type("help me look at closeness")
    chat.button("note_open").click()
    field = chat.page.get_by_label(text("note_field"))
    assert field.input_value() == "I keep to myself.\nI could say so."
    field.fill("My own words.")
    chat.audit()
    before = len(chat.asked)
    chat.button("note_copy").click()
    chat.page.get_by_text(text("note_copied")).wait_for()
    assert chat.page.evaluate("navigator.clipboard.readText()") == "My own words."
    with chat.page.expect_download() as download:
        chat.button("note_download").click()
    assert open(download.value.path()).read() == "My own words." and download.value.suggested_filename == text("note_file")
    chat.page.evaluate("""() => { window.printed = []; new MutationObserver((all) => all.forEach((one) => one.addedNodes.forEach((n) => {
        if (n.tagName === "IFRAME") n.contentWindow.print = () => window.printed.push(n.contentDocument.body.innerText); })))
        .observe(document.body, { childList: true }); }""")
    chat.button("note_print").click()
    assert [url for url in chat.asked[before:] if not url.startswith(("blob:", "about:"))] == []
    chat.button("back").click()
    chat.page.reload()
    chat.button("note_open").click()
    assert chat.page.get_by_label(text("note_field")).input_value() == "My own words.", "an edit outlives a reload"


def test_a_session_that_ends_amid_questions_sends_no_answer_to_a_new_one(visit) -> None:
    """A name means nothing to a chat that asked for none: the words come back, and it says why."""
    chat = visit()
    bodies = plays(chat, NAME)
    chat.type("can I book")
    chat.page.get_by_label(text("form_name")).fill("Nell")
    chat.mend()
    chat.refuse("message", 401, "expired")
    chat.button("form_go_on").click()
    chat.says("lapsed")
    assert chat.field.input_value() == "Nell" and len(bodies) == 2 and chat.page.locator(".questions").count() == 0
    chat.audit()


def test_another_note_is_not_hidden_by_an_edit_of_the_one_before(visit) -> None:
    chat = visit()
    other = [{"text": "Here."}, {"custom": {**NOTE[1]["custom"], "note": {"text": "Another one."}}}]
    plays(chat, NOTE, NOTE, other)
    field = chat.page.get_by_label(text("note_field"))
    for turn, shown in ((1, "I keep to myself.\nI could say so."), (2, "Mine."), (3, "Another one.")):
        chat.type("show my note")
        chat.answered(turn).get_by_role("button", name=text("note_open")).click()
        assert field.input_value() == shown, "the same note again keeps its edit"
        field.fill("Mine.")
        chat.button("back").click()


def test_the_note_goes_along_as_it_was_edited(visit) -> None:
    chat = visit()
    bodies = plays(chat, NOTE, NAME)
    chat.type("help me look at closeness")
    chat.button("note_open").click()
    chat.page.get_by_label(text("note_field")).fill("My own words.\nTwo lines.")
    chat.button("note_carry").click()
    chat.answered(2)
    assert bodies[1]["message"] == text("note_carry_lead") + "\nMy own words.\nTwo lines."
    assert carried(bodies[1]["message"]) == "My own words.\nTwo lines.", "the chat knows these words"
