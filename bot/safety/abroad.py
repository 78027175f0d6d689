"""Someone who is in another country than the practice: we ask which, once they say so, and show its lines."""

from __future__ import annotations

from typing import Any

from bot.safety.answers import is_title
from bot.safety.country import ELSEWHERE, country_named, country_said
from bot.safety.helplines import Helplines
from bot.safety.shape import SafetyReply, buttons
from bot.safety.verdict import Verdict
from bot.safety.voice import reply_texts, voice_for


def in_country(
    text: str, verdict: Verdict, old: dict[str, Any], lines: Helplines | None, practice: Any
) -> SafetyReply | None:
    """The reply to the button "I'm in another country", to the answer, and to "I'm in Ireland" by itself.

    Args:
        text: the message.
        verdict: what the screen found in it; new danger is not for here.
        old: what the conversation keeps for `bot.safety.reply`. The question that is open there waits meanwhile.
        lines: the help lines; data/safety/helplines.yml if None.
        practice: the practice's details.

    Returns:
        None where the message says no country.
    """
    texts = reply_texts()
    asked = old.get("open") == "country"
    waiting = str(old.get("waiting" if asked else "open", ""))
    if is_title(text, texts["buttons"]["country"]):
        said, code, opened = texts["country"]["ask"], str(old.get("country", "")), "country"
    else:
        code = country_said(text) or (country_named(text) if asked else "")
        if verdict.level == "crisis" or not code or not old.get("times") or code == old.get("country") and not asked:
            return None
        said, opened = texts["country"]["elsewhere" if code == ELSEWHERE else "here"], waiting
    kinds = tuple(old.get("kinds", ()))
    voice = voice_for(kinds, bool(old.get("minor")), lines, practice, code)
    state = {**old, "country": code, "open": opened, "waiting": waiting}
    again = [texts["question"][opened]] if opened in texts["question"] else []
    return SafetyReply([voice.fill(said), *again], buttons(opened, texts), state, kinds)
