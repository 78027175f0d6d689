"""The page in a real browser: nobody has to type, help is in reach, nothing is loaded from anywhere else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from bot.content.current import current
from tests.servers import Bot

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser, bot: Bot) -> Iterator:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    opened.requests = []
    opened.on("request", lambda request: opened.requests.append(request.url))
    opened.goto(bot.url + "/")
    yield opened
    context.close()


def test_it_opens_with_the_practice_four_worries_and_help(page) -> None:
    content = current()
    assert page.locator("h1").inner_text() == content.practice.values["practice_name"]
    assert page.locator("#choices button").all_inner_texts() == [content.of_contract(t).title for t in content.openers]
    assert page.locator("#notice").inner_text() == content.texts["notice"][0]
    page.get_by_text(content.texts["page_help"][0]).click()
    assert page.locator('#help a[href="tel:999"]').is_visible()
    assert page.locator('#help a[href="tel:116123"]').is_visible()
    assert page.locator("footer").inner_text() == content.texts["footer_review"][0]


def test_a_worry_is_answered_by_one_tap_and_the_talk_goes_on(page) -> None:
    page.get_by_role("button", name="Is crying weakness?").click()
    answer = page.locator("#log .bot:not(.waiting)").first
    answer.wait_for()
    assert answer.inner_text().startswith("No")
    assert current().texts["notice"][0] not in page.locator("#log").inner_text(), "the page says it already"
    page.get_by_role("button", name=current().texts["button_how_sure"][0]).click()
    page.locator("#log .bot:not(.waiting)").nth(1).wait_for()
    assert "20" in page.locator("#log .bot:not(.waiting)").nth(1).inner_text(), "how sure names the studies"


def test_what_is_typed_is_shown_as_text_and_never_run(page) -> None:
    page.locator("#text").fill("<img src=x onerror=document.title='hacked'>")
    page.locator("#text").press("Enter")
    page.locator("#log .bot:not(.waiting)").first.wait_for()
    assert page.title() != "hacked" and page.locator("#log img").count() == 0


def test_when_the_server_is_gone_nothing_typed_is_lost_and_help_opens(page) -> None:
    page.route("**/web/message", lambda route: route.abort())
    page.locator("#text").fill("nobody in my family cries")
    page.locator("#text").press("Enter")
    page.locator("#log .bot:not(.waiting)").first.wait_for()
    assert page.locator("#text").input_value() == "nobody in my family cries"
    assert page.locator("#help").get_attribute("open") is not None


def test_nothing_is_asked_of_any_other_host_and_nothing_is_kept(page, bot: Bot) -> None:
    page.get_by_role("button", name="Is crying weakness?").click()
    page.locator("#log .bot:not(.waiting)").first.wait_for()
    assert all(url.startswith(bot.url) for url in page.requests), page.requests
    kept = "[localStorage.length, sessionStorage.length, document.cookie.length]"
    assert page.evaluate(kept) == [0, 0, 0]


def test_the_page_carries_strict_headers(bot: Bot) -> None:
    import urllib.request

    with urllib.request.urlopen(bot.url + "/") as reply:
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
