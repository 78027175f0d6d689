"""The figures mean what they say."""

from __future__ import annotations

from bot.evaluation.answers import Answered
from bot.evaluation.figures import by_topic, calibration, calibration_error, confusions, figures, matrix, worse


def got(topic: str, accept: list[str], p: float = 1.0, offers=(), concerns=None, **row) -> Answered:
    return Answered({"text": "x", "accept": accept, **row}, topic, [], list(offers), concerns or {}, [], p)


def test_right_offered_and_turned_away_are_told_apart() -> None:
    found = figures([got("a", ["a"]), got("b", ["a"]), got("unclear", ["a"], offers=["a"]), got("out_of_scope", ["out_of_scope"])])
    assert (found["n"], found["right"], found["right_or_offered"]) == (4, 0.5, 0.75)
    assert found["turned_away"] == round(1 / 3, 4), "a message that should be declined is not turned away wrongly"


def test_a_false_alarm_is_a_crisis_reply_where_none_is_accepted() -> None:
    assert figures([got("crisis", ["a"]), got("crisis", ["crisis"]), got("a", ["a"])])["false_alarm"] == 0.5


def test_cues_that_a_row_allows_count_neither_way() -> None:
    rows = [
        got("a", ["a"], concerns={"culture": ["family", "gender"]}, culture=["family"], culture_ok=["gender"]),
        got("a", ["a"], concerns={"culture": ["religion"]}, culture=[]),
    ]
    assert figures(rows)["culture"] == {"recall": 1.0, "precision": 0.5}


def test_calibration_is_perfect_when_confidence_is_correctness() -> None:
    assert calibration_error([got("a", ["a"], 1.0), got("b", ["a"], 0.0)]) == 0.0
    assert calibration_error([got("b", ["a"], 1.0)]) == 1.0


def test_topics_confusions_and_matrix_count_every_message() -> None:
    rows = [got("a", ["a"]), got("b", ["a"]), got("b", ["a"]), got("b", ["b", "a"])]
    assert by_topic(rows) == {"a": (1, 3), "b": (1, 1)}
    assert [(w, g, len(f)) for w, g, f in confusions(rows)] == [("a", "b", 2)]
    assert matrix(rows) == (["a", "b"], [[1, 2], [0, 1]])


def test_what_got_worse_is_said_and_noise_is_not() -> None:
    before = {"right": 0.9, "turned_away": 0.02, "culture": {"recall": 0.9, "precision": 0.95}}
    now = {"right": 0.85, "turned_away": 0.023, "right_or_offered": 0.9, "false_alarm": 0, "culture": {"recall": 0.9, "precision": 0.8}}
    assert worse(now, before) == ["right was 0.900, is 0.850", "culture precision was 0.950, is 0.800"]


def test_rows_about_cues_alone_say_nothing_about_topics() -> None:
    rows = [
        got("x", [], concerns={"attachment": ["at_ease"]}, attachment=[], culture=[]),
        got("x", [], attachment=["at_ease"], culture=[]),
    ]
    found = figures(rows)
    assert "right" not in found and "ece" not in found
    assert (found["false_cue"], found["attachment"]["recall"]) == (1.0, 0.0)


def test_more_false_cues_are_worse() -> None:
    assert worse({"false_cue": 0.2}, {"false_cue": 0.1}) == ["false_cue was 0.100, is 0.200"]


def test_the_calibration_line_counts_each_message_once() -> None:
    rows = [got("a", ["a"], 0.9), got("b", ["a"], 0.9), got("a", ["a"], 0.1)]
    assert [(round(p, 2), right, n) for p, right, n in calibration(rows)] == [(0.1, 1.0, 1), (0.9, 0.5, 2)]
