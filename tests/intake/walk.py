"""Walks through an intake without a model and without a store: messages in, steps out."""

from __future__ import annotations

from bot.intake.amend import listen
from bot.intake.definition import Definition, current
from bot.intake.machine import advance, begin
from bot.intake.place import Place
from bot.intake.step import AMENDS, OPEN_DRAFT, SUBMIT, WITHDRAW, Step

ABOUT = ("I'd like to book", "yes", "Nell Carr", "nell@example.org", "email", "mornings")
WHOLE = (*ABOUT, "grief")


class Walk:
    """One intake; the store is a dict that effects change as the edge would."""

    def __init__(self, *messages: str) -> None:
        self.definition: Definition = current()
        self.place: Place = {}
        self.fields: dict[str, str] = {}
        self.kept: dict[str, str] | None = None
        self.sent: list[dict[str, str]] = []
        self.step = Step({}, {})
        for message in messages:
            self.say(message)

    @property
    def at(self) -> str:
        return str(self.place.get("at", ""))

    def say(self, message: str) -> Step:
        said = listen(message, self.place, self.definition, "GB", self.fields)
        step = advance(self.definition, self.place, self.fields, said) if self.place else begin(self.definition, said)
        if WITHDRAW in step.do:
            self.kept, self.sent = None, []
        if OPEN_DRAFT in step.do:
            step.place["ref"], self.kept = "a draft", {}
        if AMENDS in step.do:
            self.sent[-1] |= step.fields
            step.fields = dict(self.sent[-1])
        elif step.place.get("ref") and step.do and WITHDRAW not in step.do:
            self.kept = dict(step.fields)
        if SUBMIT in step.do:
            self.sent.append(dict(step.fields))
            step.place["reference"] = "W-TEST-00"
        self.step, self.place, self.fields = step, step.place, step.fields
        return step
