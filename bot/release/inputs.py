"""What a model and a release are made from, as digests: the same inputs give the same name, and no second training."""

from __future__ import annotations

import hashlib
from pathlib import Path

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
RELEASE_INPUTS = (*MODEL_INPUTS, *SAFETY_INPUTS, "data")
PINS = ("requirements/app.txt",)
LENGTH = 16


def digest(root: Path, inputs: tuple[str, ...]) -> str:
    """Digests files and folders by path and content.

    Args:
        root: The project's folder.
        inputs: Paths below it; what does not exist counts as absent.

    Returns:
        Sixteen hexadecimal characters.
    """
    whole = hashlib.sha256()
    for name in (*inputs, *PINS):
        path = root / name
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if not file.is_file() or file.suffix in (".pyc", ".md") or "__pycache__" in file.parts:
                continue
            whole.update(str(file.relative_to(root)).encode())
            whole.update(b"\0")
            whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:LENGTH]
