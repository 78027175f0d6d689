"""A message's vector and its sentences' come from one reading of it."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.embeddings import Encoder, encoder_named
from bot.nlu.embeddings.pooling import Tokens, pooled

TEXT = "My dad never cried. Is it weak to cry in front of a stranger?"
SPANS = [(0, 19), (20, len(TEXT))]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The small encoder; all of them pool by the same code."""
    return encoder_named("minilm")


def test_each_layer_has_length_one_and_the_centre_is_taken_off() -> None:
    states = np.array([[3.0, 0.0, 1.0, 1.0], [5.0, 0.0, 1.0, 5.0]])
    row = pooled(states, np.array([[0.0, 0.0], [1.0, 0.0]]))
    assert np.allclose(row, [1.0, 0.0, 0.0, 1.0])


def test_a_part_takes_the_tokens_that_lie_in_it_and_no_marks() -> None:
    tokens = Tokens(np.arange(5.0)[:, None], np.array([[0, 0], [0, 2], [3, 6], [7, 9], [0, 0]]))
    assert tokens.inside((3, 9)).ravel().tolist() == [2.0, 3.0]
    assert tokens.inside((0, 2)).ravel().tolist() == [1.0]
    assert tokens.reach() == 9


def test_the_whole_is_read_as_it_is_alone(encoder: Encoder) -> None:
    rows = encoder.encode_parts(TEXT, SPANS)
    assert rows.shape == (3, sum(encoder.blocks))
    assert np.array_equal(rows[0], encoder.encode([TEXT])[0])


def test_a_sentence_is_nearer_to_itself_alone_than_to_its_neighbour(encoder: Encoder) -> None:
    first, second = encoder.encode_parts(TEXT, SPANS)[1:]
    alone = encoder.encode([TEXT[slice(*SPANS[1])]])[0]
    assert second @ alone > first @ alone


def test_what_was_cut_off_is_read_by_itself(encoder: Encoder) -> None:
    long = "I talked and talked about the weather. " * 40 + "I have never cried in front of anyone."
    span = (long.index("I have"), len(long))
    row = encoder.encode_parts(long, [span])[1]
    assert np.allclose(row, encoder.encode([long[slice(*span)]])[0], atol=1e-6)


def test_the_same_message_is_read_once(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = encoder.inputs  # type: ignore[attr-defined]
    monkeypatch.setattr(encoder, "inputs", lambda ids: asked.append(ids.shape[1]) or real(ids))
    text = "a sentence that nobody has asked about before"
    encoder.encode([text])
    encoder.encode_parts(text, [(0, 10)])
    assert len(asked) == 1


def test_of_what_was_read_no_words_are_kept(encoder: Encoder) -> None:
    encoder.encode(["xylophone"])
    assert "xylophone" not in repr(encoder._read)  # type: ignore[attr-defined]


def test_nothing_asked_is_nothing_given(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, sum(encoder.blocks))


def test_a_phrase_is_learnt_from_as_a_message_is_read(encoder: Encoder) -> None:
    phrases = ["is it weak to cry", "my dad never cried", TEXT, "do people cry here"]
    assert np.array_equal(encoder.encode_many(phrases), encoder.encode(phrases))
    assert np.array_equal(encoder.encode_parts_many([(TEXT, SPANS)])[0], encoder.encode_parts(TEXT, SPANS))
