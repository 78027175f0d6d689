"""Slips are read over; what is no slip stays as it was typed."""

from __future__ import annotations

import pytest

from bot.nlu.spelling import Speller, one_slip

COUNTS = {w: 9 for w in "crying therapist does it help is weakness will she judge me being in front of my the session".split()}


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(COUNTS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("is criyng weaknes", "is crying weakness"),
        ("will teh therapsit jugde me", "will the therapist judge me"),
        ("does it hlep", "does it help"),
        ("u think shell judge me", "you think shell judge me"),
        ("crying???", "crying???"),
        ("cryyyying", "crying"),
    ],
)
def test_one_slip_is_mended(speller: Speller, typed: str, read: str) -> None:
    assert speller.correct(typed) == read


@pytest.mark.parametrize("typed", ["Siobhan from Kilmallock", "Γιατί κλαίω;", "qzxv", "<b>x</b>", "asdfgh jkl", "", "12345"])
def test_what_is_no_slip_stays(speller: Speller, typed: str) -> None:
    assert speller.correct(typed) == typed


def test_without_training_nothing_is_changed() -> None:
    assert Speller({}).correct("criyng u") == "criyng u"


@pytest.mark.parametrize(("a", "b", "near"), [("help", "hlep", True), ("help", "hel", True), ("help", "helps", True), ("help", "heap", True), ("help", "heel", False), ("ab", "ba", True), ("abc", "cba", False)])
def test_a_slip_is_one_letter_dropped_added_changed_or_swapped(a: str, b: str, near: bool) -> None:
    assert one_slip(a, b) is near and one_slip(b, a) is near
