"""What a message wants the intake to do: yes and no, stop, back, skip, why, change, delete. Pure."""

from __future__ import annotations

import re

from bot.intake.definition import Definition, Phrases
from bot.intake.fold import fold, has

ANYWHERE_WORDS = 30
"""Longer messages tell something; words in them that could be a command are not one."""
FREE_WORDS = 14
QUESTION_WORDS = frozenset(
    "what whats why who whos where how hows which is are am do does did can could will would should shall may has have"
    .split()
)
_NEGATED = re.compile(r"\b(?:no|not|dont|never|wont|cant|nothing|without)\b")
_WONDERS = re.compile(r"\b(?:can|could|may|how do|how can|how would|how could|what if|am) i\b")


def question(plain: str, folded: str, definition: Definition) -> bool:
    """Tells whether a text asks something."""
    if plain.rstrip(" \"')😊🙂").endswith("?"):
        return True
    words = bare(folded, definition).split()
    return len(words) > 2 and words[0] in QUESTION_WORDS


def alone(folded: str, phrases: Phrases, definition: Definition) -> bool:
    """Tells whether the whole message, little words apart, is one of the phrases."""
    return folded in phrases.alone or bare(folded, definition) in phrases.alone


def anywhere(folded: str, phrases: Phrases) -> bool:
    """Tells whether one of the phrases stands in the message."""
    return any(has(folded, words) for words in phrases.anywhere)


def agrees(plain: str, folded: str, definition: Definition) -> bool:
    """Tells whether a message starts with a yes that nothing takes back: "yes, I'm Sam and I'm 40"."""
    return yes_first(folded, definition) and not _NEGATED.search(folded) and not question(plain, folded, definition)


def yes_first(folded: str, definition: Definition) -> bool:
    """Tells whether a message starts with a yes, whatever follows."""
    words = folded.split()
    yes = definition.controls["agree"].alone
    return any(" ".join(words[:size]) in yes and words[size : size + 1] != ["not"] for size in (2, 1))


def bare(folded: str, definition: Definition) -> str:
    """Returns the words without the little ones in front and behind."""
    words = folded.split()
    changed = True
    while changed and len(words) > 1:
        changed = False
        for size in (3, 2, 1):
            if len(words) > size and " ".join(words[:size]) in definition.fillers:
                words, changed = words[size:], True
                break
            if len(words) > size and " ".join(words[-size:]) in definition.fillers:
                words, changed = words[:-size], True
                break
    return " ".join(words)


def orders_in(plain: str, folded: str, at: str, definition: Definition) -> frozenset[str]:
    """Returns what a message wants: names of controls and of pressed buttons.

    Args:
        plain: The message as one line.
        folded: The same, folded.
        at: The question that waits.
        definition: The intake.

    Returns:
        None, one or several names; ``consents`` is a yes that says what it is a yes to.
    """
    pressed = {name for name, title in definition.buttons.items() if folded == fold(title)}
    if pressed:
        return frozenset(pressed)
    found = set()
    count = len(folded.split())
    most = FREE_WORDS if at in ("about", "note") else ANYWHERE_WORDS
    wonders = bool(_WONDERS.search(folded)) and question(plain, folded, definition)
    for name, phrases in definition.controls.items():
        if name == "withdraw" and wonders or name == "stop" and at in ("about", "note") and folded not in phrases.alone:
            continue
        if alone(folded, phrases, definition) or count <= most and anywhere(folded, phrases):
            found.add(name)
    if wonders and anywhere(folded, definition.controls["withdraw"]):
        found.add("privacy")
    if anywhere(folded, definition.controls["agree"]) and not _NEGATED.search(folded) and not plain.endswith("?"):
        found.add("consents")
    if "agree" not in found and agrees(plain, folded, definition):
        found.add("agree")
    return frozenset(found)


def to_change(folded: str, at: str, definition: Definition) -> str:
    """Returns the field that someone wants to change: "change my email", or its name alone where it was asked."""
    wanted = definition.controls["change"]
    if not (at == "edit" or anywhere(folded, wanted) or alone(folded, wanted, definition)) or len(folded.split()) > 14:
        return ""
    labels = {fold(f.summary): f.id for f in definition.fields}
    if at == "edit" and folded in labels:
        return labels[folded]
    return field_named(folded, definition)


def field_named(folded: str, definition: Definition) -> str:
    """Returns the field whose name stands in a text, the longest name first; nothing where none does."""
    best = ("", "")
    for name, words in definition.field_words.items():
        for word in words:
            if has(folded, word) and len(word) > len(best[1]):
                best = (name, word)
    return best[0]
