"""Answers a topic: first answer, other words when asked again, the sentence that fits the person, what comes next."""

from __future__ import annotations

from bot.content.model import Content, Topic
from bot.dialogue.reply import Button, Reply, label_button, practice_button, sources_of, topic_button
from bot.dialogue.room import fits, variant
from bot.dialogue.turn import Turn
from bot.safety.reply import concern_line, minor_line
from bot.safety.screen import Verdict

BUTTONS = 5
"""More than five choices are a menu, not an answer."""
NEXT = 2
PERSONAL = "personal_concern"
CHECKS = {"attachment": "attachment_check", "culture": "culture_check"}


def answer(turn: Turn, content: Content, topic_id: str, also: tuple[str, ...] = ()) -> Reply:
    """Answers a topic.

    Args:
        turn: The message as understood.
        content: What can be answered.
        topic_id: The topic's file id.
        also: File ids of further worries in the same message.

    Returns:
        The reply: one text, its sources, and where to go from here.
    """
    topic = content.topics[topic_id]
    state = turn.state
    times = state.said.get(topic_id, 0)
    others = [content.topics[i] for i in also]
    check = _check_to_offer(turn, content, topic)
    text = _text(turn, content, topic, times, others, check)
    state.topic = topic_id
    state.said[topic_id] = times + 1
    state.misses = 0
    state.open = None
    reply = Reply(
        topic=topic.topic,
        texts=[text],
        state=state,
        also=list(dict.fromkeys(t.topic for t in others)),
        concerns=turn.concerns,
        sources=sources_of(topic, content),
        evidence=topic.evidence or None,
        sure=content.fill(topic.sure) if turn.channel == "web" and topic.sure else None,
        safety=_care(turn),
    )
    if topic.ask_back and times == 0:
        _ask_back(reply, content, others)
    else:
        reply.buttons = _buttons(turn, content, topic, others, check)
    if check:
        state.checks_offered = True
        # "Yes" means the check only where the sentence that offers it was said.
        if _offer(turn, content, check) in text:
            state.open = f"check:{check.id}"
    return reply


def _care(turn: Turn) -> dict[str, object] | None:
    """The payload's `safety` where the screen found no danger but something that needs care."""
    if turn.verdict.get("level") != "concern":
        return None
    return {"level": "concern", "kinds": list(turn.verdict.get("kinds") or [])}


def _text(
    turn: Turn, content: Content, topic: Topic, times: int, others: list[Topic], check: Topic | None
) -> str:
    if times >= 2:
        return content.fill(variant(content.texts["third_time"], times))
    lines = list(topic.again_lines if times == 1 and topic.again else topic.lines)
    tailored = _tailored(turn, topic) if times == 0 else None
    if tailored and len(lines) >= 3:
        lines[1] = tailored
    elif tailored:
        lines.append(tailored)
    beside = [_beside(other, content) for other in others[:1] if other.also]
    notice = [content.fill(content.texts["notice"][0])] if notice_due(turn) else []
    offer = [_offer(turn, content, check)] if check else []
    care = care_lines(turn, content)
    question = [content.texts["too_much_question"][0]] if topic.ask_back and times == 0 else []
    # What goes first when there is no room: the offer, then why it makes sense to ask, last the second worry's
    # sentence (its button stays).
    short = _without_second(lines)
    for kept, second, last in ((lines, beside, offer), (lines, beside, []), (short, beside, []), (short, [], [])):
        parts = [content.fill(part) for part in (*kept, *second, *care, *question, *last)]
        if fits(*parts, *notice, *_over_long(turn, content)):
            break
    return "\n".join(parts)


def _offer(turn: Turn, content: Content, check: Topic) -> str:
    return content.fill(variant(content.texts[f"check_offer_{_kind_of(check)}"], turn.state.turns))


def care_lines(turn: Turn, content: Content) -> list[str]:
    """A sentence of care beside the answer: for what is no danger but heavy, and for someone under 18."""
    verdict = Verdict.from_dict(turn.verdict)
    lines = [concern_line(verdict, practice=content.practice)] if verdict.level == "concern" else []
    if verdict.minor and not turn.state.safety.get("minor"):
        lines.append(minor_line(practice=content.practice))
        turn.state.safety = {**turn.state.safety, "minor": True}
    return lines


def _without_second(lines: list[str]) -> list[str]:
    return [line for i, line in enumerate(lines) if i != 1 or len(lines) < 3]


def _beside(other: Topic, content: Content) -> str:
    lead = content.texts["also_lead"][0]
    return f"{lead} {other.also[0].lower() if other.also[:2].istitle() and other.also[:2] != 'I ' else other.also[0]}{other.also[1:]}"


def _over_long(turn: Turn, content: Content) -> list[str]:
    return [content.texts["over_long"][0]] if turn.truncated else []


def notice_due(turn: Turn) -> bool:
    """Whether this turn carries the first-contact notice: once, and not where the page shows it already."""
    return not turn.state.noticed and turn.channel == "rest"


def _tailored(turn: Turn, topic: Topic) -> str | None:
    """The one sentence that fits what the person wrote: this message's cues first, then earlier ones."""
    for cues in (turn.concerns, turn.state.cues):
        for kind, sentences in (("attachment", topic.attachment), ("culture", topic.culture)):
            for cue in reversed(cues.get(kind, [])):
                if cue in sentences:
                    return sentences[cue]
    return None


def _kind_of(check: Topic) -> str:
    return next(kind for kind, topic in CHECKS.items() if topic == check.topic)


def _check_to_offer(turn: Turn, content: Content, topic: Topic) -> Topic | None:
    """The guided check that fits the cues in this message: once a conversation, never beside anything worrying."""
    if not _may_offer_check(turn) or topic.group != "faq":
        return None
    for kind, check in CHECKS.items():
        if turn.concerns.get(kind):
            return content.of_contract(check)
    return None


def _ask_back(reply: Reply, content: Content, others: list[Topic]) -> None:
    """Crying a lot may be the crying or may be everything: one question, and the way on for either."""
    reply.state.open = "mostly_crying"
    reply.buttons = [
        *[topic_button(other) for other in others[:1]],
        *[label_button(name, content) for name in ("mostly_crying", "more_than_that")],
        practice_button(content),
    ]


def _buttons(turn: Turn, content: Content, topic: Topic, others: list[Topic], check: Topic | None) -> list[Button]:
    """Topics first, so that "the second one" counts among what was offered; then what this answer still holds."""
    buttons = [topic_button(other) for other in others]
    if check:
        buttons.append(topic_button(check))
    if topic.topic == PERSONAL:
        buttons += [*_next(turn, content, topic, NEXT), practice_button(content)]
        return [*_distinct(buttons)[: BUTTONS - 1], label_button("more_than_that", content)]
    held = [label_button(name, content) for name, text in (("more", topic.more), ("how_sure", topic.sure)) if text]
    buttons += _next(turn, content, topic, max(1, BUTTONS - len(buttons) - len(held)))
    return [*_distinct(buttons)[: BUTTONS - len(held)], *held]


def _next(turn: Turn, content: Content, topic: Topic, most: int) -> list[Button]:
    """The next questions not asked yet; a guided check among them only where it may be offered."""
    asked = {content.topics[i].topic for i in turn.state.said if i in content.topics}
    barred = set(CHECKS.values()) if not _may_offer_check(turn) else set()
    able = [t for t in topic.next if t not in barred]
    following = ([t for t in able if t not in asked] or able)[:most]
    if set(following) & set(CHECKS.values()):
        turn.state.checks_offered = True
    return [topic_button(content.of_contract(t)) for t in following]


def _may_offer_check(turn: Turn) -> bool:
    """Once a conversation, never beside anything worrying."""
    return not turn.state.checks_offered and not turn.verdict.get("level")


def _distinct(buttons: list[Button]) -> list[Button]:
    return list({b.leads_to: b for b in buttons}.values())
