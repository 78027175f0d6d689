"""Run as a child: one model understands messages on one core. Writes readings, times and memory as JSON.

Usage: ``python -m bot.bench.parse MODEL TASK RESULT``, where TASK is ``{"timed": [...], "scored": [...]}``.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

WARM_UP = 10
TIMES = 2


async def understand(model: Path, task: dict[str, list[str]]) -> dict[str, Any]:
    """Parses the task's messages.

    Args:
        model: The model's archive.
        task: ``timed``: messages to time; ``scored``: messages whose readings are wanted.

    Returns:
        ``milliseconds``, ``readings`` and ``memory_mb``.
    """
    from rasa.core.agent import Agent

    from bot.bench.processes import resident_mb

    agent = Agent.load(str(model))
    for text in task["timed"][:WARM_UP]:
        await agent.parse_message(text)
    milliseconds = []
    for text in task["timed"] * TIMES:
        started = time.perf_counter()
        await agent.parse_message(text)
        milliseconds.append((time.perf_counter() - started) * 1000)
    memory = resident_mb([os.getpid()])
    readings = [reading(await agent.parse_message(text)) for text in task["scored"]]
    return {"milliseconds": milliseconds, "readings": readings, "memory_mb": memory}


def reading(parsed: dict[str, Any]) -> dict[str, str | None]:
    """Takes from Rasa's parse data what a pipeline would answer, and its best guess.

    Returns:
        ``answer``: full intent, ``nlu_fallback`` where the pipeline is unsure; ``guess``: the same before the fallback.
    """
    from bot.bench.scores import FALLBACK

    answer = (parsed.get("intent") or {}).get("name")
    ranked = [r.get("name") for r in parsed.get("intent_ranking") or [] if r.get("name") != FALLBACK]
    guess = full(ranked[0], parsed) if ranked else None
    return {"answer": answer if answer in (FALLBACK, None) else full(answer, parsed), "guess": guess}


def full(intent: str, parsed: dict[str, Any]) -> str:
    """Returns the topic that a retrieval intent stands for: the response selector's choice within it."""
    selector = parsed.get("response_selector") or {}
    if "/" in intent or intent not in selector.get("all_retrieval_intents", ()):
        return intent
    found = selector.get(intent) or selector.get("default") or {}
    return (found.get("response") or {}).get("intent_response_key") or intent


def main(model: Path, task: Path, result: Path) -> int:
    """Runs the task in the file and writes the result to another."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    found = asyncio.run(understand(model, json.loads(task.read_text())))
    result.write_text(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(*(Path(word) for word in sys.argv[1:4])))
