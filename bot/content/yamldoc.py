"""Reads a YAML file into plain data and remembers the line of every value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.check.problem import Problem

Place = tuple[Any, ...]

DEEPEST = 100
"""More levels than that are no content."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SMART = re.compile("[‘’‚‛“”„‟]")

# What the YAML reader says -> code, what staff should hear, what to do.
_SLIPS: tuple[tuple[str, str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "T001",
        "A colon followed by a space splits this text in two",
        "Put the whole text in double quotes, or check the indentation of this line",
    ),
    (
        "cannot start any token",
        "T001",
        "A text starts with a character that has a meaning of its own in YAML",
        "Put the whole text in double quotes",
    ),
    (
        "unexpected end of stream",
        "T001",
        "A quotation mark is opened and never closed",
        "Add the closing quotation mark",
    ),
    (
        "unknown escape character",
        "T001",
        "A backslash inside double quotes is read as a code",
        "Use single quotes around this text or remove the backslash",
    ),
    (
        "could not find expected ':'",
        "T001",
        "A key without its colon, or a text line that is not indented",
        "Add the colon after the key, or indent the text under its key",
    ),
    (
        "did not find expected",
        "T004",
        "The indentation changes here in a way that does not fit the lines above",
        "Line this up with its neighbours: two spaces for each level; or quote the text of this key",
    ),
    (
        "indent",
        "T004",
        "The indentation is wrong here",
        "Line this up with its neighbours: two spaces for each level",
    ),
)


@dataclass
class Doc:
    """One YAML file: its data (all scalars as text) and where each value stands."""

    path: Path
    name: str
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    texts: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    source: list[str] = field(default_factory=list)

    def line(self, *place: Any) -> int:
        """Return the line of a value, or of the nearest thing around it."""
        for length in range(len(place), 0, -1):
            found = self.lines.get(place[:length])
            if found:
                return found
        return 1

    def text_line(self, offset: int, *place: Any) -> int:
        """Return the line of the n-th line of a block text (n from 0)."""
        first = self.texts.get(place)
        return self.line(*place) if first is None else first + offset

    def line_at(self, text: str, position: int, *place: Any) -> int:
        """Return the line of a character of a text, however the text is folded in the file.

        Args:
            text: The value at the place.
            position: Where in it.
            *place: Where the value stands.
        """
        words = text[position:].split(None, 1)
        first = self.line(*place)
        if not words:
            return first
        left = text[:position].count(words[0])
        for number in range(first, len(self.source) + 1):
            line = self.source[number - 1]
            held = (line.partition(":")[2] or line) if number == first else line
            if (there := held.count(words[0])) > left:
                return number
            left -= there
        return first

    def get(self, *place: Any) -> Any:
        """Return the value at a place, None where there is none."""
        value = self.data
        for step in place:
            if isinstance(value, dict):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value


def read(path: Path, name: str, *, straight: bool = True) -> Doc:
    """Read one file; mistakes land in ``problems`` instead of being raised.

    Args:
        path: The file.
        name: Its path as messages show it.
        straight: Whether curly quotation marks are a mistake in this file.
    """
    doc = Doc(path, name)
    text = _text(doc)
    if text is None:
        return doc
    doc.source = text.splitlines()
    doc.problems.extend(_hygiene(text, name, straight))
    try:
        # Counted first: the reader below is not made for thousands of levels and would end the program.
        if text.count("[") - text.count("]") > DEEPEST or text.count("{") - text.count("}") > DEEPEST:
            raise RecursionError
        node = yaml.compose(text, Loader=_LOADER)
        if node is None:
            doc.problems.append(Problem("T008", name, 1, "The file is empty", "Fill it or delete it"))
        else:
            doc.data = _plain(node, (), doc)
    except yaml.YAMLError as error:
        if not any(problem.code == "T002" for problem in doc.problems):
            doc.problems.append(_slip(error, name))
    except RecursionError:
        message, remedy = "Lists stand in each other without end", "Compare it with another file of this folder"
        doc.problems.append(Problem("T001", name, 1, message, remedy))
    return doc


def _text(doc: Doc) -> str | None:
    """The file's text; None where there is none that can be read."""
    try:
        return doc.path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        message, remedy = "The file is not saved as UTF-8", "Save it again with encoding UTF-8"
    except IsADirectoryError:
        message, remedy = "This is a folder, not a file", "Take the files out of it and delete it"
    except OSError as error:
        link = doc.path.is_symlink()
        message = "This is a link that leads nowhere" if link else f"The file cannot be read ({error.strerror})"
        remedy = "Delete it and put the file itself here" if link else "Look at its permissions, or save it again"
    doc.problems.append(Problem("T008", doc.name, 1, message, remedy))
    return None


def _plain(node: yaml.Node, place: Place, doc: Doc) -> Any:
    doc.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, doc)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*place, n), doc) for n, item in enumerate(node.value)]
    if node.style == "|":
        doc.texts[place] = node.start_mark.line + 2
    # Everything stays text: "yes", 2026-11-21 and 0800 mean just that here.
    return "" if node.tag == "tag:yaml.org,2002:null" else node.value


def _mapping(node: yaml.MappingNode, place: Place, doc: Doc) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in result:
            doc.problems.append(
                Problem(
                    "T005",
                    doc.name,
                    line,
                    f"'{key}' is written twice; the first stands in line {doc.line(*place, key)}",
                    "Keep one and delete the other",
                )
            )
        doc.lines[(*place, key)] = line
        result[key] = _plain(value_node, (*place, key), doc)
    return result


def _hygiene(text: str, name: str, straight: bool) -> list[Problem]:
    problems = []
    tabs, smart = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if "\t" in line:
            tabs.append(number)
        if straight and _SMART.search(line) and not line.lstrip().startswith("#"):
            smart.append(number)
    if tabs:
        problems.append(
            Problem(
                "T002",
                name,
                tabs[0],
                f"A tab stands here{_also(tabs)}; YAML allows spaces only",
                "Replace each tab with two spaces",
            )
        )
    if smart:
        problems.append(
            Problem(
                "T003",
                name,
                smart[0],
                f"A curly quotation mark stands here{_also(smart)}",
                "Use the straight ' and \" of the keyboard (word processors change them)",
            )
        )
    return problems


def _also(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return ""
    listed = ", ".join(str(number) for number in numbers[1:6])
    more = "" if len(numbers) <= 6 else f" and {len(numbers) - 6} more"
    return f" (also in line {listed}{more})"


def _slip(error: yaml.YAMLError, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else 1
    said = f"{getattr(error, 'problem', '') or error}".lower()
    context = f"{getattr(error, 'context', '') or ''}".lower()
    for words, code, message, remedy in _SLIPS:
        if words in said or words in context:
            return Problem(code, name, line, message, remedy)
    return Problem(
        "T001",
        name,
        line,
        "This line cannot be read as YAML",
        "Compare it with the same line in another topic file",
    )
