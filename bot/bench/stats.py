"""The few statistics the bench needs; plain functions over numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """Returns the value that a share of all values does not exceed (nearest rank: always a value that was seen).

    Args:
        values: Numbers in any order.
        share: 0 to 1.

    Raises:
        ValueError: There are no values, or the share is out of range.
    """
    if not values:
        raise ValueError("no values")
    if not 0 <= share <= 1:
        raise ValueError(f"share {share} is not within 0 and 1")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values: Sequence[float]) -> float:
    """Returns the middle value."""
    return percentile(values, 0.5)


def ratio(value: float | None, base: float | None) -> float | None:
    """Returns how many times ``base`` a value is; None where either is unknown or nothing."""
    return value / base if value is not None and base else None
