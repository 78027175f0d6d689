"""Turns what stands in a content file into the model; wrong shapes become empty values.

Whether something is missing or misspelt is for the checks to say: here nothing
is raised, so that one slip does not hide the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.content.frozen import FrozenDict
from bot.content.model import Practice, Source, SourceRef, Topic, split_lines
from bot.content.yamldoc import Doc


def topic(doc: Doc, item: Any, number: int, stem: str) -> tuple[Topic, str]:
    """Return the topic of one intent, and the key of its response.

    Args:
        doc: The file.
        item: The entry under ``nlu``.
        number: Which entry it is.
        stem: The file's name, for a file that names no intent.
    """
    item = mapping(item)
    group, _, own_id = _text(item.get("intent")).partition("/")
    own_id = own_id or stem
    wanted = f"utter_{group}/{own_id}"
    responses = mapping(doc.get("responses"))
    # One topic a file: a misspelt response key still is this topic's answer,
    # so that one slip is reported once and the rest of the file is checked.
    alone = len(responses) == 1 and len(doc.get("nlu") or ()) <= 1
    only = next(iter(responses), "") if alone else ""
    key = wanted if wanted in responses else only
    variants = responses.get(key)
    response = mapping(variants[0]) if isinstance(variants, list) and variants else {}
    meta = mapping(response.get("metadata"))
    claims = mapping(meta.get("claims"))
    found = Topic(
        id=own_id,
        group=group,
        topic=_text(meta.get("topic")) or own_id,
        title=_text(meta.get("title")),
        lines=split_lines(_text(response.get("text"))),
        also=_text(meta.get("also")),
        again=_text(meta.get("again")),
        more=_text(meta.get("more")),
        sure=_text(meta.get("sure")),
        evidence=_text(meta.get("evidence")),
        sources=_source_refs(meta.get("sources")),
        claims_answered=texts(claims.get("answered")),
        claims_asked=texts(claims.get("asked")),
        followups=_text_map(meta.get("followups")),
        attachment=_text_map(meta.get("attachment")),
        culture=_text_map(meta.get("culture")),
        next=texts(meta.get("next")),
        ask_back=_text(meta.get("ask_back")).lower() == "true",
        examples=tuple(text for _, text in examples(item.get("examples"))),
        written_on=_text(meta.get("written_on")),
        reviewed_by=_text(meta.get("reviewed_by")),
        reviewed_on=_text(meta.get("reviewed_on")),
        file=doc.name,
        line=doc.line("nlu", number, "intent"),
    )
    return found, key


def examples(block: Any) -> list[tuple[int, str]]:
    """Return (line offset in the block, phrase) for each training phrase."""
    found = []
    for offset, line in enumerate(_text(block).splitlines()):
        stripped = line.strip()
        if stripped.startswith("-"):
            phrase = stripped[1:].strip()
            if phrase:
                found.append((offset, phrase))
    return found


def _source_refs(value: Any) -> tuple[SourceRef, ...]:
    refs = []
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict):
            refs.append(SourceRef(_text(item.get("id")), _text(item.get("section"))))
        else:
            refs.append(SourceRef(_text(item)))
    return tuple(refs)


def sources(value: Any) -> dict[str, Source]:
    """Return the bibliography by id."""
    found = {}
    for item in value if isinstance(value, list) else []:
        entry = {key: _text(text) for key, text in mapping(item).items()}
        if not entry.get("id"):
            continue
        known = {key: entry.get(key, "") for key in ("title", "cite", "doi", "year", "what", "caveat")}
        url = entry.get("url") or (f"https://doi.org/{entry['doi']}" if entry.get("doi") else None)
        source = Source(id=entry["id"], url=url, seen=entry.get("seen") or "read", **known)
        found.setdefault(source.id, source)
    return found


def languages(value: Any) -> dict[str, str]:
    """Return the line for each language that the chat does not speak."""
    entries = [mapping(item) for item in value] if isinstance(value, list) else []
    return {_text(entry.get("code")): _text(entry.get("line")) for entry in entries if entry.get("line")}


def practice(value: Any) -> Practice:
    """Return the practice's details."""
    raw = mapping(value)
    values = {key: line for key, item in raw.items() if (line := _as_line(item)) is not None}
    return Practice(FrozenDict(values), _freeze(raw))


def _as_line(value: Any) -> str | None:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return None


def _freeze(value: Any) -> Any:
    if isinstance(value, dict):
        return FrozenDict({key: _freeze(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(_freeze(item) for item in value)
    return value


def mapping(value: Any) -> Mapping[str, Any]:
    """Return a mapping, empty for anything else."""
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def texts(value: Any) -> tuple[str, ...]:
    """Return a list of texts; one text alone counts as a list of one."""
    if isinstance(value, str):
        value = [value] if value else []
    return tuple(_text(item) for item in value if _text(item)) if isinstance(value, list) else ()


def _text_map(value: Any) -> FrozenDict[str, str]:
    return FrozenDict({key: _text(text) for key, text in mapping(value).items() if _text(text)})
