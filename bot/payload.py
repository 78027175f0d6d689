"""The reply payload that every client reads; its vocabulary is the contract's and only grows."""

from __future__ import annotations

from typing import Any


def payload(
    topic: str,
    *,
    also: list[str] | None = None,
    concerns: dict[str, list[str]] | None = None,
    offers: list[str] | None = None,
    sources: list[dict[str, Any]] | None = None,
    evidence: str | None = None,
    sure: str | None = None,
    safety: dict[str, Any] | None = None,
    form: dict[str, Any] | None = None,
    note: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Builds one payload.

    Args:
        topic: Contract topic id of the reply.
        also: Further topics that the same message raised.
        concerns: ``attachment`` and ``culture`` cues in what the person wrote.
        offers: Topic ids that this turn's buttons lead to, in their order.
        sources: ``{"id", "title", "section", "url"}`` for each source the text rests on.
        sure: How sure the answer is, in words; only on the website's channel, whose window unfolds it.
        evidence: ``peer-reviewed``, ``article``, ``practice`` or None.
        safety: ``{"level", "kinds"}`` or None.
        form: ``{"kind", "id", "step", "of"}`` and the form's own keys where a guided form's question ends the reply;
            the intake adds ``field``, and ``options`` where that many of its first buttons are answers to choose among.
        note: ``{"text"}`` where the reply hands over a note to take along.

    Returns:
        The payload with every key of the contract; ``sure``, ``form`` and ``note`` only where there is one.
    """
    found = concerns or {}
    grown = {key: value for key, value in (("sure", sure), ("form", form), ("note", note)) if value}
    return {
        "topic": topic,
        "also": list(also or []),
        "concerns": {"attachment": list(found.get("attachment", [])), "culture": list(found.get("culture", []))},
        "offers": list(offers or []),
        "sources": list(sources or []),
        "evidence": evidence,
        "safety": safety,
        **grown,
    }
