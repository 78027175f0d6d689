"""The text that stands when nothing else works, generated from the files and kept as a copy beside them."""

from __future__ import annotations

from typing import Any

from bot.safety.helplines import Helplines, default_helplines
from bot.safety.normalise import load_yaml, safety_data
from bot.safety.voice import Voice, practice_file


def static_help(practice: Any = None, lines: Helplines | None = None) -> str:
    """The text that stands when nothing else works; never raises where its copy is readable.

    Generated from helplines.yml and replies.yml. If they cannot be used, the
    copy that the release check compares with them is read instead.
    """
    try:
        return generate(practice if practice is not None else practice_file(), lines or default_helplines())
    except Exception:
        return (safety_data() / "static_help.txt").read_text(encoding="utf-8").strip()


def generate(practice: Any, lines: Helplines) -> str:
    """The text, from helplines.yml and replies.yml."""
    texts = load_yaml("replies.yml")
    voice = Voice(texts, lines, lines.country(getattr(practice, "country", "")), practice)
    static = texts["static"]
    rows = [static["intro"], static["help"], voice.fill(texts["lines"]["emergency"].replace("{number}", "{emergency}"))]
    rows += [voice.line(x) for x in lines.of(voice.country) if {"general", "child", "abuse"} & set(x.kinds)]
    rows.append(voice.fill("{anywhere}"))
    phone = str(getattr(practice, "phone", "") or "")
    if phone:
        rows.append(static["practice"].replace("{phone}", phone))
    return "\n".join([*rows, static["outro"]])
