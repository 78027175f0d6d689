"""What is remembered of a conversation: where it stands, never what was typed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass
class State:
    """The conversation slot.

    Attributes:
        turns: Number of turns answered.
        noticed: The first-contact notice was given.
        topic: File id of the topic last talked about, or None.
        said: How often each topic was answered, by file id.
        told: What was told beyond the answer, by file id: follow-up kinds.
        offers: What the last reply's buttons led to, in their order: file ids, or ``!name`` for a label.
        misses: Misunderstandings in a row.
        cues: Cues in the person's words so far, ``attachment`` and ``culture``.
        checks_offered: A guided check was offered.
        open: Name of the question the last reply ended with, or None.
        safety: The danger screen's memory, its own business.
        check: The guided check's memory, its own business.
        intake: The intake's memory, its own business.
        review: Whether it was asked if a question may be kept, and that question while it waits for the answer: without
            personal data, locked, for one turn.
        forget: The person asked to delete: nothing is kept after this turn.
    """

    turns: int = 0
    noticed: bool = False
    topic: str | None = None
    said: dict[str, int] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)
    offers: list[str] = field(default_factory=list)
    misses: int = 0
    cues: dict[str, list[str]] = field(default_factory=lambda: {"attachment": [], "culture": []})
    checks_offered: bool = False
    open: str | None = None
    safety: dict[str, Any] = field(default_factory=dict)
    check: dict[str, Any] = field(default_factory=dict)
    intake: dict[str, Any] = field(default_factory=dict)
    review: dict[str, Any] = field(default_factory=dict)
    forget: bool = False

    @classmethod
    def from_json(cls, data: dict[str, Any] | None) -> State:
        """Reads a state; keys of another version are passed over, so that a release can change them."""
        known = {f.name for f in fields(cls)}
        return cls(**{k: v for k, v in (data or {}).items() if k in known})

    def as_json(self) -> dict[str, Any] | None:
        """Returns plain JSON data, or None where nothing is to be kept."""
        return None if self.forget else asdict(self)

    def remember(self, concerns: dict[str, list[str]]) -> None:
        """Adds a turn's cues to those of the conversation, latest last."""
        for kind, cues in concerns.items():
            kept = self.cues.setdefault(kind, [])
            self.cues[kind] = [c for c in kept if c not in cues] + list(cues)
