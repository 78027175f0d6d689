"""A short training of Rasa's default, and how long the whole one would take.

On thousands of phrases its 100 epochs take hours of two cores. How many there were does not change what a turn costs:
the network is the same. So the bench trains a few by default, times them, and works out the rest; `--full` trains all.
"""

from __future__ import annotations

import copy
import re
from typing import Any

SHORT = 3

_BAR = re.compile(r"Epochs: +\d+%\|[^|]*\| (\d+)/(\d+) \[((?:\d+:)?\d+:\d+)<")


def shortened(config: dict[str, Any], epochs: int = SHORT) -> dict[str, Any]:
    """Returns a configuration whose steps train so many epochs at most."""
    short = copy.deepcopy(config)
    for step in [*short["pipeline"], *short["policies"]]:
        if "epochs" in step:
            step["epochs"] = min(step["epochs"], epochs)
    return short


def remaining(log: str, whole: int = 100) -> float:
    """Works out the seconds that a short training left out, from its progress bars.

    The first epoch builds the graph and is left aside, so this is rather too low than too high.

    Args:
        log: What `rasa train` printed.
        whole: Epochs of the whole training.

    Returns:
        Seconds to add; 0 where there is no bar with two epochs.
    """
    seconds = 0.0
    first: int | None = None
    at = 0
    for done, total, clock in _BAR.findall(log):
        # A bar prints its last state more than once.
        if int(done) == 1 and at != 1:
            first = _seconds(clock)
        elif done == total and int(done) != at and first is not None:
            seconds += (_seconds(clock) - first) / (int(total) - 1) * max(0, whole - int(total))
            first = None
        at = int(done)
    return seconds


def _seconds(clock: str) -> int:
    whole = 0
    for part in clock.split(":"):
        whole = whole * 60 + int(part)
    return whole
