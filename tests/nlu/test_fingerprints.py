"""Rasa's training cache sees classes and settings, not files: what reads a file must say so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rasa.engine.training.fingerprinting import calculate_fingerprint_key

from bot.nlu import embeddings
from bot.nlu.classifier import TopicClassifier
from bot.nlu.embeddings.minilm import MiniLmEncoder
from bot.nlu.embeddings.mpnet import MpnetEncoder
from bot.nlu.embeddings.onnx_encoder import OnnxEncoder
from bot.nlu.encoder import SentenceEncoder
from bot.nlu.ngrams import NgramFeaturizer
from bot.nlu.spelling import SpellingReader


def key(component: type) -> str:
    return calculate_fingerprint_key(component, component.get_default_config(), {})


@pytest.mark.parametrize("maker", [MiniLmEncoder, MpnetEncoder])
def test_a_changed_encoder_file_changes_the_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, maker: type[OnnxEncoder]
) -> None:
    """Graph, tokenizer and whatever stands beside them: each counts."""
    built = maker()
    built.ensure()
    config = {**SentenceEncoder.get_default_config(), "encoders": [maker.name]}
    for name in (built.graph, *built.parts):
        for path in built.folder.glob("*.*"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
        monkeypatch.setitem(embeddings._loaded, maker.name, maker(tmp_path))
        before = calculate_fingerprint_key(SentenceEncoder, config, {})
        with (tmp_path / name).open("ab") as file:
            file.write(b" ")
        monkeypatch.setitem(embeddings._loaded, maker.name, maker(tmp_path))
        assert calculate_fingerprint_key(SentenceEncoder, config, {}) != before


def test_a_changed_helper_module_changes_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import bot.nlu.classifier as module

    before = key(TopicClassifier)
    copies = []
    for path in module.HELPERS:
        copy = tmp_path / path.name
        copy.write_bytes(path.read_bytes())
        copies.append(copy)
    monkeypatch.setattr(module, "HELPERS", tuple(copies))
    assert key(TopicClassifier) == before
    copies[0].write_text(copies[0].read_text() + "\n# changed\n")
    assert key(TopicClassifier) != before


@pytest.mark.parametrize("component", [NgramFeaturizer, SpellingReader])
def test_rules_outside_the_class_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, component: type) -> None:
    module = sys.modules[component.__module__]
    before = key(component)
    copy = tmp_path / "copy.py"
    copy.write_text(Path(str(module.__file__)).read_text() + "\n# changed\n")
    monkeypatch.setattr(module, "__file__", str(copy))
    assert key(component) != before
