"""A release goes live while people talk: nobody's message is lost, and no reply is half old and half new."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.release import workers
from bot.release.shelf import Release, point
from tests.servers import Bot

MESSAGES = int(os.environ.get("SWAP_MESSAGES") or 300)
TALKERS = 12
WORDS = ("Number one. It isn't weakness.", "Number two. It isn't weakness.")


@pytest.fixture
def live(var: Path, folder: Path) -> Any:
    bot = Bot(folder, BOT_VAR=str(var))
    yield bot
    bot.end()


def until_served(var: Path, name: str) -> workers.Worker:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = workers.alive(var)
        if found and all(worker.release == name or worker.refused == name for worker in found):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"{name} was neither served nor refused: {workers.alive(var)}")


class Crowd:
    """People who all ask the same question, each in a conversation of their own, until they are told to stop."""

    def __init__(self, bot: Bot) -> None:
        self._bot, self._lock, self._sent, self._stop = bot, threading.Lock(), 0, False
        self.replies: list[tuple[int, Any]] = []
        self._threads = [threading.Thread(target=self._ask) for _ in range(TALKERS)]
        for thread in self._threads:
            thread.start()

    def _ask(self) -> None:
        while True:
            with self._lock:
                if self._stop and self._sent >= MESSAGES:
                    return
                self._sent += 1
                number = self._sent
            body = json.dumps({"sender": f"crowd-{number}", "message": "is crying weakness?"}).encode()
            reply = self._bot.post(body)
            with self._lock:
                self.replies.append(reply)

    def wait_for(self, answered: int) -> None:
        while len(self.replies) < answered and any(thread.is_alive() for thread in self._threads):
            time.sleep(0.01)

    def end(self) -> list[tuple[int, Any]]:
        self._stop = True
        for thread in self._threads:
            thread.join()
        return self.replies


def test_every_message_is_answered_whole_while_two_releases_go_live(
    live: Bot, var: Path, another: Callable[..., Release]
) -> None:
    first = live.say("is crying weakness?").texts[1].splitlines()[0]
    another("aaaa", WORDS[0])
    another("bbbb", WORDS[1], model="trained-anew")
    crowd = Crowd(live)
    crowd.wait_for(30)
    point(var, "aaaa")
    until_served(var, "aaaa")
    crowd.wait_for(len(crowd.replies) + 30)
    point(var, "bbbb")
    until_served(var, "bbbb")
    crowd.wait_for(len(crowd.replies) + 30)
    replies = crowd.end()
    assert len(replies) >= MESSAGES
    said = []
    for status, messages in replies:
        assert status == 200
        payloads = [message["custom"] for message in messages if "custom" in message]
        assert len(payloads) == 1 and payloads[0]["topic"] == "crying_weakness", messages
        said.append(messages[1]["text"].splitlines()[0])
    assert set(said) == {first, *WORDS}, "each answer is one release's, and all three were served"
    # What begins after a worker says that it serves a release is answered by it.
    assert live.say("is crying weakness?").texts[1].splitlines()[0] == WORDS[1]


def test_a_conversation_goes_on_and_the_pages_follow(live: Bot, var: Path, another: Callable[..., Release]) -> None:
    visitor = live.visitor()
    assert visitor.say("will my therapist judge me?").topic == "therapist_judgement"
    release = another("aaaa", WORDS[0])
    practice = release.data / "practice.yml"
    text = practice.read_text(encoding="utf-8")
    practice.unlink()
    practice.write_text(text.replace("practice_name:", "practice_name: New").replace("NewNew", "New"), encoding="utf-8")
    point(var, "aaaa")
    until_served(var, "aaaa")
    assert visitor.say("but what if she does?").topic == "therapist_judgement", "the thread is kept"
    import urllib.request

    for path in ("/", "/faq", "/widget.js"):
        with urllib.request.urlopen(live.url + path) as reply:
            page = reply.read().decode()
        assert WORDS[0].split(".")[0] in page or "New " in page, path
    with urllib.request.urlopen(live.url + "/health") as reply:
        assert "release aaaa (worker" in reply.read().decode()


@pytest.mark.parametrize(
    "broken", ["model.tar.gz", "data/topics/crying_weakness.yml", "data/safety/rules.yml", "data/widget.yml"]
)
def test_a_release_that_cannot_be_loaded_leaves_the_one_before(
    live: Bot, var: Path, another: Callable[..., Release], broken: str
) -> None:
    release = another("aaaa", WORDS[0], model="trained-anew")
    target = release.folder / broken
    if not target.exists():
        target = sorted((release.data / "safety").glob("*.yml"))[0]
    target.unlink()
    target.write_bytes(b"\tnot: what: it: was")
    point(var, "aaaa")
    worker = until_served(var, "aaaa")
    assert worker.release != "aaaa" and worker.trouble.startswith("R030")
    assert live.say("is crying weakness?").topic == "crying_weakness"
    assert "R030" in live.log.read_text()


def test_a_release_of_another_program_waits_for_a_restart(
    live: Bot, var: Path, another: Callable[..., Release]
) -> None:
    another("aaaa", WORDS[0], code="another")
    point(var, "aaaa")
    worker = until_served(var, "aaaa")
    assert worker.trouble.startswith("R031") and live.say("is crying weakness?").topic == "crying_weakness"
