"""The fixed texts for when a turn ends without an answer. Held in memory from the start: needs no file, no model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.payload import payload
from bot.safety.reply import crisis
from bot.safety.screen import Verdict


@dataclass(frozen=True)
class Fallback:
    """Fixed texts, read from the content once at start.

    Attributes:
        failure_text: Something went wrong on our side; the practice's phone and help lines.
        help_text: The static help lines.
    """

    failure_text: str
    help_text: str

    def failure(self) -> list[dict[str, Any]]:
        """The reply to a turn that failed, as Rasa's messages."""
        return [{"text": self.failure_text}, {"custom": payload("unclear")}]

    def danger(self, verdict: Verdict) -> list[dict[str, Any]]:
        """The reply to danger when everything behind it failed: the same fixed texts, which need no model."""
        safety = {"level": "crisis", "kinds": list(verdict.kinds)}
        try:
            texts = crisis(verdict, {}).texts
        except Exception:  # noqa: BLE001 - whatever is wrong with the files, the lines held in memory stand
            texts = [self.help_text]
        return [*({"text": text} for text in texts), {"custom": payload("crisis", safety=safety)}]

    def closed(self) -> list[dict[str, Any]]:
        """The only reply while the danger screen cannot run."""
        return [{"text": self.help_text}, {"custom": payload("unclear")}]
