"""One person at a time: whoever builds or publishes holds the lock. A killed process lets go of it by itself."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.release import audit
from bot.release.problem import ReleaseError

FILE = "publish.lock"
POLL = 0.2


@contextmanager
def held(var: Path, who: str = "", wait: float = 0.0) -> Iterator[None]:
    """Holds the lock.

    Args:
        var: The folder for everything stored.
        who: Who asks; the machine's user where empty.
        wait: How long to wait for somebody else, in seconds.

    Raises:
        ReleaseError: R010, somebody else holds it.
    """
    var.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + wait
    with (var / FILE).open("a+", encoding="utf-8") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise _taken(file) from None
                time.sleep(POLL)
        file.seek(0)
        file.truncate()
        now = datetime.now().strftime("%H:%M")
        json.dump({"pid": os.getpid(), "who": who or audit.person(), "since": now}, file)
        file.flush()
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)


def _taken(file: Any) -> ReleaseError:
    file.seek(0)
    try:
        owner = json.loads(file.read())
        said = f"{owner['who']} is publishing since {owner['since']} (process {owner['pid']})."
    except (ValueError, KeyError, TypeError):
        said = "Somebody else is publishing."
    return ReleaseError("R010", said, "wait until they are done, then do it again; your edit is kept in data/.")
