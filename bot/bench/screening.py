"""Run as a child: what the danger screen costs on one core. Writes milliseconds and seconds as JSON.

Usage: ``python -m bot.bench.screening TASK RESULT``, where TASK is ``{"timed": [...]}``. BOT_DATA and BOT_SAFETY name
the release, as for a server.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.bench.stats import median

LONG = 65_536
SHAPES = {
    "words": "i want to feel better and not cry ",
    "letters": "a",
    "near": "i wish that i could just really i wish that i ",
    "spaced": "k i l m y s e f ",
    "dots": "i. want. to. ",
    "symbols": "*#@!",
    "quotes": "don't ",
    "greek": "θέλω να κλάψω ",
    "stars": "k*ll* ",
    "digits": "1 0 1 ",
}
"""What patterns with a flaw would take minutes for, each repeated to `LONG` characters."""


def measure(texts: list[str]) -> dict[str, Any]:
    """Times the screen of the release.

    Args:
        texts: Ordinary messages.

    Returns:
        ``added_ms``: median of a message whose topic encoder has read it already, as in a turn; ``rules_ms``: the rules
        alone; ``slowest``: shape and seconds of the long text that took longest with the rules.
    """
    from bot.nlu.embeddings import encoder_named
    from bot.safety.kernel import VIEWS
    from bot.safety.screen import Screen, default_screen

    whole, rules = default_screen(), Screen()
    read = encoder_named(VIEWS[0].encoder).encode
    added = [_after(lambda text=text: read([text]), lambda text=text: whole(text)) for text in texts]
    alone = [_after(lambda: None, lambda text=text: rules(text)) for text in texts]
    long = {name: _after(lambda: None, lambda t=(unit * LONG)[:LONG]: rules(t)) for name, unit in SHAPES.items()}
    slowest = max(long, key=lambda name: long[name])
    return {
        "complete": whole.complete,
        "added_ms": median(added) * 1000,
        "rules_ms": median(alone) * 1000,
        "slowest": [slowest, long[slowest]],
    }


def _after(before: Callable[[], object], timed: Callable[[], object]) -> float:
    before()
    started = time.perf_counter()
    timed()
    return time.perf_counter() - started


def main(task: Path, result: Path) -> int:
    """Runs the task in the file and writes the result to another."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    result.write_text(json.dumps(measure(json.loads(task.read_text())["timed"])))
    return 0


if __name__ == "__main__":
    sys.exit(main(*(Path(word) for word in sys.argv[1:3])))
