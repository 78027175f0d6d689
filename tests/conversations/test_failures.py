"""Whatever fails behind the channel, the person gets help they can use, and no log holds what they typed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content.current import current
from bot.settings import ROOT
from tests.servers import Bot, Process, free_port, scratch

SECRET = "the neighbours' wedding made me sob in the larder"
DANGER = "i want to kill myself"


@pytest.fixture
def folder() -> Iterator[Path]:
    path = scratch()
    yield path
    shutil.rmtree(path, ignore_errors=True)


def no_log_holds(folder: Path, *words: str) -> None:
    logs = [f for f in folder.rglob("*") if f.is_file()]
    assert logs
    for file in logs:
        for word in words:
            assert word.encode() not in file.read_bytes(), f"{file.name} holds what was typed"


def check_both_replies(bot: Bot) -> None:
    """An ordinary message gets the fixed text with phone and lines; danger stays danger."""
    answer = bot.say(SECRET)
    assert answer.topic == "unclear" and len(answer.payloads) == 1
    assert current().practice.values["phone"] in answer.text and "999" in answer.text
    danger = bot.say(DANGER)
    assert danger.topic == "crisis" and "suicide" in danger.payload["safety"]["kinds"]
    assert "999" in danger.texts[0] and "116 123" in danger.texts[0]


def test_an_action_server_that_is_gone(release: None, folder: Path) -> None:
    bot = Bot(folder, ACTION_URL=f"http://127.0.0.1:{free_port()}/webhook", LOG_LEVEL="DEBUG")
    try:
        check_both_replies(bot)
    finally:
        bot.end()
    no_log_holds(folder, SECRET, DANGER)


def test_an_action_that_raises_in_an_action_server(release: None, folder: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "rasa", "run", "actions", "--actions", "tests.conversations.broken_actions"]
    actions = Process([*command, "-p", str(port)], folder / "actions.out")
    try:
        actions.wait_for(f"http://127.0.0.1:{port}/health")
        bot = Bot(folder, ACTION_URL=f"http://127.0.0.1:{port}/webhook", LOG_LEVEL="DEBUG")
        try:
            check_both_replies(bot)
        finally:
            bot.end()
    finally:
        actions.end()
    # rasa_sdk's own log of a foreign action is not ours to clean; the bot's is.
    (folder / "actions.out").unlink()
    no_log_holds(folder, SECRET, DANGER)


def test_our_actions_in_an_action_server(release: None, folder: Path) -> None:
    """`rasa run actions` gives the same answers as the embedded actions, and its log holds no words either."""
    port = free_port()
    actions = Process([sys.executable, "-m", "rasa", "run", "actions", "-p", str(port), "--debug"], folder / "actions.out")
    try:
        actions.wait_for(f"http://127.0.0.1:{port}/health")
        bot = Bot(folder, ACTION_URL=f"http://127.0.0.1:{port}/webhook", LOG_LEVEL="DEBUG")
        try:
            assert bot.say("is crying weakness?").topic == "crying_weakness"
            bot.say(SECRET)
            bot.say(DANGER)
        finally:
            bot.end()
    finally:
        actions.end()
    no_log_holds(folder, SECRET, DANGER)


def test_a_model_that_is_not_loaded(release: None, folder: Path) -> None:
    var = folder / "var"
    served = ROOT / "var" / "releases" / (ROOT / "var" / "current").read_text().strip()
    shutil.copytree(served, var / "releases" / "broken")
    (var / "releases" / "broken" / "model.tar.gz").write_bytes(b"not a model")
    (var / "current").write_text("broken")
    bot = Bot(folder, BOT_VAR=str(var), LOG_LEVEL="DEBUG")
    try:
        check_both_replies(bot)
        assert bot.post(b"", "/health")[0] in (405, 503)
    finally:
        bot.end()
    shutil.rmtree(var / "releases")
    no_log_holds(folder, SECRET, DANGER)


def test_a_store_that_is_gone(release: None, folder: Path) -> None:
    """Without its database the bot loses the thread, not the answer, and the failed statement is not logged."""
    (folder / "taken").mkdir()
    bot = Bot(folder, DATABASE_URL=f"sqlite:///{folder / 'taken'}", LOG_LEVEL="DEBUG")
    try:
        assert bot.say("is crying weakness?").topic == "crying_weakness"
        bot.say(SECRET)
        assert bot.say(DANGER).topic == "crisis"
    finally:
        bot.end()
    assert "store: save failed" in bot.log.read_text()
    no_log_holds(folder, SECRET, DANGER)


def test_a_whole_conversation_at_debug_level_leaves_no_word(release: None, folder: Path) -> None:
    bot = Bot(folder, LOG_LEVEL="DEBUG")
    words = [SECRET, "and my uncle Bartholomew laughed", "why though, honestly", DANGER]
    try:
        for word in words:
            bot.say(word, "one-sender")
    finally:
        bot.end()
    no_log_holds(folder, *words, "Bartholomew", "one-sender")
