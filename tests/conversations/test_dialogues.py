"""Short conversations from tests/data/dialogues.yml, never trained on, against the real bot. Their format: see that file.

Single turns may be misread (0.82 of them came out right when this floor was set; the aim is 0.9): the gate keeps the
share from falling, and
every turn must hold to the rules whatever was understood.
"""

from __future__ import annotations

import os
from typing import Any

import yaml

from bot.settings import ROOT
from tests.servers import Answer, Bot

DIALOGUES = yaml.safe_load((ROOT / "tests" / "data" / "dialogues.yml").read_text())
AT_LEAST = 0.78


def play(bot: Bot, turns: list[dict[str, Any]]) -> list[Answer]:
    sender = f"dialogue-{os.urandom(6).hex()}"
    return [bot.say(turn["user"], sender) for turn in turns]


def wanted(turn: dict[str, Any], before: Answer | None) -> set[str]:
    accepted = set()
    for name in turn["accept"]:
        if name == "same" and before:
            accepted.add(before.topic)
        elif name.startswith("offer:") and before:
            place = int(name.split(":")[1]) - 1
            accepted |= set(before.payload["offers"][place : place + 1])
        else:
            accepted.add(name)
    return accepted


def test_most_turns_are_right_and_no_turn_breaks_a_rule(bot: Bot) -> None:
    right, wrong, broken = 0, [], []
    for dialogue in DIALOGUES:
        answers = play(bot, dialogue["turns"])
        for i, (turn, answer) in enumerate(zip(dialogue["turns"], answers)):
            place = f"{dialogue['id']}[{i + 1}] {turn['user'][:50]!r}"
            if answer.topic in wanted(turn, answers[i - 1] if i else None):
                right += 1
                other = turn.get("differs_from")
                if other and set(answer.texts) & set(answers[other - 1].texts):
                    broken.append(f"{place} repeats turn {other}")
            else:
                wrong.append(f"{place} got {answer.topic}, wanted {turn['accept']}")
            for piece in turn.get("text_has_not", []):
                if piece.lower() in answer.text.lower():
                    broken.append(f"{place} says {piece!r}")
    assert not broken, "\n".join(broken)
    share = right / (right + len(wrong))
    assert share >= AT_LEAST, f"{share:.3f}\n" + "\n".join(wrong)
