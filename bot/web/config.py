"""What the widget's script carries besides its code: texts, colours, help lines. Plain data, read once at start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from bot.content import yamldoc
from bot.content.model import Content
from bot.safety.helplines import Helplines, Line
from bot.settings import from_environment

COLOURS = {
    "background": "ground",
    "surface": "card",
    "text": "ink",
    "muted": "soft",
    "accent": "accent",
    "accent_text": "on-accent",
    "border": "line",
    "help": "help",
    "help_text": "on-help",
    "focus": "focus",
}
"""Names in practice.yml, and the style sheet's own."""
SHOWN = ("practice_name", "phone", "email", "booking_url")
SHARED = {"help": "page_help", "intro": "page_intro", "review": "footer_review"}
"""Texts that other pages say too: the script's names, and those of texts.yml."""
_COLOUR = re.compile(r"^#(?:[0-9a-fA-F]{3}){1,2}$")


class WidgetError(ValueError):
    """data/widget.yml or a colour of practice.yml cannot be used; the message has file, place and remedy."""


def texts(content: Content) -> tuple[dict[str, str], int]:
    """Reads data/widget.yml.

    Args:
        content: Fills the placeholders.

    Returns:
        The texts by key, and the minutes after which the window empties itself.

    Raises:
        WidgetError: The file is missing or holds no texts.
    """
    path = from_environment().data / "widget.yml"
    doc = yamldoc.read(path, "data/widget.yml") if path.is_file() else None
    found = doc.get("widget") if doc and doc.data is not None else None
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise WidgetError("W001 data/widget.yml: every line under 'widget:' must hold a text. Remedy: make check")
    minutes = doc.get("idle_minutes") if doc else None
    found = {**found, **{own: content.texts[key][0] for own, key in SHARED.items()}}
    return {key: content.fill(text) for key, text in found.items()}, minutes if isinstance(minutes, int) else 30


def config(content: Content, helplines: Helplines) -> dict[str, Any]:
    """Collects what the script needs to open, help and leave without a server.

    Args:
        content: Practice, topics, fixed texts.
        helplines: The help lines.

    Returns:
        JSON data: no key of it holds anything about a visitor.
    """
    words, minutes = texts(content)
    practice = content.practice.values
    tel = "tel:" + re.sub(r"[^0-9+]", "", practice.get("phone", ""))
    calls = {line.number: line.tel for line in helplines.lines}
    reach = {practice.get("phone", ""): tel, practice.get("email", ""): "mailto:" + practice.get("email", "")}
    return {
        "lang": "en-GB",
        "texts": words,
        "notice": content.fill(content.texts["notice"][0]),
        "worries": [content.of_contract(topic).title for topic in content.openers],
        "menu": list(dict.fromkeys(content.of_contract(topic).title for topic in content.menu)),
        "practice": {
            **{key: practice.get(key, "") for key in SHOWN},
            "tel": tel,
            "hours": content.fill("{hours}").strip()[:1].upper() + content.fill("{hours}").strip()[1:],
        },
        "lines": [_line(line, words) for line in helplines.of_country(practice.get("country"))],
        "anywhere": {"name": helplines.anywhere, "href": helplines.anywhere_url},
        "dial": calls,
        "reach": {text: href for text, href in reach.items() if text},
        "leave": practice.get("leave_url") or "/leave",
        "review": words["review"] if any(not t.reviewed_by for t in content.topics.values()) else "",
        "intake": find_spec("bot.web.intake_page") is not None,
        "idle_minutes": minutes,
    }


def _line(line: Line, words: Mapping[str, str]) -> dict[str, str]:
    hours = {"24/7": words["help_always"], "check": words["help_check"]}.get(line.hours, line.hours)
    return {
        "name": line.name,
        "number": line.number,
        "href": line.tel,
        "hours": hours,
        "by": line.by,
        "note": line.note,
    }


def colours(content: Content) -> str:
    """Writes the practice's colours as CSS variables, light and dark; a website may override each by ``--chat-<name>``.

    Raises:
        WidgetError: A colour is missing or none.
    """
    light, dark = (_variables(content, key) for key in ("colours", "colours_dark"))
    return (
        f":host{{{light}}}"
        f'@media (prefers-color-scheme:dark){{:host(:not([theme="light"])){{color-scheme:dark;{dark}}}}}'
        f':host([theme="dark"]){{{dark}}}'
    )


def _variables(content: Content, key: str) -> str:
    given = content.practice.raw.get(key) or {}
    prefix = "chat-dark-" if key.endswith("dark") else "chat-"
    out = []
    for name, variable in COLOURS.items():
        value = given.get(name)
        if not isinstance(value, str) or not _COLOUR.match(value):
            raise WidgetError(f'W002 data/practice.yml: {key}: {name}: must be a colour such as "#1f5f56".')
        out.append(f"--{variable}:var(--{prefix}{name.replace('_', '-')},{value})")
    return ";".join(out)
