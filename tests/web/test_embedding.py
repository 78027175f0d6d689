"""One line on any website: another origin, a strict policy of its own, and the chat in a window over the page."""

from __future__ import annotations

import pytest

from tests.web.browsing import text

pytestmark = pytest.mark.browser


def test_the_launcher_opens_a_talk_on_another_origin(visit, website, bot) -> None:
    chat = visit(website, viewport={"width": 1280, "height": 800})
    launcher = chat.page.get_by_role("button", name=text("launcher"))
    launcher.wait_for()
    chat.audit()
    launcher.click()
    assert chat.focused().startswith("#title")
    chat.press("Is crying weakness?")
    chat.answered()
    chat.audit()
    assert chat.page.get_by_role("link", name="Fees").is_visible(), "the page stays in reach beside it"
    assert all(url.startswith((website, bot.url)) for url in chat.asked), chat.asked
    assert chat.stored()[:2] == (0, 0) and chat.page.context.cookies() == [] and not chat.errors
    chat.button("close").click()
    assert chat.focused() == text("launcher") and not chat.page.locator("dialog").is_visible()


def test_the_talk_goes_along_to_the_next_page_of_the_website(visit, website) -> None:
    chat = visit(website, viewport={"width": 1280, "height": 800})
    chat.press(text("launcher"))
    chat.press("Is crying weakness?")
    chat.answered()
    chat.page.goto(website + "fees")
    assert chat.answered().is_visible()
    assert chat.focused().startswith(("A practice", "BODY")), "a page that loads keeps its own focus"


def test_on_a_phone_it_covers_the_page_and_keeps_the_focus_in(visit, website) -> None:
    chat = visit(website)
    chat.press(text("launcher"))
    assert chat.page.locator("dialog").evaluate("n => n.matches(':modal')")
    box = chat.page.locator("dialog").bounding_box()
    assert (box["width"], box["height"]) == (390, 844)
    chat.audit()
    seen = set()
    for _ in range(20):
        chat.page.keyboard.press("Tab")
        seen.add(chat.focused())
    assert not {"Fees"} & seen
    chat.page.keyboard.press("Escape")
    assert chat.focused() == text("launcher")


def test_three_escapes_leave_the_website_too(visit, website, bot) -> None:
    chat = visit(website)
    chat.press(text("launcher"))
    chat.press("Is crying weakness?")
    chat.answered()
    for _ in range(3):
        chat.page.keyboard.press("Escape")
    chat.page.wait_for_url(bot.url + "/leave")
    chat.page.goto(website)
    assert chat.stored() == (0, 0, 0)


def test_three_escapes_with_the_chat_closed_are_the_websites_own(visit, website) -> None:
    chat = visit(website)
    chat.page.get_by_role("button", name=text("launcher")).wait_for()
    for _ in range(4):
        chat.page.keyboard.press("Escape")
    assert chat.page.url == website


def test_a_website_that_is_not_listed_can_show_help_but_not_talk(visit, website) -> None:
    """The same pages under another name are another website."""
    chat = visit(website.replace("127.0.0.1", "localhost"))
    chat.press(text("launcher"))
    chat.button("help").click()
    assert chat.page.locator('.over a[href="tel:999"]').is_visible()
    chat.button("back").click()
    chat.type("nobody in my family cries")
    chat.button("take_back").wait_for()
    assert chat.answers.count() == 0
