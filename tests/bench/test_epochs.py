from __future__ import annotations

import pytest

from bot.bench.epochs import SHORT, remaining, shortened
from bot.bench.projects import default_config


def bar(done: int, total: int, clock: str, more: str = "") -> str:
    return f"\rEpochs: {100 * done // total:3d}%|███   | {done}/{total} [{clock}<00:11, 9.00s/it{more}]"


def bars(total: int, *clocks: str) -> str:
    states = [bar(0, total, "00:00")]
    for done, clock in enumerate(clocks, start=1):
        # As Rasa prints it: the old figures, then the new ones.
        states += [bar(done, total, clock), bar(done, total, clock, ", t_loss=4.5, i_acc=0.6")]
    return "".join([*states, bar(total, total, clocks[-1], ", t_loss=3.5"), "\n"])


def test_every_step_gets_fewer_epochs_and_nothing_else_changes() -> None:
    whole, short = default_config(), shortened(default_config())
    assert default_config() == whole
    for part in ("pipeline", "policies"):
        for before, after in zip(whole[part], short[part], strict=True):
            assert {k: v for k, v in before.items() if k != "epochs"} == {
                k: v for k, v in after.items() if k != "epochs"
            }
            assert after.get("epochs", SHORT) == SHORT


def test_a_step_with_few_epochs_keeps_them() -> None:
    assert shortened({"pipeline": [{"name": "a", "epochs": 1}], "policies": []})["pipeline"][0]["epochs"] == 1


def test_the_rest_follows_from_the_epochs_after_the_first() -> None:
    # 10 s an epoch after the first, 97 to go.
    assert remaining(bars(3, "00:40", "00:50", "01:00")) == 970


def test_every_bar_counts() -> None:
    log = bars(3, "00:40", "00:50", "01:00") + "INFO something\n" + bars(3, "00:05", "00:06", "00:07")
    assert remaining(log) == 970 + 97


def test_hours_are_read() -> None:
    assert remaining(bars(2, "59:30", "1:00:30")) == 60 * 98


@pytest.mark.parametrize("log", ["", "no bars here", bars(1, "00:40"), bar(0, 3, "00:00") + bar(1, 3, "00:10")])
def test_nothing_to_work_out(log: str) -> None:
    assert remaining(log) == 0


def test_a_whole_training_has_no_rest() -> None:
    assert remaining(bars(3, "00:40", "00:50", "01:00"), whole=3) == 0
