"""What `data/intake/` must hold, with file, line and remedy for each slip; the release check and the loader use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.check.problem import Problem
from bot.content.fill import placeholders
from bot.content.schema import PLACEHOLDERS
from bot.content.yamldoc import Doc
from bot.intake.definition import FIELDS, TYPES

OWN_PLACEHOLDERS = ("reference", "limit", "opens")
"""Filled by the conversation, not from the practice's file."""

CONSENT = ("start", "ask", "short", "form", "help")
OTHERS = (
    "child_age",
    "child_yes",
    "child_start",
    "other_ask",
    "other_yes",
    "other_no",
    "other_me",
    "minor",
    "minor_again",
    "birthday",
)
TEXTS = (
    "got", "agreed", "privacy", "refused", "refused_more", "consent_unclear", "consent_twice", "skipped", "moved_on", "cut",
    "changed", "summary", "confirm", "confirm_child", "not_given", "summary_unclear", "edit", "sent", "sent_closed",
    "sent_not_urgent", "sent_status", "sent_again", "amended", "amend_same", "amend_what", "amend_again",
    "amend_left", "amend_by_phone", "amend_gone", "amend_failed", "amend_email", "amend_phone", "note_offer",
    "note_left_out", "failed", "failed_delete", "withdrawn", "withdrawn_sent",
    "nothing_kept", "stopped", "expired", "back_first", "email_no_at", "email_no_ending", "email_bad",
    "phone_short", "phone_long", "phone_bad", "phone_for_call", "email_for_mail", "name_signs",
)  # fmt: skip
FORM = (
    "title", "intro", "not_urgent", "optional", "send", "back", "errors", "error", "consent_missing", "contact_missing",
    "choice_bad", "too_long", "child_about", "expired", "too_much", "danger", "sent_title", "lines",
)  # fmt: skip
BUTTONS = (
    "agree", "refuse", "who_reads", "why", "skip", "stop", "go_on", "send", "change", "dont_send", "delete", "child_yes",
    "child_no", "other_yes", "other_no", "for_me", "start", "keep", "add_note", "drop_note",
    "mornings", "afternoons", "evenings", "any_time",
)  # fmt: skip
CONTROLS = (
    "agree", "refuse", "withdraw", "stop", "back", "skip", "why", "privacy", "continue", "send", "dont_send", "change",
    "amend", "add_note", "drop_note", "status", "me", "knows", "not_knows", "refused_more",
)  # fmt: skip
QUESTIONS = ("name", "contact", "how", "when", "about")
BUTTON_LENGTH = 40
WORDS = ("controls", "start", "not_start", "relations", "not_names", "names_too", "times", "languages",
         "telling", "field_words", "fillers", "name_leads", "name_tails", "sure_name_leads")  # fmt: skip


def problems(questionnaire: Doc, words: Doc) -> list[Problem]:
    """Finds what is wrong with the two files.

    Args:
        questionnaire: ``questionnaire.yml``, readable.
        words: ``words.yml``, readable.

    Returns:
        Every problem; empty where all is well.
    """
    return [*_questionnaire(questionnaire), *_words(words)]


def _questionnaire(doc: Doc) -> Iterator[Problem]:
    if not isinstance(doc.get("intake"), dict):
        yield Problem("T090", doc.name, 1, "There is no 'intake:'", "Everything in this file stands under 'intake:'")
        return
    for key in ("version", "title"):
        yield from _text(doc, "intake", key)
    for part, keys in (
        ("consent", CONSENT),
        ("others", OTHERS),
        ("texts", TEXTS),
        ("form", FORM),
        ("buttons", BUTTONS),
    ):
        for key in keys:
            yield from _text(doc, "intake", part, key)
    for key, title in _of(doc, "intake", "buttons").items():
        if isinstance(title, str) and len(title) > BUTTON_LENGTH:
            message = f"The button '{key}' has {len(title)} characters"
            yield Problem("T093", doc.name, doc.line("intake", "buttons", key), message, f"Use at most {BUTTON_LENGTH}")
    yield from _fields(doc)
    yield from _questions(doc)
    yield from _placeholders(doc, doc.get("intake"), ("intake",))


def _fields(doc: Doc) -> Iterator[Problem]:
    seen = []
    for number, item in enumerate(doc.get("intake", "fields") or ()):
        place = ("intake", "fields", number)
        if not isinstance(item, dict):
            yield Problem("T090", doc.name, doc.line(*place), "A field is not a list of keys", "Copy the field above")
            continue
        seen.append(item.get("id"))
        for key in ("id", "type", "label", "summary"):
            yield from _text(doc, *place, key)
        if item.get("id") not in FIELDS:
            message = f"The field '{item.get('id')}' is not one of the intake's"
            yield Problem("T091", doc.name, doc.line(*place, "id"), message, f"Use one of: {', '.join(FIELDS)}")
        if item.get("type") not in TYPES:
            message = f"A field has the type '{item.get('type')}'"
            yield Problem("T091", doc.name, doc.line(*place, "type"), message, f"Write one of: {', '.join(TYPES)}")
        if not str(item.get("limit") or "1").isdigit():
            yield Problem(
                "T091", doc.name, doc.line(*place, "limit"), "A limit is no number", "Write a number, such as 300"
            )
        yield from _options(doc, item, place)
    for missing in (set(FIELDS) - set(seen)) | {name for name in seen if seen.count(name) > 1}:
        message = f"The field '{missing}' must stand here once"
        yield Problem("T091", doc.name, doc.line("intake", "fields"), message, "Put it back, or delete the second one")


def _options(doc: Doc, item: Mapping[str, Any], place: tuple[Any, ...]) -> Iterator[Problem]:
    options = item.get("options")
    if item.get("type") != "choice":
        return
    if not isinstance(options, list) or not options:
        yield Problem(
            "T091", doc.name, doc.line(*place), "A choice has no options", "Add 'options:' with code, label and words"
        )
        return
    for number in range(len(options)):
        for key in ("code", "label"):
            yield from _text(doc, *place, "options", number, key)
    codes = [o.get("code") for o in options if isinstance(o, dict)]
    if item.get("default") and item["default"] not in codes:
        message = f"The default '{item['default']}' is none of the options"
        yield Problem(
            "T091", doc.name, doc.line(*place, "default"), message, f"Write one of: {', '.join(map(str, codes))}"
        )


def _questions(doc: Doc) -> Iterator[Problem]:
    items = doc.get("intake", "questions")
    names = [item.get("id") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    if sorted(map(str, names)) != sorted(QUESTIONS):
        message = "The questions are not the five that the conversation asks"
        yield Problem(
            "T092", doc.name, doc.line("intake", "questions"), message, f"Keep one each of: {', '.join(QUESTIONS)}"
        )
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            for key in ("ask", "help", "again", "without"):
                yield from _text(doc, "intake", "questions", number, key)
            for name in item.get("fields") or ("",):
                if name not in FIELDS:
                    message = f"A question asks for the field '{name}', which is not there"
                    line = doc.line("intake", "questions", number)
                    yield Problem("T092", doc.name, line, message, f"Use one of: {', '.join(FIELDS)}")


def _words(doc: Doc) -> Iterator[Problem]:
    for key in WORDS:
        if not doc.get("intake_words", key):
            line = doc.line("intake_words")
            yield Problem("T094", doc.name, line, f"There is no list '{key}'", "Put it back under 'intake_words:'")
    for key in CONTROLS:
        held = _of(doc, "intake_words", "controls").get(key)
        if not isinstance(held, dict) or not (held.get("alone") or held.get("anywhere")):
            message = f"There are no words for '{key}'"
            remedy = "Give it 'alone:' or 'anywhere:' with a list of words"
            yield Problem("T094", doc.name, doc.line("intake_words", "controls", key), message, remedy)


def _text(doc: Doc, *place: Any) -> Iterator[Problem]:
    value = doc.get(*place)
    whole = isinstance(value, str) and value.strip() or isinstance(value, list) and value and all(map(str.strip, value))
    if not whole:
        message = f"'{place[-1]}' has no text"
        yield Problem("T090", doc.name, doc.line(*place), message, "Write the text behind the colon")


def _placeholders(doc: Doc, value: Any, place: tuple[Any, ...]) -> Iterator[Problem]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _placeholders(doc, item, (*place, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _placeholders(doc, item, (*place, number))
    elif isinstance(value, str):
        for name in placeholders(value):
            if name not in PLACEHOLDERS and name not in OWN_PLACEHOLDERS:
                message = f"Nothing fills {{{name}}}"
                remedy = f"Use one of: {', '.join((*PLACEHOLDERS, *OWN_PLACEHOLDERS))}"
                yield Problem("T095", doc.name, doc.line(*place), message, remedy)


def _of(doc: Doc, *place: Any) -> Mapping[str, Any]:
    value = doc.get(*place)
    return value if isinstance(value, dict) else {}
