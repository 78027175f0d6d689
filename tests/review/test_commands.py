"""The commands that staff use, as they run them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.review.settings import ReviewSettings
from bot.review.store import ReviewStore
from bot.settings import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A place with content and four kept questions."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    store = ReviewStore(
        ReviewSettings(url=f"sqlite:///{tmp_path / 'review.sqlite'}", key_file=tmp_path / "review.key")
    )
    for text in ("is there parking nearby", "can i bring my dog", "can my dog come with me", "do you have a lift"):
        store.keep(text)
    store.close()
    return tmp_path


def review(folder: Path, *words: str, code: int = 0) -> str:
    left = {k: v for k, v in os.environ.items() if not k.startswith("REVIEW_") and k != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "review", *words],
        cwd=ROOT,
        env={**left, "BOT_VAR": str(folder), "BOT_DATA": str(folder / "data")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_list_add_new_ignore(folder) -> None:
    listed = review(folder)
    lines = listed.splitlines()
    assert lines[1].split()[:2] == ["2", "2"] and lines[1].endswith("can i bring my dog"), listed
    assert lines[-1] == "4 questions in 3 groups"
    assert [g["number"] for g in json.loads(review(folder, "list", "--format", "json"))] == [2, 1, 4]

    said = review(folder, "add", "1", "practice_info", "--phrase", "could I leave the car somewhere close")
    file, line = said.split(": added")[0].split(":")
    assert "car somewhere close" in (folder / file).read_text().splitlines()[int(line) - 1]

    said = review(folder, "new", "2", "pets_in_the_room", "--title", "May a dog come too?", "--phrase", "are pets ok")
    assert "data/topics/pets_in_the_room.yml: started" in said
    assert "1 question deleted" in review(folder, "ignore", "4")
    assert review(folder).strip() == "0 questions in 0 groups"


def test_what_is_refused_changes_nothing_and_has_a_remedy(folder) -> None:
    assert "Q003" in review(folder, "ignore", "77", code=1)
    said = review(folder, "add", "2", "booking", "--phrase", "Can I bring my dog?", code=1)
    assert "Q004" in said and "Remedy" in said and "own wording" in said
    assert "Q004" in review(folder, "add", "2", "bookin", "--phrase", "may a dog come", code=1)
    assert len(review(folder).splitlines()) == 6
    (folder / "review.key").write_text("{}")
    said = review(folder, code=2)
    assert "Q002" in said and "Traceback" not in said and "dog" not in said


def test_purge_and_new_keys(folder) -> None:
    before = (folder / "review.key").read_text()
    assert "4 questions encrypted anew" in review(folder, "rotate-keys")
    assert (folder / "review.key").read_text() != before and "0 questions deleted" in review(folder, "purge")
    assert "4 questions in 3 groups" in review(folder)
