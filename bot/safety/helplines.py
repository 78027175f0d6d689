"""The help lines: one file, data/safety/helplines.yml, and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.safety.normalise import load_yaml, safety_data

_NUMBER = re.compile(r"^[0-9][0-9 \-]{1,15}$")


class HelplineError(ValueError):
    """The list cannot be used."""


@dataclass(frozen=True)
class Line:
    """One number, with where it was read and when a person last dialled it."""

    id: str
    country: str
    kinds: tuple[str, ...]
    name: str
    number: str
    hours: str
    languages: tuple[str, ...]
    seen_in: str
    seen_on: str
    called_on: str = ""
    by: str = "call"
    free: bool = False
    later: bool = False
    note: str = ""

    @property
    def tel(self) -> str:
        """The number as a link holds it."""
        return ("sms:" if self.by == "text" else "tel:") + re.sub(r"[^0-9]", "", self.number)

    @property
    def always(self) -> bool:
        """Open day and night, as seen in a source."""
        return self.hours == "24/7"


@dataclass(frozen=True)
class Helplines:
    """All lines, and how to choose among them."""

    lines: tuple[Line, ...]
    default_country: str
    limit_days: int
    anywhere: str
    anywhere_url: str

    def has(self, code: str) -> bool:
        """Whether there is a line of this country."""
        return any(line.country == code for line in self.lines)

    def country(self, code: str | None) -> str:
        """The code if we have lines for it, else the default."""
        code = (code or "").upper()
        return code if self.has(code) else self.default_country

    def emergency(self, country: str) -> Line:
        """The national emergency number."""
        return next(x for x in self.lines if x.country == self.country(country) and "emergency" in x.kinds)

    def best(self, country: str, kinds: tuple[str, ...], minor: bool = False) -> Line:
        """The one line to show: a child line for a minor, the first kind's own, or the general one."""
        here = self.of(country)
        for kind in (*(("child",) if minor else ()), *kinds, "general"):
            for line in here:
                if kind in line.kinds and not line.later:
                    return line
        return self.emergency(country)

    def of(self, country: str) -> list[Line]:
        """Every line of a country but the emergency number, in the file's order."""
        code = self.country(country)
        return [x for x in self.lines if x.country == code and "emergency" not in x.kinds]

    def of_country(self, country: str | None) -> list[Line]:
        """Every line of a country, the emergency number first."""
        code = self.country(country)
        here = [x for x in self.lines if x.country == code]
        return sorted(here, key=lambda line: "emergency" not in line.kinds)

    def fitting(self, country: str, kinds: tuple[str, ...], minor: bool = False) -> list[Line]:
        """The rest of the list: lines that fit, then the general ones."""
        wanted = {*kinds, "general", *(("child",) if minor else ())}
        return [line for line in self.of(country) if wanted & set(line.kinds)]

    def numbers(self) -> frozenset[str]:
        """All numbers, digits only: what a reply may hold."""
        return frozenset(re.sub(r"[^0-9]", "", line.number) for line in self.lines)

    def unchecked(self, today: date) -> list[Line]:
        """Lines nobody has dialled, or not within the file's limit."""
        out = []
        for line in self.lines:
            try:
                age = (today - date.fromisoformat(line.called_on)).days
            except ValueError:
                age = self.limit_days + 1
            if age > self.limit_days or age < 0:
                out.append(line)
        return out


def load_helplines(root: Path | None = None) -> Helplines:
    """Read the list.

    Raises:
        HelplineError: a line without number, source or hours, or a country without emergency number.
    """
    data = load_yaml("helplines.yml", root)
    lines = []
    for item in data["lines"]:
        fields = {k: v for k, v in item.items() if k in Line.__dataclass_fields__}
        fields["kinds"], fields["languages"] = tuple(item["kinds"]), tuple(item["languages"])
        line = Line(**fields)
        if not _NUMBER.match(str(line.number)) or not line.seen_in or not line.seen_on or not line.hours:
            raise HelplineError(f"{line.id}: needs a number, hours, and the source with its date")
        lines.append(line)
    found = Helplines(
        lines=tuple(lines),
        default_country=data["default_country"],
        limit_days=int(data["limit_days"]),
        anywhere=data["anywhere"]["name"],
        anywhere_url=data["anywhere"]["url"],
    )
    for code in {line.country for line in lines}:
        if not any("emergency" in x.kinds and x.country == code for x in lines):
            raise HelplineError(f"{code}: no emergency number")
        only = code in data.get("emergency_only", ())
        if not only and not any("general" in x.kinds and x.country == code for x in lines):
            raise HelplineError(f"{code}: no general line")
    return found


def default_helplines() -> Helplines:
    """The list in data/safety."""
    return _lines(safety_data())


@lru_cache(maxsize=2)
def _lines(folder: Path) -> Helplines:
    return load_helplines(folder)


load = load_helplines
