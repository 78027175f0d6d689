"""Where the intake is kept and for how long, as environment and practice say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.intake.outbox import channels
from bot.intake.settings import DAY, HOUR, read
from bot.settings import from_environment


def test_the_defaults_are_one_file_in_the_one_folder_and_nobody_is_told() -> None:
    there = from_environment({"BOT_VAR": "/tmp/somewhere"})
    found = read(there, {})
    assert found.url == "sqlite:////tmp/somewhere/intake.sqlite" and found.key_file == Path("/tmp/somewhere/intake.key")
    assert (found.keep_seconds, found.draft_seconds, found.log_seconds) == (90 * DAY, 24 * HOUR, 365 * DAY)
    assert channels(found) == () and found.notice_to == "hello@willow-practice.example.org"


def test_a_postgresql_that_holds_conversations_holds_the_intake_unless_another_is_named() -> None:
    there = from_environment({"DATABASE_URL": "postgresql+psycopg2://h/db"})
    assert read(there, {}).url == "postgresql+psycopg2://h/db"
    assert read(there, {"INTAKE_DATABASE_URL": "postgres://h/other"}).url == "postgresql://h/other"


def test_the_practice_decides_how_long(tmp_path) -> None:
    (tmp_path / "practice.yml").write_text("practice:\n  intake_retention_days: 30\n  intake_draft_hours: 0.5\n")
    found = read(replace(from_environment({}), data=tmp_path), {})
    assert (found.keep_seconds, found.draft_seconds) == (30 * DAY, HOUR / 2)
    (tmp_path / "practice.yml").write_text("practice:\n  intake_retention_days: 0\n")
    with pytest.raises(ValueError, match="I004"):
        read(replace(from_environment({}), data=tmp_path), {})


def test_secrets_are_not_shown_when_settings_are_printed() -> None:
    found = read(
        from_environment({}),
        {
            "INTAKE_KEYS": "needle",
            "INTAKE_DIGEST_KEY": "needle",
            "INTAKE_SMTP_URL": "smtp://u:needle@h",
            "INTAKE_WEBHOOK_SECRET": "needle",
        },
    )
    assert "needle" not in repr(found)
