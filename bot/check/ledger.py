"""Makes CLAIMS.md: for every claim, where it is answered or why it is left out."""

from __future__ import annotations

from dataclasses import dataclass

from bot.check.claims import Claim, Part
from bot.check.context import Context
from bot.content.schema import is_claim

_HEAD = """\
<!-- Written by `python -m bot claims --write`. Do not edit: change claims.yml or a topic's `claims`. -->

# What became of every claim

A claim is answered at once (in a first answer), answered when someone asks (in "more", "how sure", a follow-up,
or a topic about that very claim), or left out with a reason.
"""

_ARTICLES = {
    "A": 'Article A: "Crying in Psychotherapy: Unveiling the Power of Tears and Healing"',
    "B": 'Article B: "Psychotherapy Sessions and Tearful Encounters"',
    "G": "Facts that neither article holds",
}


@dataclass(frozen=True)
class Row:
    """What became of one claim."""

    claim: Claim
    answered: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether nothing has become of it."""
        return not (self.answered or self.asked or self.claim.left_out)


def rows(context: Context) -> list[Row]:
    """Return one row for each claim, in the ledger's order."""
    answered: dict[str, list[str]] = {}
    asked: dict[str, list[str]] = {}
    for topic, _ in context.topics:
        # A topic about one claim is reached only by asking for that claim.
        at_once = asked if is_claim(topic.id) else answered
        for claim_id in topic.claims_answered:
            _add(at_once, claim_id, topic.id)
        for claim_id in topic.claims_asked:
            _add(asked, claim_id, topic.id)
    return [Row(claim, tuple(answered.get(claim.id, ())), tuple(asked.get(claim.id, ()))) for claim in context.claims]


def render(context: Context) -> str:
    """Return the whole of CLAIMS.md."""
    table = rows(context)
    lines = [_HEAD, _counts(table), ""]
    for article, heading in _ARTICLES.items():
        lines += [f"## {heading}", "", "| Claim | Status | Statement | At once | When asked | Left out because |"]
        lines += ["|---|---|---|---|---|---|"]
        lines += [_row(row) for row in table if row.claim.article == article]
        lines.append("")
    lines += ["## Part by part", ""]
    for article in ("A", "B"):
        lines += [f"### {_ARTICLES[article]}", "", "| Part | Claims | Topics | Note |", "|---|---|---|---|"]
        lines += [_part(part, table) for part in context.parts if part.article == article]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _counts(table: list[Row]) -> str:
    at_once = sum(bool(row.answered) for row in table)
    asked = sum(bool(row.asked) and not row.answered for row in table)
    left_out = sum(bool(row.claim.left_out) for row in table)
    waiting = sum(row.open for row in table)
    text = f"{len(table)} claims: {at_once} answered at once, {asked} only when asked, {left_out} left out"
    return f"{text}, {waiting} open." if waiting else f"{text}."


def _row(row: Row) -> str:
    claim = row.claim
    cells = (
        claim.id,
        claim.status,
        claim.statement,
        ", ".join(row.answered),
        ", ".join(row.asked),
        claim.left_out or ("**open**" if row.open else ""),
    )
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _part(part: Part, table: list[Row]) -> str:
    left_out = {row.claim.id for row in table if row.claim.left_out}
    claims = ", ".join(f"{name} (left out)" if name in left_out else name for name in part.claims)
    return f"| {' | '.join(_cell(c) for c in (part.name, claims, ', '.join(part.topics), part.note))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _add(where: dict[str, list[str]], claim_id: str, topic_id: str) -> None:
    topics = where.setdefault(claim_id, [])
    if topic_id not in topics:
        topics.append(topic_id)
