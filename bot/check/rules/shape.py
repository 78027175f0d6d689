"""Keys and shapes: misspelt keys, lists where a text belongs, what is missing, Rasa's keys elsewhere."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.check.codes import problem
from bot.check.context import DOMAIN, Context
from bot.check.files import kind_of
from bot.check.problem import Problem
from bot.check.shapes import Either, Flag, Items, Keys, Number, Shape, Text
from bot.content import schema
from bot.content.yamldoc import Doc

# Files of Rasa's own, outside topics/ and followups/.
_RASA_FILES = frozenset({"rules.yml", DOMAIN})
_KINDS = {str: "a text", list: "a list", dict: "keys with values"}
_HELD = {Text: str, Number: str, Flag: str, Items: list, Keys: dict}


def check(context: Context) -> Iterator[Problem]:
    """Yield unknown and missing keys, and values of the wrong kind, in every file that is described."""
    for relative, doc in context.tree.docs.items():
        if doc.data is None:
            continue
        if not isinstance(doc.data, dict):
            yield _wrong_shape(doc, dict, doc.data)
            continue
        if relative not in _RASA_FILES and not relative.startswith(("topics/", "followups/")):
            yield from _rasas_keys(doc)
        kind = kind_of(relative)
        if kind:
            yield from _of(doc, kind.shape, ())


def meant(word: str, known: Iterable[str]) -> str:
    """Return "Did you mean ...?" for a near miss, else the list of what is known."""
    known = list(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    if not known or len(known) > 20:
        return "Look up the name in another file"
    return f"Known here: {', '.join(known)}"


def _of(doc: Doc, shape: Shape, place: tuple[Any, ...]) -> Iterator[Problem]:
    value = doc.get(*place) if place else doc.data
    if value is None or value == "":
        return
    if isinstance(shape, Either):
        fitting = next((one for one in shape.shapes if isinstance(value, _HELD[type(one)])), None)
        if fitting is None:
            yield _wrong_shape(doc, _HELD[type(shape.shapes[0])], value, *place)
        else:
            yield from _of(doc, fitting, place)
    elif not isinstance(value, _HELD[type(shape)]):
        yield _wrong_shape(doc, _HELD[type(shape)], value, *place)
    elif isinstance(shape, Keys):
        yield from _keys(doc, shape, value, place)
    elif isinstance(shape, Items):
        for number in range(len(value)):
            yield from _of(doc, shape.of, (*place, number))
    else:
        yield from _value(doc, shape, value, place)


def _keys(doc: Doc, shape: Keys, value: dict[str, Any], place: tuple[Any, ...]) -> Iterator[Problem]:
    for key in value:
        inner = shape.keys.get(key, shape.others)
        if inner is not None:
            yield from _of(doc, inner, (*place, key))
        elif not shape.elsewhere and (place or key not in schema.RASA_KEYS) and _slipped(shape, key, value):
            message = f"There is no key '{key}' here"
            yield problem("T006", doc.name, doc.line(*place, key), message, meant(key, shape.keys))
    for key in () if shape.elsewhere else shape.needed:
        if not value.get(key):
            message = f"'{key}' is missing" if key not in value else f"'{key}' is empty"
            yield problem("T061", doc.name, doc.line(*place, key), message, f"Write '{key}:' with what belongs there")


def _slipped(shape: Keys, key: str, value: dict[str, Any]) -> bool:
    """Whether a key that is not listed is a slip."""
    missing = [name for name in shape.needed if name not in value]
    return not shape.more or bool(difflib.get_close_matches(key, missing, n=1, cutoff=0.6))


def _value(doc: Doc, shape: Text | Number | Flag, value: str, place: tuple[Any, ...]) -> Iterator[Problem]:
    name = next((str(step) for step in reversed(place) if isinstance(step, str)), "")
    message = f"'{name}' says '{value[:40]}'"
    if isinstance(shape, Number):
        if not value.isdigit() or int(value) < 1:
            yield problem("T062", doc.name, doc.line(*place), message, "Write a whole number above nought, such as 30")
    elif isinstance(shape, Flag):
        if value.lower() not in ("true", "false"):
            yield problem("T062", doc.name, doc.line(*place), message, "Write true or false")
    elif shape.elsewhere:
        return
    elif shape.one_of and value not in shape.one_of:
        yield problem("T062", doc.name, doc.line(*place), message, meant(value, shape.one_of))
    elif shape.pattern and not re.fullmatch(shape.pattern, value):
        yield problem("T062", doc.name, doc.line(*place), message, f"Write it like this: {shape.like}")


def _wrong_shape(doc: Doc, shape: type, value: Any, *place: Any) -> Problem:
    names = [str(step) for step in place if isinstance(step, str)]
    what = f"'{names[-1]}'" if names else "The file"
    is_now = _KINDS[type(value)]
    return problem(
        "T007",
        doc.name,
        doc.line(*place),
        f"{what} should hold {_KINDS[shape]}, but holds {is_now}",
        "Compare the indentation and the dashes with another file of this folder",
    )


def _rasas_keys(doc: Doc) -> Iterator[Problem]:
    for key in doc.data:
        if key in schema.RASA_KEYS:
            yield problem(
                "T009",
                doc.name,
                doc.line(key),
                f"The key '{key}' makes Rasa take this file for training data",
                "Rename the key; only files in topics/ and followups/ use it",
            )
