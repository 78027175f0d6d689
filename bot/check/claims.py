"""Reads claims.yml: what the two articles and the evidence say, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.content.yamldoc import Doc

# Statuses that are never told as a fact.
NOT_FACT = frozenset({"contradicted", "unsourced"})
STATUSES = ("supported", "contested", "unsourced", "contradicted")


@dataclass(frozen=True)
class Claim:
    """One statement of an article, or one fact of the evidence."""

    id: str
    article: str
    section: str
    statement: str
    status: str
    left_out: str
    line: int


@dataclass(frozen=True)
class Part:
    """One part of an article with the claims in it, or why there are none."""

    article: str
    name: str
    claims: tuple[str, ...]
    topics: tuple[str, ...]
    note: str
    line: int


def read_claims(doc: Doc | None) -> list[Claim]:
    """Return the ledger's entries; those without an id are left to the file rules."""
    fields = ("id", "article", "section", "statement", "status", "left_out")
    return [
        Claim(*(_text(item.get(name)) for name in fields), line)
        for item, line in _items(doc, "claims")
        if _text(item.get("id"))
    ]


def read_parts(doc: Doc | None) -> list[Part]:
    """Return the parts of the articles."""
    return [
        Part(
            _text(item.get("article")),
            _text(item.get("part")),
            _texts(item.get("claims")),
            _texts(item.get("topics")),
            _text(item.get("note")),
            line,
        )
        for item, line in _items(doc, "parts")
    ]


def _items(doc: Doc | None, key: str) -> list[tuple[dict[str, Any], int]]:
    found = doc.get(key) if doc else None
    if doc is None or not isinstance(found, list):
        return []
    return [(item, doc.line(key, n)) for n, item in enumerate(found) if isinstance(item, dict)]


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(item) for item in value) if isinstance(value, list) else ()
