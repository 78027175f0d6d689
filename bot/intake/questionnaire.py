"""The intake's definition as a FHIR R4 `Questionnaire`: what an export's `QuestionnaireResponse` answers to."""

from __future__ import annotations

from typing import Any

from bot.intake.definition import Definition, Field

URL = "urn:crying-in-therapy:questionnaire:intake"
OPTIONS = "urn:crying-in-therapy:options"
CONSENT = "consent"
"""Link id of the consent, which is a field of the record though nobody types it: its value is true."""


def questionnaire(definition: Definition) -> dict[str, Any]:
    """Returns the questionnaire as plain JSON data.

    Args:
        definition: The intake.

    Returns:
        A FHIR R4 Questionnaire: the consent, then the fields in the form's order.
    """
    consent = {"linkId": CONSENT, "text": definition.consent["form"], "type": "boolean", "required": True}
    return {
        "resourceType": "Questionnaire",
        "url": URL,
        "version": definition.version,
        "name": "Intake",
        "title": definition.title,
        "status": "active",
        "subjectType": ["Patient"],
        "item": [consent, *(_item(field) for field in definition.fields)],
    }


def coding(field: Field, code: str) -> dict[str, str]:
    """Returns an option of a choice as a FHIR Coding."""
    return {"system": f"{OPTIONS}:{field.id}", "code": code, "display": field.shown(code)}


def _item(field: Field) -> dict[str, Any]:
    item: dict[str, Any] = {"linkId": field.id, "text": field.label, "type": field.type, "required": False}
    if field.type == "choice":
        item["answerOption"] = [{"valueCoding": coding(field, option.code)} for option in field.options]
        if field.default:
            item["initial"] = [{"valueCoding": coding(field, field.default)}]
    else:
        item["maxLength"] = field.limit
        if field.default:
            item["initial"] = [{"valueString": field.default}]
    return item
