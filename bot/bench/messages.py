"""What is sent: a fixed list drawn from the topic files, the same on every machine and in every run."""

from __future__ import annotations

import hashlib

from bot.content.model import Content, Topic

COUNT = 120
LONGEST = 200
PHRASES_A_TOPIC = 2
CYCLE = 10


def draw(content: Content, count: int = COUNT) -> list[str]:
    """Draws messages from the topics' titles and training phrases.

    The order follows a digest of the text, so it mixes topics, does not depend on file order, and changes little
    when a topic is added.

    Args:
        content: The topics.
        count: At most so many.

    Returns:
        Distinct messages.
    """
    pool = {text: None for topic in content.topics.values() for text in _of(topic)}
    return sorted(pool, key=_place)[:count]


def cycle(content: Content) -> list[str]:
    """Draws the few messages that one long conversation repeats.

    Only questions: "delete my chat" or a guided check would make it another conversation.
    """
    faq = [topic.title for topic in content.topics.values() if topic.group == "faq" and topic.title]
    return sorted(set(faq), key=_place)[:CYCLE]


def _of(topic: Topic) -> list[str]:
    phrases = sorted((text for text in topic.examples if len(text) <= LONGEST), key=_place)
    return [text for text in (topic.title, *phrases[:PHRASES_A_TOPIC]) if text]


def _place(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
