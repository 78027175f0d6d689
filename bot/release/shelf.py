"""The shelf of releases below ``var/``: which is live, which are kept, and the one step by which another goes live."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.place import Place
from bot.release import audit

KEPT = 5
FACTS = "release.json"
POINTER = "current"
ASIDE = ".building-"
"""What is not finished has a name that begins so; a build that was killed leaves it behind."""


@dataclass(frozen=True)
class Release:
    """A built release.

    Attributes:
        folder: Where it stands; never changed once it is there.
        trained: Whether this call had to train.
        seconds: How long this call took, in seconds.
    """

    folder: Path
    trained: bool = False
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """Its name: a digest of what it was made from."""
        return self.folder.name

    @property
    def model(self) -> Path:
        """The trained model archive."""
        return self.folder / "model.tar.gz"

    @property
    def data(self) -> Path:
        """The content."""
        return self.folder / "data"

    @property
    def safety(self) -> Path:
        """The danger screen's trained part."""
        return self.folder / "safety"

    @property
    def place(self) -> Place:
        """Where its files are."""
        return Place(self.data, self.safety)

    def facts(self) -> dict[str, Any]:
        """What it was made from; empty where that cannot be read."""
        try:
            found = json.loads((self.folder / FACTS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def current(var: Path) -> Release | None:
    """Returns the release that is served, or None before the first one is built."""
    try:
        name = (var / POINTER).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return named(var, name)


def named(var: Path, name: str) -> Release | None:
    """Returns a release by its name or the beginning of it; None where there is none, or more than one."""
    if not name or "/" in name or name.startswith("."):
        return None
    if whole(var / "releases" / name):
        return Release(var / "releases" / name)
    found = [folder for folder in (var / "releases").glob(f"{name}*") if whole(folder)]
    return Release(found[0]) if len(found) == 1 else None


def whole(folder: Path) -> bool:
    """Whether a release stands there: its facts are written last, before it is moved into place."""
    return not folder.name.startswith(".") and (folder / FACTS).is_file()


def point(var: Path, name: str) -> None:
    """Makes a release the live one: a reader of the pointer sees the old name or the new one, never a part."""
    aside = var / f".{POINTER}.{os.getpid()}"
    try:
        with aside.open("w", encoding="utf-8") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(var / POINTER)
    finally:
        aside.unlink(missing_ok=True)


def kept(var: Path) -> list[Release]:
    """Returns the releases that can be gone back to, the one that went live last first."""
    when = audit.went_live(var)
    found = [Release(folder) for folder in (var / "releases").glob("*") if whole(folder)]
    live = current(var)
    published = [r for r in found if r.name in when or (live and r.name == live.name) or not r.facts().get("candidate")]
    # Releases of before the record began count by when they were built.
    return sorted(published, key=lambda r: (when.get(r.name, -1), _built(r)), reverse=True)


def _built(release: Release) -> float:
    return float(release.facts().get("built_at") or 0)


def previous(var: Path) -> Release | None:
    """Returns the release to go back to: the one that went live before the one that is live."""
    live, order = current(var), kept(var)
    names = [release.name for release in order]
    if live is None or live.name not in names:
        return order[0] if order else None
    older = order[names.index(live.name) + 1 :]
    return older[0] if older else None


def tidy(var: Path) -> None:
    """Keeps the last few releases, the newest candidate, and the models that they use; removes what was never finished.

    Only for whoever holds the lock: anything unfinished is then left over from a build that was killed.
    """
    releases = var / "releases"
    if not releases.is_dir():
        return
    live, order = current(var), kept(var)
    stay = {release.name for release in order[:KEPT]} | ({live.name} if live else set())
    candidates = [Release(f) for f in releases.glob("*") if whole(f) and f.name not in {r.name for r in order}]
    stay |= {r.name for r in sorted(candidates, key=_built)[-1:]}
    for folder in releases.iterdir():
        if folder.name not in stay:
            shutil.rmtree(folder, ignore_errors=True)
    used = {str(Release(releases / name).facts().get("model")) for name in stay}
    for model in (var / "models").glob("*"):
        if model.name.removesuffix(".tar.gz") not in used:
            shutil.rmtree(model, ignore_errors=True) if model.is_dir() else model.unlink(missing_ok=True)
