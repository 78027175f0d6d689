"""Rasa's training cache sees classes and settings, not files: what reads a file must say so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rasa.engine.training.fingerprinting import calculate_fingerprint_key

from bot.nlu import embeddings
from bot.nlu.classifier import TopicClassifier
from bot.nlu.embeddings.minilm import _GRAPH, _TOKENIZER, FOLDER, MiniLmEncoder, build
from bot.nlu.encoder import SentenceEncoder
from bot.nlu.ngrams import NgramFeaturizer
from bot.nlu.spelling import SpellingReader


def key(component: type) -> str:
    return calculate_fingerprint_key(component, component.get_default_config(), {})


@pytest.mark.parametrize("name", [_GRAPH, _TOKENIZER])
def test_a_changed_encoder_file_changes_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    build()
    for path in FOLDER.glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setitem(embeddings._loaded, "minilm", MiniLmEncoder(tmp_path))
    before = key(SentenceEncoder)
    with (tmp_path / name).open("ab") as file:
        file.write(b" ")
    monkeypatch.setitem(embeddings._loaded, "minilm", MiniLmEncoder(tmp_path))
    assert key(SentenceEncoder) != before


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
