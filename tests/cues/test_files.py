"""Files that staff may break: each mistake is named, with the place."""

from __future__ import annotations

import pytest

from bot.cues import examples, rules

RULES = rules.CUES_FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("cues: [", "data/cues.yml"),
        ("nlu: {}", "no `cues:` at the top"),
        ("cues: {classes: {}}", "missing or has the wrong shape"),
        (RULES.replace('"boys will be boys ~6 @cry"', '"boys will be @nothing"'), "whole.gender"),
        (RULES.replace('"boys will be boys ~6 @cry"', '"maybe? boys"'), "whole.gender"),
    ],
)
def test_a_broken_rule_is_named(text: str, says: str) -> None:
    with pytest.raises(rules.CueError, match="data/cues.yml") as error:
        rules.parse(text)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("cue_examples: {}", "no `cue_examples:`"),
        ("cue_examples: [{attachment: [clingy], texts: [a]}]", "'clingy' is no attachment cue"),
        ("cue_examples: [{culture: [famly], texts: [a]}]", "'famly' is no culture cue"),
        ("cue_examples: [{culture: [family]}]", "no `texts:`"),
        ("cue_examples: [{texts: [a, b, a]}]", "stands twice: 'a'"),
    ],
)
def test_a_broken_example_is_named(text: str, says: str) -> None:
    with pytest.raises(rules.CueError) as error:
        examples.parse(text)
    assert says in str(error.value)
