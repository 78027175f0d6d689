"""The staff pages for everyone: axe on each, keyboard alone, 320 px, contrast modes; nothing from anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.servers import scratch
from tests.staff.conftest import Staff
from tests.web.browsing import RULES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def staff() -> Iterator[Staff]:
    running = Staff(scratch())
    yield running
    running.end()


@pytest.fixture
def tab(browser: Any, staff: Staff) -> Iterator[Any]:
    contexts = []

    def opened(**choices: Any) -> Any:
        context = browser.new_context(**choices)
        contexts.append(context)
        page = context.new_page()
        page.goto(staff.address)
        page.get_by_role("heading", name="Figures").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()


def audit(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


PLACES = ("", "/questions", "/questions/1", "/topics", "/requests", "/questions/999")


@pytest.mark.parametrize(
    ("width", "height", "more"),
    [
        (1280, 800, {"color_scheme": "light"}),
        (390, 844, {"color_scheme": "dark"}),
        (320, 568, {"forced_colors": "active"}),
    ],
)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(tab, staff, width: int, height: int, more: dict) -> None:
    page = tab(viewport={"width": width, "height": height}, **more)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for place in (*PLACES, f"/requests/{staff.reference}"):
        page.goto(f"{staff.url}/staff{place}")
        for summary in page.locator("summary").all():
            summary.click()
        audit(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
    assert all(url.startswith(staff.url) for url in asked)


def test_a_chart_has_its_numbers_in_a_table(tab) -> None:
    page = tab()
    figure = page.locator("figure").first
    assert not figure.locator("table").is_visible()
    figure.locator("summary").focus()
    page.keyboard.press("Enter")
    table = figure.locator("table")
    assert table.is_visible() and table.locator("tbody tr").count() == 12
    assert {"under 5", "15"} == set(table.locator("td").all_inner_texts())


def test_keyboard_alone_adds_a_phrase_and_hears_what_was_wrong(tab, staff) -> None:
    page = tab()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_role("link", name="Questions").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="can i bring my dog").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Topic", exact=True).focus()
    page.keyboard.type("When is the practice open")
    page.keyboard.press("Tab")
    page.keyboard.type("can I bring my dog!")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "own wording" in alert.inner_text() and page.title().startswith("Error: ")
    field = page.get_by_label("Phrases, one a line", exact=True)
    assert field.get_attribute("aria-invalid") == "true" and field.input_value() == "can I bring my dog!"
    audit(page)
    field.fill("would a calm dog be welcome")
    page.get_by_role("button", name="Add to the topic").press("Enter")
    page.get_by_role("status").filter(has_text="Added to the topic").wait_for()
    assert "would a calm dog be welcome" in "".join(p.read_text() for p in (staff.data / "topics").glob("practice*.yml"))
