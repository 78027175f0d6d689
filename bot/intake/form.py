"""The intake as one form: what was posted becomes fields, or says what is missing. The same fields, parsers and limits
as in the conversation. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.intake import contact, names, signs
from bot.intake.definition import Definition, Field
from bot.intake.fold import line, lines, plain
from bot.intake.place import CHILD

FREE = ("about", "note")
CONSENT = "consent"


@dataclass(frozen=True)
class Posted:
    """A form that was sent.

    Attributes:
        values: What stands in the fields, to be shown again.
        fields: What is to be kept; empty where something is missing.
        errors: Link id (or ``consent``) to the name of the text that says what is wrong.
        minor: The writer says that they are under 18: nothing may be kept.
        limits: Link id to the limit of a field that was cut.
    """

    values: Mapping[str, str]
    fields: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    minor: bool = False
    limits: Mapping[str, int] = field(default_factory=dict)

    @property
    def written(self) -> str:
        """All that a person wrote, for the danger screen."""
        return "\n".join(self.values.get(name, "") for name in ("name", "when", "about", "note", "language"))


def read(posted: Mapping[str, str], definition: Definition, region: str) -> Posted:
    """Reads a form.

    Args:
        posted: Field name to what was typed.
        definition: The intake.
        region: Country whose phone numbers need no country code.

    Returns:
        The fields to keep, or what to put right.
    """
    values, errors, limits = {}, {}, {}
    for item in definition.fields:
        raw = posted.get(item.id, "")
        whole = lines(raw) if item.type == "text" else plain(raw) if item.id == "phone" else line(raw)
        if len(whole) > item.limit:
            errors[item.id], limits[item.id] = "form_too_long", item.limit
            whole = whole[: item.limit].rstrip()
        values[item.id] = whole
        if item.type == "choice" and whole and whole not in {o.code for o in item.options}:
            errors[item.id], values[item.id] = "form_choice_bad", ""
    _contact(values, errors, region)
    if values["name"] and not names.name(values["name"], definition, asked=True) and "name" not in errors:
        errors["name"] = "name_signs"
    told = signs.read("\n".join(values[name] for name in ("name", "when", *FREE)), definition, free=True)
    child = values["for_whom"] == CHILD
    if child and values["about"]:
        errors["about"] = "form_child_about"
    if told.birthday and not child:
        errors["about"] = "others_birthday"
    if posted.get(CONSENT) != "yes":
        errors[CONSENT] = "form_consent_missing"
    kept = {name: value for name, value in values.items() if value}
    return Posted(values, {} if errors or told.minor else kept, errors, told.minor and not child, limits)


def described(definition: Definition, fill: Any) -> dict[str, Any]:
    """Returns the form as plain data, for a page that draws it itself.

    Args:
        definition: The intake.
        fill: Puts the practice's details into a text.

    Returns:
        Title, consent and fields with labels, hints, limits and options.
    """
    return {
        "title": fill(definition.texts["form_title"][0]),
        "intro": fill(definition.texts["form_intro"][0]),
        "version": definition.version,
        "consent": {"id": CONSENT, "label": fill(definition.consent["form"]), "help": fill(definition.consent["help"])},
        "fields": [_described(item, fill) for item in definition.fields],
        "action": "/intake",
    }


def _described(item: Field, fill: Any) -> dict[str, Any]:
    return {
        "id": item.id,
        "type": item.type,
        "label": fill(item.label),
        "hint": fill(item.hint),
        "limit": item.limit,
        "default": item.default,
        "options": [{"code": option.code, "label": option.label} for option in item.options],
    }


def _contact(values: dict[str, str], errors: dict[str, str], region: str) -> None:
    if values["email"]:
        found = contact.email(values["email"], pending=True)
        if found.value:
            values["email"] = found.value
        else:
            errors["email"] = found.problem or "email_no_at"
    if values["phone"]:
        number = contact.phone(values["phone"], region, pending=True)
        if number.value:
            values["phone"] = number.value
        else:
            errors["phone"] = number.problem or "phone_bad"
    if not values["email"] and not values["phone"]:
        errors["email"] = "form_contact_missing"
    needed = {"email": "email", "phone": "phone", "text": "phone"}.get(values["how"], "")
    if needed and not values[needed] and needed not in errors:
        errors[needed] = "phone_for_call" if needed == "phone" else "email_for_mail"
