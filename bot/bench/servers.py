"""The two sides as they are served, each on a free port of the loopback address."""

from __future__ import annotations

import json
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.bench import places, projects
from bot.bench.errors import BenchError
from bot.bench.load import PATH
from bot.bench.processes import Child, free_port, resident_mb
from bot.settings import ROOT

PATIENCE = 240.0
POLL = 0.05


@dataclass(frozen=True)
class Served:
    """A side that answers.

    Attributes:
        name: As printed.
        url: Its address.
        ready_seconds: From launch to its first answer.
        children: Its processes: the server, and the action server where it has one.
    """

    name: str
    url: str
    ready_seconds: float
    children: tuple[Child, ...]

    def memory_mb(self) -> float:
        """Returns the resident memory of all its processes."""
        return resident_mb(child.pid for child in self.children)


def serve_own(stack: ExitStack, question: str) -> Served:
    """Starts this bot's current release as `make run` does, with a store of its own."""
    port, database = free_port(), _new_database("own")
    env = places.environment(PORT=str(port), HOST="127.0.0.1", DATABASE_URL=f"sqlite:///{database}")
    started = time.monotonic()
    child = stack.enter_context(Child([sys.executable, "-m", "bot", "serve"], cwd=ROOT, env=env, log=_log("own")))
    return _ready("this bot", port, started, (child,), question)


def serve_default(stack: ExitStack, name: str, project: Path, data: Path, question: str) -> Served:
    """Starts Rasa's own server and action server on a trained project.

    Args:
        stack: Ends them.
        name: As printed.
        project: The project with its model.
        data: The content that our action answers from.
        question: Asked until it is answered.
    """
    port, action_port = free_port(), free_port()
    projects.write_endpoints(project, action_port, _new_database(project.name))
    started = time.monotonic()
    actions = stack.enter_context(
        Child(
            [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "-p", str(action_port)],
            cwd=ROOT,
            env=places.environment(BOT_DATA=str(data), SANIC_HOST="127.0.0.1"),
            log=_log(f"{project.name}-actions"),
        )
    )
    command = [sys.executable, "-m", "rasa", "run", "-m", "model.tar.gz", "-i", "127.0.0.1", "-p", str(port)]
    command += ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    server = stack.enter_context(Child(command, cwd=project, env=places.environment(), log=_log(project.name)))
    return _ready(name, port, started, (server, actions), question)


def _ready(name: str, port: int, started: float, children: tuple[Child, ...], question: str) -> Served:
    url = f"http://127.0.0.1:{port}"
    body = json.dumps({"sender": "bench-ready", "message": question}).encode()
    while time.monotonic() - started < PATIENCE:
        for child in children:
            if not child.alive:
                raise BenchError(f"B006 {name} ended before it answered.\n{child.tail()}\nLog: {child.log}")
        if _answers(url + PATH, body):
            return Served(name, url, time.monotonic() - started, children)
        time.sleep(POLL)
    raise BenchError(f"B007 {name} gave no answer within {PATIENCE:.0f} s. Log: {children[0].log}")


def _answers(url: str, body: bytes) -> bool:
    try:
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as reply:
            # An empty list means that the action server is not there yet.
            return bool(json.load(reply))
    except (OSError, ValueError, urllib.error.URLError):
        return False


def _new_database(name: str) -> Path:
    path = places.folder() / "run" / f"{name}.sqlite"
    path.parent.mkdir(exist_ok=True)
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    return path


def _log(name: str) -> Path:
    return places.folder() / "logs" / f"serve-{name}.log"
