"""Claims: every one answered or left out for a reason, none told as more than it is."""

from __future__ import annotations

from collections.abc import Iterator

from bot import contract
from bot.check.claims import NOT_FACT, STATUSES
from bot.check.codes import problem
from bot.check.context import Context
from bot.check.problem import Problem
from bot.check.rules.shape import meant
from bot.content import words
from bot.content.schema import is_claim

STATEMENT_MAX = 20


def check(context: Context) -> Iterator[Problem]:
    """Yield problems of claim ids in topics and of the ledger itself."""
    used: dict[str, str] = {}
    for topic, placed in context.topics:
        for name, ids in (("answered", topic.claims_answered), ("asked", topic.claims_asked)):
            for number, claim_id in enumerate(ids):
                line = placed.line("claims", name, number)
                used.setdefault(claim_id, f"{topic.id} ({topic.file}:{line})")
                yield from _use(context, name, claim_id, topic.id, topic.file, line)
    if context.tree.doc("claims.yml"):
        yield from _ledger(context, used)
        yield from _parts(context)


def _use(context: Context, name: str, claim_id: str, topic_id: str, file: str, line: int) -> Iterator[Problem]:
    claim = context.claim_by_id.get(claim_id)
    if claim is None:
        message = f"There is no claim '{claim_id}' in claims.yml"
        yield problem("T032", file, line, message, meant(claim_id, context.claim_by_id))
    elif name == "answered" and claim.status in NOT_FACT and not is_claim(topic_id):
        message = f"Claim {claim_id} is {claim.status}, so a first answer cannot tell it"
        remedy = "Move it to 'asked' and say there what was found, or take it out"
        yield problem("T033", file, line, message, remedy)


def _ledger(context: Context, used: dict[str, str]) -> Iterator[Problem]:
    file = context.tree.name("claims.yml")
    for claim in context.claims:
        if claim.id not in used and not claim.left_out:
            message = f"No topic answers claim {claim.id} ({claim.statement.rstrip('.')})"
            remedy = "List it in a topic under 'claims', or say here why it is left_out"
            yield problem("T030", file, claim.line, message, remedy)
        if claim.id in used and claim.left_out:
            message = f"Claim {claim.id} is left out, and yet used by {used[claim.id]}"
            remedy = "Take it out of the topic, or delete 'left_out' here"
            yield problem("T031", file, claim.line, message, remedy)
        if claim.status not in STATUSES:
            message = f"Claim {claim.id} has the status '{claim.status}'"
            yield problem("T060", file, claim.line, message, meant(claim.status, STATUSES))
        if not claim.statement or words.count(claim.statement) > STATEMENT_MAX:
            message = f"The statement of claim {claim.id} is missing or over {STATEMENT_MAX} words"
            yield problem("T060", file, claim.line, message, "Write it in one short sentence")


def _parts(context: Context) -> Iterator[Problem]:
    file = context.tree.name("claims.yml")
    listed: set[str] = set()
    for part in context.parts:
        listed.update(part.claims)
        for claim_id in part.claims:
            if claim_id not in context.claim_by_id:
                message = f"The part '{part.name}' names '{claim_id}', which is no claim"
                remedy = meant(claim_id, context.claim_by_id)
                yield problem("T034", file, part.line, message, remedy)
        for topic_id in part.topics:
            if topic_id not in contract.TOPICS and topic_id not in context.tree.content.topics:
                message = f"The part '{part.name}' names '{topic_id}', which is no topic"
                yield problem("T034", file, part.line, message, meant(topic_id, contract.TOPICS))
        if not (part.claims or part.topics or part.note):
            message = f"The part '{part.name}' of article {part.article} is not accounted for"
            remedy = "List its claims, the topics that take it up, or a note saying why not"
            yield problem("T034", file, part.line, message, remedy)
    for claim in context.claims:
        if claim.article in ("A", "B") and claim.id not in listed:
            message = f"Claim {claim.id} stands in no part of article {claim.article}"
            yield problem("T034", file, claim.line, message, "Add it to its part under 'parts'")
