"""For everyone: axe in every view, keyboard alone, what a screen reader hears, zoom, contrast modes, right to left."""

from __future__ import annotations

import pytest

from tests.web.browsing import text, words

pytestmark = pytest.mark.browser
PANELS = ("help", "topics", "contact", "kept")

# What a screen reader would read out: text added to a live region, unless something nearer says "off".
LISTEN = """() => {
  window.heard = [];
  const root = document.querySelector("practice-chat").shadowRoot;
  const live = (n) => { for (; n && n !== root; n = n.parentNode) {
    if (n.getAttribute?.("aria-live")) return n.getAttribute("aria-live") !== "off";
    if (["status", "alert", "log"].includes(n.getAttribute?.("role"))) return true; } return false; };
  const read = (n) => n.nodeType === 3 ? n.data : n.getAttribute?.("aria-live") === "off" || n.hidden ? "" :
    [...n.childNodes].map(read).join(" ");
  new MutationObserver((all) => all.forEach((one) => one.addedNodes.forEach((n) => {
    if (live(one.target)) { const text = read(n).replace(/\\s+/g, " ").trim(); if (text) window.heard.push(text); }
  }))).observe(root, { childList: true, subtree: true });
}"""


@pytest.mark.parametrize(("width", "height", "scheme"), [(390, 844, "dark"), (1280, 800, "light")])
def test_axe_finds_nothing_in_any_view(visit, width: int, height: int, scheme: str) -> None:
    chat = visit(viewport={"width": width, "height": height}, color_scheme=scheme)
    chat.audit()
    for key in PANELS:
        chat.button(key).click()
        chat.audit()
    chat.button(PANELS[-1]).click()
    chat.press("Is crying weakness?")
    chat.answered().locator("summary").click()
    chat.audit()
    chat.type("I want to kill myself")
    chat.answered(2)
    chat.audit()
    chat.button("leave").click()
    chat.page.wait_for_url("**/leave")
    chat.audit()


def test_without_script_it_is_accessible_too(visit, bot) -> None:
    chat = visit()
    chat.page.route("**/widget.js*", lambda route: route.abort())
    chat.page.reload()
    chat.page.locator('practice-chat a[href="/faq"]').wait_for()
    chat.audit()


def test_an_answer_is_heard_once_and_ones_own_words_are_not_read_back(visit) -> None:
    chat = visit()
    chat.page.evaluate(LISTEN)
    chat.press("Is crying weakness?")
    answer = chat.answered()
    bubbles = answer.locator(".bubble").all_inner_texts()
    chat.page.wait_for_function("!document.querySelector('practice-chat').shadowRoot.querySelector('.progress p').textContent")
    heard = chat.page.evaluate("window.heard")
    spoken = [h for h in heard if "Crying isn't weakness" in h]
    assert len(spoken) == 1 and sum(bubbles[-1].strip() in h for h in heard) == 1, heard
    assert spoken[0].startswith(text("chat")), "one hears who speaks"
    assert not any("Is crying weakness?" in h or text("sure") in h for h in heard), heard
    assert set(heard) - set(spoken) <= {text("sending")}, heard
    log = chat.page.locator("[role=log]")
    assert log.get_attribute("aria-live") == "polite" and log.get_attribute("aria-label") == text("messages")


def test_a_reload_reads_nothing_out_again(visit) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    chat.answered()
    chat.page.add_init_script("addEventListener('DOMContentLoaded', () => setTimeout(" + LISTEN + "))")
    chat.page.reload()
    chat.answered()
    assert chat.page.evaluate("window.heard || []") == []


def test_keyboard_alone_from_the_first_tab_to_the_answer_and_back(visit) -> None:
    chat = visit(viewport={"width": 1280, "height": 800})
    order = []
    for _ in range(9):
        chat.page.keyboard.press("Tab")
        order.append(chat.focused())
    expected = [text("clear"), text("help"), text("leave"), text("log"), *words()["worries"], "#field"]
    assert [o if not o.startswith("#field") else "#field" for o in order] == expected
    for _ in range(4):
        chat.page.keyboard.press("Shift+Tab")
    chat.page.keyboard.press("Enter")
    chat.answered()
    assert chat.focused() == text("choices"), "where the next buttons are"
    chat.page.keyboard.press("Tab")
    assert chat.focused() == chat.page.locator(".choices button").first.inner_text()
    chat.page.keyboard.press("Shift+Tab")
    assert chat.focused() == text("sure")
    chat.page.keyboard.press("Enter")
    assert chat.page.locator("details[open]").count() == 1


def test_escape_closes_a_panel_and_the_focus_goes_back(visit) -> None:
    chat = visit()
    for key in PANELS:
        opener = chat.button(key)
        opener.focus()
        chat.page.keyboard.press("Enter")
        assert chat.focused() == f"#over {text(key)}" and opener.get_attribute("aria-expanded") == "true"
        chat.page.keyboard.press("Escape")
        assert chat.focused() == text(key) and opener.get_attribute("aria-expanded") == "false"
        chat.page.keyboard.press("x")  # so that three panels closed are not three Escapes in a row


@pytest.mark.parametrize(("width", "height"), [(320, 568), (320, 256), (640, 400)])
def test_narrow_low_and_zoomed_screens_lose_nothing(visit, width: int, height: int) -> None:
    """320 px is 400% zoom of 1280; 640x400 is 200% of a laptop's screen."""
    chat = visit(viewport={"width": width, "height": height})
    chat.press("Is crying weakness?")
    chat.answered()
    for key in ("help", "leave", "clear", "topics", "contact", "kept", "send"):
        chat.button(key).scroll_into_view_if_needed()
        assert chat.button(key).is_visible(), key
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not chat.page.evaluate(wide)
    chat.button("help").click()
    assert not chat.page.evaluate(wide)
    chat.page.locator(".over a").last.scroll_into_view_if_needed()
    chat.audit()


def test_targets_are_large_enough(visit) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    chat.answered().locator("summary").click()
    script = """n => [...n.shadowRoot.querySelectorAll("button, a, summary, textarea")].filter((e) => e.checkVisibility())
        .map((e) => [e.innerText, Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width)])"""
    sizes = chat.page.locator("practice-chat").evaluate(script)
    assert all(size >= 24 for _, size in sizes), sizes
    buttons = chat.page.locator("practice-chat").evaluate(script.replace("button, a, summary, textarea", "button, textarea"))
    assert all(size >= 44 for _, size in buttons), buttons


def test_visible_words_are_the_names_that_voice_control_uses(visit) -> None:
    chat = visit()
    chat.press("Is crying weakness?")
    chat.answered()
    named = "n => [...n.shadowRoot.querySelectorAll('button, a')].filter((e) => e.ariaLabel || !e.innerText.trim()).length"
    assert chat.page.locator("practice-chat").evaluate(named.replace("e.ariaLabel ||", "(e.checkVisibility() && e.ariaLabel) || e.checkVisibility() &&")) == 0
    assert chat.page.get_by_label(text("field")).get_attribute("id") == "field"


def test_reduced_motion_and_forced_colours_are_heeded(visit) -> None:
    chat = visit(reduced_motion="reduce", forced_colors="active")
    held: list = []
    chat.page.route("**/web/message", lambda route: held.append(route))
    chat.press("Is crying weakness?")
    chat.says("sending")
    assert chat.page.locator(".dots i").first.evaluate("n => getComputedStyle(n).animationName") == "none"
    borders = chat.page.locator("button:visible").evaluate_all("a => a.map(n => getComputedStyle(n).borderTopStyle)")
    assert set(borders) == {"solid"}, "a button is seen as one without its colours"


def test_right_to_left_is_mirrored(visit) -> None:
    chat = visit()
    chat.page.evaluate("document.querySelector('practice-chat').dir = 'rtl'")
    chat.type("nobody in my family cries")
    chat.answered()
    middle, mine = chat.page.locator(".middle").bounding_box(), chat.mine.locator(".bubble").bounding_box()
    assert mine["x"] - middle["x"] < 40, "one's own words stand on the other side"
    assert not chat.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    chat.audit()


def test_arabic_reads_from_the_right_and_a_number_in_it_from_the_left(visit) -> None:
    """What is said for screen readers alone turns no text round."""
    chat = visit()
    chat.page.evaluate("document.querySelector('practice-chat').dir = 'rtl'")
    arabic = "يمكنك الاتصال على " + words()["practice"]["phone"] + " من الاثنين."
    custom = {"topic": "booking", "sources": [], "evidence": None}
    chat.page.route("**/web/message", lambda route: route.fulfill(json={"messages": [{"text": arabic}, {"custom": custom}]}))
    chat.type("هل البكاء ضعف؟")
    bubble = chat.answered().locator(".bubble")
    assert [b.evaluate("n => getComputedStyle(n).direction") for b in (bubble, chat.mine.locator(".bubble"))] == ["rtl", "rtl"]
    assert bubble.locator("a").evaluate("n => getComputedStyle(n).direction") == "ltr"
