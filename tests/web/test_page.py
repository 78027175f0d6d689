"""The chat's page in a real browser: nobody has to type, help is in reach, nothing stays and nothing is loaded from elsewhere."""

from __future__ import annotations

import pytest

from tests.web.browsing import text, words

pytestmark = pytest.mark.browser


def test_it_opens_with_name_sentence_notice_four_worries_and_help(visit) -> None:
    chat = visit()
    known = words()
    assert chat.page.locator("h1").inner_text() == known["practice"]["practice_name"]
    assert chat.page.locator(".worries button").all_inner_texts() == known["worries"] and len(known["worries"]) == 4
    assert chat.page.locator(".notice").inner_text() == known["notice"]
    assert chat.page.get_by_text(text("intro"), exact=True).is_visible()
    assert chat.page.get_by_text(text("review"), exact=True).count() == 1, "the review is said once"
    assert chat.button("help").is_visible() and chat.button("leave").is_visible()
    sizes = [float(s) for s in chat.page.eval_on_selector_all(".worries button", "a => a.map(n => parseFloat(getComputedStyle(n).fontSize))")]
    assert min(sizes) >= 18, "readable at arm's length"
    assert not any("/web/" in url for url in chat.asked), "nothing is asked of the server before something is said"


def test_a_whole_conversation_by_taps_and_typing(visit) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    first = chat.answered()
    assert first.locator(".bubble").first.inner_text().startswith("Chat: No") or "No" in first.inner_text()
    assert first.locator(".bubble").count() >= 3, "short bubbles"
    assert words()["notice"] not in chat.page.locator("[role=log]").inner_text(), "the notice stands above already"
    assert chat.page.locator(".choices").get_by_role("button", name=text("sure"), exact=True).count() == 0
    chat.press("Tell me more")
    chat.answered(2)
    chat.type("nobody in my family cries")
    chat.answered(3)
    assert chat.page.locator(".choices button").count() >= 2
    chat.button("topics").click()
    chat.page.locator(".over").get_by_role("button", name=words()["menu"][5], exact=True).click()
    chat.answered(4)
    assert chat.mine.last.inner_text().endswith(words()["menu"][5]) and not chat.errors


def test_how_sure_unfolds_backing_sources_and_section(visit) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    sure = chat.answered().locator("details")
    assert not sure.locator("ul").is_visible()
    sure.locator("summary").click()
    assert sure.get_by_text(text("sure_peer_reviewed")).is_visible()
    assert sure.locator("li").count() >= 2 and "section:" in sure.locator("ul").inner_text()
    assert sure.locator("p").nth(1).inner_text().startswith("Backed") is False, "how sure that is, in words"
    assert sure.locator('a[href$="/faq#crying_weakness"]').count() == 1


def test_what_is_typed_is_shown_as_text_and_never_run(visit) -> None:
    chat = visit()
    chat.type("<img src=x onerror=document.title='hacked'>")
    chat.answered()
    assert "<img" in chat.mine.inner_text()
    assert chat.page.title() != "hacked" and chat.page.locator("[role=log] img").count() == 0


def test_a_check_is_answered_with_radio_buttons(visit) -> None:
    chat = visit()
    chat.type("Help me look at closeness and crying")
    chat.answered()
    chat.page.locator(".choices button").first.click()
    chat.answered(2)
    for step in (1, 2):
        chat.page.get_by_text(text("form_step", step=step, of=4)).wait_for()
        chat.page.get_by_role("radio").first.check()
        chat.button("form_go_on").click()
        chat.answered(step + 2)
    chat.page.get_by_text(text("form_step", step=3, of=4)).wait_for()
    chat.audit()


def test_danger_shows_lines_to_tap(visit) -> None:
    chat = visit()
    chat.type("I want to kill myself")
    answer = chat.answered()
    assert answer.locator('a[href="tel:116123"]').count() >= 1 and answer.locator('a[href="tel:999"]').count() >= 1
    assert "danger" in answer.get_attribute("class")


def test_get_help_now_works_without_the_server(visit) -> None:
    chat = visit()
    chat.page.context.set_offline(True)
    chat.button("help").click()
    for line in words()["lines"]:
        assert chat.page.locator(f'.over a[href="{line["href"]}"]', has_text=line["number"]).count() == 1
    assert chat.page.locator(".over a").first.get_attribute("href") == "tel:999", "the emergency number comes first"
    chat.button("back").click()
    assert chat.focused() == text("help")


def test_a_reload_keeps_the_talk_in_this_tab_only(visit, bot) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    said = chat.answered().inner_text()
    chat.field.fill("and one more th")
    chat.page.reload()
    assert chat.answered().inner_text() == said and chat.field.input_value() == "and one more th"
    assert chat.page.locator(".choices button").count() >= 2
    other = chat.page.context.new_page()
    other.goto(bot.url + "/")
    assert other.locator(".worries button").first.is_visible() and other.locator(".turn").count() == 0
    assert chat.stored()[:2] == (0, 0) and chat.page.context.cookies() == []


def test_a_talk_left_for_long_is_not_shown_to_the_next_person(visit) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    chat.answered()
    chat.page.evaluate("""() => {
        const kept = JSON.parse(sessionStorage.getItem("practice-chat"));
        sessionStorage.setItem("practice-chat", JSON.stringify({ ...kept, at: kept.at - 31 * 60000 }));
    }""")
    chat.page.reload()
    chat.says("idle")
    assert chat.answers.count() == 0 and chat.stored() == (0, 0, 0)


def test_clear_chat_empties_everything_in_one_tap_and_tells_the_server(visit) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    chat.answered()
    with chat.page.expect_request("**/web/delete") as told:
        chat.button("clear").click()
    assert told.value.response().ok
    assert chat.answers.count() == 0 and chat.stored() == (0, 0, 0)
    assert chat.page.locator(".worries").is_visible()
    chat.page.reload()
    assert chat.answers.count() == 0


@pytest.mark.parametrize("way", ["button", "key"])
def test_leave_quickly_puts_a_neutral_page_in_this_ones_place(visit, bot, way: str) -> None:
    chat = visit(bot.url + "/faq")
    chat.page.goto(bot.url + "/")
    chat.press("Is crying weakness?")
    chat.answered()
    if way == "button":
        chat.button("leave").click()
    else:
        for _ in range(3):
            chat.page.keyboard.press("Escape")
    chat.page.wait_for_url("**/leave")
    assert chat.page.title() == text("leave_page") and words()["practice"]["practice_name"] not in chat.page.content()
    assert chat.stored() == (0, 0, 0)
    chat.page.go_back()
    assert chat.page.url.endswith("/faq"), "the chat is not in the tab's history"
    chat.page.goto(bot.url + "/")
    assert chat.answers.count() == 0


def test_leaving_works_with_the_server_gone(visit) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    chat.answered()
    chat.page.context.set_offline(True)
    chat.button("leave").click()
    chat.page.wait_for_url("about:blank")


def test_what_the_browser_keeps_of_a_left_page_holds_nothing_of_the_talk(visit) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    chat.answered()
    left = chat.page.evaluate("""() => {
        dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
        return document.querySelector("practice-chat").shadowRoot.childElementCount;
    }""")
    assert left == 0
    chat.page.evaluate('dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))')
    assert chat.answers.count() == 1, "coming back by 'Back' in the same tab, it is there again"


def test_what_is_kept_is_told_and_deleted_in_one_tap(visit) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    chat.answered()
    chat.button("kept").click()
    assert chat.page.get_by_text(text("kept_device")).is_visible()
    with chat.page.expect_response("**/web/delete") as deleted:
        chat.button("kept_delete").click()
    assert deleted.value.ok
    chat.page.get_by_text(text("kept_deleted")).wait_for()
    assert chat.stored() == (0, 0, 0)


def test_a_deletion_that_does_not_get_through_is_not_called_done(visit) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    chat.answered()
    chat.button("kept").click()
    chat.cut()
    chat.button("kept_delete").click()
    chat.page.get_by_text(text("kept_not_deleted")).wait_for()
    assert chat.stored() == (0, 0, 0)


def test_a_person_can_be_reached_and_when_comes_from_the_server(visit) -> None:
    chat = visit()
    with chat.page.expect_response("**/web/contact") as told:
        chat.button("contact").click()
    chat.page.locator(".over").get_by_text(told.value.json()["text"]).wait_for()
    assert chat.page.locator('.over a[href^="tel:"]').count() == 1


def test_nothing_is_asked_of_any_other_host_and_nothing_is_kept(visit, bot) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    chat.answered()
    for key in ("help", "topics", "contact", "kept"):
        chat.button(key).click()
    assert all(url.startswith((bot.url, "data:")) for url in chat.asked), chat.asked
    assert chat.stored()[:2] == (0, 0) and chat.page.context.cookies() == []


def test_a_long_answer_starts_at_its_start_and_never_jumps_the_reader(visit) -> None:
    chat = visit(viewport={"width": 390, "height": 600})
    chat.press("Is crying weakness?")
    first = chat.answered()
    box, middle = first.bounding_box(), chat.page.locator(".middle").bounding_box()
    assert middle["y"] <= box["y"] < middle["y"] + 120, "the start of the answer is on top"
    chat.page.route("**/web/message", lambda route: (held.append(route)))
    held: list = []
    chat.type("will my therapist judge me?")
    chat.says("sending")
    chat.page.locator(".middle").evaluate("n => { n.scrollTop = 0; }")
    held[0].continue_()
    newer = chat.button("new_answer")
    newer.wait_for()
    assert chat.page.locator(".middle").evaluate("n => n.scrollTop") == 0, "who reads above stays there"
    newer.click()
    assert chat.answers.nth(1).is_visible() and not newer.is_visible()


def test_without_script_the_way_to_answers_help_and_people_stands_there(visit) -> None:
    chat = visit(java_script_enabled=False)
    assert chat.page.locator('a[href="/faq"]').is_visible()
    assert chat.page.locator('a[href="tel:999"]').is_visible() and chat.page.locator('a[href="tel:02079460123"]').is_visible()


def test_the_page_carries_strict_headers(bot) -> None:
    import urllib.request

    with urllib.request.urlopen(bot.url + "/") as reply:
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
    with urllib.request.urlopen(bot.url + "/widget.js") as reply:
        assert reply.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
