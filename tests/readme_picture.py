"""The README's picture of a conversation, from the real bot: `python -m tests.readme_picture` writes it."""

from __future__ import annotations

import re
import textwrap

from bot.settings import ROOT
from tests.servers import Bot, build_release, scratch

SAID = ("is crying weakness?", "will my therapist judge me?", "nobody in my family cries")
BEGIN, END = "<!-- conversation:begin", "<!-- conversation:end -->"
WIDTH = 100
INDENT = "       "


def picture(bot: Bot) -> str:
    """Plays the three worries in one conversation and draws them as text."""
    lines = ["```text"]
    for message in SAID:
        answer = bot.say(message, "readme")
        lines.append(f"  you  {message}")
        for text in answer.texts:
            for i, part in enumerate(text.split("\n")):
                lines += _wrapped(part, "  bot  " if i == 0 else INDENT)
        lines += _wrapped("  ".join(f"[{t}]" for t in answer.titles()))
        names = "; ".join(s["title"] for s in answer.payload["sources"])
        lines += _wrapped(f"topic {answer.topic} · {answer.payload['evidence']} · {names}")
        lines.append("")
    return "\n".join([*lines[:-1], "```"])


def _wrapped(text: str, first: str = INDENT) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=INDENT)


def block(readme: str) -> str:
    found = re.search(rf"{re.escape(BEGIN)}[^\n]*\n(.*?){re.escape(END)}", readme, re.S)
    assert found, "README has no place for the conversation"
    return found[1].strip()


def main() -> None:
    build_release()
    bot = Bot(scratch())
    try:
        drawn = picture(bot)
    finally:
        bot.end()
    path = ROOT / "README.md"
    text = path.read_text()
    head, rest = text.split(BEGIN, 1)
    first, tail = rest.split("\n", 1)[0], rest.split(END, 1)[1]
    path.write_text(f"{head}{BEGIN}{first}\n{drawn}\n{END}{tail}")


if __name__ == "__main__":
    main()
