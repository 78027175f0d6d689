"""The component as Rasa uses it: train, store, load, answer; and with content that has no cues."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.cues.rules import CUES_FILE
from bot.nlu.cues import CueComponent

TEXTS = [
    "nobody in my family cries and I push people away",
    "how much is a session",
    "I never let anyone look after me",
]


def made(folder: Path, how: str, **config: Any) -> CueComponent:
    settings = {**CueComponent.get_default_config(), "data_dir": str(CUES_FILE.parent), **config}
    context = ExecutionContext(None, None, node_name="cues")  # type: ignore[arg-type]
    return getattr(CueComponent, how)(settings, LocalModelStorage(folder), Resource("cues"), context)


def concerns(component: CueComponent, text: str, **known: Any) -> dict[str, Any]:
    message = Message({TEXT: text, **known})
    component.process([message])
    return message.as_dict(only_output_properties=True)["understanding"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    made(folder, "create", cache_dir=str(folder / "cache")).train(TrainingData([]))
    return folder


def test_what_was_trained_is_what_is_loaded(model: Path) -> None:
    got = [concerns(made(model, "load"), text)["concerns"] for text in TEXTS]
    assert got[0] == {"attachment": ["keeps_distance"], "culture": ["family"]}
    assert got[1] == {"attachment": [], "culture": []}
    assert got == [concerns(made(model, "load"), text)["concerns"] for text in TEXTS]


def test_a_second_training_learns_the_same_from_the_cache(model: Path, tmp_path: Path) -> None:
    made(tmp_path, "create", cache_dir=str(model / "cache")).train(TrainingData([]))
    one, other = made(model, "load"), made(tmp_path, "load")
    for text in TEXTS:
        assert concerns(one, text) == concerns(other, text)


def test_other_parts_of_the_understanding_stay(model: Path) -> None:
    assert concerns(made(model, "load"), TEXTS[1], understanding={"language": "en"})["language"] == "en"


def test_the_pipelines_vector_is_used_where_it_is_there(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    component = made(model, "load")
    row = component._encoder.encode([TEXTS[0]])[0]
    message, start = Message({TEXT: TEXTS[0]}), 0
    for width in component._encoder.blocks:
        part = Features(np.array(row[None, start : start + width]), FEATURE_TYPE_SENTENCE, TEXT, f"encoder:0:{start}")
        message.add_features(part)
        start += width
    monkeypatch.setattr(component._encoder, "encode", lambda texts: pytest.fail("encoded twice"))
    component.process([message])
    assert message.get("understanding")["concerns"]["culture"] == ["family"]


def test_content_without_rules_has_no_cues(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    made(tmp_path / "model", "create", data_dir=str(tmp_path)).train(TrainingData([]))
    component = made(tmp_path / "model", "load", data_dir=str(tmp_path))
    assert concerns(component, TEXTS[0])["concerns"] == {"attachment": [], "culture": []}


def test_an_edit_changes_the_key(tmp_path: Path) -> None:
    for file in CUES_FILE.parent.glob("cues*.yml"):
        shutil.copy(file, tmp_path)
    keys = {CueComponent.fingerprint_addon({"data_dir": str(tmp_path)})}
    for name in ("cues.yml", "cues_examples.yml"):
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write("# edited\n")
        keys.add(CueComponent.fingerprint_addon({"data_dir": str(tmp_path)}))
    assert len(keys) == 3
