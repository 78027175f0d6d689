"""Real servers for tests: the release that `make run` serves, on a free port, with a conversation store of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from bot.settings import ROOT

PATIENCE = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """A child process that writes all its output to one log file and is ended with everything it started."""

    def __init__(self, command: list[str], log: Path, **environment: str) -> None:
        self.log = log
        self._out = log.open("ab")
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore", **environment},
            stdout=self._out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_for(self, url: str) -> None:
        """Waits until the URL gives any HTTP answer; polls, and gives up when the process ends."""
        started = time.monotonic()
        while time.monotonic() - started < PATIENCE:
            if self._process.poll() is not None:
                break
            try:
                urllib.request.urlopen(url, timeout=5).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        # What never came up must not stay behind.
        self.end()
        raise AssertionError(f"{url} never answered:\n{self.log.read_text(errors='replace')[-3000:]}")

    def end(self) -> None:
        try:
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
        except ProcessLookupError:
            pass
        self._out.close()


class Bot(Process):
    """The bot's own server, as `make run` starts it."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        # All tests come from one address; tests of the limits set their own.
        for name in ("TURNS_A_MINUTE", "ADDRESS_TURNS_A_MINUTE", "SESSIONS_A_MINUTE"):
            environment.setdefault(name, "1000000")
        # Another website that may show the chat; a test that needs it listens there.
        self.website = f"http://127.0.0.1:{free_port()}"
        environment.setdefault("WEBSITE_ORIGINS", self.website)
        environment.setdefault("DATABASE_URL", f"sqlite:///{folder / 'conversations.sqlite'}")
        environment.setdefault("INTAKE_DATABASE_URL", f"sqlite:///{folder / 'intake.sqlite'}")
        environment.setdefault("REVIEW_DATABASE_URL", f"sqlite:///{folder / 'review.sqlite'}")
        self.intake_url, self.review_url = environment["INTAKE_DATABASE_URL"], environment["REVIEW_DATABASE_URL"]
        super().__init__(
            [sys.executable, "-m", "bot", "serve"], folder / "bot.log", PORT=str(self.port), HOST="127.0.0.1", **environment
        )
        self.wait_for(f"{self.url}/health")

    def post(self, body: bytes, path: str = "/webhooks/rest/webhook") -> tuple[int, Any]:
        request = urllib.request.Request(self.url + path, body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return reply.status, json.load(reply)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")

    def ask(
        self, path: str, body: Any = None, method: str = "POST", headers: dict[str, str] | None = None
    ) -> tuple[int, Any, dict[str, str]]:
        """Asks any route as a browser does; bytes go as they are."""
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **(headers or {})}
        request = urllib.request.Request(self.url + path, raw, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return reply.status, json.loads(reply.read() or b"null"), dict(reply.headers)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null"), dict(error.headers)

    def visitor(self) -> Visitor:
        """A conversation over the website's channel."""
        return Visitor(self)

    def say(self, message: str, sender: str = "") -> Answer:
        sender = sender or f"test-{os.urandom(8).hex()}"
        status, messages = self.post(json.dumps({"sender": sender, "message": message}).encode())
        assert status == 200, (status, messages)
        return Answer(messages)


class Visitor:
    """Someone on the page."""

    def __init__(self, bot: Bot) -> None:
        status, self.session, _ = bot.ask("/web/session", {})
        assert status == 200, self.session
        self.bot, self.token = bot, self.session["token"]

    def send(self, message: str, **more: Any) -> tuple[int, Any, dict[str, str]]:
        return self.bot.ask("/web/message", {"token": self.token, "message": message, **more})

    def say(self, message: str, **more: Any) -> Answer:
        status, data, _ = self.send(message, **more)
        assert status == 200, (status, data)
        return Answer(data["messages"])


class Answer:
    """A reply as a client reads it."""

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        self.messages = messages
        self.payloads = [m["custom"] for m in messages if isinstance(m.get("custom"), dict)]
        self.texts = [m["text"] for m in messages if m.get("text")]
        self.buttons = [b for m in messages for b in m.get("buttons") or []]

    @property
    def payload(self) -> dict[str, Any]:
        assert len(self.payloads) == 1, self.messages
        return self.payloads[0]

    @property
    def topic(self) -> str:
        return str(self.payload["topic"])

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    def titles(self) -> list[str]:
        return [b["title"] for b in self.buttons]


def build_release() -> None:
    """Trains once a run, and only if something changed since the last."""
    result = subprocess.run([sys.executable, "-m", "bot", "train"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="bot-test-"))
