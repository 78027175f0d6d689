"""One request as the pages show it: the same lines as `python -m bot intake show`."""

from __future__ import annotations

from bot.content.fill import fill
from bot.content.model import Content
from bot.intake.definition import current
from bot.intake.questionnaire import questionnaire
from bot.intake.sheets import lines
from bot.intake.staff import Record


def opened(record: Record, content: Content) -> list[tuple[str, str]]:
    """Returns what a person wrote, field by field.

    Args:
        record: The request.
        content: The practice's details, which fill the labels.
    """
    built = questionnaire(current())
    values = content.practice.values
    return list(
        lines(record, {**built, "item": [{**item, "text": fill(item["text"], values)} for item in built["item"]]})
    )
