"""Whether danger is told of as over: long past, or long past by someone who is well now; suicide only after decades."""

from __future__ import annotations

import re

from bot.safety.rules import RuleBook

_PRESENT = frozenset(
    ["am", "is", "are", "feel", "feels", "feeling", "still", "keep", "keeps", "been", "being", "now", "want", "wants", "will", "going", "has", "hits", "beats", "slaps", "punches", "kicks", "chokes", "strangles", "smacks", "shoves", "gets", "throws", "grabs", "threatens", "touches", "makes", "forces", "locks", "controls", "hurts", "abuses", "rapes", "hears", "hearing", "hitting", "beating", "touching", "forcing", "cutting", "planning"]  # noqa: E501
)
_TOLD = frozenset(
    ["was", "were", "had", "did", "used", "tried", "attempted", "wanted", "thought", "took", "wrote", "beat", "once", "made", "heard", "saw", "stood", "sat", "drank", "lost", "gave", "felt", "kept", "came", "went", "fell", "threw", "hung", "held", "began"]  # noqa: E501
)
_LATE = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    + ["yesterday", "weekend", "week", "month"]
)
_WAS = re.compile(r"\b(?:(?:was|were) (?:going|being|feeling|planning|cutting)|had been|did not (?:want|feel|keep))\b")
# "my mum's boyfriend" is written out as "my mum is boyfriend"; that is no present.
_OWNED = re.compile(
    r"\bis (?=(?:boyfriend|girlfriend|husband|wife|partner|brother|sister|friend|son|daughter|dad|mum|ex|sleeping|tablets|pills|meds|medication|room|bed|house|gun)\b)"  # noqa: E501
)
_MARK = re.compile("[|,]")


def long_past(book: RuleBook, text: str, start: int, end: int) -> bool:
    """Whether the sentence tells of something that is over."""
    sentence, near = _around(text, start, end)
    if not book.past.regex.search(sentence) or book.now.regex.search(sentence):
        return False
    return not book.returned.regex.search(sentence) and not _PRESENT & set(near.split())


def settled(book: RuleBook, text: str) -> str:
    """Whether someone tells of long ago who is well now, and nothing points to its being back.

    Returns:
        "generation" where it is decades ago, "long" where it is years ago, else nothing.
    """
    if book.returned.regex.search(text) or not book.well.regex.search(text):
        return ""
    if book.generation_ago.regex.search(text):
        return "generation"
    return "long" if book.long_ago.regex.search(text) else ""


def told_as_over(book: RuleBook, text: str, start: int, end: int) -> bool:
    """Whether the sentence tells it in the past; told so in a settled message, it is no alarm."""
    sentence, near = _around(text, start, end)
    if _LATE & set(text[end:].partition("|")[0].split()[:4]):
        return False
    if (_PRESENT | {"have", "having", "do"}) & set(_WAS.sub("was", _OWNED.sub("", near)).split()):
        return False
    if any(word.endswith("ed") and len(word) > 4 for word in near.split()):
        return True
    return bool(_TOLD & set(sentence.split()) or book.long_ago.regex.search(sentence))


def without_clauses(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without the clauses in which these spans stand."""
    for start, end in sorted(spans, reverse=True):
        left = max(text.rfind("|", 0, start), text.rfind(",", 0, start)) + 1
        right = _MARK.search(text, end)
        text = f"{text[:left]} |{text[right.start():] if right else ''}"
    return text.strip()


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence in which a span stands; and the span with the four words before it."""
    left = text.rfind("|", 0, start) + 1
    right = text.find("|", end)
    before = text[left:start].split()[-4:]
    return text[left : right if right >= 0 else len(text)], " ".join([*before, text[start:end]])
