"""The test set stays a test set.

The rule: no message of tests/data stands anywhere in data/**/*.yml, neither exactly (case and punctuation aside) nor,
where both have five words or more, as a near copy: the shared words are at least 0.8 of all the words of the two.

Two kinds of turns in dialogues.yml are let through, because anyone would type the same: the text of a button, and a
follow-up of fewer than six words ("but what if she does?"), which is never a conversation's first turn.

On a collision, reword the message that came second: a leaked message makes the figures worthless.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
HELD_OUT = ROOT / "tests" / "data"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NEAR_WORDS = 5
FOLLOW_UP_WORDS = 6
FIELDS = {
    "inscope.jsonl": {"id", "text", "accept", "voice"},
    "personal.jsonl": {"id", "text", "accept", "theme"},
    "oos.jsonl": {"id", "text", "accept", "kind"},
    "two_worries.jsonl": {"id", "text", "accept", "both"},
    "assistant.jsonl": {"id", "text", "accept"},
    "concerns.jsonl": {"id", "text", "attachment", "culture"},
}


def words(text: str) -> list[str]:
    """The words of a text: small letters, apostrophes dropped, punctuation parts words."""
    return re.sub(r"[\W_]+", " ", re.sub(r"['’]", "", text.lower())).split()


def key(text: str) -> str:
    """What two texts share when they are the same: the words, or the bare characters where there are no words."""
    return " ".join(words(text)) or "".join(text.split())


def contract_topics() -> set[str]:
    """Every topic id that a file under data/ answers to, the safety topic and `unclear` included."""
    found = {"crisis", "unclear"}
    for path in (ROOT / "data" / "topics").glob("*.yml"):
        loaded = yaml.load(path.read_text(encoding="utf-8"), LOADER)
        for answers in loaded["responses"].values():
            found |= {answer["metadata"].get("topic") or path.stem for answer in answers}
    return found


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (HELD_OUT / name).read_text(encoding="utf-8").splitlines()]


def dialogues() -> list[dict]:
    return yaml.load((HELD_OUT / "dialogues.yml").read_text(encoding="utf-8"), LOADER)


def held_out() -> Iterator[tuple[str, str]]:
    """Every held-out message with its id."""
    for name in FIELDS:
        for row in rows(name):
            yield row["id"], row["text"]
    for dialogue in dialogues():
        for number, turn in enumerate(dialogue["turns"], 1):
            follow_up = number > 1 and len(words(turn["user"])) < FOLLOW_UP_WORDS
            if not turn.get("button") and not follow_up:
                yield f"{dialogue['id']} turn {number}", turn["user"]
    for path in sorted((HELD_OUT / "safety").glob("*.yml")):
        found = _strings(yaml.load(path.read_text(encoding="utf-8"), LOADER))
        yield from ((f"{path.stem} {number}", text) for number, text in enumerate(found, 1))


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)


def written() -> Iterator[tuple[str, str]]:
    """Every text of data/**/*.yml, block by block and line by line, with its file."""
    for path in sorted((ROOT / "data").rglob("*.yml")):
        for text in _strings(yaml.load(path.read_text(encoding="utf-8"), LOADER)):
            lines = text.splitlines()
            for piece in {text, *(line.strip().removeprefix("- ") for line in lines)}:
                if piece.strip():
                    yield path.relative_to(ROOT).as_posix(), piece


def collisions(ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> list[str]:
    """Messages that stand among other texts, exactly or nearly.

    Args:
        ours: Held-out messages, each with its id.
        theirs: Texts to compare with, each with its file.

    Returns:
        One line for each collision. The message itself is not repeated, so that no log leaks it.
    """
    exact = {key(text): file for file, text in reversed(theirs)}
    sets = [(file, frozenset(words(text))) for file, text in theirs]
    holding: dict[str, list[int]] = defaultdict(list)
    for place, (_, tokens) in enumerate(sets):
        for token in tokens:
            holding[token].append(place)
    found = []
    for name, text in ours:
        tokens = frozenset(words(text))
        if key(text) in exact:
            found.append(f"{name} stands in {exact[key(text)]}")
            continue
        if len(tokens) < NEAR_WORDS:
            continue
        # A near copy lacks a fifth of the words at most, so any fifth and one more lead to it; the rarest are quickest.
        rare = sorted(tokens, key=lambda token: len(holding.get(token, ())))[: len(tokens) // 5 + 1]
        for place in {place for token in rare for place in holding.get(token, ())}:
            file, other = sets[place]
            if len(other) >= NEAR_WORDS and 5 * len(tokens & other) >= 4 * len(tokens | other):
                found.append(f"{name} is a near copy of a line in {file}")
                break
    return found


def test_no_held_out_message_is_trained_on() -> None:
    found = collisions(list(held_out()), list(written()))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("ours", "theirs", "caught"),
    [
        ("Is it a bit odd?", "is it a bit odd", True),
        ("...", "...", True),
        ("i weep on the bus home daily", "I weep on the bus home", True),
        ("on the bus i weep home", "i weep on the bus home daily", True),
        ("i weep on the bus home", "I laugh on the train home", False),
        ("quite odd", "quite odd really", False),
    ],
)
def test_the_rule_catches_copies(ours: str, theirs: str, caught: bool) -> None:
    assert bool(collisions([("m", ours)], [("f", theirs)])) is caught


@pytest.mark.parametrize("name", FIELDS)
def test_fields(name: str) -> None:
    topics = contract_topics()
    for row in rows(name):
        assert set(row) - {"language"} == FIELDS[name], row["id"]
        assert row["text"] and row.get("accept", name == "concerns.jsonl"), row["id"]
        assert set(row.get("accept", ())) | set(row.get("both", ())) <= topics, row["id"]


def test_every_message_is_there_once() -> None:
    every = [row for name in FIELDS for row in rows(name)]
    for field in ("id", "text"):
        seen = Counter(key(row[field]) if field == "text" else row[field] for row in every)
        assert [value for value, times in seen.items() if times > 1] == []


def test_every_topic_is_asked_about_eight_times() -> None:
    asked = Counter(row["accept"][0] for row in rows("inscope.jsonl"))
    elsewhere = {"crisis", "unclear", "out_of_scope", "personal_concern"}
    elsewhere |= {"greet", "goodbye", "thanks", "capabilities", "bot_challenge", "chat_privacy", "sources"}
    assert {t: asked[t] for t in contract_topics() - elsewhere if asked[t] < 8} == {}


def test_dialogues_are_well_formed() -> None:
    topics = contract_topics()
    known = {"user", "accept", "button", "text_has", "text_has_not", "differs_from"}
    for dialogue in dialogues():
        assert 3 <= len(dialogue["turns"]) <= 6, dialogue["id"]
        for number, turn in enumerate(dialogue["turns"], 1):
            where = f"{dialogue['id']} turn {number}"
            assert set(turn) <= known and turn["user"] and turn["accept"], where
            plain = {t for t in turn["accept"] if not re.fullmatch(r"same|offer:[1-9]", t)}
            assert plain <= topics, where
            assert len(plain) == len(turn["accept"]) or number > 1, where
            assert turn.get("differs_from", 0) < number, where
