"""data/schemas: the files' descriptions as JSON schema, so that editors complete keys and underline slips."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.check.files import KINDS
from bot.check.shapes import schema

FOLDER = "schemas"
SETTINGS = "../.vscode/settings.json"
_DRAFT = "http://json-schema.org/draft-07/schema#"


def texts() -> dict[str, str]:
    """Returns every file to write, by its path below data/."""
    found: dict[str, Any] = {}
    for kind in KINDS:
        about = {"title": f"data/{kind.paths}"}
        found[f"{FOLDER}/{kind.name}.json"] = {"$schema": _DRAFT, **about, **schema(kind.shape)}
    globs = {f"./data/{FOLDER}/{kind.name}.json": f"data/{kind.paths}" for kind in KINDS}
    found[SETTINGS] = {"yaml.schemas": globs, "files.encoding": "utf8", "files.eol": "\n"}
    return {name: json.dumps(held, indent=2, ensure_ascii=False) + "\n" for name, held in found.items()}


def write(root: Path) -> list[str]:
    """Writes them.

    Args:
        root: The data directory.

    Returns:
        The files' names.
    """
    for name, text in texts().items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return [(root / name).resolve().relative_to(root.parent).as_posix() for name in texts()]
