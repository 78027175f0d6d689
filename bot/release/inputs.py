"""What a model and a release are made from, as digests: the same inputs give the same name, and no second training."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

MODEL_INPUTS = (
    "config.yml",
    "domain.yml",
    "data/topics",
    "data/followups",
    "data/rules.yml",
    "data/cues.yml",
    "data/cues_examples.yml",
    "bot/nlu",
    "bot/cues",
)
SAFETY_INPUTS = ("data/safety", "bot/safety", "bot/nlu/embeddings")
CODE_INPUTS = ("config.yml", "domain.yml", "credentials.yml", "bot", "actions")
"""A release is for the program that made it: other code may want texts that its content lacks, or another model."""
RELEASE_INPUTS = (*CODE_INPUTS, "data")
SAID = frozenset({"helplines.yml", "replies.yml", "static_help.txt"})
"""Of data/safety what is said; the danger screen's trained part learns from the rest."""
TAUGHT = ("data/topics", "data/followups")
"""Of these the model learns how people ask, and which answers there are; not what the answers say."""
PINS = ("requirements/app.txt",)
LENGTH = 16
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def digest(root: Path, inputs: tuple[str, ...], data: Path | None = None) -> str:
    """Digests files and folders by path and content.

    Args:
        root: The project's folder.
        inputs: Paths below it; what does not exist counts as absent.
        data: A folder to read in the place of ``data/``.

    Returns:
        Sixteen hexadecimal characters.
    """
    learning = inputs == MODEL_INPUTS
    whole = hashlib.sha256()
    for name in (*inputs, *PINS):
        path = root / name
        if data is not None and (name == "data" or name.startswith("data/")):
            path = data / name[len("data/") :]
        base = path if path.is_dir() else path.parent
        for file in files(path):
            if inputs == SAFETY_INPUTS and name == "data/safety" and file.name in SAID:
                continue
            at = Path(name) / file.relative_to(base) if path.is_dir() else Path(name)
            raw = file.read_bytes()
            whole.update(str(at).encode() + b"\0")
            whole.update(hashlib.sha256(taught(raw) if learning and name in TAUGHT else raw).digest())
    return whole.hexdigest()[:LENGTH]


def files(path: Path) -> list[Path]:
    """Returns what counts below a path, in order: no documents for people, nothing that an editor leaves behind."""
    found: Iterable[Path] = sorted(path.rglob("*")) if path.is_dir() else [path]
    base = path if path.is_dir() else path.parent
    return [file for file in found if file.is_file() and not _beside(file.relative_to(base))]


def _beside(file: Path) -> bool:
    hidden = any(part.startswith((".", "#")) or part == "__pycache__" for part in file.parts)
    return hidden or file.suffix in (".pyc", ".md", ".swp", ".bak", ".orig", ".tmp") or file.name.endswith("~")


def taught(raw: bytes) -> bytes:
    """Returns what of a topic's file the model learns from; all of it where it cannot be read."""
    try:
        held: Any = yaml.load(raw, _LOADER)
        return repr((held["nlu"], sorted(held.get("responses") or ()), held.get("version"))).encode()
    except (yaml.YAMLError, UnicodeError, KeyError, TypeError, AttributeError):
        return raw


def differing(one: Path, other: Path) -> dict[str, list[str]]:
    """Compares two content folders.

    Args:
        one: The earlier one.
        other: The later one.

    Returns:
        Files that were ``added``, ``changed`` and ``removed``, as staff name them; kinds without any are left out.
    """
    before, after = ({str(f.relative_to(p)): f for f in files(p)} for p in (one, other))
    kinds = {
        "added": [name for name in after if name not in before],
        "changed": [n for n, f in after.items() if n in before and before[n].read_bytes() != f.read_bytes()],
        "removed": [name for name in before if name not in after],
    }
    return {kind: [f"data/{name}" for name in sorted(names)] for kind, names in kinds.items() if names}
