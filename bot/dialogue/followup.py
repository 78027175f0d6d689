"""What may come after an answer: "why?", "and for men?", "promise?", "the second one", "yes", and the labels."""

from __future__ import annotations

import re

from bot.content.model import Content, Topic
from bot.dialogue.answer import CHECKS, answer
from bot.dialogue import check
from bot.dialogue.clarify import menu, unclear
from bot.dialogue.move import Kind, Move
from bot.dialogue.reply import label_button, practice_button, sources_of, topic_button, Reply
from bot.dialogue.room import variant
from bot.dialogue.turn import Turn

ORDINALS = (
    re.compile(r"\b(first|1st|one|1|top)\b"),
    re.compile(r"\b(second|2nd|two|2|middle)\b"),
    re.compile(r"\b(third|3rd|three|3)\b"),
    re.compile(r"\b(fourth|4th|four|4)\b"),
    re.compile(r"\b(fifth|5th|five|5)\b"),
)
LAST = re.compile(r"\b(last|bottom)\b")


def followup(turn: Turn, content: Content, kind: str) -> Reply:
    """Answers a follow-up to what was said last.

    Args:
        turn: The message as understood.
        content: What can be answered.
        kind: The follow-up's kind, a file id of ``data/followups``.

    Returns:
        The reply, on the topic talked about.
    """
    if kind == "which":
        return _ordinal(turn, content)
    if kind in ("yes", "no"):
        return _yes_no(turn, content, kind)
    if kind == "something_else":
        return menu(turn, content)
    topic = content.topics.get(turn.state.topic or "")
    if topic is None:
        return unclear(turn, content, ())
    return about(turn, content, topic, kind)


def label(turn: Turn, content: Content, name: str) -> Reply:
    """Answers a pressed label such as "Tell me more"."""
    topic = content.topics.get(turn.state.topic or "")
    if name == "something_else":
        return menu(turn, content)
    if name == "mostly_crying":
        return _mostly_crying(turn, content)
    if topic is None:
        return menu(turn, content)
    return about(turn, content, topic, {"how_sure": "sure"}.get(name, name))


def about(turn: Turn, content: Content, topic: Topic, kind: str) -> Reply:
    """Says one more thing about a topic; said already, it says so and offers the next step."""
    state = turn.state
    told = state.told.setdefault(topic.id, [])
    again = kind in told
    text = None if again and kind in ("more", "sure") else _words_for(topic, content, kind)
    if text is None:
        text = variant(content.texts["exhausted"], state.turns)
    if not again:
        told.append(kind)
    state.misses = 0
    state.open = None
    reply = Reply(
        topic=topic.topic,
        texts=[content.fill(text)],
        state=state,
        concerns=turn.concerns,
        sources=sources_of(topic, content),
        evidence=topic.evidence or None,
    )
    left = [n for n, k in (("more", "more"), ("how_sure", "sure")) if k not in told and getattr(topic, k)]
    following = [t for t in topic.next if t != "booking" and content.of_contract(t).id not in state.said][:2]
    reply.buttons = [topic_button(content.of_contract(t)) for t in following]
    reply.buttons += [practice_button(content), *[label_button(name, content) for name in left]]
    return reply


def _words_for(topic: Topic, content: Content, kind: str) -> str | None:
    if kind == "more":
        return topic.more
    if kind == "sure":
        return topic.sure or topic.more
    if kind == "source":
        return _citations(topic, content)
    return topic.followups.get(kind) or content.followups[kind]


def _citations(topic: Topic, content: Content) -> str:
    """Names what a topic rests on, one line each: at most three, the rest is in the payload."""
    lead = variant(content.texts["sources_lead"], 0)
    cites = []
    for ref in topic.sources[:3]:
        source = content.sources[ref.id]
        cites.append(f"• {source.title}" + (f" ({source.what})" if source.what else ""))
    return "\n".join([lead, *cites])


def _ordinal(turn: Turn, content: Content) -> Reply:
    from bot.dialogue.route import of_topic

    text = turn.text.lower()
    offers = turn.state.offers
    place = next((i for i, pattern in enumerate(ORDINALS) if i and pattern.search(text)), None)
    if place is None:
        place = len(offers) - 1 if LAST.search(text) else 0 if ORDINALS[0].search(text) else None
    if place is None or place >= len(offers):
        return menu(turn, content)
    chosen = offers[place]
    if chosen.startswith("!"):
        # Other buttons than a label's are a form's own: read by their words, not by their place.
        known = f"button_{chosen[1:]}" in content.texts
        return label(turn, content, chosen[1:]) if known else menu(turn, content)
    return _take_up(turn, content, of_topic(chosen, content).id)


def _yes_no(turn: Turn, content: Content, kind: str) -> Reply:
    state = turn.state
    opened = state.open or ""
    if opened.startswith("check:"):
        if kind == "yes":
            return _take_up(turn, content, opened.removeprefix("check:"))
        state.open = None
        return _plain(turn, content, "check_declined")
    if opened == "mostly_crying":
        return _mostly_crying(turn, content)
    if kind == "yes" and len(state.offers) == 1 and state.offers[0] in content.topics:
        return _take_up(turn, content, state.offers[0])
    if kind == "yes" and opened == "more" and state.topic in content.topics:
        return about(turn, content, content.topics[state.topic], "more")
    return _plain(turn, content, None, generic=kind)


def _take_up(turn: Turn, content: Content, topic_id: str) -> Reply:
    """Answers what was offered; a guided check is begun, not told about."""
    if content.topics[topic_id].group == Kind.CHECK.value:
        return check.reply(turn, content, Move(Kind.CHECK, topic_id))
    return answer(turn, content, topic_id)


def _mostly_crying(turn: Turn, content: Content) -> Reply:
    topic = content.topics.get(turn.state.topic or "") or content.of_contract("crying_a_lot")
    return about(turn, content, topic, "more")


def _plain(turn: Turn, content: Content, key: str | None, generic: str = "") -> Reply:
    """A line that leads nowhere new, with the next questions of the topic under it."""
    state = turn.state
    text = content.followups[generic] if generic else variant(content.texts[key or ""], state.turns)
    topic = content.topics.get(state.topic or "")
    if topic is None or topic.topic in CHECKS.values():
        reply = menu(turn, content)
        reply.texts = [content.fill(text)]
        return reply
    reply = Reply(
        topic=topic.topic,
        texts=[content.fill(text)],
        state=state,
        concerns=turn.concerns,
        sources=sources_of(topic, content),
        evidence=topic.evidence or None,
    )
    reply.buttons = [topic_button(content.of_contract(t)) for t in topic.next[:2] if t != "booking"]
    reply.buttons.append(practice_button(content))
    return reply
