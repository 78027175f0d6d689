"""The page with all answers in a real browser: accessible, narrow, dark, printed, and without script."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from tests.servers import Bot

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium: apt-get install chromium"),
]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Any, bot: Bot, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # axe is injected; the page's own policy would rightly refuse it.
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(bot.url + "/faq")
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_it_is_whole_without_script_and_asks_nobody_else(browser: Any, bot: Bot) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(bot.url + "/faq#crying_weakness")
    assert page.locator("#crying_weakness .answer").first.is_visible()
    assert page.locator("#crying_weakness h3").bounding_box()["y"] < 200, "the anchor leads there"
    assert page.locator('#help a[href="tel:999"]').count() == 1
    assert {url.split("#")[0] for url in asked} <= {bot.url + "/faq", bot.url + "/favicon.ico"}
    context.close()


def test_its_own_policy_lets_its_style_through(browser: Any, bot: Bot) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(bot.url + "/faq")
    assert page.locator("body").evaluate("node => getComputedStyle(node).maxWidth") == "704px"
    assert not any("Content Security Policy" in text for text in said), said
    context.close()


def test_printed_it_is_a_booklet_and_not_a_page_a_topic(visit, bot) -> None:
    """With margins, and without the half pages that a break before each topic leaves."""
    import re

    chat = visit(bot.url + "/faq")
    printed = chat.page.pdf(format="A4", prefer_css_page_size=True)
    topics = chat.page.locator("article").count()
    assert 10 < len(re.findall(rb"/Type\s*/Page[^s]", printed)) < topics
    chat.page.emulate_media(media="print")
    assert not chat.page.locator(".top").first.is_visible() and chat.page.locator("#help").is_visible()
