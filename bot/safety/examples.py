"""What the classifier beside the rules learns from, and what it must leave alone.

Danger, and what only sounds like it, stands in data/safety. Calm as well are the sentences of those look-alikes
(a letter is read that way too), what the chat itself says and offers to press, what people say about closeness and
about what they were taught, and what they ask. And letters put together from such sentences: without them every long
letter looks graver than its sentences, since those that were written as examples are mostly long where they are grave.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.safety.indirect import sentences
from bot.safety.normalise import load_yaml
from bot.safety.rules import KINDS
from bot.safety.screen import Screen

NONE = -1
_FILES = (("indirect.yml", "indirect"), ("direct.yml", "direct"), ("lookalikes.yml", "lookalikes"))
_OWN_WORDS = 25
_EVERY = 2
"""Of the thousands of questions every second is learnt from: they are much alike."""
_LETTERS, _ECHOES = 400, 60
"""How many letters of several sentences, and how many that say one sentence over and over, as forms make people do."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Examples:
    """Texts, the written ones first.

    Attributes:
        texts: every text, once.
        kinds: for each the place of its kind in KINDS, or NONE.
        written: how many, from the first, were written to be danger or to sound like it.
        letters: how many after those are put together from calm ones.
        own: how many after those are the chat's own, or parts of a look-alike; what people say to it comes last.
    """

    texts: list[str]
    kinds: list[int]
    written: int
    letters: int
    own: int


def gather(data: Path) -> Examples:
    """Read all of it.

    Args:
        data: folder of the content; the safety files stand in safety/ below it.
    """
    kind_of: dict[str, int] = {}
    for name, key in _FILES:
        for kind, phrases in load_yaml(name, data / "safety")[key].items():
            if kind != "none" and kind not in KINDS:
                raise ValueError(f"{name}: unknown kind {kind}")
            for phrase in phrases:
                kind_of.setdefault(str(phrase), NONE if kind == "none" else KINDS.index(kind))
    written = len(kind_of)
    questions = asked(data / "topics")
    for text in letters([text for text, kind in kind_of.items() if kind == NONE], questions):
        kind_of.setdefault(text, NONE)
    put = len(kind_of) - written
    alone = [part for text, kind in [*kind_of.items()][:written] if kind == NONE for part in parts(text)]
    for text in (*alone, *own_words(data)):
        kind_of.setdefault(text, NONE)
    own = len(kind_of) - written - put
    screen = Screen(data / "safety")
    for text in (*told(data), *questions[::_EVERY]):
        if text not in kind_of and screen(text).level != "crisis":
            kind_of[text] = NONE
    return Examples(list(kind_of), list(kind_of.values()), written, put, own)


def letters(calm: list[str], questions: list[str]) -> list[str]:
    """Letters of calm sentences: what is put together from harmless things is harmless.

    Args:
        calm: what only sounds like danger, or is hard and no danger.
        questions: what people ask.
    """
    draw = random.Random(0)  # the same letters in every build
    pools = [pool for pool in (calm, calm, questions) if len(pool) > 9]
    if not pools:
        return []
    found = [_joined(draw, draw.sample(draw.choice(pools), draw.choice((2, 2, 3, 4, 6, 9)))) for _ in range(_LETTERS)]
    for _ in range(_ECHOES):
        found.append(_joined(draw, [draw.choice(draw.choice(pools))] * draw.choice((3, 6, 12, 25, 40))))
    return found


def _joined(draw: random.Random, sentences: list[str]) -> str:
    """Some with full stops, some run together."""
    ends = [one if one[-1] in ".?!" else one + draw.choice((".", ".", ",", " -", " and")) for one in sentences]
    return " ".join(ends)


def parts(text: str) -> list[str]:
    """The sentences of a text, if there are several."""
    return [text[start:end].strip() for start, end in sentences(text)]


def asked(topics: Path) -> list[str]:
    """What people ask: the training phrases of every topic."""
    found: list[str] = []
    for path in sorted(topics.glob("*.yml")):
        for item in (_read(path) or {}).get("nlu", ()):
            lines = str(item.get("examples", "")).splitlines()
            found += [line.strip()[2:] for line in lines if line.strip().startswith("- ")]
    return list(dict.fromkeys(found))


def told(data: Path) -> list[str]:
    """What people say about closeness and about what they were taught: sad at times, and no danger."""
    path = data / "cues_examples.yml"
    groups = _read(path)["cue_examples"] if path.is_file() else ()
    return [str(text) for group in groups for text in group["texts"]]


def own_words(data: Path) -> list[str]:
    """What the chat says and offers to press, and the words by which its forms are answered: none of it is danger."""
    files = [data / "texts.yml", data / "menu.yml", *sorted((data / "checks").glob("*.yml"))]
    files += [*sorted((data / "intake").glob("*.yml")), *sorted((data / "followups").glob("*.yml"))]
    found: list[str] = []
    for path in files:
        if path.is_file():
            found += _short_texts(_read(path))
    return list(dict.fromkeys(found))


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), _LOADER)


def _short_texts(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [text for value in node.values() for text in _short_texts(value)]
    if isinstance(node, list):
        return [text for value in node for text in _short_texts(value)]
    lines = [line.strip().removeprefix("- ") for line in str(node).splitlines()] if isinstance(node, str) else []
    return [line for line in lines if 0 < len(line.split()) <= _OWN_WORDS and line.isascii() and "{" not in line]
