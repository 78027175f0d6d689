"""What a check remembers between two messages: plain JSON, the `check` of the conversation's state.

While it is open:
    id       the check
    step     "consent", a question's id, or "fit"
    made     digest of the questions as they stood when it was opened
    order    ids of the questions dealt with, in that order
    answers  by question id: {"option": id or "", "words": own words or ""}; a skipped question has none
    own      True: own words were asked for
    vague    True: an answer fitted nothing and was asked about
    aside    True: the last turn answered something else
    paused   True: put aside, because another form was opened
    fact     [question id, option id] of the fact told last
After it, also while another one is open:
    done     the check that came to its end
    note     the note to take along
Before, during and after:
    heard    by check id: what earlier messages answered, as option ids by question id

Never a name for a kind of person, and no count of anything.
"""

from __future__ import annotations

import hashlib
from typing import Any

from bot.checks.model import Check

CONSENT = "consent"
FIT = "fit"


def opened(check: Check, old: dict[str, Any]) -> dict[str, Any]:
    """Returns the memory of a check that asks for consent."""
    return {"id": check.id, "step": CONSENT, "made": _made(check), "order": [], "answers": {}, **_kept(old)}


def closed(old: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Returns the memory after a check: nothing of its answers."""
    return {**_kept(old), **more}


def dropped(old: dict[str, Any]) -> dict[str, Any]:
    """Returns the memory after consent was withdrawn: nothing of any answer, the note of an earlier check included."""
    return {name: value for name, value in _kept(old).items() if name == "heard"}


def is_open(memory: dict[str, Any]) -> bool:
    """Whether a check waits for an answer."""
    return bool(memory.get("step")) and not memory.get("paused")


def fits(check: Check, memory: dict[str, Any]) -> bool:
    """Whether a memory is one of this check as it is today."""
    if memory.get("made", _made(check)) != _made(check):
        return False
    ids = {question.id for question in check.questions}
    return memory.get("step") in {CONSENT, FIT, *ids} and set(memory.get("order", ())) <= ids


def _made(check: Check) -> str:
    """Changes with what is asked and what can be pressed; a mended sentence elsewhere interrupts nobody."""
    asked = [(q.id, q.ask, [(option.id, option.label) for option in q.options]) for q in check.questions]
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:8]


def _kept(old: dict[str, Any]) -> dict[str, Any]:
    return {name: old[name] for name in ("heard", "done", "note") if old.get(name)}
