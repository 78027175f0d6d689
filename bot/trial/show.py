"""How a tried message is shown in a terminal: what was understood, and the reply as a client would read it."""

from __future__ import annotations

import textwrap

from bot.trial.talk import Heard

WIDTH = 96
_EDGE = 9
RUNNERS_UP = 2


def understood(heard: Heard) -> list[str]:
    """Returns the lines on what was read in the message."""
    turn, topic = heard.turn, heard.reply.topic
    best, *others = turn.ranking or [None]
    read = f"{best.id} ({_percent(best.p)} sure)" if best else "nothing"
    lines = [*_row("topic", f"{read}" if best and best.id == topic else f"{topic}; read as {read}")]
    others = others[:RUNNERS_UP]
    lines += _row("then", ", ".join(f"{g.id} ({_percent(g.p)})" for g in others) or "none")
    cues = [cue for kind in ("attachment", "culture") for cue in turn.concerns.get(kind, [])]
    lines += _row("cues", ", ".join(cues) or "none")
    level, kinds = turn.verdict.get("level"), turn.verdict.get("kinds") or ()
    danger = f"{level}: {', '.join(kinds)}" if level else "none"
    return [*lines, *_row("danger", danger)]


def reply(heard: Heard) -> list[str]:
    """Returns the lines of the reply."""
    lines: list[str] = []
    for text in heard.reply.texts:
        for part in text.split("\n"):
            lines += _row("" if lines else "bot", part)
    buttons = "  ".join(f"[{button.title}]" for button in heard.reply.buttons)
    lines += _row("", buttons) if buttons else []
    sources = "; ".join(source["title"] for source in heard.reply.sources)
    return lines + (_row("", f"rests on: {sources} ({heard.reply.evidence})") if sources else [])


def _percent(p: float) -> str:
    return f"{100 * p:.0f}%"


def _row(name: str, text: str) -> list[str]:
    first = f"  {name:<{_EDGE - 2}}"
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=" " * _EDGE) or [first.rstrip()]
