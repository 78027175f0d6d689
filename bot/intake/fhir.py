"""Sent records as FHIR R4 `QuestionnaireResponse`, checked against the `Questionnaire` that they answer.

The classes of ``fhir.resources`` check the structure; they let any status and any link id through, so that is
checked here.
"""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Any

from bot.intake.staff import Record

STATUSES = frozenset({"in-progress", "completed", "amended", "entered-in-error", "stopped"})
REFERENCES = "urn:crying-in-therapy:intake:reference"
CONSENT = "consent"
_VALUES = {"boolean": "valueBoolean", "choice": "valueCoding", "string": "valueString", "text": "valueString"}
# FHIR allows no other control characters in a string.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


class BadExport(ValueError):
    """A response that is not valid; its text names places, never values."""


def response(record: Record, questionnaire: dict[str, Any]) -> dict[str, Any]:
    """Returns a record as a valid response.

    Args:
        record: A sent record.
        questionnaire: The FHIR Questionnaire, as plain JSON data.

    Returns:
        Plain JSON data. Empty fields are left out; so are those that `unknown` names.

    Raises:
        BadExport: It would not be valid.
    """
    answers = {CONSENT: True, **record.fields}
    items = []
    for item in questionnaire["item"]:
        answer = _answer(item, answers.get(item["linkId"]))
        if answer is not None:
            items.append({"linkId": item["linkId"], "text": item["text"], "answer": [answer]})
    built = {
        "resourceType": "QuestionnaireResponse",
        "identifier": {"system": REFERENCES, "value": record.summary.reference},
        "questionnaire": f"{questionnaire['url']}|{record.consent}",
        "status": "completed",
        "authored": datetime.fromtimestamp(record.summary.sent_at, timezone.utc).isoformat(timespec="seconds"),
        "item": items,
    }
    problems = check(built, questionnaire)
    if problems:
        raise BadExport("; ".join(problems))
    return built


def bundle(responses: list[dict[str, Any]]) -> dict[str, Any]:
    """Returns several responses as one FHIR Bundle."""
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in responses]}


def unknown(record: Record, questionnaire: dict[str, Any]) -> list[str]:
    """Returns the link ids of a record that FHIR cannot show: no such item, or no such option."""
    items = {item["linkId"]: item for item in questionnaire["item"]}
    filled = {key: value for key, value in record.fields.items() if value not in (None, "", [])}
    return [key for key, value in filled.items() if key not in items or _answer(items[key], value) is None]


def check(built: dict[str, Any], questionnaire: dict[str, Any]) -> list[str]:
    """Checks a response: structure, status, link ids, one value of the right type an answer, codes that exist.

    Args:
        built: The response, as plain JSON data.
        questionnaire: The Questionnaire that it answers.

    Returns:
        What is wrong, by place; nothing where it is valid.
    """
    from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
    from pydantic import ValidationError

    problems = []
    try:
        QuestionnaireResponse.parse_obj(built)
    except ValidationError as error:
        problems += [f"structure: {'.'.join(map(str, one['loc']))} ({one['type']})" for one in error.errors()]
    if built.get("status") not in STATUSES:
        problems.append("status: not in the value set")
    known = {item["linkId"]: item for item in questionnaire["item"]}
    seen: set[str] = set()
    for item in built.get("item") or []:
        link_id = item.get("linkId")
        if link_id not in known or link_id in seen:
            problems.append(f"linkId {link_id}: {'twice' if link_id in seen else 'not in the questionnaire'}")
            continue
        seen.add(link_id)
        for answer in item.get("answer") or []:
            problems += _wrong(link_id, answer, known[link_id])
    return problems


def _wrong(link_id: str, answer: dict[str, Any], item: dict[str, Any]) -> list[str]:
    values = [key for key in answer if key.startswith("value")]
    if values != [_VALUES[item["type"]]]:
        return [f"{link_id}: not one value of the item's type"]
    options = [option["valueCoding"] for option in item.get("answerOption") or []]
    if item["type"] == "choice" and answer["valueCoding"] not in options:
        return [f"{link_id}: no such option"]
    return []


def _answer(item: dict[str, Any], value: Any) -> dict[str, Any] | None:
    """Returns a value as an answer; None where there is none, or none of the item's type."""
    if item["type"] == "boolean":
        return {"valueBoolean": value} if isinstance(value, bool) else None
    if not isinstance(value, str):
        return None
    if item["type"] == "choice":
        codings = [option["valueCoding"] for option in item.get("answerOption") or []]
        return next(({"valueCoding": dict(coding)} for coding in codings if coding["code"] == value), None)
    text = _CONTROL.sub("", value).strip()
    return {"valueString": text} if text else None
