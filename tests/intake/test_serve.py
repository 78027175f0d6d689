"""The server itself tells the practice and deletes what is over."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from cryptography.fernet import Fernet

from bot.intake.settings import IntakeSettings
from bot.intake.store import IntakeStore
from tests.intake.mailbox import Mailbox
from tests.servers import PATIENCE, Bot


def test_a_running_server_delivers_and_purges_and_logs_no_content(release: None, folder: Path) -> None:
    mailbox = Mailbox()
    key, url = Fernet.generate_key().decode(), f"sqlite:///{folder / 'intake.sqlite'}"
    settings = IntakeSettings(url, folder / "intake.key", (key,), "digest", smtp_url=mailbox.url)
    over = IntakeStore(replace(settings, draft_seconds=-1.0))
    over.open_draft("over", "1")
    store = IntakeStore(settings)
    ref = store.open_draft("c1", "1")
    store.write_draft(ref, {"name": "Needle"})
    name = store.submit(ref)
    bot = Bot(
        folder,
        LOG_LEVEL="DEBUG",
        INTAKE_DATABASE_URL=url,
        INTAKE_KEYS=key,
        INTAKE_DIGEST_KEY="digest",
        INTAKE_SMTP_URL=mailbox.url,
        INTAKE_NOTICE_TO="desk@practice.example",
    )
    try:
        until = time.monotonic() + PATIENCE
        while store.undelivered() and time.monotonic() < until:
            time.sleep(0.2)
        assert [name.encode() in letter for letter in mailbox.letters] == [True]
        assert store.undelivered() == [] and store.purge() == 0
        log = bot.log.read_text()
        assert "1 deleted at their end" in log and "Needle" not in log and key not in log
    finally:
        bot.end()
        mailbox.close()
