"""What may stand in a file, as plain data: which keys, what kind of value, which words.

`bot.check.files` describes every file with these; `bot.check.rules.shape` checks a file against its description, and
`bot.check.schemas` writes the same description as JSON schema, so that editors complete and underline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Union


@dataclass(frozen=True)
class Text:
    """A text.

    Attributes:
        about: What it is for, as an editor shows it.
        one_of: The only texts there may be; any where empty.
        pattern: A regular expression that the whole text matches; any where empty.
        like: What a right one looks like, for the remedy.
        elsewhere: A rule of its own reports what is wrong with it, in better words.
    """

    about: str = ""
    one_of: tuple[str, ...] = ()
    pattern: str = ""
    like: str = ""
    elsewhere: bool = False


@dataclass(frozen=True)
class Number:
    """A whole number above nought."""

    about: str = ""


@dataclass(frozen=True)
class Flag:
    """true or false."""

    about: str = ""


@dataclass(frozen=True)
class Items:
    """A list whose entries all have one shape."""

    of: Shape = field(default_factory=Text)
    about: str = ""


@dataclass(frozen=True)
class Keys:
    """Keys with values.

    Attributes:
        keys: The known keys.
        needed: Those of them that must be filled.
        others: Shape of the values of any other key; None where there are no others.
        about: What it is for.
        elsewhere: Unknown and missing keys are reported by a rule of their own.
        more: There may be keys that are not listed; one is a slip only where a needed one like it is missing.
    """

    keys: Mapping[str, Shape] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    others: Shape | None = None
    about: str = ""
    elsewhere: bool = False
    more: bool = False


@dataclass(frozen=True)
class Either:
    """One of several shapes."""

    shapes: tuple[Shape, ...]
    about: str = ""


Shape = Union[Text, Number, Flag, Items, Keys, Either]

TEXT = Text()
TEXTS = Items()
DATE = r"\d{4}-\d{2}-\d{2}"
REVIEW: dict[str, Shape] = {
    "owner": Text("Who looks after this file; empty: whoever practice.yml names as content_owner"),
    "reviewed_by": Text("The clinician of the practice who has read this"),
    "reviewed_on": Text("When, as year-month-day", pattern=f"({DATE})?", like='"2026-11-21"', elsewhere=True),
}
"""Who answers for a file."""


def keys(names: Any, shape: Shape = TEXT) -> dict[str, Shape]:
    """Gives many keys the same shape."""
    return {name: shape for name in names}


def schema(shape: Shape) -> dict[str, Any]:
    """Writes a shape as JSON schema (draft 7, what editors' YAML support reads).

    Args:
        shape: Any shape.
    """
    about = {"description": shape.about} if shape.about else {}
    if isinstance(shape, Text):
        return {**about, **_text(shape)}
    if isinstance(shape, Number):
        return {**about, "type": "integer", "minimum": 1}
    if isinstance(shape, Flag):
        return {**about, "type": "boolean"}
    if isinstance(shape, Items):
        return {**about, "type": ["array", "null"], "items": schema(shape.of)}
    if isinstance(shape, Either):
        return {**about, "anyOf": [schema(one) for one in shape.shapes]}
    out: dict[str, Any] = {**about, "type": "object", "properties": {k: schema(v) for k, v in shape.keys.items()}}
    if shape.needed:
        out["required"] = list(shape.needed)
    out["additionalProperties"] = schema(shape.others) if shape.others else shape.more
    return out


def _text(shape: Text) -> dict[str, Any]:
    if shape.one_of:
        # Where another rule has the last word, what is not filled in yet is for that rule to tell.
        return {"enum": [*shape.one_of, *(["", None] if shape.elsewhere else [])]}
    if shape.pattern:
        return {"type": "string", "pattern": f"^(?:{shape.pattern})$"}
    # 0800 and 24/7 are texts here, whatever YAML takes them for.
    return {"type": ["string", "number", "null"]}
