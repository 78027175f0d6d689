"""Danger in the conversation: the fixed texts of `bot.safety`, in the shape of a reply."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue.reply import Button, Reply, sources_of, topic_button
from bot.dialogue.turn import Turn
from bot.safety.reply import SafetyReply, crisis, follow, lines_sentence, more_than_that
from bot.safety.screen import Verdict

CRISIS = "crisis"
BUTTON = "!safety"
"""What a button of a safety reply leads to: its text is read by `bot.safety.reply.follow`."""
AFTER_DENIAL = "personal_concern"


def help_first(turn: Turn, content: Content) -> Reply:
    """Help lines, then one question that fits; or the next step where the message answers our question."""
    verdict = Verdict.from_dict(turn.verdict)
    kept = turn.state.safety
    new_kinds = set(verdict.kinds) - set(kept.get("kinds", []))
    answered = None if new_kinds or not kept.get("open") else follow(turn.text, verdict, kept, practice=content.practice)
    return _reply(turn, content, answered or crisis(verdict, kept, practice=content.practice), verdict.kinds)


def answers(turn: Turn, content: Content) -> bool:
    """Whether the message answers our question, or presses a button of a safety reply."""
    return bool(turn.state.safety) and _follow(turn, content) is not None


def next_step(turn: Turn, content: Content) -> Reply:
    """What follows the answer to our question."""
    said = _follow(turn, content)
    assert said is not None, "route asks `answers` first"
    return _reply(turn, content, said, said.kinds)


def more(turn: Turn, content: Content) -> Reply:
    """Behind "It's more than that": the lines, and the question."""
    minor = bool(turn.verdict.get("minor"))
    return _reply(turn, content, more_than_that(turn.state.safety, practice=content.practice, minor=minor), ("suicide",), True)


def _follow(turn: Turn, content: Content) -> SafetyReply | None:
    return follow(turn.text, Verdict.from_dict(turn.verdict), turn.state.safety, practice=content.practice)


def _reply(
    turn: Turn, content: Content, said: SafetyReply, kinds: tuple[str, ...], danger: bool | None = None
) -> Reply:
    state = turn.state
    state.safety = said.state
    state.misses = 0
    state.open = None
    buttons = [Button(title, BUTTON) for title, _ in said.buttons]
    if not (said.level == CRISIS if danger is None else danger):
        return _believed(turn, content, said, buttons)
    texts = list(said.texts)
    if not any(char.isdigit() for char in texts[0]):
        # The first text of every reply to danger holds a number, also the third time we speak of it.
        texts[0] = f"{texts[0]} {lines_sentence(said.state, practice=content.practice)}"
    return Reply(
        topic=CRISIS,
        texts=texts,
        state=state,
        buttons=buttons,
        concerns=turn.concerns,
        safety={"level": CRISIS, "kinds": list(said.kinds or kinds or ("suicide",))},
    )


def _believed(turn: Turn, content: Content, said: SafetyReply, buttons: list[Button]) -> Reply:
    """A plain "no" is believed: one line, and back to what they asked."""
    topic = content.topics.get(turn.state.topic or "") or content.of_contract(AFTER_DENIAL)
    following = [topic_button(content.of_contract(t)) for t in topic.next[:2]]
    return Reply(
        topic=topic.topic,
        texts=list(said.texts),
        state=turn.state,
        buttons=[*following, *buttons],
        concerns=turn.concerns,
        sources=sources_of(topic, content),
        evidence=topic.evidence or None,
    )

