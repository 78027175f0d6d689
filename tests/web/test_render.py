"""What the page shows comes from data/, and nothing in it loads from elsewhere."""

from __future__ import annotations

import re

import pytest

from bot.content.current import current
from bot.web.pages import render


def test_every_number_on_the_page_comes_from_the_help_lines_or_the_practice() -> None:
    html = render(current())
    dialled = re.findall(r'href="tel:(\d+)"', html)
    assert dialled and dialled[0] == "999", "the emergency number comes first"


def test_no_script_style_or_image_from_elsewhere() -> None:
    html = render(current())
    assert not re.findall(r'(?:src|href)="https?://(?!findahelpline\.com)', html)
    assert "style=" not in html and not re.search(r"<script(?![^>]*src=)", html)


def test_health_says_when_the_rules_work_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever watches the server sees that the danger screen lacks its trained part."""
    from bot.safety import screen as module
    from bot.web import pages

    for indirect, said in ((None, "rules only"), (lambda text: None, "")):
        monkeypatch.setattr(module, "default_screen", lambda part=indirect: module.Screen(indirect=part))
        assert (said in pages._screen_state()) if said else pages._screen_state() == ""
