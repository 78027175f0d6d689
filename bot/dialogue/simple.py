"""Turns that need no thought: talk about the chat itself, another language, the menu."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue.clarify import menu
from bot.dialogue.reply import label_button, practice_button, sources_of, topic_button, Reply
from bot.dialogue.turn import Turn
from bot.safety.language import covered
from bot.safety.reply import other_language

FORGETTING = "chat_delete"
"""Topic file whose answer deletes the conversation."""


def assistant(turn: Turn, content: Content, topic_id: str) -> Reply:
    """Answers about the chat itself: greeting, thanks, what it can do, what it is, what it keeps."""
    topic = content.topics[topic_id]
    state = turn.state
    times = state.said.get(topic_id, 0)
    state.said[topic_id] = times + 1
    lines = topic.again_lines if times % 2 and topic.again else topic.lines
    if topic.topic == "out_of_scope":
        state.misses += 1
    reply = Reply(
        topic=topic.topic,
        texts=[content.fill("\n".join(lines))],
        state=state,
        concerns=turn.concerns,
        sources=sources_of(topic, content),
        evidence=topic.evidence or None,
    )
    if topic.topic != "goodbye":
        asked = {content.topics[i].topic for i in state.said if i in content.topics}
        nexts = [t for t in (topic.next or content.menu) if t not in asked][:3]
        reply.buttons = [topic_button(content.of_contract(t)) for t in nexts]
        if topic.topic in ("out_of_scope", "capabilities") and "booking" not in nexts:
            reply.buttons.append(practice_button(content))
    state.open = None
    state.forget = topic_id == FORGETTING
    return reply


def language(turn: Turn, content: Content, code: str) -> Reply:
    """Answers a message in another language with one line in that language; where there is none, in English.

    Danger in a language that the screen does not cover would go unseen, so such an answer always holds the
    emergency number.
    """
    line = content.languages.get(code)
    known = code in covered()
    if line is None and known:
        return assistant(turn, content, content.of_contract("out_of_scope").id)
    reply = menu(turn, content)
    reply.topic = "out_of_scope"
    texts = [content.fill(line)] if line else []
    if not known:
        texts.append(other_language(practice=content.practice))
    reply.texts = [" ".join(texts)]
    return reply
