from __future__ import annotations

from pathlib import Path

import pytest

from bot.bench.parse import full, reading
from bot.bench.scores import FALLBACK, HeldOut, Score, read, score

TOPICS = {"faq/why_cry": "why_cry", "faq__why_cry": "why_cry", "practice/personal_work": "personal_concern"}


def messages(*accepted: set[str]) -> list[HeldOut]:
    return [HeldOut(f"message {n}", frozenset(accept)) for n, accept in enumerate(accepted)]


def said(answer: str | None, guess: str | None = None) -> dict[str, str | None]:
    return {"answer": answer, "guess": guess or answer}


def test_shares_of_what_is_in_scope_and_what_is_not() -> None:
    held_out = messages(
        {"why_cry"}, {"personal_concern", "unclear"}, {"why_cry"}, {"out_of_scope", "unclear"}, {"unclear"}
    )
    readings = [
        said("faq__why_cry"),
        said("practice/personal_work"),
        said(FALLBACK, "faq/why_cry"),
        said(FALLBACK),
        said("faq/why_cry"),
    ]
    assert score(held_out, readings, TOPICS) == Score(in_scope=2 / 3, best_guess=1.0, out_of_scope=0.5)


def test_an_intent_without_a_topic_is_its_own_name_and_none_is_unclear() -> None:
    assert score(messages({"unclear"}), [said("followup/why")], TOPICS) == Score(None, None, 0.0)
    assert score(messages({"unclear"}), [said(None)], TOPICS) == Score(None, None, 1.0)


def test_no_messages_no_score() -> None:
    assert score([], [], TOPICS) is None


def test_reading_the_held_out_messages(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text('{"text": "two", "accept": ["out_of_scope"]}\n', encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "öne", "accept": ["why_cry"]}\n\n', encoding="utf-8")
    (tmp_path / "notes.md").write_text("not a test set")
    found = read(tmp_path)
    assert [(m.text, m.in_scope) for m in found] == [("öne", True), ("two", False)]


def test_a_folder_without_messages(tmp_path: Path) -> None:
    assert read(tmp_path / "missing") == []


@pytest.mark.parametrize(
    ("intent", "selector", "expected"),
    [
        ("greet", {}, "greet"),
        ("faq/why_cry", {"all_retrieval_intents": ["faq"]}, "faq/why_cry"),
        # Rasa's one selector for all groups.
        (
            "faq",
            {"all_retrieval_intents": ["faq"], "default": {"response": {"intent_response_key": "faq/why_cry"}}},
            "faq/why_cry",
        ),
        # One selector a group, as ours reports.
        (
            "faq",
            {
                "all_retrieval_intents": ["faq"],
                "default": {"response": {"intent_response_key": "faq/other"}},
                "faq": {"response": {"intent_response_key": "faq/why_cry"}},
            },
            "faq/why_cry",
        ),
        ("faq", {"all_retrieval_intents": ["faq"], "default": {}}, "faq"),
    ],
)
def test_the_topic_within_a_group(intent: str, selector: dict[str, object], expected: str) -> None:
    assert full(intent, {"response_selector": selector}) == expected


def test_a_fallback_keeps_the_best_guess() -> None:
    parsed = {
        "intent": {"name": FALLBACK, "confidence": 0.3},
        "intent_ranking": [{"name": FALLBACK, "confidence": 0.3}, {"name": "faq/why_cry", "confidence": 0.2}],
    }
    assert reading(parsed) == {"answer": FALLBACK, "guess": "faq/why_cry"}
    assert reading({"intent": {"name": None}, "intent_ranking": []}) == {"answer": None, "guess": None}
