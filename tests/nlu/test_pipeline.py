"""The pipeline on a trade it has never heard of."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.embeddings import encoder_named
from bot.nlu.embeddings.cache import encode_cached
from tests.nlu.conftest import BIKES, Pipeline

UNSEEN = [
    ("what will it cost me to hire one until friday", "rent/price"),
    ("may I leave the bicycle at a different place when I'm done", "rent/return"),
    ("all the air is gone from my back wheel", "repair/puncture"),
    ("when I pull the lever nothing happens, it keeps rolling", "repair/brakes"),
    ("hello!", "greet"),
]


@pytest.mark.parametrize(("text", "topic"), UNSEEN)
def test_new_words_for_a_known_question(bikes: Pipeline, text: str, topic: str) -> None:
    parsed = bikes.parse(text)
    assert parsed["intent_ranking"][0]["name"] == topic
    assert parsed["intent"]["name"] == topic.split("/")[0]


def test_where_rasa_and_its_tests_look(bikes: Pipeline) -> None:
    parsed = bikes.parse("is there glass in the tyre")
    assert parsed["intent"]["full_retrieval_intent_name"] == "repair/puncture"
    selector = parsed["response_selector"]
    assert selector["all_retrieval_intents"] == ["rent", "repair"]
    for key in ("default", "repair"):
        assert selector[key]["response"]["intent_response_key"] == "repair/puncture"
        assert selector[key]["response"]["confidence"] == parsed["intent"]["confidence"]
    confidences = [one["confidence"] for one in parsed["intent_ranking"]]
    assert confidences == sorted(confidences, reverse=True)
    assert 0 <= sum(confidences) <= 1.001
    json.dumps(parsed)  # what goes into a tracker must be plain data


def test_a_plain_intent_has_no_retrieval_name(bikes: Pipeline) -> None:
    parsed = bikes.parse("hi there")
    assert parsed["intent"] == {"name": "greet", "confidence": parsed["intent"]["confidence"]}
    assert set(parsed["response_selector"]) == {"all_retrieval_intents"}


def test_each_worry_of_a_message_is_found(bikes: Pipeline) -> None:
    text = "Hi there. I have a flat tyre and what does it cost to rent another one?"
    segments = bikes.parse(text)["understanding"]["segments"]
    assert [text[slice(*one["span"])] for one in segments][-1].startswith("what does it cost")
    found = [one["ranking"][0][0] for one in segments]
    assert "repair/puncture" in found
    assert "rent/price" in found


def test_the_worry_in_the_middle_of_a_ramble_is_found(bikes: Pipeline) -> None:
    ramble = (
        "So we came over on the ferry with the kids and my sister-in-law. The weather is holding up nicely. "
        "Can I return it at another station? Anyway we had lunch by the lake, lovely place, you should go."
    )
    assert bikes.parse(ramble)["intent_ranking"][0]["name"] == "rent/return"


def test_another_subject_is_unfamiliar(bikes: Pipeline) -> None:
    strange = ["what is the capital of Mongolia", "my cat has fleas", "write a poem about entropy", "asdfg hjkl"]
    known = [text for text, _ in UNSEEN[:4]]
    out = [bikes.parse(text) for text in strange]
    into = [bikes.parse(text) for text in known]
    assert max(one["understanding"]["scope"] for one in out) < 0.2
    assert max(one["intent"]["confidence"] for one in out) < min(one["intent"]["confidence"] for one in into)


def test_the_same_message_gives_the_same_answer(bikes: Pipeline) -> None:
    text = "hello, the brakes squeak and how late can I drop it off?"
    once = bikes.parse(text)
    with ThreadPoolExecutor(4) as pool:
        assert all(again == once for again in pool.map(bikes.parse, [text] * 16))


def test_the_same_data_give_the_same_model_in_any_order(tmp_path: Path) -> None:
    small = {intent: texts[:5] for intent, texts in BIKES.items()}
    turned = {intent: texts[::-1] for intent, texts in reversed(small.items())}
    stored = []
    for i, texts in enumerate((small, small, turned)):
        (tmp_path / str(i)).mkdir()
        Pipeline(tmp_path / str(i), ["minilm"], texts)
        with np.load(next((tmp_path / str(i)).rglob("topics.npz"))) as arrays:
            stored.append({name: arrays[name] for name in arrays.files})
    for name, array in stored[0].items():
        assert np.array_equal(array, stored[1][name]), name
        assert np.allclose(array, stored[2][name], atol=1e-4), name


def test_a_model_holds_no_pickle(bikes: Pipeline) -> None:
    kinds = {path.suffix for path in Path(bikes.storage._storage_path).rglob("*") if path.is_file()}
    assert kinds <= {".json", ".npy", ".npz"}


@pytest.mark.parametrize("text", ["", " ", "?", "\n\n", "😭", "x" * 1000, "a. " * 300, "\ud800"[:0] + "\u202eabc", "0"])
def test_nothing_that_is_typed_breaks_it(bikes: Pipeline, text: str) -> None:
    parsed = bikes.parse(text)
    assert 0 <= parsed["intent"]["confidence"] <= 1
    assert 0 <= parsed["understanding"]["scope"] <= 1


def test_one_intent_is_too_few_and_stays_silent(tmp_path: Path) -> None:
    pipeline = Pipeline(tmp_path, ["minilm"], {"greet": ["hello", "hi", "hey"]}).loaded()
    parsed = pipeline.parse("hello")
    assert parsed["intent"] == {"name": None, "confidence": 0.0}


def test_one_phrase_a_topic_is_enough_to_start(tmp_path: Path) -> None:
    pipeline = Pipeline(tmp_path, ["minilm"], {"a/x": ["a flat tyre"], "a/y": ["what does it cost"], "b": ["hello"]})
    assert pipeline.parse("my tyre is flat")["intent_ranking"][0]["name"] == "a/x"


def test_encoders_side_by_side(tmp_path: Path) -> None:
    pipeline = Pipeline(tmp_path, ["minilm", "mpnet"], BIKES).loaded()
    assert pipeline.parse("all the air is gone from my back wheel")["intent_ranking"][0]["name"] == "repair/puncture"


def test_phrases_are_encoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    encoder = encoder_named("minilm")
    real = encoder.encode_many
    monkeypatch.setattr(encoder, "encode_many", lambda texts: asked.append(len(texts)) or real(texts))
    texts = ["a flat tyre", "what does it cost", "hello"]
    first = encode_cached(encoder, texts, tmp_path)
    again = encode_cached(encoder, [*texts, "a new one"], tmp_path)
    assert asked == [3, 1]
    assert np.array_equal(first, again[:3])
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"tyre" not in stored
    stored_at = next(tmp_path.iterdir())
    for cut in (b"cut off", stored_at.read_bytes()[:-40]):
        stored_at.write_bytes(cut)
        assert np.array_equal(encode_cached(encoder, texts, tmp_path), first)
