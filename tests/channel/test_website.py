"""What the practice writes under `website:` is read or refused in plain words, never guessed."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channel.website import Website, website
from bot.content.current import current


def test_the_practices_file_can_be_read_and_lists_no_site_of_others() -> None:
    assert website(current().practice.raw, {}).origins == frozenset()


def test_gaps_get_the_defaults_and_the_environment_wins() -> None:
    assert website({}, {}) == website({"website": {}}, {}) == website({"website": "?"}, {}) == Website()
    assert website({"website": {"turns_a_minute": "5"}}, {"TURNS_A_MINUTE": "9"}).turns_a_minute == 9


def test_origins_are_written_as_browsers_send_them() -> None:
    raw = {"website": {"origins": ["https://WWW.example.org/", "http://localhost:8000"]}}
    assert website(raw, {}).origins == {"https://www.example.org", "http://localhost:8000"}


@pytest.mark.parametrize("entry", ["*", "null", "www.example.org", "https://example.org/chat", "", "javascript:x"])
def test_what_is_no_site_is_refused_with_a_remedy(entry: str) -> None:
    with pytest.raises(ValueError, match="Remedy"):
        website({"website": {"origins": [entry]}}, {})


@pytest.mark.parametrize("value", ["0", "-1", "many", "nan", "inf", "0.5", None, []])
def test_a_limit_that_is_no_limit_is_refused(value: Any) -> None:
    raw = {"website": {"turns_a_minute": value}}
    if value is None:
        assert website(raw, {}).turns_a_minute == Website.turns_a_minute
        return
    with pytest.raises(ValueError, match="turns_a_minute"):
        website(raw, {})
