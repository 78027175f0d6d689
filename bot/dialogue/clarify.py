"""When it isn't clear: says so, offers the nearest topics and a person, and never the same dead end twice."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue.reply import label_button, practice_button, topic_button, Reply
from bot.dialogue.room import variant
from bot.dialogue.turn import Turn

CHOICES = 3


def unclear(turn: Turn, content: Content, guesses: tuple[str, ...], opening: str = "") -> Reply:
    """Asks which of the nearest topics is meant.

    Args:
        turn: The message as understood.
        content: What can be answered.
        guesses: File ids of the nearest topics, nearest first; may be empty.
        opening: What to say instead of the usual question, where this is the first miss.

    Returns:
        A reply with the topics as buttons; from the second miss on, a person first.
    """
    state = turn.state
    state.misses += 1
    key = "unclear" if state.misses == 1 else "unclear_again"
    text = opening if opening and state.misses == 1 else variant(content.texts[key], state.turns)
    reply = Reply(
        topic="unclear",
        texts=[content.fill(text)],
        state=state,
        concerns=turn.concerns,
    )
    _offer(reply, turn, content, list(guesses))
    state.open = "which"
    return reply


def blank(turn: Turn, content: Content) -> Reply:
    """Answers a message that holds nothing to read."""
    state = turn.state
    state.misses += 1
    key = "blank" if state.misses == 1 else "unclear_again"
    reply = Reply(topic="unclear", texts=[content.fill(variant(content.texts[key], state.turns))], state=state)
    _offer(reply, turn, content, [])
    return reply


def menu(turn: Turn, content: Content) -> Reply:
    """Offers topics not talked about yet, on request."""
    state = turn.state
    reply = Reply(
        topic="unclear",
        texts=[content.fill(content.followups["something_else"])],
        state=state,
        concerns=turn.concerns,
    )
    state.misses = 0
    _offer(reply, turn, content, [], choices=CHOICES + 1)
    return reply


def _offer(reply: Reply, turn: Turn, content: Content, nearest: list[str], choices: int = CHOICES) -> None:
    state = turn.state
    stale = set(state.offers) if state.misses != 1 or not nearest else set()
    picked = [i for i in nearest if i not in stale]
    for topic in content.menu:
        if len(picked) >= choices:
            break
        candidate = content.of_contract(topic).id
        if candidate not in picked and candidate not in stale and candidate not in state.said:
            picked.append(candidate)
    first = [practice_button(content)] if state.misses > 1 else []
    last = [label_button("something_else", content)] + ([] if first else [practice_button(content)])
    reply.buttons = [*first, *[topic_button(content.topics[i]) for i in picked[:choices]], *last]
