"""Training phrases: enough of them, no copies across topics, no Rasa signs in them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from bot.check.codes import problem
from bot.check.context import Context
from bot.check.problem import Problem
from bot.content.load import Placed
from bot.content.parse import examples
from bot.content.schema import is_claim

FEWEST = 25
FEWEST_CLAIM = 15
# One word changed in a phrase of nine is another question ("weak" for
# "annoying"), so a near copy shares more than that.
NEAR = 0.85
COPIED = 10
"""From this many shared phrases on, one topic was copied from the other."""
_SIGN = re.compile(r"[^\w\s]+|_")


@dataclass(frozen=True)
class Phrase:
    """One training phrase and where it stands."""

    text: str
    key: str
    tokens: frozenset[str]
    topic: str
    file: str
    line: int


def check(context: Context) -> Iterator[Problem]:
    """Yield problems of the training phrases of topics and follow-ups."""
    everything: list[Phrase] = []
    for placed in (*context.tree.topics, *context.tree.followups):
        everything += _phrases(placed)
        yield from _plain(placed)
    for placed in context.tree.topics:
        yield from _enough(placed)
    yield from _same(everything)
    yield from _near(everything)


def key(text: str) -> str:
    """Return what is compared: lower case, no signs, single spaces."""
    plain = text.lower().replace("’", "").replace("'", "")
    return " ".join(_SIGN.sub(" ", plain).split())


def _phrases(placed: Placed) -> list[Phrase]:
    topic = placed.topic
    found = []
    block = placed.doc.get(*placed.place("examples"))
    for offset, text in examples(block):
        plain = key(text)
        tokens = frozenset(plain.split())
        line = placed.text_line(offset, "examples")
        found.append(Phrase(text, plain or text, tokens, topic.intent, topic.file, line))
    return found


def _plain(placed: Placed) -> Iterator[Problem]:
    block = placed.doc.get(*placed.place("examples"))
    for offset, line in enumerate(block.splitlines() if isinstance(block, str) else ()):
        stripped = line.strip()
        where = placed.text_line(offset, "examples")
        if stripped and not re.match(r"-\s+\S", stripped):
            message = f"'{stripped[:40]}' does not start with a dash and a space"
            remedy = "Write one phrase a line: - phrase"
            yield problem("T054", placed.topic.file, where, message, remedy)
        elif re.search(r"[\[\]]", stripped):
            message = "Square brackets have a meaning of their own in Rasa"
            yield problem("T054", placed.topic.file, where, message, "Write it without brackets")


def _enough(placed: Placed) -> Iterator[Problem]:
    topic = placed.topic
    fewest = FEWEST_CLAIM if is_claim(topic.id) else FEWEST
    there = len({key(text) for text in topic.examples})
    if there < fewest:
        message = f"{topic.id} has {there} phrases; {fewest} is the least"
        remedy = "Add phrases as different people would type them"
        yield problem("T052", topic.file, placed.line("examples"), message, remedy)


def _same(everything: list[Phrase]) -> Iterator[Problem]:
    by_key: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in everything:
        by_key[phrase.key].append(phrase)
    shared: dict[tuple[str, str], list[tuple[Phrase, Phrase]]] = defaultdict(list)
    for group in by_key.values():
        first = group[0]
        for other in group[1:]:
            if other.topic == first.topic:
                message = f"'{_short(other)}' is here twice, first in line {first.line}"
                yield problem("T053", other.file, other.line, message, "Delete one")
                continue
            for here, there in ((first, other), (other, first)):
                shared[here.file, there.topic].append((here, there))
    for pairs in shared.values():
        yield from _in_two(pairs)


def _in_two(pairs: list[tuple[Phrase, Phrase]]) -> Iterator[Problem]:
    """Phrases of one file that another topic has too; a file that was copied is one finding, not a hundred."""
    many = len(pairs) - 1
    for here, there in pairs if many < COPIED else pairs[:1]:
        message = f"'{_short(here)}' is also a phrase of {there.topic} ({_at(there)})"
        remedy = "Keep it where it belongs; where both fit, delete both"
        if many >= COPIED:
            message = f"'{_short(here)}' and {many} more are also phrases of {there.topic} ({_at(there)})"
            remedy = "Keep each where it belongs, and write the others anew"
        yield problem("T050", here.file, here.line, message, remedy)


def _near(everything: list[Phrase]) -> Iterator[Problem]:
    unique = {(p.topic, p.key): p for p in reversed(everything) if len(p.tokens) > 1}
    phrases = sorted(unique.values(), key=lambda p: (p.file, p.line))
    for first, second in near_pairs(phrases):
        message = f"'{_short(second)}' is nearly a phrase of {first.topic} ({_at(first)})"
        remedy = "If both mean the same, keep one; else make the difference clearer"
        yield problem("T051", second.file, second.line, message, remedy)


def near_pairs(phrases: list[Phrase]) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield phrases of two topics that share nearly all their words.

    Two sets can only be that similar if they share one of their few rarest
    words (prefix filter), so only those pairs are compared.
    """
    frequency = Counter(token for phrase in phrases for token in phrase.tokens)
    index: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        size = len(phrase.tokens)
        rarest = sorted(phrase.tokens, key=lambda token: (frequency[token], token))
        prefix = rarest[: size - ceil(NEAR * size) + 1]
        candidates = {id(other): other for token in prefix for other in index[token]}
        for other in candidates.values():
            if other.topic == phrase.topic or other.key == phrase.key:
                continue
            shared = len(other.tokens & phrase.tokens)
            if shared >= NEAR * (size + len(other.tokens) - shared):
                yield other, phrase
        for token in prefix:
            index[token].append(phrase)


def _short(phrase: Phrase) -> str:
    return phrase.text if len(phrase.text) <= 60 else f"{phrase.text[:57]}..."


def _at(phrase: Phrase) -> str:
    return f"{phrase.file}:{phrase.line}"
