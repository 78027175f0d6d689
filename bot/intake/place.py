"""Where an intake stands: the plain data that the conversation's slot holds. Never a value that was given.

Keys: ``at`` (the question that waits, or how it ended), ``ref`` (its name in the store), ``whom``, ``age`` (the child's
age was settled), ``tries``, ``asks``, ``passed``, ``trail``, ``edit``, ``need``, ``back``, ``paused``, ``reference``,
``note_wanted`` (the note of a check goes along; its text stays with the conversation until there is consent).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Place = dict[str, Any]

QUESTIONS = ("name", "contact", "how", "when", "about")
EXTRAS = ("for_whom", "mode", "language", "note")
"""Fields that are only asked for when someone wants to change them."""
CONSENT, CHILD_AGE, OTHER_KNOWS, SUMMARY, EDIT = "consent", "child_age", "other_knows", "summary", "edit"
AMEND = "amend"
"""A field of what was sent is asked for anew; `edit` names it."""
REFUSED, MINOR, OTHER, STOPPED, GONE, SENT = "refused", "minor", "other", "stopped", "gone", "sent"
OPEN = frozenset({CONSENT, CHILD_AGE, OTHER_KNOWS, SUMMARY, EDIT, AMEND, *QUESTIONS, *EXTRAS})
ME, CHILD, ADULT = "me", "child", "other"


def is_open(place: Mapping[str, Any]) -> bool:
    """Tells whether a question of the intake waits for an answer."""
    return place.get("at") in OPEN and not place.get("paused")


def missing(place: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    """Returns what to ask for next, in the order of the questions; nothing where the summary's turn has come."""
    for name in QUESTIONS:
        if name == "when" and need(place, fields):
            return "contact"
        if name in place.get("passed", ()) or name == "about" and place.get("whom") == CHILD:
            continue
        if name == "contact":
            if not (fields.get("email") or fields.get("phone")):
                return name
        elif not fields.get(name):
            return name
    return ""


def need(place: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    """Returns ``email`` or ``phone`` where the way they want to be reached needs it and it isn't there."""
    wanted = {"email": "email", "phone": "phone", "text": "phone"}.get(fields.get("how", ""), "")
    return wanted if wanted and not fields.get(wanted) and wanted not in place.get("passed", ()) else ""
