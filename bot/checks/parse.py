"""Turns data/checks into the model; wrong shapes become empty values, which the check of the content then names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.checks.model import Check, Checks, Fact, Option, Question
from bot.content.frozen import FrozenDict
from bot.content.yamldoc import Doc

PLAIN = ("yes", "no", "between")
COMMON = "common.yml"


def checks(docs: Mapping[str, Doc]) -> Checks:
    """Reads the checks.

    Args:
        docs: The files of data/checks by name.

    Returns:
        What could be read.
    """
    found = [check(doc) for name, doc in sorted(docs.items()) if name != COMMON and isinstance(doc.get("check"), dict)]
    common = docs.get(COMMON)
    return Checks(
        FrozenDict({c.id: c for c in found if c.id}),
        _texts(common.get("common", "texts") if common else None),
        _texts(common.get("common", "buttons") if common else None),
        FrozenDict({k: _list(v) for k, v in _map(common.get("common", "phrases") if common else None).items()}),
    )


def check(doc: Doc) -> Check:
    """Reads one check from its file."""
    data = _map(doc.get("check"))
    return Check(
        id=_text(data.get("id")),
        topic=_text(data.get("topic")),
        names=_list(data.get("names")),
        consent=_text(data.get("consent")),
        consent_short=_text(data.get("consent_short")),
        questions=tuple(_question(_map(item)) for item in _items(data.get("questions"))),
        reviewed_by=_text(data.get("reviewed_by")),
    )


def _question(data: Mapping[str, Any]) -> Question:
    return Question(
        id=_text(data.get("id")),
        ask=_text(data.get("ask")),
        why=_text(data.get("why")),
        note=_text(data.get("note")),
        options=tuple(_option(_map(item)) for item in _items(data.get("options"))),
        plain=FrozenDict({key: _text(data[key]) for key in PLAIN if _text(data.get(key))}),
        cues=FrozenDict({key: _text(value) for key, value in _map(data.get("cues")).items()}),
        other=_option(_map(data.get("other"))),
        open=_text(data.get("open")).lower() == "true",
    )


def _option(data: Mapping[str, Any]) -> Option:
    return Option(
        id=_text(data.get("id")),
        label=_text(data.get("label")),
        words=_list(data.get("words")),
        reflect=_text(data.get("reflect")),
        fact=Fact(_text(data.get("fact")), _list(data.get("sources")), _text(data.get("evidence"))),
        say=_text(data.get("say")),
        take=_text(data.get("take")),
    )


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _items(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else ()


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _list(value: Any) -> tuple[str, ...]:
    return tuple(_text(item) for item in _items(value) if _text(item))


def _texts(value: Any) -> FrozenDict[str, str]:
    return FrozenDict({key: _text(text) for key, text in _map(value).items()})
