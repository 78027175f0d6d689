"""Writes what staff wrote anew into a topic's file, or into a new one: one line more, everything else as it stood."""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot import contract
from bot.check.rules.phrases import key
from bot.content import yamldoc
from bot.content.load import Placed, Tree, read
from bot.content.parse import examples
from bot.privacy.redact import spans
from bot.review.problem import NotWritten
from bot.review.question import plain, today

LONGEST = 300
TITLE = 40
_ID = re.compile(r"[a-z][a-z0-9_]{2,39}")
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"'})
_NEW = """\
version: "3.1"
nlu:
  - intent: {group}/{id}
    examples: |
{phrases}
responses:
  utter_{group}/{id}:
    # Three lines: the answer, why it makes sense to ask, one thing to do. `python -m bot check` says what is missing.
    - text: ""
      metadata:
        title: {title}
        topic: {topic}
        also: ""
        again: ""
        more: ""
        sure: ""
        evidence: null
        sources: []
        claims: {{answered: [], asked: []}}
        next: []
        written_on: "{day}"
        reviewed_by: ""
        reviewed_on: ""
"""


def add(data: Path, topic: str, phrases: Sequence[str], asked: Iterable[str]) -> list[tuple[str, int]]:
    """Adds phrases to a topic, after those it has; comments, order and line ends stay.

    Args:
        data: The folder that staff edit.
        topic: The topic's file id.
        phrases: What staff wrote.
        asked: What visitors wrote: none of it goes into a topic as it was.

    Returns:
        Where they stand now: file and line of each.

    Raises:
        NotWritten: A phrase or the file cannot be used; nothing was changed.
    """
    tree = read(data)
    placed = next((p for p in tree.topics if p.topic.id == topic), None)
    if placed is None:
        raise NotWritten(
            f"There is no topic '{topic}'", f"one of: {', '.join(sorted(p.topic.id for p in tree.topics))}"
        )
    wanted = _checked(phrases, asked, tree)
    there = examples(placed.doc.get(*placed.place("examples")))
    if not there:
        raise NotWritten(f"{placed.doc.name} has no phrases to add to", "python -m bot check")
    line = placed.text_line(there[-1][0], "examples")
    path = placed.doc.path
    before, raw = path.stat(), path.read_bytes()
    rows = raw.decode("utf-8-sig").splitlines(keepends=True)
    last = rows[line - 1]
    end = "\r\n" if last.endswith("\r\n") else "\n"
    indent = last[: len(last) - len(last.lstrip())]
    if not last.endswith("\n"):
        rows[line - 1] = last + end
    rows[line:line] = [f"{indent}- {phrase}{end}" for phrase in wanted]
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    _replace(path, mark + "".join(rows).encode(), before, placed, [text for _, text in there] + wanted)
    return [(placed.doc.name, line + 1 + n) for n in range(len(wanted))]


def new(data: Path, topic: str, title: str, phrases: Sequence[str], belongs_to: str, asked: Iterable[str]) -> str:
    """Starts a topic: a file with every key, which the check names as unfinished until it has its answer.

    Args:
        data: The folder that staff edit.
        topic: The file's name, which is the topic's id.
        title: What stands on its button, and its first phrase.
        phrases: Further phrases.
        belongs_to: Topic of the contract that it is reported as.
        asked: What visitors wrote: none of it goes into a topic as it was.

    Returns:
        The file's name.

    Raises:
        NotWritten: Something cannot be used; nothing was changed.
    """
    tree = read(data)
    path = data / "topics" / f"{topic}.yml"
    if not _ID.fullmatch(topic):
        raise NotWritten(f"'{topic}' cannot be a topic's name", "small letters, digits and _, such as pets_in_the_room")
    if path.exists() or any(p.topic.id == topic for p in (*tree.topics, *tree.followups)):
        raise NotWritten(f"There is a topic '{topic}' already", f"python -m bot review add ... {topic}")
    if belongs_to not in contract.WITH_FILE:
        raise NotWritten(f"'{belongs_to}' is not a topic of the contract", f"one of: {', '.join(contract.WITH_FILE)}")
    title, *rest = _checked([title, *phrases], asked, tree)
    if len(title) > TITLE:
        raise NotWritten(f"The title has {len(title)} characters", f"at most {TITLE} fit a button")
    content = _NEW.format(
        group=contract.GROUP_OF[belongs_to],
        id=topic,
        phrases="\n".join(f"      - {phrase}" for phrase in (title, *rest)),
        title="'" + title.replace("'", "''") + "'",
        topic=belongs_to,
        day=today().isoformat(),
    )
    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(content)
    except OSError as error:
        raise NotWritten(
            f"{tree.name(f'topics/{topic}.yml')} cannot be written ({type(error).__name__})", "look at the disk"
        ) from None
    return tree.name(f"topics/{topic}.yml")


def _checked(phrases: Sequence[str], asked: Iterable[str], tree: Tree) -> list[str]:
    """Returns phrases as they may stand in a topic."""
    visitors = {plain(text) for text in asked}
    known = {
        key(text): placed.topic.intent for placed in (*tree.topics, *tree.followups) for text in placed.topic.examples
    }
    found: list[str] = []
    for raw in phrases:
        text = " ".join(raw.translate(_STRAIGHT).split())
        if not plain(text) or len(text) > LONGEST:
            raise NotWritten("A phrase needs words, and at most 300 characters", "write it as a visitor would ask it")
        if text.startswith("-") or re.search(r"[\[\]{}]", text) or not text.isprintable():
            raise NotWritten(
                "A phrase holds signs that mean something in the file", "write it without brackets or a dash in front"
            )
        if plain(text) in visitors:
            raise NotWritten("That is a visitor's own wording", "write the phrase anew, in other words")
        if spans(text):
            raise NotWritten(
                f"The phrase may name a person ({spans(text)[0].kind})", "write it without names and numbers"
            )
        if key(text) in known or key(text) in map(key, found):
            raise NotWritten(
                f"'{text}' is a phrase already ({known.get(key(text), 'given twice')})",
                "leave it, or word it differently",
            )
        found.append(text)
    if not found:
        raise NotWritten("There is no phrase", 'add one: --phrase "..."')
    return found


def _replace(path: Path, content: bytes, before: os.stat_result, placed: Placed, wanted: list[str]) -> None:
    """Puts a file in the place of another whole, once it has been read back with exactly the phrases wanted."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        beside.write_bytes(content)
        beside.chmod(stat.S_IMODE(before.st_mode))
        doc = yamldoc.read(beside, placed.doc.name)
        if [text for _, text in examples(doc.get(*placed.place("examples")))] != wanted:
            raise NotWritten(f"{placed.doc.name} cannot be added to as it stands", "python -m bot check")
        now = path.stat()
        if (now.st_mtime_ns, now.st_size) != (before.st_mtime_ns, before.st_size):
            raise NotWritten(f"{placed.doc.name} was changed meanwhile", "do it again")
        os.replace(beside, path)
    except OSError as error:
        raise NotWritten(f"{placed.doc.name} cannot be written ({type(error).__name__})", "look at the disk") from None
    finally:
        beside.unlink(missing_ok=True)
