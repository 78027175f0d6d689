"""Puts the widget together: its modules, styles and texts as one script. No build step, nothing but this file.

The sources in ``bot/web/widget`` are plain modules. Here their imports and exports fall away (they name nothing twice: a
test says so), with comments and indentation, and they stand in one function beside ``CONFIG`` and ``STYLE``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from bot.content.model import Content
from bot.safety.helplines import load as load_lines
from bot.web.config import colours, config

HERE = Path(__file__).parent / "widget"
MODULES = ("dom", "memory", "wire", "log", "panels", "questions", "chat", "widget")
"""In an order in which each uses only those before it."""

_COMMENT = re.compile(r"^//.*$|(?<=[;{}),]) // .*$|(?<=\{) /\*.*?\*/(?= \})")
_IMPORT = re.compile(r"^import (?:\* as (\w+)|\{[^}]*\}) from .*;$")
_EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)")


@dataclass(frozen=True)
class Script:
    """The finished script.

    Attributes:
        body: As it is served, UTF-8.
        packed: The same, gzipped.
        tag: A digest, so that a browser keeps it until it changes.
    """

    body: bytes
    packed: bytes
    tag: str


def script(content: Content) -> Script:
    """Builds the script of a content.

    Args:
        content: What is shown before any server is asked.

    Raises:
        bot.web.config.WidgetError: A text or colour is missing.
    """
    style = colours(content) + stylesheet((HERE / "widget.css").read_text(encoding="utf-8"))
    parts = [module((HERE / f"{name}.js").read_text(encoding="utf-8"), name) for name in MODULES]
    data = json.dumps(config(content, load_lines()), ensure_ascii=False, separators=(",", ":"))
    body = "\n".join(
        ['(()=>{"use strict";', f"const CONFIG={data};", f"const STYLE={json.dumps(style)};", *parts, "})();"]
    ).encode("utf-8")
    return Script(body, gzip.compress(body, 9, mtime=0), hashlib.sha256(body).hexdigest()[:16])


def module(text: str, name: str) -> str:
    """Makes a module a part of the one function.

    Args:
        text: The module's source.
        name: Its name, by which others may import all of it (``import * as name``).

    Returns:
        Its code without imports, exports, comments and indentation.
    """
    lines, exported = [], []
    for line in text.splitlines():
        found = _EXPORT.match(line)
        if found:
            exported.append(found[1])
        line = _COMMENT.sub("", re.sub(r"^export ", "", line.strip())).strip()
        if line and not _IMPORT.match(line):
            lines.append(line)
    if name == "panels":
        # The one module that others import whole.
        return f"const panels=(()=>{{\n{chr(10).join(lines)}\nreturn {{{','.join(exported)}}};\n}})();"
    return "\n".join(lines)


def stylesheet(text: str) -> str:
    """Drops comments and what white space means nothing."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    bare = re.sub(r"\s+", " ", bare)
    return re.sub(r" ?([{};,]) ?", r"\1", bare).replace(": ", ":").strip()
