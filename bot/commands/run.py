"""``python -m bot run``, the second half of `make run`: build, start, wait for a real answer, print the address."""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from typing import Any

from bot.commands.train import quiet
from bot.settings import ROOT, from_environment

PATIENCE = 120.0
POLL = 0.2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """This command has no options: the environment has them (see README)."""


def run(args: argparse.Namespace) -> int:
    """Builds the release, starts the server as a child, and ends it on Ctrl-C.

    Returns:
        Exit code: 0 ended by the person, else the cause's.
    """
    quiet()
    settings = from_environment()
    if taken(settings.host, settings.port):
        print(
            f"S002 Port {settings.port} is in use. Remedy: stop what uses it, or choose another: PORT=5006 make run",
            file=sys.stderr,
        )
        return 1
    _say("[3/4] Release: what is live is served; edits in data/ go live with `make publish`")
    # A process of its own: what training leaves in memory does not stay with the server.
    trained = subprocess.run([sys.executable, "-m", "bot", "train", "--as-live"], cwd=ROOT)
    if trained.returncode:
        return trained.returncode
    _say("[4/4] Starting")
    started = time.monotonic()
    child = subprocess.Popen([sys.executable, "-m", "bot", "serve"], cwd=ROOT, start_new_session=True)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: _end(child))
    if not _answers(child, settings.host, settings.port, started):
        _end(child)
        print("S003 The server did not answer in time. Remedy: LOG_LEVEL=DEBUG make run", file=sys.stderr)
        return child.wait() or 1
    _say(f"\n  The chat is at  http://localhost:{settings.port}/   (Ctrl-C ends it)\n")
    code = child.wait()
    return 0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else code


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def taken(host: str, port: int) -> bool:
    """Returns whether something listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _answers(child: subprocess.Popen[bytes], host: str, port: int, started: float) -> bool:
    """Asks a real question until a real answer comes."""
    shown = 0.0
    address = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    base = f"http://{address}:{port}/web"
    while child.poll() is None and time.monotonic() - started < PATIENCE:
        try:
            # The way a visitor takes: Rasa's webhook answers tools only, and not at every address.
            token = _post(f"{base}/session", {})["token"]
            messages = _post(f"{base}/message", {"token": token, "message": "hello"})["messages"]
            if any(m.get("custom", {}).get("topic") == "greet" for m in messages):
                _say(f"      ready after {time.monotonic() - started:.0f} s")
                return True
        except (OSError, ValueError, KeyError):
            pass
        if time.monotonic() - shown > 5:
            shown = time.monotonic()
            _say(f"      loading, {time.monotonic() - started:.0f} s")
        time.sleep(POLL)
    return False


def _post(url: str, body: dict[str, str]) -> Any:
    ask = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(ask, timeout=10) as reply:
        return json.load(reply)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Ends the server and every worker it started."""
    if child.poll() is not None:
        return
    try:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait(8)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
