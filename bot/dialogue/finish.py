"""What every reply needs at the end: the first-contact notice, the note on length, and the conversation's memory."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue.answer import notice_due
from bot.dialogue.reply import Reply, topic_button
from bot.dialogue.turn import Turn


def finish(turn: Turn, reply: Reply, content: Content) -> Reply:
    """Completes a reply.

    Args:
        turn: The turn it answers.
        reply: The reply so far; its state is brought up to date.
        content: Where the fixed sentences are.

    Returns:
        The same reply, ready to be sent.
    """
    state = reply.state
    if turn.truncated and reply.topic != "crisis" and not reply.whole:
        reply.texts[-1] = f"{reply.texts[-1]}\n{content.fill(content.texts['over_long'][0])}"
    if notice_due(turn):
        notice = content.fill(content.texts["notice"][0])
        # Where there is danger, help is the first text and the notice follows it.
        reply.texts.insert(1 if reply.topic == "crisis" else 0, notice)
        kept = topic_button(content.of_contract("chat_privacy"))
        if reply.topic not in ("crisis", kept.topic):
            reply.buttons.append(kept)
    state.noticed = True
    state.turns += 1
    state.offers = [button.leads_to for button in reply.buttons]
    state.remember(turn.concerns)
    return reply
