"""Whose turn it is: from what was understood and where the conversation stands to one move.

The order is the safety case: danger, then an open safety question, then the answer to whether a question may be kept,
then an open guided form (`guided`), then what cannot be read, then what was offered, then what was understood.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.content.model import Content
from bot.dialogue import danger, guided, intake, intake_step, keep, note, renewed
from bot.dialogue.asks import Asks, asks
from bot.dialogue.move import Kind, Move
from bot.dialogue.turn import Guess, Turn

__all__ = ["Kind", "Move", "of_topic", "route"]

SMALL_TALK = {"greet", "goodbye", "thanks"}
OUT_OF_SCOPE = "out_of_scope"
SUBJECTS = ("faq", "practice", "check")
"""Groups of topics that a person can mean; the rest is talk about the chat."""
FOLLOWUP = "followup"
VAGUE = "vague"
"""The follow-up without a subject ("it's complicated"): there is nothing to answer, before or after an answer."""
FOLLOWUP_WORDS = 14
"""A follow-up leans on the answer before it, so it is short; a long message has a subject of its own."""
NEW_QUESTION = 0.6
SURE = 0.3
"""Below this a reading is a guess, and a guess is offered, not answered. As the threshold in config.yml."""
SEGMENT_SURE = 0.55
"""A sentence beside the main worry raises a topic of its own only when read this surely."""


def route(turn: Turn, content: Content) -> Move:
    """Decides whose turn it is.

    Args:
        turn: The message as understood, with the conversation's state.
        content: What can be answered.

    Returns:
        The move.
    """
    if turn.danger:
        return Move(Kind.DANGER)
    pressed = _pressed(turn, content)
    if not pressed and not _asks_anew(turn) and danger.answers(turn, content):
        return Move(Kind.SAFETY_ANSWER)
    if pressed and pressed.kind is Kind.MORE_THAN_THAT:
        return pressed
    kept = keep.answered(turn, content, pressed)
    if kept:
        return kept
    elsewhere = _without_form(turn, content, pressed)
    if renewed.is_lost(turn.state) and _was_an_answer(turn, elsewhere):
        return Move(Kind.LABEL, "something_else")
    return intake.entry(turn, content, guided.route(turn, content, elsewhere))


def _was_an_answer(turn: Turn, elsewhere: Move) -> bool:
    """After a check whose questions went: whether a message answered one of them, and means nothing without it."""
    unclear = elsewhere.kind in (Kind.UNCLEAR, Kind.BLANK, Kind.FOLLOWUP)
    return unclear or elsewhere.kind is Kind.FAQ and elsewhere.p < NEW_QUESTION and asks(turn.text) is Asks.NO


def _without_form(turn: Turn, content: Content, pressed: Move | None) -> Move:
    if turn.blank:
        return Move(Kind.BLANK)
    if pressed:
        return pressed
    about_note = note.wanted(turn, content) or intake_step.carries(turn, content)
    if about_note:
        return about_note
    if turn.language != "en":
        return Move(Kind.LANGUAGE, turn.language)
    followup = _followup(turn, content)
    if followup:
        return followup
    return _topic(turn, content)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def _pressed(turn: Turn, content: Content) -> Move | None:
    """A button of the last reply, or a topic's own title typed out."""
    text = _plain(turn.text)
    if not text:
        return None
    for offer in turn.state.offers:
        if offer.startswith("!"):
            name = offer[1:]
            if text == _plain(content.texts.get(f"button_{name}", ("",))[0]):
                return Move(Kind.MORE_THAN_THAT) if name == "more_than_that" else Move(Kind.LABEL, name)
        elif offer in content.topics and text == _plain(content.topics[offer].title):
            return of_topic(offer, content)
    if text == _plain(content.texts["button_more_than_that"][0]):
        # True to its word even when the conversation it was offered in has expired.
        return Move(Kind.MORE_THAN_THAT)
    topic = content.by_title(turn.text)
    return of_topic(topic.id, content) if topic else None


def _asks_anew(turn: Turn) -> bool:
    """After "are you thinking of ending your life?" a short message is first held against that; a new question is not."""
    best = _known(turn.ranking)
    return bool(best) and best[0].group in ("faq", "practice") and best[0].p >= NEW_QUESTION and turn.words > 3


def of_topic(topic_id: str, content: Content, also: tuple[str, ...] = (), p: float = 1.0) -> Move:
    """Makes the move that answers a topic."""
    return Move(Kind(content.topics[topic_id].group), topic_id, also, p=p)


def _known(ranking: tuple[Guess, ...]) -> list[Guess]:
    """The readings that are no follow-up, with the follow-ups' probability shared out among them."""
    rest = [g for g in ranking if g.group != FOLLOWUP]
    taken = sum(g.p for g in ranking if g.group == FOLLOWUP)
    return [replace(g, p=min(1.0, g.p / max(1.0 - taken, 0.05))) for g in rest]


def _by_topic(ranked: list[Guess], content: Content) -> list[Guess]:
    """Adds up the readings of each contract topic: two files of one topic do not compete. The likelier file stands."""
    sums: dict[str, Guess] = {}
    for g in ranked:
        topic = content.topics[g.id].topic
        held = sums.get(topic)
        sums[topic] = replace(held, p=held.p + g.p) if held else g
    return sorted(sums.values(), key=lambda g: -g.p)


def _followup(turn: Turn, content: Content) -> Move | None:
    if not turn.ranking or turn.ranking[0].group != FOLLOWUP:
        return None
    kind = turn.ranking[0].id
    if kind == VAGUE:
        # Whatever its length. Where some sentence has a subject after all, that is answered.
        guesses = _nearest(_known(turn.ranking), content)
        return None if _has_subject(turn) else Move(Kind.UNCLEAR, VAGUE, guesses=guesses)
    if turn.words > FOLLOWUP_WORDS:
        return None
    if turn.state.topic or turn.state.offers or turn.state.open:
        return Move(Kind.FOLLOWUP, kind, p=turn.ranking[0].p)
    return None


def _has_subject(turn: Turn) -> bool:
    """Whether some sentence is about a topic as it stands, whatever the vague ones around it say."""
    return any(g.group in SUBJECTS and g.p >= SEGMENT_SURE for segment in turn.segments for g in segment[:1])


def _topic(turn: Turn, content: Content) -> Move:
    ranked = _by_topic([g for g in _known(turn.ranking) if g.id in content.topics], content)
    if not ranked:
        return Move(Kind.UNCLEAR)
    best = ranked[0]
    raised = _raised(turn, content)
    if (best.id in SMALL_TALK or best.id == OUT_OF_SCOPE) and raised:
        # "hi, is crying weak?" is about crying.
        best, raised = raised[0], raised[1:]
    elif not turn.sure and best.p < SURE:
        if best.id == OUT_OF_SCOPE:
            return Move(Kind.ASSISTANT, OUT_OF_SCOPE, p=best.p)
        if raised:
            best = raised[0]
        else:
            return Move(Kind.UNCLEAR, guesses=_nearest(ranked, content), p=best.p)
    main = content.topics[best.id].topic
    also = tuple(g.id for g in raised if content.topics[g.id].topic != main and g.group in ("faq", "practice"))
    return of_topic(best.id, content, also[:2], p=best.p)


def _raised(turn: Turn, content: Content) -> list[Guess]:
    """Topics that single sentences raise, surest first, one for each contract topic."""
    found: dict[str, Guess] = {}
    for segment in turn.segments:
        for g in _known(segment)[:1]:
            if g.p >= SEGMENT_SURE and g.group in SUBJECTS and g.id in content.topics:
                topic = content.topics[g.id].topic
                if topic not in found or found[topic].p < g.p:
                    found[topic] = g
    return sorted(found.values(), key=lambda g: -g.p)


def _nearest(ranked: list[Guess], content: Content) -> tuple[str, ...]:
    """The nearest topics worth offering, one for each contract topic."""
    seen: dict[str, str] = {}
    for g in ranked:
        if g.id in content.topics and g.group in SUBJECTS:
            seen.setdefault(content.topics[g.id].topic, g.id)
    return tuple(seen.values())[:3]
