"""What a reply to danger is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Button = tuple[str, str]


@dataclass(frozen=True)
class SafetyReply:
    """Texts to show in their order, buttons (title, payload), and the state to keep."""

    texts: list[str]
    buttons: list[Button]
    state: dict[str, Any]
    kinds: tuple[str, ...] = ()
    level: str | None = "crisis"


def buttons(open_key: str, texts: Mapping[str, Any], more: bool = True) -> list[Button]:
    """The answers to our question, if one is open, and the ways to more help lines."""
    names = texts["buttons"]
    out: list[Button] = []
    if open_key and open_key not in ("other", "barrier", "country"):
        out = [(names[k], names[k]) for k in ("yes", "no", "unsure")]
    if more:
        out.append((names["more"], names["more"]))
        if open_key != "country":
            out.append((names["country"], names["country"]))
    return out
