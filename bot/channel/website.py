"""What the practice lets its website do: which sites may use the chat, and how much of it. From data/practice.yml."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channel.callers import origin


@dataclass(frozen=True)
class Website:
    """The practice's choices.

    Attributes:
        origins: Sites besides our own page that may use the chat, as browsers write them.
        session_hours: Hours after its last turn until a token expires.
        turns_a_minute: Most turns of one conversation in any 60 seconds.
        address_turns_a_minute: Most turns of one address.
        sessions_a_minute: Most sessions begun from one address.
    """

    origins: frozenset[str] = frozenset()
    session_hours: float = 12.0
    turns_a_minute: int = 20
    address_turns_a_minute: int = 60
    sessions_a_minute: int = 60


def website(raw: Mapping[str, Any], environ: Mapping[str, str] | None = None) -> Website:
    """Reads the choices.

    Args:
        raw: The practice's details as they stand in the file.
        environ: Variables to read instead of the process's own: ``WEBSITE_ORIGINS`` (with commas) and the limits' names
            in capitals win over the file.

    Returns:
        The choices, every gap filled with the default.

    Raises:
        ValueError: An origin is none, or a number is missing, no number, or not above 0.
    """
    env = os.environ if environ is None else environ
    given = raw.get("website")
    given = given if isinstance(given, Mapping) else {}
    origins = []
    for entry in env["WEBSITE_ORIGINS"].split(",") if env.get("WEBSITE_ORIGINS") else given.get("origins") or ():
        found = origin(str(entry))
        if found is None:
            raise ValueError(f"practice.yml, website, origins: '{entry}' is no site. Remedy: https://www.example.org")
        origins.append(found)
    numbers = {}
    for name in ("session_hours", "turns_a_minute", "address_turns_a_minute", "sessions_a_minute"):
        value = env.get(name.upper()) or given.get(name)
        if value is not None:
            numbers[name] = _number(name, value)
    hours = numbers.pop("session_hours", Website.session_hours)
    return Website(frozenset(origins), float(hours), **{name: int(number) for name, number in numbers.items()})


def _number(name: str, value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = 0.0
    if not 0 < number < 1e9 or (name != "session_hours" and number < 1):
        raise ValueError(f"practice.yml, website, {name}: '{value}' is no number above 0. Remedy: leave the line out")
    return number
