"""Loads data/ into :class:`Content`, and for the checks also where everything stands."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.check.problem import ContentError, Problem
from bot.checks import parse as parse_checks
from bot.content import parse, yamldoc
from bot.content.frozen import FrozenDict
from bot.content.model import Content, Topic
from bot.content.yamldoc import Doc


@dataclass(frozen=True)
class Placed:
    """A topic (or follow-up) together with the file it was read from."""

    topic: Topic
    doc: Doc
    response: str = ""
    number: int = 0

    def line(self, *field_path: Any) -> int:
        """Return the line of a field, by its name in the file."""
        return self.doc.line(*self.place(*field_path))

    def text_line(self, offset: int, *field_path: Any) -> int:
        """Return the line of the n-th line of a block text."""
        return self.doc.text_line(offset, *self.place(*field_path))

    def place(self, *field_path: Any) -> tuple[Any, ...]:
        """Return where a field stands inside the file."""
        first = field_path[0] if field_path else "text"
        if first in ("intent", "examples"):
            return ("nlu", self.number, *field_path)
        if first == "text":
            return ("responses", self.response, 0, "text")
        return ("responses", self.response, 0, "metadata", *field_path)


@dataclass
class Tree:
    """Everything under data/: the content, the files, and problems of reading."""

    root: Path
    content: Content = field(default_factory=Content)
    topics: list[Placed] = field(default_factory=list)
    followups: list[Placed] = field(default_factory=list)
    docs: dict[str, Doc] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def doc(self, relative: str) -> Doc | None:
        """Return a file by its path under data/, if it is there and readable."""
        found = self.docs.get(relative)
        return found if found is not None and found.data is not None else None

    def name(self, relative: str) -> str:
        """Return the path that messages show."""
        return f"{self.root.name}/{relative}"


def load(root: Path, *, strict: bool = True) -> Content:
    """Load the content under ``root`` (the data directory).

    Args:
        root: Directory with ``topics/``, ``followups/``, ``texts.yml`` and so on;
            what is missing stays empty.
        strict: Raise on a file that cannot be read or a topic without its answer.
            Otherwise load what can be read.

    Raises:
        ContentError: With every problem, each with file and line.
    """
    tree = read(root)
    unreadable = {doc.name for doc in tree.docs.values() if doc.data is None}
    fatal = [p for p in tree.problems if p.file in unreadable or p.code == "T010"]
    if strict and fatal:
        raise ContentError(fatal)
    return tree.content


def read(root: Path) -> Tree:
    """Read everything and keep the places; never raises for what staff wrote."""
    tree = Tree(root=Path(root).resolve())
    for relative in _files(tree.root):
        straight = relative != "languages.yml"  # other languages have their own quotation marks
        doc = yamldoc.read(tree.root / relative, tree.name(relative), straight=straight)
        tree.docs[relative] = doc
        tree.problems.extend(doc.problems)
    topics: dict[str, Topic] = {}
    for placed in _placed(tree, "topics"):
        tree.topics.append(placed)
        if placed.topic.id not in topics:
            topics[placed.topic.id] = placed.topic
    followups = _placed(tree, "followups")
    tree.followups.extend(followups)
    data = {name: _data(tree, f"{name}.yml", name) for name in _SINGLE}
    tree.content = Content(
        topics=FrozenDict(topics),
        texts=FrozenDict({key: parse.texts(value) for key, value in parse.mapping(data["texts"]).items()}),
        sources=FrozenDict(parse.sources(data["sources"])),
        practice=parse.practice(data["practice"]),
        followups=FrozenDict({p.topic.id: p.topic.text for p in followups if p.topic.lines}),
        followup_examples=FrozenDict({p.topic.id: p.topic.examples for p in followups}),
        languages=FrozenDict(parse.languages(data["languages"])),
        openers=parse.texts(parse.mapping(data["menu"]).get("openers")),
        menu=parse.texts(parse.mapping(data["menu"]).get("menu")),
        checks=parse_checks.checks(
            {Path(relative).name: doc for relative, doc in tree.docs.items() if relative.startswith("checks/")}
        ),
    )
    return tree


# Files of one top-level key, which has the file's name.
_SINGLE = ("texts", "sources", "practice", "languages", "menu")
_EXTRA = ("claims.yml", "phrases_that_hurt.yml")


def _files(root: Path) -> list[str]:
    names = [f"{name}.yml" for name in _SINGLE] + list(_EXTRA)
    # Also what is no file: a folder or a dead link of that name is a slip to be told.
    found = [name for name in names if os.path.lexists(root / name)]
    for folder in ("topics", "followups", "checks"):
        for pattern in ("*.yml", "*.yaml"):
            found += sorted(f"{folder}/{path.name}" for path in (root / folder).glob(pattern))
    return found


def _data(tree: Tree, relative: str, key: str) -> Any:
    doc = tree.docs.get(relative)
    return doc.get(key) if doc else None


def _placed(tree: Tree, folder: str) -> list[Placed]:
    found = []
    for relative, doc in tree.docs.items():
        if not relative.startswith(f"{folder}/") or doc.data is None:
            continue
        intents = doc.get("nlu")
        for number, item in enumerate(intents if isinstance(intents, list) else [None]):
            topic, response = parse.topic(doc, item, number, Path(relative).stem)
            placed = Placed(topic, doc, response, number)
            found.append(placed)
            if not placed.topic.lines and (folder == "topics" or placed.response):
                tree.problems.append(_no_answer(placed))
    return found


def _no_answer(placed: Placed) -> Problem:
    intent = placed.topic.intent
    return Problem(
        "T010",
        placed.doc.name,
        placed.doc.line("responses", placed.response, 0, "text"),
        f"There is no answer for {intent}",
        f"Add it under 'responses: utter_{intent}: - text: |-'",
    )
