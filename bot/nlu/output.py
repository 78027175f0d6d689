"""Writes a prediction to the places where Rasa, its tests and our actions look for it."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.model import Verdict
from bot.nlu.places import UNDERSTANDING

_TOP, _TOP_SEGMENT = 5, 3


def write(
    message: Message, verdict: Verdict, labels: list[str], spans: list[list[int]], language: str, length: int
) -> None:
    """Sets intent, ranking, response selector and understanding."""
    ranking = ranked(verdict.p, labels, length)
    best, confidence = ranking[0]
    message.set(INTENT, _intent(best, confidence), add_to_output=True)
    message.set("intent_ranking", [{"name": n, "confidence": p} for n, p in ranking], add_to_output=True)
    message.set("response_selector", _selector(best, confidence, ranking, labels), add_to_output=True)
    understanding: dict[str, Any] = {
        "ranking": [[name, p] for name, p in ranking[:_TOP]],
        "scope": round(verdict.scope, 4),
        "language": language,
    }
    if verdict.segments:
        understanding["segments"] = [
            {"span": list(span), "ranking": [[n, p] for n, p in ranked(row, labels, _TOP_SEGMENT)]}
            for span, row in zip(spans, verdict.segments, strict=False)
        ]
    _merge(message, understanding)


def write_nothing(message: Message, language: str) -> None:
    """A model without topics, or a message without a word."""
    message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
    message.set("intent_ranking", [], add_to_output=True)
    _merge(message, {"ranking": [], "scope": 0.0, "language": language})


def ranked(p: np.ndarray, labels: list[str], length: int) -> list[tuple[str, float]]:
    """The likeliest labels; equal ones in the order of their names."""
    order = np.argsort(-p, kind="stable")[:length]
    return [(labels[i], round(float(p[i]), 4)) for i in order]


def _merge(message: Message, understanding: dict[str, Any]) -> None:
    # Other components (cues) write here too, before or after us.
    message.set(UNDERSTANDING, {**(message.get(UNDERSTANDING) or {}), **understanding}, add_to_output=True)


def _intent(full: str, confidence: float) -> dict[str, Any]:
    intent: dict[str, Any] = {"name": full.split("/")[0], "confidence": confidence}
    if "/" in full:
        intent["full_retrieval_intent_name"] = full
    return intent


def _selector(best: str, confidence: float, ranking: list[tuple[str, float]], labels: list[str]) -> dict[str, Any]:
    groups = sorted({label.split("/")[0] for label in labels if "/" in label})
    selector: dict[str, Any] = {"all_retrieval_intents": groups}
    if "/" in best:
        # Rasa's own tests read "default" where the expected group is another than the predicted one.
        response = {
            "responses": [],
            "confidence": confidence,
            "intent_response_key": best,
            "utter_action": f"utter_{best}",
        }
        found = {"response": response, "ranking": [{"intent_response_key": n, "confidence": p} for n, p in ranking[:3]]}
        selector["default"] = found
        selector[best.split("/")[0]] = found
    return selector
