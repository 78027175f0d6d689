"""What the page shows comes from data/, and what it says about time is true."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.channel.opening import contact, kept, opening
from bot.content.current import current
from bot.safety.helplines import load_helplines

SUNDAY_NIGHT = datetime(2026, 11, 22, 3, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("now", "open_", "said"),
    [
        (datetime(2026, 11, 23, 10, 0, tzinfo=timezone.utc), True, "until 8pm"),
        (datetime(2026, 11, 23, 7, 0, tzinfo=timezone.utc), False, "opens today at 9am"),
        (SUNDAY_NIGHT, False, "opens tomorrow at 9am"),
        (datetime(2026, 11, 21, 15, 0, tzinfo=timezone.utc), False, "opens on Monday at 9am"),
        (datetime(2026, 7, 6, 8, 30, tzinfo=timezone.utc), True, "until 8pm"),
    ],
)
def test_the_contact_panel_says_when_someone_answers(now: datetime, open_: bool, said: str) -> None:
    panel = contact(current(), now)
    assert panel["open"] is open_ and said in panel["text"], panel["text"]
    assert (panel["until"] is None) is not open_ and (panel["next_open"] is None) is open_


def test_no_text_is_left_unfilled() -> None:
    shown = str([opening(current(), load_helplines(), SUNDAY_NIGHT), kept(current())])
    assert "{phone}" not in shown and "{when}" not in shown and "{until}" not in shown


def test_it_opens_with_four_worries_whose_buttons_are_plain_text() -> None:
    found = opening(current(), load_helplines(), SUNDAY_NIGHT)
    assert [w["topic"] for w in found["worries"]] == list(current().openers) and len(found["worries"]) == 4
    assert all(c["title"] == c["payload"] and c["title"] for c in (*found["worries"], *found["menu"], found["kept"]))


def test_help_begins_with_the_emergency_number_and_every_line_can_be_tapped() -> None:
    lines = opening(current(), load_helplines(), SUNDAY_NIGHT)["help"]["lines"]
    assert lines[0]["emergency"] and lines[0]["link"] == "tel:999"
    assert all(line["link"].startswith("tel:" if line["by"] == "call" else "sms:") for line in lines)


def test_what_is_kept_names_all_that_the_channel_keeps() -> None:
    text = " ".join(kept(current())["texts"])
    for named in ("place-marker", "24 hours", "two minutes", "internet address", "one minute"):
        assert named in text
