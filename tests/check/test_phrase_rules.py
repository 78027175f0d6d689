"""T050 to T054: training phrases."""

from __future__ import annotations

import pytest

from bot.check.problem import WARNING
from bot.check.rules.phrases import Phrase, key, near_pairs
from tests.check.tree import Data

FILE = "topics/crying_weakness.yml"


def _add(data: Data, topic: str, phrase: str) -> None:
    data.edit(f"topics/{topic}.yml", "    examples: |\n", f"    examples: |\n      - {phrase}\n")


def test_no_phrase_belongs_to_two_topics(data: Data) -> None:
    """T050: reported at both places, each naming the other; signs and capitals do not count."""
    _add(data, "crying_weakness", "Is it OK, really?")
    _add(data, "benefits", "is it ok really")
    found = data.problems()
    assert [problem.code for problem in found] == ["T050", "T050"]
    assert "topics/crying_weakness.yml:5" in found[0].message
    assert "topics/benefits.yml:5" in found[1].message
    assert [problem.line for problem in found] == [5, 5]


def test_a_copied_topic_is_one_finding_at_either_end(data: Data) -> None:
    """T050: two hundred lines about one slip are read by nobody."""
    copied = data.read(FILE).replace("faq/crying_weakness", "faq/crying_copy").replace("crying_weaknessq0 ", "other ")
    data.write("topics/crying_copy.yml", copied)
    found = [p for p in data.problems() if p.code == "T050"]
    assert {p.file for p in found} == {f"data/{FILE}", "data/topics/crying_copy.yml"} and len(found) == 2
    assert "and 24 more are also phrases of faq/crying_weakness" in found[0].message


def test_follow_ups_share_no_phrase_with_a_topic(data: Data) -> None:
    """T050: "tell me more" cannot be both."""
    _add(data, "benefits", "go on about men")
    assert {problem.file for problem in data.problems()} == {"data/topics/benefits.yml", "data/followups/men.yml"}


def test_near_copies_are_a_warning(data: Data) -> None:
    """T051: one word more among seven is a near copy, one word changed is another question."""
    _add(data, "crying_weakness", "will he think me odd if tears come")
    _add(data, "benefits", "will he think me odd if tears come now")
    found = data.only("T051")
    assert found.level == WARNING
    data.edit("topics/benefits.yml", "odd if tears come now", "rude if tears come")
    assert data.codes() == []


def test_near_copies_are_found_among_thousands_at_once() -> None:
    """T051: the one pair among five thousand phrases is found."""
    phrases = [
        _phrase(f"do people like me ever w{n % 701} or w{n % 97} in the v{n % 13} with them", f"faq/t{n % 60}", n)
        for n in range(5000)
    ]
    phrases.append(_phrase("one two three four five six seven", "faq/a", 6000))
    phrases.append(_phrase("seven six five four three two one zero", "faq/b", 6001))
    found = list(near_pairs(phrases))
    assert [(first.topic, second.topic) for first, second in found if second.line == 6001] == [("faq/a", "faq/b")]


def _phrase(text: str, topic: str, line: int) -> Phrase:
    return Phrase(text, key(text), frozenset(key(text).split()), topic, "x.yml", line)


def test_too_few_phrases_are_an_error(data: Data) -> None:
    """T052: fewer than 25 are too few; repeats count once."""
    data.topic("benefits", phrases=23)
    assert "24 phrases; 25" in data.only("T052").message


def test_claim_topics_need_fewer(data: Data) -> None:
    """T052: fifteen do for a claim."""
    data.topic("claim_sixty", phrases=14)
    data.edit("topics/claim_sixty.yml", "topic: claim_sixty", "topic: benefits")
    assert data.codes() == []
    data.edit("topics/claim_sixty.yml", "      - claim_sixtyq0 claim_sixtyw0\n", "")
    data.only("T052")


def test_a_phrase_stands_in_its_topic_once(data: Data) -> None:
    """T053: a repeat weighs twice in training."""
    _add(data, "benefits", "Benefitsq3 benefitsw3!")
    found = data.only("T053")
    assert found.line == data.line_of("topics/benefits.yml", "benefitsq3 benefitsw3")


@pytest.mark.parametrize("line", ["no dash here", "-no space", "- with [brackets](x)"])
def test_phrases_are_plain_lines(data: Data, line: str) -> None:
    """T054: Rasa skips lines without a dash and reads brackets as entities."""
    data.edit(FILE, "    examples: |\n", f"    examples: |\n      {line}\n")
    found = data.only("T054")
    assert found.line == 5
