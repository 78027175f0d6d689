"""What the danger screen found in a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Verdict:
    """What the screen found. Holds rule ids, never the person's words."""

    level: str | None = None
    kinds: tuple[str, ...] = ()
    about: str = "self"
    language: str = "en"
    signs: tuple[str, ...] = ()
    denied: bool = False
    minor: bool = False
    country: str = ""

    def as_dict(self) -> dict[str, Any]:
        """A form that JSON can hold."""
        data = asdict(self)
        return {**data, "kinds": list(self.kinds), "signs": list(self.signs)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Verdict:
        """Back from `as_dict`; unknown keys are ignored."""
        return cls(
            level=data.get("level"),
            kinds=tuple(data.get("kinds") or ()),
            about=str(data.get("about") or "self"),
            language=str(data.get("language") or "en"),
            signs=tuple(data.get("signs") or ()),
            denied=bool(data.get("denied")),
            minor=bool(data.get("minor")),
            country=str(data.get("country") or ""),
        )
