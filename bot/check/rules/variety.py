"""Phrases that teach too little or too much: all cut from one pattern, too many, or with somebody's data in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bot.check.codes import problem
from bot.check.context import Context
from bot.check.problem import Problem
from bot.content.load import Placed
from bot.content.parse import examples

FEWEST = 10
"""Fewer phrases than this say nothing about variety."""
MOST = 1000
WORDS = 3
SAME = 0.4
"""Of our own topics at most 28 phrases in a hundred begin with the same three words."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# Worth a look by bot.privacy, which takes half a millisecond a phrase.
_LOOK = re.compile(
    r"\d|@|://|www\.|\.(?:com|org|net|co|uk|de|ie)\b|\b(?:my name|names|name's|i'?m called|i am called)\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(r"(?:\bmy name is|\bmy name's|\bmy names|\bi'?m called|\bi am called)\s*$", re.IGNORECASE)
# Addresses and numbers that are kept free for examples, and marks that are no one's name.
_NOBODYS = re.compile(
    r"example\.(?:com|org|net)|localhost|^@(?:everyone|here|all)$|^(\d)\1+$|[/.\-]1900$", re.IGNORECASE
)
_CALLED = {
    "email": "an e-mail address",
    "link": "a web address",
    "username": "a user name",
    "phone": "a telephone number",
    "card": "a card number",
    "bank": "a bank account",
    "id_number": "an identity number",
    "birth_date": "a date of birth",
    "postcode": "a postcode",
    "address": "an address",
    "name": "a name",
}


def check(context: Context) -> Iterator[Problem]:
    """Yield topics whose phrases are too alike or too many, and phrases that tell who somebody is."""
    for placed in (*context.tree.topics, *context.tree.followups):
        found = examples(placed.doc.get(*placed.place("examples")))
        yield from _alike(placed, [text for _, text in found])
        if len(found) > MOST:
            message = f"{placed.topic.id} has {len(found):,} phrases; above {MOST:,} a topic drowns the others"
            remedy = "Keep the few hundred that differ most from each other"
            yield problem("T057", placed.topic.file, placed.line("examples"), message, remedy)
            continue
        for offset, text in found:
            yield from _private(placed, offset, text)


def _alike(placed: Placed, texts: list[str]) -> Iterator[Problem]:
    if len(texts) < FEWEST:
        return
    split = [words for text in texts if len(words := _WORD.findall(text.lower())) > WORDS]
    for part, cut in (("begin", slice(None, WORDS)), ("end", slice(-WORDS, None))):
        counts = Counter(" ".join(words[cut]) for words in split)
        if not counts:
            return
        shared, many = counts.most_common(1)[0]
        if many / len(texts) >= SAME:
            message = f"{many} of the {len(texts)} phrases of {placed.topic.id} {part} with '{shared}'"
            remedy = "Write them as different people would: short and long, question and statement, other words"
            yield problem("T055", placed.topic.file, placed.line("examples"), message, remedy)


def _private(placed: Placed, offset: int, text: str) -> Iterator[Problem]:
    if not _LOOK.search(text):
        return
    from bot.privacy.redact import spans

    for span in spans(text):
        words = text[span.start : span.end]
        # A first name in a story is nobody's; a name that somebody gives as theirs is.
        if _NOBODYS.search(words) or (span.kind == "name" and not _INTRODUCES.search(text[: span.start])):
            continue
        message = f"'{words}' looks like {_CALLED.get(span.kind, span.kind)}: a phrase must not tell who somebody is"
        remedy = "Write the phrase anew without it"
        yield problem("T056", placed.topic.file, placed.text_line(offset, "examples"), message, remedy)
