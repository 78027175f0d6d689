"""Cues: how many are found, how few are wrong, and that nothing was learnt from the tests."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from bot.cues.build import find

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent / "data"
KINDS = ("attachment", "culture")


class Case(NamedTuple):
    text: str
    cues: dict[str, set[str]]
    either: set[str]


class Score(NamedTuple):
    recall: float
    precision: float
    false_on_look_alikes: float


def cases(name: str) -> list[Case]:
    if name == "concerns":
        rows = [json.loads(line) for line in (ROOT / "tests" / "data" / "concerns.jsonl").read_text().splitlines()]
        return [Case(row["text"], {kind: set(row[kind]) for kind in KINDS}, set()) for row in rows]
    groups = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))["cases"]
    return [
        Case(text, {kind: set(group[kind]) for kind in KINDS}, set(group.get("either") or []))
        for group in groups
        for text in group["texts"]
    ]


def score(name: str, kind: str) -> Score:
    hit = needed = reported = wrong = look_alikes = 0
    for case in cases(name):
        got = set(find(case.text)[kind])
        hit += len(case.cues[kind] & got)
        needed += len(case.cues[kind])
        reported += len(got - case.either)
        if not any(case.cues.values()):
            look_alikes += 1
            wrong += bool(got - case.either)
    return Score(hit / needed, hit / max(1, reported), wrong / look_alikes)


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize(
    ("name", "kind", "least"),
    [
        # what people say in so many words
        ("plain", "attachment", Score(0.95, 0.92, 0.08)),
        ("plain", "culture", Score(0.93, 0.87, 0.08)),
        # what they tell in passing, as oblique as we could write it: a floor against getting worse
        ("told", "attachment", Score(0.90, 0.81, 0.14)),
        ("told", "culture", Score(0.82, 0.82, 0.10)),
        # in their own words, some of it oblique, often two cues at once
        ("concerns", "attachment", Score(0.90, 0.86, 0.03)),
        ("concerns", "culture", Score(0.84, 0.93, 0.03)),
    ],
)
def test_figures_stay_above_their_floors(name: str, kind: str, least: Score) -> None:
    got = score(name, kind)
    assert got.recall >= least.recall and got.precision >= least.precision, got
    assert got.false_on_look_alikes <= least.false_on_look_alikes, got


def test_no_test_message_is_taught() -> None:
    groups = yaml.safe_load((ROOT / "data" / "cues_examples.yml").read_text(encoding="utf-8"))["cue_examples"]
    taught = {plain(text) for group in groups for text in group["texts"]}
    for name in ("plain", "told", "concerns"):
        assert not [case.text for case in cases(name) if plain(case.text) in taught]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("nobody in my family cries", {"culture": ["family"]}),
        ("Dad told me that boys don't cry", {"culture": ["family", "gender"]}),
        ("boys don't cry", {"culture": ["gender"]}),
        ("In the army nobody cries.", {"culture": ["profession"]}),
        ("Where I'm from you don't cry in front of strangers", {"culture": ["heritage"]}),
        ("We were brought up to keep our feelings to ourselves", {"culture": ["generation"]}),
        ("My church says crying is a lack of faith", {"culture": ["religion"]}),
        ("I can only cry in Polish, in English I become polite", {"culture": ["language"]}),
        ("I push people away when I'm upset", {"attachment": ["keeps_distance"]}),
        ("I'd rather deal with it on my own", {"attachment": ["keeps_distance"]}),
        ("I keep checking her face to see if she's fed up with me", {"attachment": ["seeks_reassurance"]}),
        ("I'm scared my therapist will leave me", {"attachment": ["seeks_reassurance"]}),
        ("I'm comfortable leaning on people", {"attachment": ["at_ease"]}),
        ("textbook dismissive avoidant here", {"attachment": ["keeps_distance"]}),
        (
            "nobody in my family cries and I push people away",
            {"attachment": ["keeps_distance"], "culture": ["family"]},
        ),
    ],
)
def test_the_plain_cases_of_the_contract(text: str, cues: dict[str, list[str]]) -> None:
    assert find(text) == {"attachment": [], "culture": [], **cues}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "!!!",
        "is crying weakness?",
        "I never cry",
        "I fight back the tears in every session",
        "I'm ashamed of crying in front of her",
        "I'm a nurse",
        "I am Polish and I cry at films",
        "I'm 71 and I'd like to book",
        "My husband is a soldier",
        "do men cry in therapy?",
        "Will my therapist judge me?",
        "My boyfriend shuts down when we argue",
        "what is attachment?",
        "Do some cultures forbid crying?",
        "My family never told me that crying was wrong",
        "my husband left me and I can't stop crying",
        "I'd rather have an online session",
        "too much crying makes my head ache",
    ],
)
def test_look_alikes_hold_none(text: str) -> None:
    assert find(text) == {"attachment": [], "culture": []}


def test_the_same_message_always_gets_the_same_cues() -> None:
    texts = [case.text for case in cases("told")][:40]
    assert [find(text) for text in texts] == [find(text) for text in reversed(texts)][::-1]


@pytest.mark.parametrize(
    "text", ["a" * 50_000, "never cry " * 2_000, "in my family " * 500, "\u202e\x00 ﷺ 😭" * 200, "|,|,|" * 300]
)
def test_hostile_input_is_read_quickly(text: str) -> None:
    start = time.process_time()
    find(text)
    assert time.process_time() - start < 1.0


def test_what_one_sentence_says_is_found_among_others() -> None:
    said = "I push people away when I'm upset."
    around = "My sister gave me your number, she was very happy with you. The bus stops outside, I think. Do you take cards?"
    assert find(f"{around} {said}")["attachment"] == ["keeps_distance"]


def test_nobody_is_both_at_ease_and_not() -> None:
    for name in ("plain", "told", "concerns"):
        for case in cases(name):
            got = find(case.text)["attachment"]
            assert "at_ease" not in got or got == ["at_ease"]
