"""Walks through a check without a conversation around it."""

from __future__ import annotations

import json
from typing import Any

from bot.checks import machine
from bot.checks.event import Does, Event
from bot.checks.machine import Said
from bot.checks.model import Check, Checks
from bot.checks.read import decided, statement
from bot.content.current import current

IDS = ("attachment", "culture")


def checks() -> Checks:
    return current().checks


class Walk:
    """One person at one check. What they type goes through the same reading as in the conversation."""

    def __init__(self, check_id: str, heard: dict[str, Any] | None = None) -> None:
        self.checks = checks()
        self.check: Check = self.checks.by_id[check_id]
        self.memory, self.said = machine.begin(self.check, {"heard": {check_id: heard}} if heard else {})

    def does(self, does: Does, **more: str) -> Said:
        self.memory, self.said = machine.step(self.check, self.checks, self.memory, Event(does, **more))
        # Whatever happens, the memory is plain JSON.
        self.memory = json.loads(json.dumps(self.memory))
        return self.said

    def reads(self, text: str) -> Event:
        return decided(self.check, self.checks, self.memory, text) or statement(self.check, self.checks, self.memory, text)

    def says(self, text: str) -> Said:
        event = self.reads(text)
        return self.does(event.does, option=event.option, words=event.words, question=event.question, other=event.other)

    def to(self, step: str) -> Walk:
        """Goes to a step by pressing each question's first button."""
        if self.memory["step"] == "consent" and step != "consent":
            self.does(Does.BEGIN)
        while self.memory.get("step") != step:
            question = self.check.question(self.memory["step"])
            assert question, f"there is no step {step}"
            self.says(question.options[0].label)
        return self

    @property
    def step(self) -> str:
        return self.memory.get("step", "")
