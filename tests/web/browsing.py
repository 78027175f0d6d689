"""What tests do on the page: one visit in one browser tab."""

from __future__ import annotations

import re
import shutil
from functools import lru_cache
from typing import Any

from bot.content.current import current
from bot.safety.helplines import load_helplines
from bot.web.config import config

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """What the script carries, as the server fills it."""
    return config(current(), load_helplines())


def text(key: str, **values: Any) -> str:
    """A text of data/widget.yml."""
    found = str(words()["texts"][key])
    for name, value in values.items():
        found = found.replace("{" + name + "}", str(value))
    return found


class Visit:
    """One tab."""

    def __init__(self, page: Any, bot: str) -> None:
        self.page, self.bot = page, bot
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def button(self, key: str) -> Any:
        return self.page.get_by_role("button", name=text(key), exact=True)

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()

    def type(self, message: str) -> None:
        self.field.fill(message)
        self.field.press("Enter")

    @property
    def field(self) -> Any:
        return self.page.locator("#field")

    @property
    def answers(self) -> Any:
        return self.page.locator(".turn:not(.mine)")

    @property
    def mine(self) -> Any:
        return self.page.locator(".turn.mine")

    @property
    def status(self) -> Any:
        return self.page.locator(".progress [role=status]")

    def answered(self, times: int = 1) -> Any:
        """Waits for the n-th answer and returns it."""
        found = self.answers.nth(times - 1)
        found.wait_for()
        return found

    def says(self, key: str, **values: Any) -> None:
        """Waits until the state has its words."""
        self.status.filter(has_text=text(key, **values)).wait_for()

    def refuse(self, path: str, status: int, code: str, **headers: str) -> None:
        """Lets the server answer with an error from now on."""
        self.page.route(
            f"**/web/{path}",
            lambda route: route.fulfill(
                status=status, json={"error": {"code": code, "reason": ""}}, headers={k: str(v) for k, v in headers.items()}
            ),
        )

    def cut(self) -> None:
        """Cuts the line to the server."""
        self.page.route("**/web/**", lambda route: route.abort())

    def mend(self) -> None:
        self.page.unroute_all()

    def stored(self) -> tuple[int, int, int]:
        """How much the browser keeps: localStorage, cookies, sessionStorage."""
        return tuple(self.page.evaluate("[localStorage.length, document.cookie.length, sessionStorage.length]"))

    def audit(self) -> None:
        """Asserts that axe finds nothing."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        assert found.violations_count == 0, found.generate_report()

    def focused(self) -> str:
        """What has the focus, by its words."""
        script = "() => { let n = document.activeElement; while (n.shadowRoot?.activeElement) n = n.shadowRoot.activeElement;"
        script += " return (n.id ? '#' + n.id + ' ' : '') + (n.getAttribute('aria-label') || n.innerText || n.tagName); }"
        return re.sub(r"\s+", " ", self.page.evaluate(script)).strip()
