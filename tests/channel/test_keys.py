"""One secret for all workers, which nobody else can read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.channel.keys import FILE, derive, digest, secret


def test_the_file_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    made = secret(tmp_path / "var", {})
    path = tmp_path / "var" / FILE
    assert secret(tmp_path / "var", {}) == made and len(made) >= 32
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    secret(tmp_path / "var", {})
    assert path.stat().st_mode & 0o077 == 0, "opened up by mistake, it is closed again"


def test_workers_that_start_at_once_end_up_with_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: secret(tmp_path, {}), range(64)))) == 1
    assert [p.name for p in tmp_path.iterdir()] == [FILE], "no draft is left behind"


def test_the_environment_wins_and_what_is_too_short_is_refused(tmp_path: Path) -> None:
    assert secret(tmp_path, {"BOT_KEY": "e" * 32}) == b"e" * 32 and not list(tmp_path.iterdir())
    with pytest.raises(ValueError, match="BOT_KEY"):
        secret(tmp_path, {"BOT_KEY": "short"})
    (tmp_path / FILE).write_bytes(b"")
    with pytest.raises(ValueError, match=FILE):
        secret(tmp_path, {})


def test_one_purpose_says_nothing_about_another() -> None:
    key = b"k" * 32
    assert derive(key, "token") != derive(key, "address")
    assert digest(derive(key, "address"), "203.0.113.9") != digest(derive(key, "token"), "203.0.113.9")
