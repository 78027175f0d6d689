"""The state machine of a check: where it stands and what the person does, to where it stands next and what is said.

Pure: plain data in, plain data out, nothing remembered here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.checks import memory as mem
from bot.checks import note
from bot.checks.event import Does, Event
from bot.checks.memory import FIT
from bot.checks.model import Check, Checks, Fact, Option, Question


@dataclass(frozen=True)
class Said:
    """What goes out.

    Attributes:
        lines: Sentences before the question.
        fact: A fact between them and the question; the first to go where there is no room.
        ask: The question that ends the turn; empty where the check is over.
        note: The note to take along, at the end.
    """

    lines: tuple[str, ...] = ()
    fact: Fact = field(default_factory=Fact)
    ask: str = ""
    note: str = ""


Memory = dict[str, Any]
Outcome = tuple[Memory, Said]


def begin(check: Check, old: Memory) -> Outcome:
    """Opens a check: says what it is and asks for consent."""
    return mem.opened(check, old), Said(ask=check.consent)


def pending(check: Check, checks: Checks, memory: Memory) -> str:
    """Returns the question that waits, in few words."""
    question = check.question(memory.get("step"))
    if question:
        return question.ask
    return checks.texts["fit"] if memory.get("step") == FIT else check.consent_short


def step(check: Check, checks: Checks, memory: Memory, event: Event) -> Outcome:
    """Takes one step.

    Args:
        check: The open check.
        checks: Its fixed words.
        memory: Where it stands; not changed.
        event: What the person does.

    Returns:
        Where it stands now, and what is said.
    """
    memory = {**memory, "order": list(memory["order"]), "answers": dict(memory["answers"])}
    for name in ("aside", "paused"):
        memory.pop(name, None)
    if event.does in _ENDS:
        after = mem.dropped if event.does is Does.WITHDRAW else mem.closed
        return after(memory), Said((checks.texts[_ENDS[event.does]],))
    if event.does in (Does.FITS, Does.NOT_REALLY) and memory["step"] == FIT:
        return _end(check, checks, memory, event)
    return _STEPS.get(event.does, _repeat)(check, checks, memory, event)


_ENDS = {Does.DECLINE: "declined", Does.STOP: "stopped", Does.WITHDRAW: "withdrawn", Does.MINOR: "adults_only"}


def _begin(check: Check, checks: Checks, memory: Memory, event: Event) -> Outcome:
    return _next(check, checks, memory, ())


def _answer(check: Check, checks: Checks, memory: Memory, event: Event) -> Outcome:
    question = check.question(memory["step"])
    if not question:
        return _repeat(check, checks, memory, event)
    option = question.option(event.option)
    _keep(memory, question, event)
    told = option or question.other
    if told.fact.text:
        memory["fact"] = [question.id, told.id]
    return _next(check, checks, memory, (_reflection(checks, option, event),), told.fact)


def _keep(memory: Memory, question: Question, event: Event) -> None:
    memory["answers"][question.id] = {"option": event.option, "words": event.words}
    if question.id not in memory["order"]:
        memory["order"].append(question.id)


def _reflection(checks: Checks, option: Option | None, event: Event) -> str:
    if option:
        return option.reflect
    return checks.texts["in_your_words"].replace("{words}", note.shortened(event.words))


def _skip(check: Check, checks: Checks, memory: Memory, event: Event) -> Outcome:
    question = check.question(memory["step"])
    if not question:
        if memory["step"] == FIT:
            return _end(check, checks, memory, event)
        return step(check, checks, memory, Event(Does.DECLINE))
    memory["answers"].pop(question.id, None)
    if question.id not in memory["order"]:
        memory["order"].append(question.id)
    return _next(check, checks, memory, (checks.texts["skipped"],))


def _next(check: Check, checks: Checks, memory: Memory, lines: tuple[str, ...], fact: Fact | None = None) -> Outcome:
    """Goes to the first question that is still open, past what was heard before; after the last to "does that fit?"."""
    said = list(lines)
    for flag in ("own", "vague"):
        memory.pop(flag, None)
    known = (memory.get("heard") or {}).get(check.id, {})
    for question in check.questions:
        if question.id in memory["order"]:
            continue
        option = question.option(known.get(question.id))
        if option:
            memory["answers"][question.id] = {"option": option.id, "words": ""}
            memory["order"].append(question.id)
            said.append(checks.texts["heard"].replace("{reflect}", option.reflect))
            continue
        if question.id in known:
            said.append(checks.texts["heard_partly"])
        memory["step"] = question.id
        return memory, Said(tuple(said), fact or Fact(), question.ask)
    if not memory["answers"]:
        return mem.closed(memory, done=check.id), Said((checks.texts["after_nothing"],))
    memory["step"] = FIT
    # The summary gives the last answer back with the others.
    summary = [checks.texts["summary"], *note.lines(check, memory["answers"], short=True)]
    said = said[1:] if lines else said
    return memory, Said((*said, *summary), fact or Fact(), checks.texts["fit"])


def _end(check: Check, checks: Checks, memory: Memory, event: Event) -> Outcome:
    text = note.text(check, checks, memory["answers"], event.words)
    if memory.get("note") and memory.get("done") != check.id:
        text = note.joined(memory["note"], text, checks)
    closing = checks.texts["after_not" if event.does is Does.NOT_REALLY else "after_fit"]
    return mem.closed(memory, done=check.id, note=text), Said((closing,), note=text)


def _back(check: Check, checks: Checks, memory: Memory, event: Event) -> Outcome:
    lead = checks.texts["wrong" if event.does is Does.WRONG else "back"]
    if event.question:
        memory["order"].remove(event.question)
        name = event.question
    elif memory["order"]:
        name = memory["order"].pop()
    else:
        return memory, Said((checks.texts["first_already"],), ask=pending(check, checks, memory))
    memory["answers"].pop(name, None)
    # What was only heard is asked now.
    heard = {c: {q: o for q, o in known.items() if q != name} for c, known in (memory.get("heard") or {}).items()}
    memory = {**memory, "step": name, **({"heard": heard} if heard else {})}
    for flag in ("own", "vague"):
        memory.pop(flag, None)
    return memory, Said((lead,), ask=pending(check, checks, memory))


def _correct(check: Check, checks: Checks, memory: Memory, event: Event) -> Outcome:
    """The answer before is another one; the pending question stays."""
    question = check.question(event.question)
    option = question.option(event.option) if question else None
    if not question or not option:
        return _repeat(check, checks, memory, event)
    _keep(memory, question, event)
    return memory, Said((checks.texts["changed"], option.reflect), ask=pending(check, checks, memory))


def _own_words(check: Check, checks: Checks, memory: Memory, event: Event) -> Outcome:
    memory["own"] = True
    return memory, Said(ask=checks.texts["own_words"])


def _vague(check: Check, checks: Checks, memory: Memory, event: Event) -> Outcome:
    """Asks once which is meant; the next time the words are kept as they are."""
    if memory.get("vague") and event.words:
        return _answer(check, checks, memory, Event(Does.ANSWER, words=event.words))
    memory["vague"] = True
    return memory, Said((checks.texts["choose"],), ask=pending(check, checks, memory))


def _why(check: Check, checks: Checks, memory: Memory, event: Event) -> Outcome:
    question = check.question(memory["step"])
    lead = (question.why,) if question else ()
    return memory, Said(lead, ask=pending(check, checks, memory) if question else check.consent)


def _source(check: Check, checks: Checks, memory: Memory, event: Event) -> Outcome:
    question = check.question((memory.get("fact") or [""])[0])
    told = (question.option(memory["fact"][1]) or question.other) if question else Option()
    # The edge names the sources; the fact itself was said already.
    lead = checks.texts["rests_on" if told.fact.sources else "rests_on_nothing"]
    return memory, Said((lead,), Fact("", told.fact.sources, told.fact.evidence), pending(check, checks, memory))


def _say(check: Check, checks: Checks, memory: Memory, event: Event) -> Outcome:
    """One thing to say to a therapist, from the last answer."""
    question = check.question((memory["order"] or [""])[-1])
    answer = memory["answers"].get(question.id) if question else None
    told = (question.option(answer["option"]) or question.other) if question and answer else Option()
    line = checks.texts["you_could_say"].replace("{words}", told.say) if told.say else checks.texts["nothing_to_say"]
    return memory, Said((line,), ask=pending(check, checks, memory))


def _repeat(check: Check, checks: Checks, memory: Memory, event: Event) -> Outcome:
    lead = checks.texts[_LEADS.get(event.does, "again")]
    return memory, Said((lead,), ask=pending(check, checks, memory))


_LEADS = {
    Does.THANKS: "thanks",
    Does.HELLO: "hello",
    Does.LATER: "later",
    Does.NO_ANSWER: "no_answer",
    Does.RESUME: "resumed",
    Does.TYPE: "no_type",
    Does.DISLIKE: "disliked",
    Does.ABOUT: "about",
}
_STEPS: dict[Does, Callable[[Check, Checks, Memory, Event], Outcome]] = {
    Does.BEGIN: _begin,
    Does.ANSWER: _answer,
    Does.SKIP: _skip,
    Does.BACK: _back,
    Does.CHANGE: _back,
    Does.WRONG: _back,
    Does.CORRECT: _correct,
    Does.OWN_WORDS: _own_words,
    Does.VAGUE: _vague,
    Does.WHY: _why,
    Does.SOURCE: _source,
    Does.SAY: _say,
}
