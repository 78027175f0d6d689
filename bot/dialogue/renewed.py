"""Another release may have gone live since a conversation's last turn: what its state names may be gone, or changed.

Called before a turn is taken. What is gone is dropped quietly, as nobody waits for it; a guided check in the middle of
its questions is waited for, and its end is said (`tell`).
"""

from __future__ import annotations

from typing import Any

from bot.checks import memory as mem
from bot.checks.model import Checks
from bot.content.model import Content
from bot.dialogue.reply import Reply
from bot.dialogue.state import State

LOST = "lost"
"""In a check's memory for one turn: its questions changed, or went, while one of them waited for an answer."""


def renew(state: State, content: Content) -> None:
    """Drops from a state what this release doesn't know.

    Args:
        state: The conversation's state; changed in place.
        content: What can be answered now.
    """
    if state.topic not in content.topics:
        state.topic = None
    state.said = {name: times for name, times in state.said.items() if name in content.topics}
    state.told = {name: told for name, told in state.told.items() if name in content.topics}
    state.offers = [offer for offer in state.offers if offer.startswith("!") or offer in content.topics]
    kind, _, name = (state.open or "").partition(":")
    if name and name not in content.topics:
        state.open = None
    if state.check:
        state.check = _check(state.check, content.checks)


def _check(memory: dict[str, Any], checks: Checks) -> dict[str, Any]:
    heard = {name: _known(checks, name, found) for name, found in (memory.get("heard") or {}).items()}
    kept = {key: value for key, value in memory.items() if key != "heard"}
    if any(heard.values()):
        kept["heard"] = {name: found for name, found in heard.items() if found}
    check = checks.by_id.get(memory.get("id", ""))
    if not memory.get("step") or check is not None and mem.fits(check, memory):
        return kept
    return mem.closed(kept, **({LOST: True} if mem.is_open(memory) else {}))


def _known(checks: Checks, name: str, found: dict[str, str]) -> dict[str, str]:
    check = checks.by_id.get(name)
    questions = {question: check.question(question) for question in found} if check else {}
    return {
        q: option for q, option in found.items() if questions.get(q) and (not option or questions[q].option(option))
    }


def is_lost(state: State) -> bool:
    """Whether a check was lost since the last turn."""
    return bool(state.check.get(LOST))


def tell(reply: Reply, content: Content) -> Reply:
    """Says before the reply that a check was lost; where there is danger, nothing stands before the help."""
    if reply.state.check.pop(LOST, False) and reply.topic != "crisis":
        reply.texts.insert(0, content.fill(content.checks.texts["lost"]))
    return reply
