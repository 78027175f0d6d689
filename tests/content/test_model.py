"""The model: read-only data with three ways to find things."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle

import pytest

from bot.content.fill import fill, placeholders
from bot.content.frozen import FrozenDict
from bot.content.model import Content, Practice, Topic, title_key


def _content(*topics: Topic, **values: str) -> Content:
    return Content(topics=FrozenDict({t.id: t for t in topics}), practice=Practice(FrozenDict(values)))


def test_nothing_can_be_changed() -> None:
    """Content is shared by all conversations, so neither fields nor mappings give way."""
    topic = Topic("a", "faq", "a", followups=FrozenDict(why="x"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        topic.title = "new"  # type: ignore[misc]
    for change in (
        lambda d: d.update(why="y"),
        lambda d: d.__setitem__("why", "y"),
        lambda d: d.pop("why"),
        lambda d: d.clear(),
        lambda d: d.setdefault("how", "y"),
        lambda d: d.__delitem__("why"),
        lambda d: d.__ior__({"how": "y"}),
    ):
        with pytest.raises(TypeError):
            change(topic.followups)
    assert topic.followups == {"why": "x"}


def test_content_travels() -> None:
    """It can be pickled, copied, turned into JSON and hashed."""
    topic = Topic("a", "faq", "a", followups=FrozenDict(why="x"))
    assert pickle.loads(pickle.dumps(topic)) == topic
    assert copy.deepcopy(topic) == topic
    assert json.loads(json.dumps(dataclasses.asdict(topic)))["followups"] == {"why": "x"}
    assert hash(topic) == hash(copy.copy(topic))


def test_a_contract_id_finds_its_own_file_first() -> None:
    """The file of the same name, else the first finer one; an id without a file is a KeyError."""
    finer = Topic("crying_baby", "faq", "crying_elsewhere")
    other = Topic("crying_work", "faq", "crying_elsewhere")
    own = Topic("crying_elsewhere", "faq", "crying_elsewhere")
    assert _content(finer, own, other).of_contract("crying_elsewhere") is own
    assert _content(finer, other).of_contract("crying_elsewhere") is finer
    with pytest.raises(KeyError):
        _content(finer).of_contract("benefits")


@pytest.mark.parametrize("typed", ["Isn't it weak?", "isnt it weak", "  ISN’T IT WEAK!! "])
def test_a_button_leads_to_its_topic(typed: str) -> None:
    """Capitals, signs and apostrophes do not count."""
    topic = Topic("a", "faq", "a", title="Isn't it weak?")
    content = _content(topic, Topic("b", "assistant", "b"))
    assert content.by_title(typed) is topic
    assert content.by_title("something else") is None
    assert content.by_title("") is None


def test_titles_that_differ_in_words_differ() -> None:
    """Only signs are dropped."""
    assert title_key("Is it OK?") != title_key("Is it")


def test_placeholders_are_filled_once() -> None:
    """Known ones are filled, unknown ones stay, a value is not filled again."""
    content = _content(phone="020", email="{phone}")
    assert content.fill("{phone} or {email} or {title}") == "020 or {phone} or {title}"
    assert placeholders("{a} {b_c} {} { d }") == ["a", "b_c"]
    assert fill("{a}", {"a": "b"}) == "b"


def test_a_detail_that_is_not_filled_in_is_empty() -> None:
    """practice.phone never raises; private names do."""
    practice = Practice(FrozenDict(phone="020"))
    assert (practice.phone, practice.fees) == ("020", "")
    with pytest.raises(AttributeError):
        _ = practice._nothing


def test_lines_and_intent_come_ready() -> None:
    """What the dialogue needs without parsing."""
    topic = Topic("a", "faq", "a", lines=("x", "y"), again="p\n\n q \nr")
    assert (topic.intent, topic.text, topic.again_lines) == ("faq/a", "x\ny", ("p", "q", "r"))
