"""Reads what was typed while a check waits: an option, a way to steer, a plain yes or no, or the person's own words.

`decided` takes what is certain by its words. What it leaves is either a question, which is for somebody else, or a
plain statement, which `statement` takes as an answer.
"""

from __future__ import annotations

import re
from typing import Any

from bot.checks.event import Does, Event
from bot.checks.memory import CONSENT, FIT
from bot.checks.model import Check, Checks, Question
from bot.checks.steer import best, correction, numbered, switched
from bot.checks.words import holds, is_one_of, leftover, plain, starts_at, trimmed

SHORT = 3
"""Fewer words than this that fit nothing are asked about once before they are kept."""
OWN = 4
"""From this many words on, the person's own words say more than a label."""
YES_LENGTH = 10
"""A yes to the consent question, with what stands beside it, is no longer than this."""

# Which words steer to what, in the order in which they are looked for.
_STEERING = (
    ("delete", Does.DELETE),
    ("withdraw", Does.WITHDRAW),
    ("stop", Does.STOP),
    ("skip", Does.SKIP),
    ("back", Does.BACK),
    ("change", Does.CHANGE),
    ("wrong", Does.WRONG),
    ("why", Does.WHY),
    ("type", Does.TYPE),
    ("source", Does.SOURCE),
    ("about", Does.ABOUT),
    ("say", Does.SAY),
    ("dislike", Does.DISLIKE),
    ("later", Does.LATER),
)
# Words that only acknowledge may stand together: "ah, I see, thanks".
_NODS = (("thanks", Does.THANKS), ("hello", Does.HELLO), ("repeat", Does.REPEAT))
_PAUSE = re.compile(r"[,.;:!\n]|\s-+\s|\b(?:but|because|as|since|cos|coz|cuz)\b", re.IGNORECASE)
_PLAIN_LEADS = {**dict.fromkeys(("yes", "yeah", "yep", "yup"), "yes"), **dict.fromkeys(("no", "nope", "nah"), "no")}


def decided(check: Check, checks: Checks, memory: dict[str, Any], text: str) -> Event | None:
    """Reads what is certain by its words alone.

    Args:
        check: The open check.
        checks: Where the words stand.
        memory: Where the check stands.
        text: What was typed.

    Returns:
        What the person does; None where it may be a question or a statement.
    """
    step = memory.get("step")
    question = check.question(step)
    words = checks.phrases
    core = trimmed(text, words.get("fillers", ()))

    def said(*names: str) -> bool:
        return any(is_one_of(t, words.get(name, ())) for name in names for t in (text, core))

    nod = _nod(checks, text)
    if memory.get("aside") and step != CONSENT and (nod or said("ok")):
        # "OK, carry on" after an answer in between is neither a yes nor a wish for the therapist.
        return nod or Event(Does.REPEAT)
    if question:
        chosen = _chosen(question, checks, text, core)
        if chosen:
            return chosen
    other = switched(check, checks, text)
    if other:
        return other
    if step == CONSENT:
        # "Stop" and "not now" before the first question are a no; the yes is the person's own.
        asked = Event(Does.ABOUT) if said("about", "why") else None
        return asked or _consent(checks, text, said("delete"), said("decline", "stop", "withdraw", "skip"))
    if holds(text, words.get("withdraw_within", ())):
        return Event(Does.WITHDRAW)
    earlier = numbered(check, memory, text)
    if earlier:
        return earlier
    if step == FIT:
        ended = _fit(checks, text, core)
        if ended:
            return ended
    for name, does in _STEERING:
        if said(name):
            return Event(does)
    if nod:
        return nod
    tokens = trimmed(core, ("no",)).split()
    if any(starts_at(phrase, tokens, 0) >= SHORT for phrase in words.get("wrong", ())):
        return Event(Does.WRONG)
    if question:
        return _plain_answer(question, checks, text) or correction(check, checks, memory, text)
    return None


def statement(check: Check, checks: Checks, memory: dict[str, Any], text: str) -> Event:
    """Takes a plain statement as an answer, in the person's own words.

    Args:
        check: The open check.
        checks: Where the words stand.
        memory: Where the check stands.
        text: What was typed; no question.

    Returns:
        The answer; at the consent question a step there, since only a yes is a yes.
    """
    step = memory.get("step")
    tokens = plain(text).split()
    lead = _lead(checks, text)
    question = check.question(step)
    if step == FIT:
        return Event(Does.FITS if lead == "yes" else Does.NOT_REALLY, words=text)
    if not question:
        denied = {"no", "not", "dont", "wont", "never"} & set(tokens)
        return Event(Does.BEGIN if lead == "yes" and not denied and len(tokens) <= YES_LENGTH else Does.REPEAT)
    option, length = best(question, tokens)
    if not option and lead:
        option, length = question.plain.get(lead, ""), 1
    kept = text if len(tokens) >= OWN and len(tokens) > length + 1 else ""
    if option:
        return Event(Does.ANSWER, option, kept)
    if len(tokens) < SHORT and not question.open and not memory.get("own") and not memory.get("vague"):
        return Event(Does.VAGUE)
    return Event(Does.ANSWER, words=text)


def heard(check: Check, cues: dict[str, list[str]], text: str) -> dict[str, str]:
    """Reads from an earlier message what it already answers.

    Args:
        check: A check that is not open.
        cues: Cues found in the message, by kind.
        text: The message.

    Returns:
        Option ids by question id; an empty one where something was said, but not which.
    """
    found: dict[str, str] = {}
    named = [cue for kind in cues.values() for cue in kind]
    for question in check.questions:
        for cue in named:
            if cue in question.cues:
                found[question.id] = question.cues[cue] or best(question, plain(text).split())[0]
    return found


def _chosen(question: Question, checks: Checks, text: str, core: str) -> Event | None:
    """A button, or one of an option's own words and nothing else."""
    if is_one_of(text, (checks.buttons.get("skip", ""),)):
        return Event(Does.SKIP)
    if is_one_of(text, (checks.buttons.get("something_else", ""),)):
        return Event(Does.OWN_WORDS)
    for option in question.options:
        if is_one_of(text, (option.label,)):
            return Event(Does.ANSWER, option.id)
    for option in question.options:
        if is_one_of(text, option.words) or is_one_of(core, option.words):
            return Event(Does.ANSWER, option.id)
    return None


def _nod(checks: Checks, text: str) -> Event | None:
    """Thanks, a greeting or an "I see", and nothing else."""
    words = checks.phrases
    found, rest = leftover(text, {name: words.get(name, ()) for name, _ in _NODS}, words.get("fillers", ()))
    return Event(next(does for name, does in _NODS if name in found)) if found and not rest else None


def _consent(checks: Checks, text: str, deletes: bool, declines: bool) -> Event | None:
    if deletes:
        return Event(Does.DELETE)
    groups = {name: checks.phrases.get(name, ()) for name in ("yes", "no", "begin", "decline")}
    groups["begin"] = (*groups["begin"], checks.buttons.get("begin", ""))
    groups["decline"] = (*groups["decline"], checks.buttons.get("decline", ""))
    found, rest = leftover(text, groups, _little(checks))
    if declines or not rest and found & {"no", "decline"}:
        return Event(Does.DECLINE)
    return Event(Does.BEGIN) if not rest and found else None


def _fit(checks: Checks, text: str, core: str) -> Event | None:
    groups = {name: checks.phrases.get(name, ()) for name in ("yes", "no", "between", "fits", "not_really")}
    groups["fits"] = (*groups["fits"], checks.buttons.get("fits", ""))
    groups["not_really"] = (*groups["not_really"], checks.buttons.get("not_really", ""))
    found, rest = leftover(text, groups, _little(checks))
    if rest or not found:
        return None
    return Event(Does.NOT_REALLY if found & {"no", "between", "not_really"} else Does.FITS)


def _plain_answer(question: Question, checks: Checks, text: str) -> Event | None:
    """A bare yes, no or "it depends", in any number of words."""
    groups = {name: checks.phrases.get(name, ()) for name in ("yes", "no", "between")}
    found, rest = leftover(text, groups, _little(checks))
    if rest or not found:
        return None
    meant = "between" if "between" in found or len(found) > 1 else found.pop()
    option = question.plain.get(meant, "")
    return Event(Does.ANSWER, option) if option else Event(Does.VAGUE, words=text)


def _little(checks: Checks) -> tuple[str, ...]:
    return (*checks.phrases.get("fillers", ()), *checks.phrases.get("little", ()))


def _lead(checks: Checks, text: str) -> str:
    """What a statement opens with, set off from the rest or a plain word: yes, no, between or nothing of these.

    "Rarely tell anyone" opens with no "no": its first word belongs to the rest.
    """
    first = plain(_PAUSE.split(text.strip(), maxsplit=1)[0])
    for name in ("yes", "no", "between"):
        if is_one_of(first, checks.phrases.get(name, ())):
            return name
    return _PLAIN_LEADS.get(plain(text).split(" ")[0], "")
