"""However it is written, an explicit message stays danger."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.safety.screen import Screen
from tests.safety.cases import cases, flat

EXPLICIT = [
    "I want to die",
    "I want to kill myself",
    "I am going to end my life tonight",
    "I feel suicidal",
    "my husband hits me",
    "I was raped",
    "I cut myself last night",
    "I took an overdose",
    "my therapist kissed me after the session",
    "I don't want to be alive anymore",
    "the voices tell me to kill myself",
    "I am being blackmailed",
    "someone is stalking me",
    "I make myself sick after every meal",
]
FIXED = settings(derandomize=True, max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
SCREEN = Screen()
NEAR = SCREEN._book.normaliser.near
LEXICON = SCREEN._book.normaliser.lexicon


ALL = [phrase for _, phrase in flat("explicit")]
HYPERBOLE = ("I want to kill my", "I am planning to shoot my", "I want to hurt him so badly")
"""With a laughing face this may be a figure of speech."""


@pytest.mark.parametrize("phrase", ALL)
def test_no_outer_form_hides_any_explicit_message(phrase: str) -> None:
    """Capitals, gaps, what stands at the edges: the words are the same."""
    written = [phrase.upper(), phrase.title(), phrase.replace(" ", "  "), phrase.replace(" ", "\t"), f"\n\n{phrase}!!!"]
    written += [phrase.replace(" ", "\u00a0"), f"...{phrase}?", f'"{phrase}"', f"{phrase} :("]
    written += [f"{phrase} {emoji}" for emoji in "😭😔🙃😂" if emoji != "😂" or not phrase.startswith(HYPERBOLE)]
    assert [one for one in written if SCREEN(one).level != "crisis"] == []


@FIXED
@given(st.sampled_from(EXPLICIT), st.randoms(use_true_random=False))
def test_case_does_not_hide_it(phrase: str, random) -> None:  # type: ignore[no-untyped-def]
    written = "".join(c.upper() if random.random() < 0.5 else c.lower() for c in phrase)
    assert SCREEN(written).level == "crisis", written


@FIXED
@given(st.sampled_from(EXPLICIT), st.sampled_from([" ", "  ", "\t", "\n", "\u00a0", "\u2009", " \u200b"]), st.booleans())  # noqa: E501
def test_spacing_does_not_hide_it(phrase: str, gap: str, edges: bool) -> None:
    written = phrase.replace(" ", gap)
    assert SCREEN(gap + written + gap if edges else written).level == "crisis", repr(written)


@FIXED
@given(st.sampled_from(EXPLICIT), st.sampled_from([".", "!", "?", ",", "...", "!!!", ";", ":", "-", "~", "*", '"', "’", ")"]), st.data())  # noqa: E501
def test_punctuation_does_not_hide_it(phrase: str, mark: str, data) -> None:  # type: ignore[no-untyped-def]
    words = phrase.split()
    place = data.draw(st.integers(0, len(words) - 1))
    everywhere = data.draw(st.booleans())
    written = " ".join(w + mark if everywhere or i == place else w for i, w in enumerate(words))
    assert SCREEN(written).level == "crisis", written


@FIXED
@given(st.sampled_from(EXPLICIT), st.sampled_from(["😂", "💀", "😭", "🙃", "❤️", "👍🏽", "👨‍👩‍👧", "🇬🇧"]), st.data())
def test_emoji_does_not_hide_it(phrase: str, emoji: str, data) -> None:  # type: ignore[no-untyped-def]
    words = phrase.split()
    words.insert(data.draw(st.integers(0, len(words))), emoji)
    glued = data.draw(st.booleans())
    written = " ".join(words) if not glued else phrase + emoji
    assert SCREEN(written).level == "crisis", written


@FIXED
@given(st.sampled_from(EXPLICIT), st.data())
def test_one_slip_of_the_finger_does_not_hide_it(phrase: str, data) -> None:  # type: ignore[no-untyped-def]
    words = phrase.split()
    long = [i for i, w in enumerate(words) if len(w) >= 4 and w.isalpha()]
    index = data.draw(st.sampled_from(long))
    word = words[index].lower()
    at = data.draw(st.integers(0, len(word) - 2))
    kind = data.draw(st.sampled_from(["double", "drop", "swap"]))
    slip = {
        "double": word[: at + 1] + word[at] + word[at + 1 :],
        "drop": word[:at] + word[at + 1 :],
        "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }[kind]
    if slip in NEAR or slip in LEXICON:
        return  # another English word
    words[index] = slip
    assert SCREEN(" ".join(words)).level == "crisis", " ".join(words)


@pytest.mark.parametrize("phrase", EXPLICIT)
def test_one_doubled_letter_does_not_hide_it(phrase: str) -> None:
    for at, letter in enumerate(phrase):
        if not letter.isalpha():
            continue
        written = phrase[:at] + letter + phrase[at:]
        slip = next(a for a, b in zip(written.lower().split(), phrase.lower().split(), strict=True) if a != b)
        if slip in NEAR or slip in LEXICON and slip != "ii":
            continue
        assert SCREEN(written).level == "crisis", written


@pytest.mark.parametrize("phrase", ["i want to die", "kill myself", "suicide", "i cut myself", "i was raped"])
def test_letters_spaced_out_or_joined_do_not_hide_it(phrase: str) -> None:
    assert SCREEN(" ".join(phrase)).level == "crisis"
    assert SCREEN(" ".join(phrase.replace(" ", ""))).level == "crisis"
    assert SCREEN(phrase.replace(" ", "")).level == "crisis"
    assert SCREEN(".".join(phrase.replace(" ", ""))).level == "crisis"


@pytest.mark.parametrize("phrase", cases("harmless")["ordinary"][:25])
def test_shouting_does_not_make_danger(phrase: str) -> None:
    assert SCREEN(phrase.upper() + "!!!").level != "crisis"
