"""What goes out: texts, buttons and one payload, independent of Rasa."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.content.model import Content, Topic
from bot.dialogue.state import State
from bot.payload import payload


@dataclass(frozen=True)
class Button:
    """A quick reply. Its payload is its title: plain text that leads where the title says.

    Attributes:
        title: What the person sees, and what is sent.
        leads_to: File id of the topic it leads to, or ``!name`` for a label.
        topic: Contract topic id it leads to, or None for a label.
    """

    title: str
    leads_to: str
    topic: str | None = None


@dataclass
class Reply:
    """One bot turn.

    Attributes:
        topic: Contract topic id.
        texts: The bubbles, in order.
        state: The conversation after this turn.
        buttons: Quick replies under the last text.
        also: Contract ids of further topics raised.
        concerns: Cues in this message.
        sources: What the text rests on, as the payload shows it.
        evidence: How far the claim is backed.
        sure: How sure that is, in words, for a client that unfolds it itself.
        safety: ``{"level", "kinds"}`` or None.
        form: What the payload says of the guided form whose question ends the reply, or None.
        note: The note to take along that the reply hands over, or None.
        whole: The message was taken whole, however long it is.
    """

    topic: str
    texts: list[str]
    state: State
    buttons: list[Button] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    concerns: dict[str, list[str]] = field(default_factory=dict)
    sources: list[dict[str, Any]] = field(default_factory=list)
    evidence: str | None = None
    sure: str | None = None
    safety: dict[str, Any] | None = None
    form: dict[str, Any] | None = None
    note: dict[str, str] | None = None
    whole: bool = False

    @property
    def payload(self) -> dict[str, Any]:
        """The payload of the contract."""
        return payload(
            self.topic,
            also=self.also,
            concerns=self.concerns,
            offers=[b.topic for b in self.buttons if b.topic],
            sources=self.sources,
            evidence=self.evidence,
            sure=self.sure,
            safety=self.safety,
            form=self.form,
            note=self.note,
        )

    def messages(self) -> list[dict[str, Any]]:
        """Returns the messages as Rasa's REST channel shows them: bubbles, buttons under the last, then the payload."""
        out: list[dict[str, Any]] = [{"text": text} for text in self.texts]
        if self.buttons and out:
            out[-1]["buttons"] = [{"title": b.title, "payload": b.title} for b in self.buttons]
        return [*out, {"custom": self.payload}]


def topic_button(topic: Topic) -> Button:
    """Makes the button that leads to a topic."""
    return Button(topic.title, topic.id, topic.topic)


def label_button(name: str, content: Content) -> Button:
    """Makes a button of the conversation itself, such as "Tell me more"."""
    return Button(content.fill(content.texts[f"button_{name}"][0]), f"!{name}")


def practice_button(content: Content) -> Button:
    """Makes the button that leads to a person."""
    return topic_button(content.of_contract("booking"))


def sources_of(topic: Topic, content: Content) -> list[dict[str, Any]]:
    """Returns a topic's sources as the payload shows them."""
    return [_shown(ref.id, ref.section, content) for ref in topic.sources]


def sources_named(ids: Iterable[str], content: Content) -> list[dict[str, Any]]:
    """Returns sources as the payload shows them; ids that no file knows are passed over."""
    return [_shown(name, "", content) for name in ids if name in content.sources]


def _shown(name: str, section: str, content: Content) -> dict[str, Any]:
    source = content.sources[name]
    url = source.url or (f"https://doi.org/{source.doi}" if source.doi else None)
    return {"id": name, "title": source.title, "section": section or None, "url": url}
