"""The pictures in data/README.md, from real runs: `python -m tests.staff_pictures` draws them anew.

Each shows a command's output after the edit that stands above it, made in a copy of the files. What awaits review is
left out: its counts change with every file.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from pathlib import Path

from bot.settings import ROOT
from tests.servers import build_release

README = ROOT / "data" / "README.md"
WIDTH = 100
WEAK = "topics/crying_weakness.yml"
TRIED = "i was sobbing at the vet's and felt such a wimp"


def check(edit: Callable[[Path], str]) -> str:
    """Runs the check on a copy of data/ with one edit in it; `edit` returns the file to look at."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(ROOT / "data", data)
        shutil.copy2(ROOT / "domain.yml", folder)
        looked_at = data / edit(data)
        done = _run("check", str(looked_at))
    lines = [line for line in done.splitlines() if not line.startswith("Awaiting")]
    return "\n".join(part for line in lines for part in textwrap.wrap(line, WIDTH, subsequent_indent="    "))


def attempt(message: str) -> str:
    """Tries a message on the current release."""
    return _run("try", message).rstrip()


def _run(*words: str) -> str:
    done = subprocess.run([sys.executable, "-m", "bot", *words], cwd=ROOT, capture_output=True, text=True, timeout=240)
    return done.stdout


def _replace(data: Path, name: str, old: str, new: str) -> str:
    text = (data / name).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is no longer in {name}"
    (data / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return name


def _answer(data: Path) -> str:
    return _replace(data, WEAK, "        No. Crying isn't weakness", "        I understand how you feel. It isn't weakness")


def _phrase(data: Path) -> str:
    return _replace(data, WEAK, "    examples: |\n", "    examples: |\n      - nobody in my family cries\n")


def _topic(data: Path) -> str:
    shutil.copy2(data / WEAK, data / "topics" / "crying_films.yml")
    return _replace(data, "topics/crying_films.yml", "intent: faq/crying_weakness", "intent: faq/crying_films")


PICTURES: dict[str, Callable[[], str]] = {
    "answer": lambda: check(_answer),
    "phrase": lambda: check(_phrase),
    "topic": lambda: check(_topic),
    "try": lambda: attempt(TRIED),
}


def drawn(readme: str, name: str) -> str:
    """Returns a picture as the README holds it."""
    return _place(readme, name)[1]


def _place(readme: str, name: str) -> re.Match[str]:
    found = re.search(rf"<!-- picture: {name} [^\n]*\n```text\n(.*?)\n```\n", readme, re.S)
    assert found, f"the README has no place for the picture '{name}'"
    return found


def main() -> None:
    build_release()
    text = README.read_text(encoding="utf-8")
    for name, draw in PICTURES.items():
        place = _place(text, name)
        text = text[: place.start(1)] + draw() + text[place.end(1) :]
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
