"""The two guided checks in the conversation: the edge between a turn and the pure machine in `bot.checks`.

Which messages are a check's own is decided here, because that needs what was understood: a question that the chat can
answer is answered under its own topic, everything else said plainly is an answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.checks import machine, memory as mem
from bot.checks.event import Does, Event
from bot.checks.machine import Said
from bot.checks.model import Check
from bot.checks.read import decided, heard, statement
from bot.content.model import Content, Topic
from bot.dialogue.answer import answer, care_lines, notice_due
from bot.dialogue.asks import Asks, asks
from bot.dialogue.check_buttons import buttons, form_of, ways_on
from bot.dialogue.move import Kind, Move
from bot.dialogue.redacted import redacted
from bot.dialogue.reply import Reply, sources_named, sources_of
from bot.dialogue.room import fits
from bot.dialogue.state import State
from bot.dialogue.turn import Turn

SMALL_TALK = {"greet": Does.HELLO, "thanks": Does.THANKS, "goodbye": Does.LATER}
OUT_OF_SCOPE = "out_of_scope"
DELETE_CHAT = "chat_delete"
PERSONAL = "personal_concern"
ASKED = 0.25
"""A message that is built as a question is answered elsewhere from this probability on."""
MARKED = 0.6
"""One that only ends in a question mark, or asks for something, must be read more surely."""
STATED = 0.75
"""A plain statement is an answer, unless it is short and surely about the chat itself."""
SHORT = 8
OWN_FOLLOWUPS = frozenset({"yes", "no", "which", "something_else"})


class CheckForm:
    """The checks as a guided form (`bot.dialogue.guided.Form`); their memory is ``State.check``."""

    def is_open(self, state: State) -> bool:
        """Whether a check waits for an answer."""
        return mem.is_open(state.check)

    def route(self, turn: Turn, content: Content, elsewhere: Move) -> Move | None:
        """Takes an answer; leaves a question to whoever can answer it."""
        check = content.checks.by_id[turn.state.check["id"]]
        if turn.verdict.get("minor"):
            return self._own(check, content, Event(Does.MINOR))
        event = decided(check, content.checks, turn.state.check, turn.text)
        if event is None and _belongs(turn, content, check, elsewhere):
            return None
        return self._own(check, content, event or _read(turn, content, check, elsewhere))

    def resume(self, turn: Turn, content: Content, reply: Reply) -> Reply:
        """Puts the pending question below another answer."""
        memory = reply.state.check
        check = content.checks.by_id[memory["id"]]
        ask = machine.pending(check, content.checks, memory)
        lead = content.checks.texts["resumed"]
        reply.texts.append(f"{lead} {ask}" if fits(*reply.texts, lead, ask) else ask)
        reply.buttons = buttons(check, content.checks, memory)
        reply.form = form_of(check, memory)
        reply.state.check = {**memory, "aside": True}
        reply.state.open = None
        return reply

    def pause(self, state: State) -> None:
        """Puts the check aside: asked for again, it goes on where it was."""
        state.check = {**state.check, "paused": True}

    def halt(self, state: State) -> None:
        """Ends the check: someone may be in danger, and what they answered before is nothing to keep."""
        if state.check.get("step"):
            state.check = {name: state.check[name] for name in ("done", "note") if state.check.get(name)}

    @staticmethod
    def _own(check: Check, content: Content, event: Event) -> Move:
        if event.does is Does.DELETE and DELETE_CHAT in content.topics:
            return Move(Kind.ASSISTANT, DELETE_CHAT)
        if event.does is Does.SWITCH:
            check = content.checks.by_id[event.other]
            return Move(Kind.CHECK, content.of_contract(check.topic).id)
        return Move(Kind.IN_CHECK, content.of_contract(check.topic).id, detail=event)


CHECK = CheckForm()


def reply(turn: Turn, content: Content, move: Move) -> Reply:
    """Takes a turn of a check.

    Args:
        turn: The message.
        content: What can be said.
        move: ``CHECK`` asks for a check, ``IN_CHECK`` goes on with the open one.

    Returns:
        The reply, with the next question; or the topic's own answer where no such check is defined.
    """
    topic = content.topics[move.id]
    check = content.checks.of_topic(topic.topic)
    if check is None:
        return answer(turn, content, move.id, move.also)
    turn.state.checks_offered = True
    turn.state.misses = 0
    turn.state.open = None
    turn.state.topic = topic.id
    if move.kind is Kind.IN_CHECK:
        event = move.detail
    elif turn.verdict.get("minor") or turn.state.safety.get("minor"):
        event = Event(Does.MINOR)
    elif turn.state.check.get("id") == check.id and turn.state.check.get("step"):
        event = Event(Does.RESUME)
    else:
        event = None
    if event is None or not turn.state.check.get("step"):
        memory, said = machine.begin(check, turn.state.check)
        if event is not None:
            memory, said = machine.step(check, content.checks, memory, event)
    else:
        event = replace(event, words=redacted(event.words)) if event.words else event
        memory, said = machine.step(check, content.checks, turn.state.check, event)
    turn.state.check = memory
    if event is not None and event.does is Does.DECLINE:
        # "Actually, yes" is heard once more.
        turn.state.open = f"check:{topic.id}"
    return _reply(turn, content, check, topic, said)


def hear(turn: Turn, content: Content, kind: Kind) -> None:
    """Keeps what a message outside a check already answers of it: names of answers, no word of the message.

    Args:
        turn: The message.
        content: Where the checks are.
        kind: Who took the turn.
    """
    if kind in (Kind.IN_CHECK, Kind.DANGER) or not any(turn.concerns.values()):
        return
    known = {name: dict(found) for name, found in (turn.state.check.get("heard") or {}).items()}
    for check in content.checks.by_id.values():
        for question, option in heard(check, turn.concerns, turn.text).items():
            held = known.setdefault(check.id, {})
            held[question] = option or held.get(question, "")
    if known:
        turn.state.check = {**turn.state.check, "heard": {name: found for name, found in known.items() if found}}


def _belongs(turn: Turn, content: Content, check: Check, elsewhere: Move) -> bool:
    """Whether a message that no word list decides is for somebody else than the open check."""
    how = asks(turn.text)
    if elsewhere.kind is Kind.LANGUAGE:
        return turn.words > 2
    if elsewhere.kind is Kind.FOLLOWUP:
        return how in (Asks.YES, Asks.MARK) and elsewhere.id not in OWN_FOLLOWUPS or (
            bool(turn.state.check.get("aside")) and how is Asks.YES
        )
    if elsewhere.kind not in (Kind.FAQ, Kind.PRACTICE, Kind.ASSISTANT, Kind.CHECK):
        return False
    if content.by_title(turn.text):
        return True
    if elsewhere.id in SMALL_TALK:
        return False
    if elsewhere.kind is Kind.CHECK:
        same = content.topics[elsewhere.id].topic == check.topic
        return not same and how is not Asks.NO and elsewhere.p >= MARKED
    if how is Asks.YES:
        return elsewhere.p >= ASKED
    if statement(check, content.checks, turn.state.check, turn.text).option:
        # "Don't know what I need" answers the question, whatever else it resembles.
        return False
    if how is Asks.MARK:
        return elsewhere.p >= MARKED
    topic = content.topics[elsewhere.id].topic
    if elsewhere.kind is Kind.PRACTICE:
        return how is Asks.REQUEST and topic != PERSONAL and elsewhere.p >= MARKED
    if elsewhere.kind is Kind.ASSISTANT:
        return topic != OUT_OF_SCOPE and elsewhere.p >= STATED and turn.words <= SHORT
    # At the consent question nothing was asked about them yet: a worry is a worry, not an answer.
    return turn.state.check["step"] == mem.CONSENT and elsewhere.p >= MARKED


def _read(turn: Turn, content: Content, check: Check, elsewhere: Move) -> Event:
    """A message of the check's own that is more than its word lists know."""
    if elsewhere.kind is Kind.BLANK:
        return Event(Does.REPEAT)
    if elsewhere.id in SMALL_TALK and turn.words <= SHORT and elsewhere.p >= MARKED:
        return Event(SMALL_TALK[elsewhere.id])
    if asks(turn.text) is Asks.YES and not turn.state.check.get("own"):
        return Event(Does.NO_ANSWER)
    return statement(check, content.checks, turn.state.check, turn.text)


def _reply(turn: Turn, content: Content, check: Check, topic: Topic, said: Said) -> Reply:
    fact = said.fact
    lines = [content.fill(line) for line in said.lines]
    if not fact.text and fact.sources:
        known = [content.sources[name] for name in fact.sources if name in content.sources]
        lines += [f"• {source.title} ({source.what})" for source in known]
    care = care_lines(turn, content)
    notice = [content.fill(content.texts["notice"][0])] if notice_due(turn) else []
    told = [content.fill(fact.text)] if fact.text else []
    if told and not fits(*lines, *told, *care, *notice, said.ask):
        told = []
    rests = sources_named(fact.sources, content) if told or not fact.text else []
    memory = turn.state.check
    # A summary's fact comes before its list.
    body = [*told, *lines] if memory.get("step") == mem.FIT and told else [*lines, *told]
    bubbles = ["\n".join([*body, *care])] if body or care else []
    bubbles += [content.fill(part) for part in (said.ask, said.note) if part]
    is_open = mem.is_open(memory)
    return Reply(
        topic=check.topic,
        texts=bubbles,
        state=turn.state,
        buttons=buttons(check, content.checks, memory) if is_open else ways_on(topic, content, bool(said.note)),
        concerns=turn.concerns,
        sources=rests or sources_of(topic, content)[:1],
        evidence=(fact.evidence if rests else topic.evidence) or None,
        safety=_care(turn),
        form=form_of(check, memory) if is_open else None,
        note={"text": said.note} if said.note else None,
    )


def _care(turn: Turn) -> dict[str, Any] | None:
    if turn.verdict.get("level") != "concern":
        return None
    return {"level": "concern", "kinds": list(turn.verdict.get("kinds") or [])}
