"""What the rules look at: the files that were read, and the two lists beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from bot.check.claims import Claim, Part, read_claims, read_parts
from bot.check.hurtful import Pattern, read_patterns
from bot.content import yamldoc
from bot.content.load import Placed, Tree, read
from bot.content.model import Topic


DOMAIN = "../domain.yml"
"""Beside the data directory; in the tree under this name."""


@dataclass(frozen=True)
class Passage:
    """One text that a client may read."""

    label: str
    text: str
    place: tuple[str, ...]
    placed: Placed

    def line_at(self, position: int) -> int:
        """Return the line of a character of the text."""
        return self.placed.doc.line_at(self.text, position, *self.placed.place(*self.place))

    @property
    def line(self) -> int:
        """Return the line where the text's key stands."""
        return self.placed.line(*self.place)


@dataclass
class Context:
    """A tree of files with everything the rules need to judge it."""

    tree: Tree
    claims: list[Claim] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    hurtful: list[Pattern] = field(default_factory=list)
    openings: list[Pattern] = field(default_factory=list)
    today: date = field(default_factory=date.today)

    @classmethod
    def of(cls, root: Path, today: date | None = None) -> Context:
        """Read everything under the data directory.

        Args:
            root: The data directory.
            today: The day that ages are counted to; the real one if None.
        """
        tree = read(root)
        _read_others(tree)
        return cls(
            tree,
            read_claims(tree.doc("claims.yml")),
            read_parts(tree.doc("claims.yml")),
            read_patterns(tree.doc("phrases_that_hurt.yml"), "phrases"),
            read_patterns(tree.doc("phrases_that_hurt.yml"), "openings"),
            today or date.today(),
        )

    @cached_property
    def topics(self) -> list[tuple[Topic, Placed]]:
        """Every topic with its place."""
        return [(placed.topic, placed) for placed in self.tree.topics]

    @cached_property
    def claim_by_id(self) -> dict[str, Claim]:
        """The ledger by id."""
        return {claim.id: claim for claim in self.claims}


def _read_others(tree: Tree) -> None:
    """Read what the bot loads elsewhere, so that a slip in it is found here too."""
    domain = tree.root / DOMAIN
    if domain.is_file():
        tree.docs[DOMAIN] = yamldoc.read(domain, "domain.yml")
        tree.problems.extend(tree.docs[DOMAIN].problems)
    for pattern in ("*.yml", "safety/*.yml", "intake/*.yml", "privacy/*.yml", "scenarios/*.yml"):
        for path in sorted(tree.root.glob(pattern)):
            relative = path.relative_to(tree.root).as_posix()
            if relative not in tree.docs:
                # The danger screen lists curly quotes and the like on purpose.
                straight = not relative.startswith("safety/")
                doc = yamldoc.read(path, tree.name(relative), straight=straight)
                tree.docs[relative] = doc
                tree.problems.extend(doc.problems)


def passages(placed: Placed) -> Iterator[Passage]:
    """Yield every text of a topic that a client may read, the title apart."""
    topic = placed.topic
    raw = placed.doc.get(*placed.place("text"))
    yield Passage("the answer", raw.strip() if isinstance(raw, str) else "", ("text",), placed)
    for name in ("also", "again", "more", "sure"):
        text = getattr(topic, name)
        if text:
            yield Passage(f"'{name}'", text, (name,), placed)
    for name in ("followups", "attachment", "culture"):
        for key, text in getattr(topic, name).items():
            yield Passage(f"'{name}: {key}'", text, (name, key), placed)
