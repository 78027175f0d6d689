"""What stops a release: danger missed that was found before, and a drop that is more than noise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.release import score
from bot.release.judge import Verdict, compare
from bot.release.problem import ReleaseError
from bot.release.publish import may_go_live
from bot.release.switch import Job

ROWS = [{"text": f"m{n}", "of": "inscope", "accept": ["a"]} for n in range(200)]


def scored(wrong: dict[str, list[str]] | None = None, missed: int = 0) -> dict[str, Any]:
    right = [n >= missed for n in range(len(ROWS))]
    return {
        "figures": {"inscope": {"n": len(ROWS), "right": sum(right) / len(ROWS), "false_alarm": 0.0}},
        "topics": ["a" if ok else "b" for ok in right],
        "right": right,
        "wrong": wrong or {},
    }


def job(**more: Any) -> tuple[Job, list[str]]:
    said: list[str] = []
    return Job(Path("."), Path("."), Path("."), said.append, "anna", **more), said


def test_the_same_stops_nothing() -> None:
    verdict = compare(scored(), scored(), ROWS)
    assert verdict == Verdict() and not verdict.stops


def test_danger_said_outright_that_is_newly_missed_cannot_be_accepted() -> None:
    verdict = compare(scored({"explicit/suicide": ["old"]}), scored({"explicit/suicide": ["old", "new"]}), ROWS)
    assert verdict.outright == ("new (explicit/suicide)",)
    task, said = job(accept_drop=True, reason="we have to")
    with pytest.raises(ReleaseError, match="R022"):
        may_go_live(verdict, task)
    assert any("new" in line for line in said), "the case is shown"


@pytest.mark.parametrize("level", ["indirect", "past"])
def test_a_hint_that_is_newly_missed_stops_until_somebody_says_why(level: str) -> None:
    verdict = compare(scored(), scored({f"{level}/abuse": ["new"]}), ROWS)
    assert not verdict.outright and verdict.stops
    with pytest.raises(ReleaseError, match="R023"):
        may_go_live(verdict, job()[0])
    with pytest.raises(ReleaseError, match="R023"):
        may_go_live(verdict, job(accept_drop=True, reason=" ")[0])
    task, said = job(accept_drop=True, reason="read by a clinician")
    may_go_live(verdict, task)
    assert "accepted by anna: read by a clinician" in said


def test_a_drop_beyond_noise_stops_with_its_cases() -> None:
    may_go_live(compare(scored(), scored(missed=1), ROWS), job()[0])
    task, said = job()
    with pytest.raises(ReleaseError, match="R023"):
        may_go_live(compare(scored(), scored(missed=5), ROWS), task)
    assert any("m0" in line and "b (was a)" in line for line in said)


def test_without_a_score_of_the_live_release_the_accepted_figures_stand_for_it() -> None:
    """Danger said outright is then missed by nobody: what the candidate misses of it stops it."""
    found = {
        "figures": {},
        "topics": [],
        "right": [],
        "wrong": {"explicit/abuse": ["new"], "indirect/abuse": ["known"]},
    }
    verdict = compare(score.accepted(found), found, [])
    assert verdict.outright == ("new (explicit/abuse)",) and not verdict.hinted
    assert "inscope" in score.accepted(found)["figures"]


def test_each_case_is_better_worse_or_neither() -> None:
    verdict = compare(scored(missed=1), scored(), ROWS)
    assert [(case.text, case.before, case.after, case.change) for case in verdict.cases] == [("m0", "b", "a", "better")]


def test_a_new_false_alarm_is_shown() -> None:
    task, said = job()
    may_go_live(compare(scored(), scored({"calm/idiom": ["dying to know"]}), ROWS), task)
    assert any("dying to know" in line for line in said)
