"""Whether everything the danger screen needs is there and fit to use; said loudly at start and by `bot check`.

The bot answers all the same: without its classifier the rules work alone, and a help line that nobody has dialled
is better than none. But neither may go unnoticed.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.safety.helplines import load_helplines
from bot.safety.indirect import Unusable, artefact_path, fits

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Notice:
    """One thing that is wrong, where, and what to do about it."""

    code: str
    level: str
    place: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """One line, as `bot check` writes its own."""
        return f"{self.place}: {self.level} {self.code}: {self.message} Remedy: {self.remedy}"


def notices(today: date | None = None, data: Path | None = None, artefact: Path | None = None) -> list[Notice]:
    """What is wrong now, errors first.

    Args:
        today: The date that the help lines' age is counted to.
        data: Folder of the safety files; data/safety if None.
        artefact: The trained classifier; the deployment's if None.
    """
    return [*classifier_notices(artefact), *line_notices(today, data)]


def classifier_notices(artefact: Path | None = None) -> list[Notice]:
    """Whether the trained classifier can be used with the encoder that is installed."""
    try:
        fits(artefact or artefact_path())
    except Unusable as error:
        message = f"{error} Danger that no word gives away is not looked for: the rules work alone."
        return [Notice(error.code, ERROR, "danger classifier", message, "make train, then start again.")]
    return []


def line_notices(today: date | None = None, data: Path | None = None) -> list[Notice]:
    """Help lines that nobody has dialled within the file's limit."""
    lines = load_helplines(data)
    old = lines.unchecked(today or date.today())
    if not old:
        return []
    never = sum(not line.called_on for line in old)
    message = (
        f"{len(old)} of {len(lines.lines)} help lines have not been dialled within {lines.limit_days} days "
        f"({never} never). A wrong number can cost a life."
    )
    remedy = "dial each number, then write the date in called_on."
    return [Notice("D001", WARNING, "data/safety/helplines.yml", message, remedy)]


def announce(found: list[Notice] | None = None) -> None:
    """Write what is wrong to the standard error output, so that whoever starts the bot reads it."""
    found = notices() if found is None else found
    if not found:
        return
    edge = "!" * 100
    print("\n".join([edge, *(f"!  {notice}" for notice in found), edge]), file=sys.stderr, flush=True)
