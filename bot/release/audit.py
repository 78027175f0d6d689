"""Who made what live, when, and why: one file below ``var/``, one JSON object a line, only ever added to."""

from __future__ import annotations

import getpass
import json
import os
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

FILE = "published.jsonl"
LIVE = frozenset({"publish", "train", "first", "update", "rollback"})
"""Actions after which another release is live."""
FORWARD = LIVE - {"rollback"}


def record(var: Path, action: str, **facts: Any) -> None:
    """Adds a line, and sees it on the disk before it returns: nothing goes live that is not on record.

    Args:
        var: The folder for everything stored.
        action: ``publish``, ``train``, ``first``, ``update``, ``rollback``, ``refused`` or ``failed``.
        **facts: What else to keep; empty values are left out.

    Raises:
        OSError: The line could not be written; none of it stays behind.
    """
    line = {"at": datetime.now(timezone.utc).isoformat(timespec="seconds"), "action": action}
    line |= {key: value for key, value in facts.items() if value not in (None, "", [], {})}
    raw = (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8")
    var.mkdir(parents=True, exist_ok=True)
    handle = os.open(var / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        before = os.fstat(handle).st_size
        try:
            if os.write(handle, raw) < len(raw):
                raise OSError(28, os.strerror(28), str(var / FILE))
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, before)
            raise
    finally:
        os.close(handle)


def read(var: Path) -> list[dict[str, Any]]:
    """Returns every line that can be read, oldest first."""
    try:
        lines = (var / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            found.append(entry)
    return found


def went_live(var: Path) -> dict[str, int]:
    """Returns, by release, the place of its last going live in the record; going back does not count.

    A release that the record only knows as the one before was live at the record's beginning.
    """
    found: dict[str, int] = {}
    for number, entry in enumerate(read(var)):
        if entry.get("action") in FORWARD:
            found.setdefault(str(entry.get("was")), -1)
            found[str(entry.get("release"))] = number
    return found


def person(named: str = "") -> str:
    """Returns who acts: the name given, else the user of this machine."""
    if named.strip():
        return named.strip()
    try:
        return os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"
