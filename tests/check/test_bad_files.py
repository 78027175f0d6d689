"""Whatever is in the folder: problems in plain words with a remedy, never a stack trace; for `check` and `train`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.check.problem import ContentError
from bot.check.run import run
from bot.content.load import load
from bot.settings import ROOT
from tests.check.tree import Data

FILE = "topics/crying_weakness.yml"


def _half(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: raw.index(b"more: >-") + 20])


def _thousands(path: Path) -> None:
    text = path.read_text()
    made = "".join(f"      - phrase number {n} of very many\n" for n in range(10_000))
    path.write_text(text.replace("    examples: |\n", f"    examples: |\n{made}"))


def _windows(path: Path) -> None:
    path.write_bytes(path.read_bytes() + "# café\n".encode("cp1252"))


def _windows_ends(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))


def _utf16(path: Path) -> None:
    path.write_bytes(path.read_text().encode("utf-16"))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _zeros(path: Path) -> None:
    path.write_bytes(b"version: \x00\x00\x07")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("not_there.yml")


def _anchors(path: Path) -> None:
    path.write_text("a: &a [x, *a]\n")


def _deep(path: Path) -> None:
    path.write_text("[" * 5000)


def _merge(path: Path) -> None:
    path.write_text("? [a, b]\n: c\n<<: {d: e}\n")


def _documents(path: Path) -> None:
    path.write_text("a: 1\n---\nb: 2\n")


BROKEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "half-saved": (_half, ""),
    "10,000 phrases": (_thousands, "T057"),
    "Windows-1252": (_windows, "T008"),
    "UTF-16": (_utf16, "T008"),
    "empty": (_empty, "T008"),
    "control characters": (_zeros, "T001"),
    "a folder": (_folder, "T008"),
    "a link to itself": (_loop, "T008"),
    "a link to nowhere": (_nowhere, "T008"),
    "a list that holds itself": (_anchors, "T001"),
    "five thousand brackets": (_deep, "T001"),
    "keys that are lists": (_merge, "T006"),
    "two documents": (_documents, "T001"),
}


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("name", [FILE, "texts.yml", "safety/helplines.yml"])
def test_a_broken_file_is_a_problem_with_a_remedy(data: Data, kind: str, name: str) -> None:
    """The file is named, and what to do; the rest of the tree is checked all the same."""
    breaks, code = BROKEN[kind]
    (data.root / "safety").mkdir()
    if not (data.root / name).exists():
        data.write(name, "lines: []\n")
    if kind == "10,000 phrases" and name != FILE or kind == "half-saved" and name != FILE:
        pytest.skip("a topic's own slip")
    breaks(data.root / name)
    found = [p for p in data.problems() if p.file == f"data/{name}"]
    assert found and all(p.message and p.remedy and p.line >= 1 for p in found)
    assert not code or code in {p.code for p in found}, [str(p) for p in found]


@pytest.mark.parametrize("name", ["topics/notes", "topics/gender.yml.bak", "topics/gender.txt", "topics/more.yaml"])
def test_what_nobody_reads_is_named(data: Data, name: str) -> None:
    """T065: a copy beside a topic, or a folder, looks like content and is none."""
    path = data.root / name
    path.mkdir() if "." not in path.name else shutil.copy(data.root / FILE, path)
    assert {p.code for p in data.problems() if p.file == f"data/{name}"} >= {"T065"}


def test_windows_line_ends_and_a_mark_at_the_start_are_no_mistake(data: Data) -> None:
    """Notepad saves so; nothing is lost by it."""
    _windows_ends(data.root / FILE)
    assert data.codes() == []


@pytest.mark.parametrize("kind", ["Windows-1252", "a link to itself", "a list that holds itself"])
def test_the_loader_refuses_in_the_same_words(data: Data, kind: str) -> None:
    """What the check names is what the server would refuse: one exception with places."""
    BROKEN[kind][0](data.root / FILE)
    with pytest.raises(ContentError) as refused:
        load(data.root)
    assert f"data/{FILE}:1" in str(refused.value)


TRAIN = {
    "an unknown intent": ("data/topics/gender.yml", "intent: faq/gender", "intent: fqa/gender", "T019"),
    "the same phrase in two topics": (
        "data/topics/gender.yml", "    examples: |\n", "    examples: |\n      - Is crying weakness?\n", "T050"
    ),
    "broken YAML": ("data/topics/gender.yml", "    examples: |", "    examples: |: x", "T00"),
    "a cue nobody knows": ("data/cues.yml", '"boys will be boys ~6 @cry"', '"boys will be @nothing"', "T100"),
    "an action nobody knows": ("data/rules.yml", "      - action: action_turn", "      - action: action_tern", "T112"),
}  # fmt: skip


@pytest.mark.parametrize("kind", TRAIN)
def test_training_stops_before_rasa_sees_a_mistake(tmp_path: Path, kind: str) -> None:
    """File, line and remedy, exit code 1, no stack trace, and what was served before is served still."""
    name, old, new, code = TRAIN[kind]
    for part in ("bot", "data", "actions", "requirements"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "*.onnx"))
    for part in ("domain.yml", "config.yml"):
        shutil.copy2(ROOT / part, tmp_path / part)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "train"],
        cwd=tmp_path,
        env={**os.environ, "BOT_VAR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert f"{name}:" in done.stderr and code in done.stderr, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert not (tmp_path / "var" / "current").exists()


def test_a_good_tree_is_good() -> None:
    """The tree that all these are broken from has no mistake."""
    assert [str(p) for p in run(ROOT / "data").problems] == []
