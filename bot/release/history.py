"""Shows the record to people: which releases can be gone back to, and who did what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.release import audit
from bot.release.shelf import KEPT, current, kept

SHOWN = 3


def table(var: Path) -> Iterator[str]:
    """Yields the kept releases, the latest first: what is live, since when, by whom, what changed."""
    live = current(var)
    entries = {entry.get("release"): entry for entry in audit.read(var) if entry.get("action") in audit.FORWARD}
    releases = kept(var)[:KEPT]
    if not releases:
        yield "No release yet. Remedy: make run"
        return
    yield f"{'':6}{'release':18}{'published':18}{'by':14}what"
    for release in releases:
        entry = entries.get(release.name, {"at": _built(release.facts().get("built_at"))})
        mark = "live  " if live and live.name == release.name else ""
        yield f"{mark:6}{release.name:18}{_when(entry):18}{str(entry.get('by', '')):14}{what(entry)}"


def log(var: Path) -> Iterator[str]:
    """Yields the whole record, oldest first."""
    entries = audit.read(var)
    if not entries:
        yield "Nothing was published yet."
    for entry in entries:
        name = str(entry.get("release", ""))
        yield f"{_when(entry):18}{str(entry.get('by', '')):14}{str(entry.get('action', '')):10}{name:18}{what(entry)}"


def what(entry: dict[str, Any]) -> str:
    """Says in one line what an entry is about: its reason, and the files."""
    said = [str(entry[key]) for key in ("reason", "why") if entry.get(key)]
    files = entry.get("files")
    for kind, names in files.items() if isinstance(files, dict) else ():
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        said.append(f"{kind} {', '.join(names[:SHOWN])}{more}")
    return "; ".join(said)


def _when(entry: dict[str, Any]) -> str:
    try:
        return datetime.fromisoformat(str(entry.get("at"))).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return ""


def _built(stamp: Any) -> str:
    return datetime.fromtimestamp(stamp).astimezone().isoformat() if isinstance(stamp, (int, float)) else ""
