"""Where the kept questions are, from the environment and the practice's file; nonsense is refused, and turns go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.review import tally as module
from bot.review.settings import read
from bot.settings import from_environment


def settings(tmp_path: Path, practice: str = "", **more: str):
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "practice.yml").write_text(f"practice:\n  practice_name: A\n{practice}")
    return from_environment({"BOT_VAR": str(tmp_path), "BOT_DATA": str(tmp_path / "data"), **more})


def test_without_any_it_is_a_file_beside_the_others(tmp_path) -> None:
    found = read(settings(tmp_path), {})
    assert found.file == tmp_path / "review.sqlite" and found.key_file == tmp_path / "review.key"
    assert (found.keep_days, found.count_days, found.keys) == (180, 400, ())


def test_a_postgresql_of_the_conversations_holds_it_too_and_another_may_be_named(tmp_path) -> None:
    shared = settings(tmp_path, DATABASE_URL="postgresql+psycopg2://u@h/db")
    assert read(shared, {}).url == "postgresql+psycopg2://u@h/db" and read(shared, {}).file is None
    named = read(
        shared, {"REVIEW_DATABASE_URL": "postgres://u@h/other", "REVIEW_KEYS": "a, b", "REVIEW_DIGEST_KEY": "d"}
    )
    assert (named.url, named.keys, named.digest_key) == ("postgresql://u@h/other", ("a", "b"), "d")


@pytest.mark.parametrize("value", ["soon", "0", "-1", "1.5", "99999"])
def test_a_number_of_days_that_is_none_is_refused_and_costs_no_turn(tmp_path, monkeypatch, value: str) -> None:
    wrong = settings(tmp_path, f"  review_retention_days: {value}\n")
    with pytest.raises(ValueError, match="Q005 review_retention_days.*Remedy"):
        read(wrong, {})
    monkeypatch.setattr(module, "from_environment", lambda: wrong)
    module.tally.cache_clear()
    try:
        assert module.tally() is None
        module.count("booking")
        module.flush()
    finally:
        module.tally.cache_clear()
