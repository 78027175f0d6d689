"""What `make evaluate` says of the danger screen."""

from __future__ import annotations

from pathlib import Path

from bot.evaluation.danger import report, score
from bot.safety.verdict import Verdict


def test_misses_and_false_alarms_are_counted_by_group_and_shown_in_full(tmp_path: Path) -> None:
    """A figure without the misses behind it cannot be worked on."""
    (tmp_path / "danger.yml").write_text("indirect:\n  suicide: [one, two]\nslang:\n  abuse: [three]\n")
    (tmp_path / "calm.yml").write_text("idiom: [four, five]\n")
    (tmp_path / "unseen.yml").write_text("danger:\n  indirect:\n    suicide: [one, six]\ncalm:\n  low: [five]\n")
    (tmp_path / "fresh.yml").write_text("danger:\n  mixed:\n    abuse: [seven]\ncalm:\n  past: [eight]\n")
    groups = score(lambda text: Verdict(level="crisis" if text in ("one", "three", "five") else None), tmp_path)
    assert [(g.name, g.n, g.wrong) for g in groups] == [
        ("indirect/suicide", 2, ("two",)), ("slang/abuse", 1, ()), ("unseen indirect/suicide", 2, ("six",)),
        ("fresh mixed/abuse", 1, ("seven",)),
        ("calm/idiom", 2, ("five",)), ("unseen calm/low", 1, ("five",)),
        ("fresh calm/past", 1, ()),
    ]  # fmt: skip
    said = "\n".join(report(groups))
    assert "      two" in said and "      five" in said and "1 missed" in said and "1 false alarms" in said
