"""Answers messages in process, by the same path as a turn: danger screen, Rasa's pipeline, route, reply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from actions.turn import take
from bot.channel.body import clean
from bot.content.model import Content
from bot.dialogue.reply import Reply
from bot.dialogue.turn import from_message
from bot.safety.screen import screen


@dataclass(frozen=True)
class Answered:
    """A message and what it got.

    Attributes:
        row: The test row.
        topic: Contract topic of the reply.
        also: Further topics of the reply.
        offers: Topics that its buttons lead to.
        concerns: Cues reported.
        kinds: Kinds of danger reported.
        p: The pipeline's confidence in its best reading, 0 to 1.
    """

    row: dict[str, Any]
    topic: str
    also: list[str]
    offers: list[str]
    concerns: dict[str, list[str]]
    kinds: list[str]
    p: float

    @property
    def right(self) -> bool:
        """Whether the reply's topic is accepted."""
        return self.topic in self.row.get("accept", [])

    @property
    def turned_away(self) -> bool:
        """Whether it was declined or asked back."""
        return self.topic in ("out_of_scope", "unclear")


async def answer(agent: Any, content: Content, row: dict[str, Any]) -> Answered:
    """Answers one message as the first of a conversation.

    Args:
        agent: A Rasa agent with the release's model.
        content: The release's content.
        row: A test row with ``text``.

    Returns:
        What it got.
    """
    verdict = screen(row["text"])
    text = clean(row["text"])
    parsed = await agent.parse_message(text.text)
    parsed["metadata"] = {
        "verdict": verdict.as_dict(),
        "blank": text.blank,
        "truncated": text.truncated,
        "channel": "web",
    }
    turn = from_message(parsed, None)
    reply: Reply = take(turn, content)
    payload = reply.payload
    return Answered(
        row=row,
        topic=payload["topic"],
        also=payload["also"],
        offers=payload["offers"],
        concerns=payload["concerns"],
        kinds=list((payload["safety"] or {}).get("kinds", [])),
        p=turn.ranking[0].p if turn.ranking else 0.0,
    )
