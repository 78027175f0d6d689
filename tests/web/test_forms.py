"""The intake inside the window: real form controls for what is asked, and nothing typed into them is lost."""

from __future__ import annotations

import pytest

from bot.intake.definition import current
from tests.web.browsing import text

pytestmark = pytest.mark.browser
TITLES = current().buttons


def opened(chat) -> None:
    """Goes to the question for a name."""
    chat.type("I'd like to book")
    chat.page.get_by_role("checkbox", name=TITLES["agree"]).check()
    chat.button("form_go_on").click()
    named(chat).wait_for()


def named(chat):
    return chat.page.get_by_label(text("form_name"))


def test_a_whole_intake_by_its_controls(visit) -> None:
    """A tick, fields that a browser can fill in, radio buttons, a box for the reason; axe finds nothing at any of them."""
    chat = visit()
    chat.type("I'd like to book")
    tick = chat.page.get_by_role("checkbox", name=TITLES["agree"])
    tick.wait_for()
    chat.audit()
    chat.button("form_go_on").click()
    assert chat.page.get_by_role("alert").filter(has_text=text("form_tick")).is_visible() and chat.mine.count() == 1
    chat.audit()
    tick.check()
    chat.button("form_go_on").click()
    assert named(chat).get_attribute("autocomplete") == "name"
    chat.audit()
    named(chat).fill("Nell Carr")
    chat.button("form_go_on").click()
    mail, phone = chat.page.get_by_label(text("form_email")), chat.page.get_by_label(text("form_phone"))
    mail.wait_for()
    assert [(f.get_attribute("type"), f.get_attribute("autocomplete")) for f in (mail, phone)] == [("email", "email"), ("tel", "tel")]
    chat.button("form_go_on").click()
    assert chat.page.get_by_role("alert").filter(has_text=text("form_empty")).is_visible()
    assert mail.get_attribute("aria-invalid") == "true" and chat.focused().startswith("#in-email")
    chat.audit()
    mail.fill("nell@example.org")
    phone.fill("07700 900 123")
    chat.button("form_go_on").click()
    for label in ("Text message", TITLES["evenings"]):
        chat.page.get_by_role("radio", name=label).check()
        chat.audit()
        chat.button("form_go_on").click()
    chat.page.get_by_label(text("form_about"), exact=True).fill("I cry on the bus.\nEvery day.")
    chat.audit()
    chat.button("form_go_on").click()
    chat.page.get_by_role("button", name=TITLES["send"]).wait_for()
    summary = chat.answers.last.inner_text()
    for given in ("Nell Carr", "nell@example.org", "07700 900 123", "Text message", "Evenings", "Every day."):
        assert given in summary
    chat.press(TITLES["send"])
    chat.page.locator(".turn:not(.mine)", has_text="W-").wait_for()
    chat.audit()


def test_by_keyboard_alone(visit) -> None:
    """After a pressed button the next Tab is the field; Enter sends it."""
    chat = visit(viewport={"width": 1280, "height": 800})
    opened(chat)
    assert chat.focused() == text("choices")
    chat.page.keyboard.press("Tab")
    assert chat.focused().startswith("#in-name")
    chat.page.keyboard.type("Nell")
    chat.page.keyboard.press("Enter")
    chat.page.get_by_label(text("form_email")).wait_for()
    assert "Nell" in chat.mine.last.inner_text()


def test_what_is_typed_into_a_field_outlives_a_question_in_between_and_a_reload(visit) -> None:
    chat = visit()
    opened(chat)
    named(chat).fill("Nell Ca")
    chat.type("is crying weakness?")
    chat.answered(3)
    assert named(chat).input_value() == "Nell Ca"
    chat.page.reload()
    assert named(chat).input_value() == "Nell Ca"
    named(chat).fill("Nell Carr")
    chat.button("form_go_on").click()
    chat.page.get_by_label(text("form_email")).wait_for()
    assert "Nell" not in chat.page.evaluate("JSON.stringify(JSON.parse(sessionStorage.getItem('practice-chat')).fields)")


def test_offline_in_the_middle_of_a_form_loses_nothing(visit) -> None:
    chat = visit()
    opened(chat)
    named(chat).fill("Nell Carr")
    chat.page.context.set_offline(True)
    chat.button("form_go_on").click()
    chat.says("offline")
    chat.audit()
    chat.page.context.set_offline(False)
    chat.page.get_by_label(text("form_email")).wait_for()
    assert "Nell Carr" in chat.mine.last.inner_text()


def test_the_browser_forgets_the_fields_with_the_chat(visit) -> None:
    chat = visit()
    opened(chat)
    named(chat).fill("Nell")
    chat.button("clear").click()
    assert chat.stored() == (0, 0, 0) and chat.page.locator(".questions").count() == 0


@pytest.mark.parametrize(("width", "height", "way"), [(320, 568, "ltr"), (640, 400, "ltr"), (390, 844, "rtl")])
def test_the_fields_fit_small_and_zoomed_screens_both_ways_round(visit, width: int, height: int, way: str) -> None:
    chat = visit(viewport={"width": width, "height": height})
    chat.page.evaluate("way => { document.querySelector('practice-chat').dir = way; }", way)
    opened(chat)
    named(chat).scroll_into_view_if_needed()
    assert named(chat).bounding_box()["height"] >= 44
    assert not chat.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    chat.audit()
