"""Sent records as a table for a spreadsheet, and as a page to print."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from bot.intake.staff import Record

# A spreadsheet runs a cell that starts with one of these; also in their wide forms.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table(records: list[Record], questionnaire: dict[str, Any]) -> str:
    """Returns records as CSV: one a line, no cell that a spreadsheet would run.

    Args:
        records: Sent records.
        questionnaire: The FHIR Questionnaire, for the columns; fields that it does not know follow at the end.
    """
    columns = _columns(records, questionnaire)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["reference", "sent", "consent", *columns])
    for record in records:
        cells = [record.summary.reference, _time(record.summary.sent_at), record.consent]
        cells += [_words(record.fields.get(column)) for column in columns]
        writer.writerow([safe(cell) for cell in cells])
    return out.getvalue()


def safe(cell: str) -> str:
    """Returns a cell with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(_RUNS) or cell.lstrip().startswith(_RUNS) else cell


def page(records: list[Record], questionnaire: dict[str, Any]) -> str:
    """Returns records as one HTML page that loads nothing and prints each on a sheet of its own.

    Args:
        records: Sent records.
        questionnaire: The FHIR Questionnaire, for labels and options.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    place = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
    )
    shown = [
        {
            "reference": record.summary.reference,
            "sent": _time(record.summary.sent_at),
            "until": _time(record.summary.expires_at),
            "consent": record.consent,
            "lines": lines(record, questionnaire),
        }
        for record in records
    ]
    return place.get_template("records.html").render(title=questionnaire.get("title") or "", records=shown)


def lines(record: Record, questionnaire: dict[str, Any]) -> list[tuple[str, str]]:
    """Returns a record's filled fields as staff read them: label and words, in the form's order."""
    items = {item["linkId"]: item for item in questionnaire["item"]}
    found = []
    for key in _columns([record], questionnaire):
        item = items.get(key, {})
        options = {o["valueCoding"]["code"]: o["valueCoding"]["display"] for o in item.get("answerOption") or []}
        words = _words(record.fields.get(key))
        if words:
            found.append((str(item.get("text") or key), options.get(words, words)))
    return found


def _columns(records: list[Record], questionnaire: dict[str, Any]) -> list[str]:
    known = [item["linkId"] for item in questionnaire["item"] if item["linkId"] != "consent"]
    return list(dict.fromkeys([*known, *(key for record in records for key in record.fields)]))


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(_words, value)) if isinstance(value, list) else str(value)


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
