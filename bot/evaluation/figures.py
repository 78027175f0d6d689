"""Figures over answered messages. Plain functions, no model."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from bot.evaluation.answers import Answered

KINDS = ("attachment", "culture")


def share(part: int, whole: int) -> float:
    """A share from 0 to 1; 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0


def figures(answered: list[Answered]) -> dict[str, Any]:
    """Returns the figures of one set.

    Args:
        answered: Messages and what they got.

    Returns:
        ``n`` and ``false_alarm`` (a crisis reply where none is accepted); where rows accept topics ``right``,
        ``right_or_offered``, ``turned_away`` (among messages in scope) and ``ece`` (expected calibration error in ten
        bins); where rows name cues their precision and recall, and ``false_cue`` (a cue on a message without any).
    """
    n = len(answered)
    topical = [a for a in answered if a.row.get("accept")]
    scoped = [a for a in topical if not {"out_of_scope", "unclear"} & set(a.row["accept"])]
    calm = [a for a in answered if "crisis" not in a.row.get("accept", [])]
    found: dict[str, Any] = {"n": n, "false_alarm": share(sum(a.topic == "crisis" for a in calm), len(calm))}
    if topical:
        found |= {
            "right": share(sum(a.right for a in topical), len(topical)),
            "right_or_offered": share(sum(a.right or offered(a) for a in topical), len(topical)),
            "turned_away": share(sum(a.turned_away and not a.right for a in scoped), len(scoped)),
            "ece": calibration_error(topical),
        }
    for kind in KINDS:
        if any(kind in a.row for a in answered):
            found[kind] = cues(answered, kind)
    plain = [a for a in answered if all(kind in a.row and not a.row[kind] for kind in KINDS)]
    if plain:
        found["false_cue"] = share(sum(bool(_beyond(a)) for a in plain), len(plain))
    return found


def _beyond(answer: Answered) -> set[str]:
    """Cues reported that the row neither requires nor allows."""
    return {
        cue
        for kind in KINDS
        for cue in set(answer.concerns.get(kind, [])) - set(answer.row[kind]) - set(answer.row.get(f"{kind}_ok", []))
    }


def offered(answer: Answered) -> bool:
    """Whether an unclear reply's buttons lead to an accepted topic."""
    return answer.topic == "unclear" and bool(set(answer.row.get("accept", [])) & set(answer.offers))


def cues(answered: list[Answered], kind: str) -> dict[str, float]:
    """Precision and recall of reported cues; cues that a row allows beyond the required ones count neither way."""
    hits = required = reported = 0
    for a in answered:
        if kind not in a.row:
            continue
        need, allowed, got = set(a.row[kind]), set(a.row.get(f"{kind}_ok", [])), set(a.concerns.get(kind, []))
        hits += len(need & got)
        required += len(need)
        reported += len(got - allowed)
    return {"recall": share(hits, required), "precision": share(hits, reported) if reported else 1.0}


def calibration_error(answered: list[Answered], bins: int = 10) -> float:
    """Expected calibration error: how far confidence and correctness lie apart, weighted by how often."""
    grouped: dict[int, list[Answered]] = defaultdict(list)
    for a in answered:
        grouped[min(int(a.p * bins), bins - 1)].append(a)
    total = sum(
        abs(sum(a.right for a in group) / len(group) - sum(a.p for a in group) / len(group)) * len(group)
        for group in grouped.values()
    )
    return round(total / len(answered), 4) if answered else 0.0


def by_topic(answered: list[Answered]) -> dict[str, tuple[int, int]]:
    """Returns (right, all) for each first accepted topic."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for a in answered:
        topic = (a.row.get("accept") or ["?"])[0]
        counts[topic][0] += a.right
        counts[topic][1] += 1
    return {topic: (right, n) for topic, (right, n) in sorted(counts.items())}


def calibration(answered: list[Answered], bins: int = 5) -> list[tuple[float, float, int]]:
    """Returns, for each bin of confidence that has messages, mean confidence, share right and how many."""
    grouped: dict[int, list[Answered]] = defaultdict(list)
    for a in answered:
        grouped[min(int(a.p * bins), bins - 1)].append(a)
    return [
        (sum(a.p for a in group) / len(group), sum(a.right for a in group) / len(group), len(group))
        for _, group in sorted(grouped.items())
    ]


def confusions(answered: list[Answered], most: int = 12) -> list[tuple[str, str, list[Answered]]]:
    """Returns the commonest mistakes: wanted topic, given topic, the messages."""
    pairs: dict[tuple[str, str], list[Answered]] = defaultdict(list)
    for a in answered:
        if not a.right:
            pairs[(a.row.get("accept") or ["?"])[0], a.topic].append(a)
    return [(w, g, found) for (w, g), found in sorted(pairs.items(), key=lambda p: (-len(p[1]), p[0]))[:most]]


def matrix(answered: list[Answered]) -> tuple[list[str], list[list[int]]]:
    """Returns the topics and how often each wanted one (row) got each given one (column); an accepted one counts as wanted."""
    pairs = Counter((a.topic if a.right else (a.row.get("accept") or ["?"])[0], a.topic) for a in answered)
    names = sorted({name for pair in pairs for name in pair})
    return names, [[pairs.get((row, column), 0) for column in names] for row in names]


def worse(now: dict[str, Any], before: dict[str, Any], slack: float = 0.005) -> list[str]:
    """Says in words which accepted figures got worse.

    Args:
        now: Figures of this run.
        before: The accepted figures.
        slack: A loss up to this is noise.

    Returns:
        One line for each figure that got worse.
    """
    lines = []
    more_is_worse = ("turned_away", "false_alarm", "false_cue")
    for key in ("right", "right_or_offered", *more_is_worse):
        better = -1 if key in more_is_worse else 1
        if key in before and key in now and (now[key] - before[key]) * better < -slack:
            lines.append(f"{key} was {before[key]:.3f}, is {now[key]:.3f}")
    for kind in KINDS:
        for key in ("recall", "precision"):
            if kind in before and kind in now and now[kind][key] < before[kind][key] - slack:
                lines.append(f"{kind} {key} was {before[kind][key]:.3f}, is {now[kind][key]:.3f}")
    return lines
