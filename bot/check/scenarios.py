"""Reads data/scenarios: conversations in two columns, what the client says and what must come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.content.yamldoc import Doc


@dataclass(frozen=True)
class Line:
    """One turn of a scenario.

    Attributes:
        client: What the client says.
        expect: Topics, kinds of danger or pieces of the reply: each must come.
        file: The file.
        line: Where it stands.
    """

    client: str
    expect: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True)
class Scenario:
    """A conversation that must go as written."""

    name: str
    talk: tuple[Line, ...]


def read_scenarios(docs: Mapping[str, Doc]) -> list[Scenario]:
    """Returns the scenarios of every file, in the files' order.

    Args:
        docs: The tree's files by their path under data/.
    """
    return [
        Scenario(str(item.get("name") or f"{doc.name}, number {number + 1}"), tuple(_talk(doc, number)))
        for relative, doc in docs.items()
        if relative.startswith("scenarios/") and doc.data is not None
        for number, item in enumerate(_list(doc.get("scenarios")))
        if isinstance(item, dict)
    ]


def _talk(doc: Doc, number: int) -> Iterator[Line]:
    place = ("scenarios", number, "talk")
    for at, turn in enumerate(_list(doc.get(*place))):
        client = turn.get("client") if isinstance(turn, dict) else None
        expect = turn.get("expect") if isinstance(turn, dict) else None
        if isinstance(client, str) and client and expect:
            wanted = tuple(str(one) for one in (expect if isinstance(expect, list) else [expect]) if one)
            yield Line(client, wanted, doc.name, doc.line(*place, at))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
