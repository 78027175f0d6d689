"""What one turn brings: the message as understood, and the conversation so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.state import State

FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class Guess:
    """One reading of a text.

    Attributes:
        group: The intent's group, such as ``faq``; equal to `id` for a plain intent.
        id: The topic file's id.
        p: Calibrated probability, 0 to 1.
    """

    group: str
    id: str
    p: float


def guess(full: str, p: float) -> Guess:
    """Splits a full intent name such as ``faq/crying_weakness``."""
    group, _, name = full.partition("/")
    return Guess(group, name or group, float(p))


@dataclass(frozen=True)
class Turn:
    """A message as understood.

    Attributes:
        text: The cleaned message, at most 1,000 characters.
        channel: Name of the channel it came by.
        ranking: Readings of the whole message, best first.
        segments: Readings of each sentence where there are several, in order.
        sure: Whether the pipeline trusts its best reading.
        scope: How much the message resembles anything known, 0 to 1.
        language: ISO code of its language.
        concerns: ``attachment`` and ``culture`` cues in it.
        verdict: The danger screen's verdict as a dict.
        truncated: Topics were read from the first part only.
        blank: It holds nothing that can be read.
        state: The conversation so far.
        conversation: The conversation's id in every store.
        full: The message as it came, at most 20,000 characters; `text` may be spelt anew.
    """

    text: str
    channel: str = "rest"
    ranking: tuple[Guess, ...] = ()
    segments: tuple[tuple[Guess, ...], ...] = ()
    sure: bool = True
    scope: float = 1.0
    language: str = "en"
    concerns: dict[str, list[str]] = field(default_factory=lambda: {"attachment": [], "culture": []})
    verdict: dict[str, Any] = field(default_factory=dict)
    truncated: bool = False
    blank: bool = False
    state: State = field(default_factory=State)
    conversation: str = ""
    full: str = ""

    @property
    def whole(self) -> str:
        """All that was written, for fields that keep a person's own words."""
        return self.full or ("" if self.blank else self.text)

    @property
    def danger(self) -> bool:
        """Whether the screen found danger."""
        return self.verdict.get("level") == "crisis"

    @property
    def words(self) -> int:
        """Number of words."""
        return len(self.text.split())


def from_message(message: dict[str, Any], state: dict[str, Any] | None, conversation: str = "") -> Turn:
    """Reads a turn from Rasa's parse data.

    Args:
        message: The tracker's latest message: ``text``, ``intent``, ``intent_ranking``, ``understanding``, ``metadata``.
        state: The conversation slot.
        conversation: The tracker's sender id.

    Returns:
        The turn.
    """
    metadata = message.get("metadata") or {}
    understood = message.get("understanding") or {}
    ranking = understood.get("ranking") or [
        (r.get("name", ""), r.get("confidence", 0.0)) for r in message.get("intent_ranking") or []
    ]
    segments = understood.get("segments") or []
    found = understood.get("concerns") or {}
    return Turn(
        text=message.get("text") or "",
        channel=metadata.get("channel") or "rest",
        ranking=tuple(guess(name, p) for name, p in ranking if name != FALLBACK),
        segments=tuple(tuple(guess(name, p) for name, p in s.get("ranking", ())) for s in segments),
        sure=(message.get("intent") or {}).get("name") != FALLBACK,
        scope=float(understood.get("scope", 1.0)),
        language=understood.get("language") or "en",
        concerns={kind: list(found.get(kind) or []) for kind in ("attachment", "culture")},
        verdict=metadata.get("verdict") or message.get("danger") or {},
        truncated=bool(metadata.get("truncated")),
        blank=bool(metadata.get("blank")),
        state=State.from_json(state),
        conversation=conversation,
        full=metadata.get("full") or "",
    )
