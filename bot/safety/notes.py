"""Single sentences beside an answer: care, the child line, numbers for a text that must not stand without them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.safety.helplines import Helplines
from bot.safety.verdict import Verdict
from bot.safety.voice import reply_texts, voice_for


def lines_sentence(
    state: Mapping[str, Any] | None = None, lines: Helplines | None = None, practice: Any = None
) -> str:
    """The emergency number and the one line that fits, for a text that must not stand without them."""
    old = dict(state or {})
    voice = voice_for(tuple(old.get("kinds", ())), bool(old.get("minor")), lines, practice, old.get("country", ""))
    return f"{voice.fill(voice.texts['lines']['emergency'].replace('{number}', '{emergency}'))} {voice.fill('{line}')}"


def concern_line(verdict: Verdict, lines: Helplines | None = None, practice: Any = None) -> str:
    """One sentence of care for level "concern"; goes beside the answer to the question."""
    texts = reply_texts()["concern"]
    voice = voice_for(verdict.kinds, verdict.minor, lines, practice)
    for sign, key in (
        ("concern.perinatal", "perinatal"), ("bereaved", "bereaved"), ("concern.bereaved", "bereaved"),
        ("concern.past", "past"), ("concern.no_sleep", "sleep"),
    ):  # fmt: skip
        if any(s.startswith(sign) for s in verdict.signs):
            return voice.fill(texts[key])
    return voice.fill(texts["line"])


def minor_line(lines: Helplines | None = None, practice: Any = None) -> str:
    """For someone under 18 where there is no danger: a child line, and whom this site is for."""
    return voice_for((), True, lines, practice).fill(reply_texts()["notice"]["minor"])


def other_language(lines: Helplines | None = None, practice: Any = None) -> str:
    """For a message in a language that the screen does not cover: always the emergency number."""
    return voice_for((), False, lines, practice).fill(reply_texts()["unknown_language"])
