from __future__ import annotations

import pytest

from bot.bench.stats import median, percentile, ratio


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, 1), (0.05, 1), (0.5, 10), (0.51, 11), (0.95, 19), (0.951, 20), (1, 20)],
)
def test_percentile_is_the_nearest_rank(share: float, expected: float) -> None:
    assert percentile(list(range(20, 0, -1)), share) == expected


def test_one_value_is_every_percentile() -> None:
    assert {percentile([7.5], share / 10) for share in range(11)} == {7.5}


def test_percentile_leaves_the_values_alone() -> None:
    values = [3.0, 1.0, 2.0]
    percentile(values, 0.5)
    assert values == [3.0, 1.0, 2.0]


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], -0.1), ([1.0], 1.1)])
def test_percentile_refuses_what_it_cannot_answer(values: list[float], share: float) -> None:
    with pytest.raises(ValueError):
        percentile(values, share)


def test_median() -> None:
    assert median([9, 1, 5]) == 5


def test_ratio() -> None:
    assert ratio(6, 3) == 2
    assert ratio(0, 3) == 0
    assert ratio(None, 3) is None
    assert ratio(3, None) is None
    assert ratio(3, 0) is None
