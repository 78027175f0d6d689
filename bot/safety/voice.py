"""The fixed texts and the numbers that go into them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.safety.helplines import Helplines, Line, default_helplines
from bot.safety.normalise import load_yaml, safety_data


@dataclass(frozen=True)
class Voice:
    """The texts and numbers for one reply."""

    texts: Mapping[str, Any]
    lines: Helplines
    country: str
    practice: Any = None
    kinds: tuple[str, ...] = ()
    minor: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)

    def fill(self, text: str) -> str:
        """Put the numbers in."""
        wanted = {name: "" for name in re.findall(r"\{(\w+)\}", text)}
        for name in wanted:
            wanted[name] = self.extra.get(name) or self._value(name)
        return re.sub(r"\{(\w+)\}", lambda m: wanted[m[1]], text).replace("  ", " ").strip()

    def _value(self, name: str) -> str:
        if name == "emergency":
            return self.lines.emergency(self.country).number
        if name == "line":
            return self.line(self.best())
        if name == "child_line":
            return self.line(self.lines.best(self.country, (), minor=True))
        if name == "anywhere":
            return self.texts["lines"]["anywhere"].replace("{name}", self.lines.anywhere)
        return str(getattr(self.practice, name, "") or "")

    def best(self) -> Line:
        """The one line that fits."""
        return self.lines.best(self.country, self.kinds, self.minor)

    def line(self, line: Line) -> str:
        """One line, with its hours."""
        key = "line" if line.always else "line_check" if line.hours == "check" else "line_hours"
        form = self.texts["lines"][key + ("_text" if line.by == "text" else "")]
        return form.replace("{name}", line.name).replace("{number}", line.number).replace("{hours}", line.hours)


def reply_texts() -> dict[str, Any]:
    """data/safety/replies.yml."""
    return _texts(safety_data())


@lru_cache(maxsize=2)
def _texts(folder: Path) -> dict[str, Any]:
    return load_yaml("replies.yml", folder)


class PracticeFile:
    """The few practice details needed here, straight from the file."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.phone = str(data.get("phone") or "")
        self.country = str(data.get("country") or "")
        self.complaints_body = str(data.get("complaints_body") or "")


def practice_file() -> PracticeFile:
    """data/practice.yml, without the content loader."""
    return PracticeFile(load_yaml("practice.yml", safety_data().parent).get("practice") or {})


def voice_for(
    kinds: tuple[str, ...], minor: bool, lines: Helplines | None, practice: Any, country: str = ""
) -> Voice:
    """Texts and numbers for a reply to these kinds.

    Args:
        kinds: of the danger.
        minor: whether the person seems to be under 18.
        lines: the help lines; those of data/safety if None.
        practice: the practice's details.
        country: where the person says they are; without lines for it the practice's country stands.
    """
    lines = lines or default_helplines()
    practice = practice if practice is not None else practice_file()
    here = lines.country(getattr(practice, "country", ""))
    return Voice(reply_texts(), lines, country if lines.has(country) else here, practice, tuple(kinds), minor)
