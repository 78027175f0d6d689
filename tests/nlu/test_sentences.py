"""Where a message is cut."""

from __future__ import annotations

import pytest

from bot.nlu.sentences import SentenceSplitter

SPLITTER = SentenceSplitter(SentenceSplitter.get_default_config())

CASES = [
    ("is crying weakness?", ["is crying weakness?"]),
    ("I cry a lot. Will she mind that?", ["I cry a lot.", "Will she mind that?"]),
    ("i cry a lot\nwill she mind that", ["i cry a lot", "will she mind that"]),
    ("is it normal to cry and will my therapist judge me", ["is it normal to cry", "will my therapist judge me"]),
    ("hi. is it normal to cry?", ["hi. is it normal to cry?"]),
    ("my mum and dad never cried in front of us kids", ["my mum and dad never cried in front of us kids"]),
    ("", []),
    ("   ", []),
]


@pytest.mark.parametrize(("text", "parts"), CASES)
def test_cuts(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in SPLITTER.split(text)] == parts


def test_spans_are_in_order_and_few() -> None:
    text = "One more thing here. " * 50
    spans = SPLITTER.split(text)
    assert len(spans) == 12
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert spans[-1][1] == len(text.rstrip())
