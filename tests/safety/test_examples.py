"""What the classifier beside the rules is taught with."""

from __future__ import annotations

from bot.safety.build import gather
from bot.safety.examples import NONE, letters
from bot.settings import ROOT

CALM = [f"The kettle on shelf {n} is calm" for n in range(12)]
ASKED = [f"Is question {n} a fair one?" for n in range(12)]


def test_letters_are_made_of_calm_sentences_alone() -> None:
    """What is put together from harmless things is harmless: not a word comes from elsewhere."""
    known = {word for text in (*CALM, *ASKED) for word in text.rstrip("?").split()} | {"-", "and"}
    made = letters(CALM, ASKED)
    assert len(made) > 400
    assert {word.rstrip(".,?") for text in made for word in text.split()} <= known
    assert max(len(text.split()) for text in made) > 200 and any(len(text.split()) < 20 for text in made)


def test_the_same_letters_in_every_build() -> None:
    """The same data give the same screen."""
    assert letters(CALM, ASKED) == letters(CALM, ASKED) != letters(CALM[::-1], ASKED)


def test_too_little_to_choose_from_makes_none() -> None:
    """A practice that begins anew is no error."""
    assert letters(CALM[:3], ASKED[:3]) == []


def test_letters_and_the_chats_own_words_stand_after_what_was_written() -> None:
    """The places that the build reads: written, letters, own, asked; nothing but the written is danger."""
    found = gather(ROOT / "data")
    assert found.letters > 400 and found.own > 1000
    assert len(found.texts) == len(set(found.texts)) == len(found.kinds)
    assert all(kind == NONE for kind in found.kinds[found.written :])
    assert len(found.texts) > found.written + found.letters + found.own + 3000
