"""Groups: alike questions together, most asked first, numbers that stay, and ten thousand in a few seconds."""

from __future__ import annotations

import numpy as np
import pytest

from bot.review import likeness
from bot.review.groups import group, groups
from bot.review.problem import NoGroup
from bot.review.question import Question
from bot.review.store import ReviewStore

DOGS = ["can i bring my dog", "can my dog come with me", "could I bring my dog to the session"]
GP = ["do i need a gp referral", "can my GP refer me"]


@pytest.fixture
def store(settings, opened) -> ReviewStore:
    return opened(settings)


def test_alike_questions_are_one_group_and_the_most_asked_comes_first(store) -> None:
    for text in [GP[0], *DOGS, GP[1], "do you have a lift"]:
        store.keep(text)
    found = groups(store.questions())
    assert [sorted(g.wordings) for g in found] == [sorted(DOGS), sorted(GP), ["do you have a lift"]]
    assert [g.size for g in found] == [3, 2, 1]


def test_a_number_stays_when_more_is_asked(store) -> None:
    for text in (DOGS[0], GP[0]):
        store.keep(text)
    before = {g.number: g.wordings[0] for g in groups(store.questions())}
    for text in (*GP[1:], *DOGS[1:], "do you have a lift"):
        store.keep(text)
    after = {g.number: set(g.wordings) for g in groups(store.questions())}
    assert all(text in after[number] for number, text in before.items())
    assert group(store, 1).size == 3
    with pytest.raises(NoGroup, match="Q003"):
        group(store, 2_000)


def test_the_same_words_are_shown_once_however_often_they_come(store) -> None:
    for text in ("Parking?", "parking", "PARKING!", "is there parking nearby"):
        store.keep(text)
    (found,) = groups(store.questions())
    assert found.size == 4 and found.wordings == ["Parking?", "is there parking nearby"]


def test_groups_do_not_depend_on_how_the_work_is_cut(monkeypatch) -> None:
    rng = np.random.default_rng(5)
    centres = rng.normal(size=(40, likeness.WIDTH))
    vectors = [centres[rng.integers(40)] + 0.5 * rng.normal(size=likeness.WIDTH) for _ in range(300)]
    whole = likeness.leaders(vectors)
    monkeypatch.setattr(likeness, "_BLOCK", 7)
    assert likeness.leaders(vectors) == whole and likeness.leaders(vectors[:100]) == whole[:100]
    assert len(set(whole)) == 40 and all(leader <= place for place, leader in enumerate(whole))


def test_a_packed_vector_is_the_same_and_another_encoders_is_made_anew(store, monkeypatch) -> None:
    vector = likeness.encode(["parking?"])[0]
    back = likeness.unpack(likeness.pack(vector)).astype(float)
    assert float(back @ vector / np.linalg.norm(back)) > 0.999
    store.keep("parking?")
    monkeypatch.setattr(likeness, "tag", lambda: "another-encoder")
    assert likeness.unpack(None) is None
    (question,) = store.questions()
    assert likeness.unpack(likeness.pack(question.vector)) is not None
    monkeypatch.setattr(likeness, "encode", lambda texts: pytest.fail("made anew twice"))
    assert len(store.questions()) == 1


def test_every_question_different_is_still_grouped() -> None:
    """The worst there is for the work: thousands of groups of one."""
    rng = np.random.default_rng(2)
    found = groups([Question(n, "2026-11-22", f"q {n}", rng.normal(size=likeness.WIDTH)) for n in range(3000)])
    assert len(found) == 3000 and [g.number for g in found] == list(range(3000)) and groups([]) == []
