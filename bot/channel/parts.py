"""Builds what a channel needs from the deployment's files: screen, fixed texts, limits."""

from __future__ import annotations

from typing import Any

from bot import logs, rasa_patches
from bot.channel.fallback import Fallback
from bot.channel.turn import TurnTaker
from bot.content.current import current
from bot.review.tally import count
from bot.safety.reply import static_help
from bot.safety.screen import load_or_static
from bot.settings import from_environment


def turn_taker(on_new_message: Any) -> TurnTaker:
    """Builds the one function for a turn.

    Also what makes `rasa run` with our credentials as private as our own entry point: no turn may be taken
    before the logs are.

    Args:
        on_new_message: Rasa's handler of a `UserMessage`.

    Returns:
        The turn taker, its screen and texts loaded.
    """
    settings = from_environment()
    logs.install(settings.debug)
    logs.serving()
    rasa_patches.apply()
    screen, _ = load_or_static()
    return TurnTaker(on_new_message, screen, fixed_texts(), settings.turn_seconds, count)


def fixed_texts() -> Fallback:
    """Reads the fixed texts from the content; without it the static help stands alone."""
    help_text = static_help()
    try:
        content = current()
        failure = content.fill(content.texts["failure"][0])
    except Exception:  # noqa: BLE001 - broken content must not take the help lines with it
        failure = ""
    return Fallback(failure_text=f"{failure}\n{help_text}".strip(), help_text=help_text)
