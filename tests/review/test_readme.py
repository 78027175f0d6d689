"""What the README shows of `review` is what the commands say, each run as it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

from bot.review.question import today
from bot.review.settings import ReviewSettings
from bot.review.store import ReviewStore
from bot.settings import ROOT
from tests.review.test_commands import review

ASKED = (
    "is there parking nearby",
    "can i bring my dog",
    "parking?",
    "can my dog come with me",
    "what is the capital of peru",
    "is it ok to bring a dog along",
)


def test_the_output_in_the_readme_is_real(tmp_path: Path) -> None:
    """Out of date? Put in what the assertion shows."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    own = ReviewSettings(url=f"sqlite:///{tmp_path / 'review.sqlite'}", key_file=tmp_path / "review.key")
    store = ReviewStore(own)
    for text in ASKED:
        store.keep(text)
    store.close()
    block = re.search(r"<!-- review:begin.*?```text\n(.*?)```", (ROOT / "README.md").read_text(), re.S)[1]
    said = ""
    for command in re.findall(r"^\$ (.*)$", block, re.M):
        said += f"$ {command}\n" + review(tmp_path, *shlex.split(command)[4:])
    assert undated(said) == undated(block)


def undated(text: str) -> str:
    """Without the day, and without the line that phrases happen to end in today."""
    dated = text.replace(today().isoformat(), "DAY")
    return re.sub(r"\.yml:\d+:", ".yml:LINE:", re.sub(r"\d{4}-\d\d-\d\d", "DAY", dated))
