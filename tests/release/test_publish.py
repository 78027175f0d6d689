"""What the office manager meets: an edit goes live in seconds and comes back in one step; whatever is wrong, the live
release stays and the message says what to do."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bot.release import audit, lock
from bot.release.shelf import current
from bot.settings import ROOT
from tests.release.conftest import reword

TOPIC = "topics/crying_weakness.yml"


def start(var: Path, data: Path, *words: str, **more: Any) -> subprocess.Popen[str]:
    environment = {**os.environ, "BOT_VAR": str(var), "BOT_DATA": str(data), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more
    )


def bot(var: Path, data: Path, *words: str, **more: Any) -> tuple[int, str]:
    child = start(var, data, *words, **more)
    out, err = child.communicate(timeout=300)
    return child.returncode, out + err


def live(var: Path) -> str:
    found = current(var)
    assert found is not None
    return found.name


def answer(var: Path) -> str:
    found = current(var)
    assert found is not None
    return (found.data / TOPIC).read_text(encoding="utf-8")


def leftovers(var: Path) -> list[Path]:
    return [*(var / "releases").glob(".*"), *(var / "models").glob(".*"), *var.glob(".current*")]


def test_an_edit_goes_live_without_training_and_comes_back_in_one_step(var: Path, data: Path) -> None:
    before = live(var)
    reword(data, "No. It isn't weakness, it's weather.")
    code, said = bot(var, data, "publish", "--by", "Anna", "--note", "kinder")
    assert code == 0, said
    assert "changed: data/topics/crying_weakness.yml" in said and "training" not in said and "scoring needed" in said
    assert live(var) != before and "weather" in answer(var)
    entry = audit.read(var)[-1]
    assert (entry["action"], entry["by"], entry["reason"], entry["was"]) == ("publish", "Anna", "kinder", before)
    assert entry["files"] == {"changed": ["data/topics/crying_weakness.yml"]}
    code, said = bot(var, data, "rollback", "--list")
    assert code == 0 and f"live  {live(var)}" in said and before in said and "kinder" in said
    code, said = bot(var, data, "rollback", "--by", "Bert")
    assert code == 0 and live(var) == before, said
    assert audit.read(var)[-1]["action"] == "rollback"
    assert "weather" in (data / TOPIC).read_text(), "an undo takes nothing away from what staff edited"
    code, said = bot(var, data, "publish", "--log")
    assert [word in said for word in ("Anna", "Bert")] == [True, True]


def test_what_is_live_already_is_not_published_again(var: Path, data: Path) -> None:
    code, said = bot(var, data, "publish")
    assert code == 0 and "nothing to publish" in said and not audit.read(var)


def test_a_preview_shows_both_wordings_and_changes_nothing(var: Path, data: Path) -> None:
    before = live(var)
    reword(data, "No. It isn't weakness, it's weather.")
    code, said = bot(var, data, "preview")
    assert code == 0, said
    assert "live now" in said and "after publishing" in said and "weather" in said
    assert live(var) == before and not audit.read(var)
    # What the preview built is what is then published.
    code, said = bot(var, data, "publish")
    assert code == 0 and "weather" in answer(var), said


def cut(raw: bytes) -> bytes:
    return raw[: raw.index(b"responses:") + 30]


def windows(raw: bytes) -> bytes:
    text = raw.decode().replace("isn't weakness", "isn’t weakness – really").replace("\n", "\r\n")
    return text.encode("cp1252", "replace")


SPOILT = {
    "half saved": cut,
    "in Windows encoding": windows,
    "empty": lambda raw: b"",
    "with a tab": lambda raw: raw.replace(b"    - text: |-", b"\t- text: |-"),
    "without its answer": lambda raw: raw[: raw.index(b"responses:")],
    "cut inside a letter": lambda raw: raw + "\n# é".encode()[:-1],
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_file_is_named_with_line_and_remedy_and_nothing_goes_live(var: Path, data: Path, kind: str) -> None:
    before = live(var)
    file = data / TOPIC
    file.write_bytes(SPOILT[kind](file.read_bytes()))
    code, said = bot(var, data, "publish")
    assert code == 1 and "R020" in said and "Remedy" in said, said
    assert f"data/{TOPIC}:" in said
    assert live(var) == before and not leftovers(var)


def test_line_ends_and_mark_of_another_system_are_read_as_they_are_meant(var: Path, data: Path) -> None:
    """A file with CRLF and a byte order mark is published with its words, or refused by name; never half read."""
    file = data / TOPIC
    reword(data, "No. It isn't weakness, it's weather.")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    before = live(var)
    code, said = bot(var, data, "publish")
    if code:
        assert f"data/{TOPIC}:" in said and live(var) == before
    else:
        from bot.content.load import load

        found = current(var)
        assert found and "weather" in load(found.data).topics["crying_weakness"].lines[0]


def test_two_at_once_the_second_is_told(var: Path, data: Path) -> None:
    before = live(var)
    reword(data, "No. It isn't weakness, it's weather.")
    with lock.held(var, "Anna"):
        for words in (["publish"], ["rollback"], ["preview"]):
            code, said = bot(var, data, *words)
            assert code == 1 and "R010 Anna is publishing" in said and live(var) == before


def test_a_killed_publish_leaves_the_live_release_and_the_next_one_cleans_up(var: Path, data: Path) -> None:
    before = live(var)
    reword(data, "No. It isn't weakness, it's weather.")
    child = start(var, data, "publish")
    while child.poll() is None and not leftovers(var):
        time.sleep(0.001)
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    assert leftovers(var) and live(var) == before and not audit.read(var)
    code, said = bot(var, data, "publish")
    assert code == 0 and "weather" in answer(var) and not leftovers(var), said


@pytest.mark.parametrize("space", [300, 30_000, 300_000])
def test_a_disk_that_fills_up_on_the_way_changes_nothing(var: Path, data: Path, space: int) -> None:
    """The system refuses to write on, early or late; files of the training are larger than any of these."""
    before, names = live(var), {folder.name for folder in (var / "releases").iterdir()}
    reword(data, "No. It isn't weakness, it's weather.")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (space, space))

    code, said = bot(var, data, "publish", preexec_fn=limited)
    assert code == 1 and "R011 The disk is full" in said and "Remedy" in said, said
    assert live(var) == before and not leftovers(var) and {f.name for f in (var / "releases").iterdir()} == names
    code, said = bot(var, data, "publish")
    assert code == 0 and "weather" in answer(var), said


def test_there_may_be_nothing_to_go_back_to(var: Path, data: Path) -> None:
    code, said = bot(var, data, "rollback")
    assert code == 1 and "R025" in said and "Remedy" in said
    code, said = bot(var, data, "rollback", "nonsense")
    assert code == 1 and "R026" in said
