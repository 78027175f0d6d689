"""Keys and shapes: misspelt keys, lists where a text belongs, Rasa's keys elsewhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from bot.check.codes import problem
from bot.check.context import Context
from bot.check.problem import Problem
from bot.content import schema
from bot.content.yamldoc import Doc

# Files of Rasa's own, outside topics/ and followups/.
_RASA_FILES = frozenset({"rules.yml"})

_KINDS = {str: "a text", list: "a list", dict: "keys with values"}

_SHAPES: dict[str, type] = {
    **dict.fromkeys(("title", "topic", "also", "again", "more", "sure", "evidence"), str),
    **dict.fromkeys(("written_on", "reviewed_by", "reviewed_on"), str),
    **dict.fromkeys(("sources", "next"), list),
    **dict.fromkeys(("claims", "followups", "attachment", "culture"), dict),
}


def check(context: Context) -> Iterator[Problem]:
    """Yield unknown keys and wrong shapes in topic and follow-up files."""
    for relative, doc in context.tree.docs.items():
        if doc.data is None:
            continue
        if relative.startswith(("topics/", "followups/")):
            yield from _topic_file(doc)
        elif isinstance(doc.data, dict):
            if relative not in _RASA_FILES:
                yield from _other_file(doc)
        else:
            yield _wrong_shape(doc, dict, doc.data)


def meant(word: str, known: Iterable[str]) -> str:
    """Return "Did you mean ...?" for a near miss, else the list of what is known."""
    known = list(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    if not known or len(known) > 20:
        return "Look up the name in another file"
    return f"Known here: {', '.join(known)}"


def _topic_file(doc: Doc) -> Iterator[Problem]:
    if not isinstance(doc.data, dict):
        yield _wrong_shape(doc, dict, doc.data)
        return
    yield from _unknown(doc, schema.TOPIC_FILE_KEYS)
    if not (yield from _expect(doc, list, "nlu")):
        return
    for number, item in enumerate(doc.get("nlu") or ()):
        place = ("nlu", number)
        if (yield from _expect(doc, dict, *place)) and isinstance(item, dict):
            yield from _unknown(doc, schema.NLU_KEYS, *place)
            yield from _expect(doc, str, *place, "examples")
    if not (yield from _expect(doc, dict, "responses")):
        return
    for key in doc.get("responses") or ():
        if (yield from _expect(doc, list, "responses", key)):
            for number in range(len(doc.get("responses", key) or ())):
                yield from _response(doc, ("responses", key, number))


def _response(doc: Doc, place: tuple[Any, ...]) -> Iterator[Problem]:
    if not (yield from _expect(doc, dict, *place)):
        return
    yield from _unknown(doc, schema.RESPONSE_KEYS, *place)
    yield from _expect(doc, str, *place, "text")
    meta = (*place, "metadata")
    if not (yield from _expect(doc, dict, *meta)):
        return
    yield from _unknown(doc, schema.METADATA_KEYS, *meta)
    for key, shape in _SHAPES.items():
        yield from _expect(doc, shape, *meta, key)
    if isinstance(doc.get(*meta, "claims"), dict):
        yield from _unknown(doc, schema.CLAIMS_KEYS, *meta, "claims")
    sources = doc.get(*meta, "sources")
    for number, item in enumerate(sources if isinstance(sources, list) else ()):
        if isinstance(item, dict):
            yield from _unknown(doc, schema.SOURCE_REF_KEYS, *meta, "sources", number)


def _unknown(doc: Doc, known: tuple[str, ...], *place: Any) -> Iterator[Problem]:
    found = doc.get(*place) if place else doc.data
    for key in found if isinstance(found, dict) else ():
        if key not in known:
            line = doc.line(*place, key)
            message = f"There is no key '{key}' here"
            yield problem("T006", doc.name, line, message, meant(key, known))


def _expect(doc: Doc, shape: type, *place: Any) -> Iterator[Problem]:
    """Yield a problem if the value has another shape; return whether it fits or is empty."""
    value = doc.get(*place)
    if value is None or value == "" or isinstance(value, shape):
        return True
    yield _wrong_shape(doc, shape, value, *place)
    return False


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


def _other_file(doc: Doc) -> Iterator[Problem]:
    for key in doc.data:
        if key in schema.RASA_KEYS:
            yield problem(
                "T009",
                doc.name,
                doc.line(key),
                f"The key '{key}' makes Rasa take this file for training data",
                "Rename the key; only files in topics/ and followups/ use it",
            )
