from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.bench import projects
from bot.bench.training import data_digest
from bot.content.load import load
from bot.settings import ROOT


def names(config: dict[str, list[dict[str, str]]], part: str) -> list[str]:
    return [step["name"] for step in config[part]]


def test_the_default_is_what_the_installed_rasa_suggests() -> None:
    config = projects.default_config()
    assert names(config, "pipeline") == [
        "WhitespaceTokenizer",
        "RegexFeaturizer",
        "LexicalSyntacticFeaturizer",
        "CountVectorsFeaturizer",
        "CountVectorsFeaturizer",
        "DIETClassifier",
        "EntitySynonymMapper",
        "ResponseSelector",
        "FallbackClassifier",
    ]
    assert sorted(names(config, "policies")) == [
        "MemoizationPolicy",
        "RulePolicy",
        "TEDPolicy",
        "UnexpecTEDIntentPolicy",
    ]
    assert {step["epochs"] for step in config["pipeline"] if "epochs" in step} == {100}


def test_logistic_regression_takes_the_place_of_what_needs_tensorflow() -> None:
    found = names(projects.logistic_config(), "pipeline")
    assert found[-2:] == ["LogisticRegressionClassifier", "FallbackClassifier"]
    assert not {"DIETClassifier", "ResponseSelector"} & set(found)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "topics").mkdir(parents=True)
    (folder / "topics" / "a.yml").write_text("version: '3.1'\n")
    (folder / "rules.yml").write_text(
        yaml.safe_dump({"rules": [{"rule": "one", "steps": [{"intent": "faq"}, {"action": "action_turn"}]}]})
    )
    (folder / "claims.yml").write_text("claims: []\n")
    return folder


def test_a_project_holds_the_training_data_and_nothing_else(data: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "old").write_text("of an earlier run")
    projects.write(project, {"pipeline": []}, data, ROOT / "domain.yml")
    assert sorted(p.relative_to(project).as_posix() for p in project.rglob("*") if p.is_file()) == [
        "config.yml",
        "credentials.yml",
        "data/rules.yml",
        "data/topics/a.yml",
        "domain.yml",
    ]
    # Rasa's own channel, not ours.
    assert yaml.safe_load((project / "credentials.yml").read_text()) == {"rest": {}}


def test_each_rule_becomes_a_story_where_asked(data: Path, tmp_path: Path) -> None:
    projects.write(tmp_path / "project", {}, data, ROOT / "domain.yml", stories=True)
    told = yaml.safe_load((tmp_path / "project" / "data" / "stories.yml").read_text())["stories"]
    assert told == [{"story": "one", "steps": [{"intent": "faq"}, {"action": "action_turn"}]}]


def test_plain_intents_hold_every_phrase(tmp_path: Path) -> None:
    real = load(ROOT / "data")
    projects.write_flat(tmp_path / "project", {}, real)
    nlu = yaml.safe_load((tmp_path / "project" / "data" / "nlu.yml").read_text())["nlu"]
    written = {entry["intent"]: entry["examples"].splitlines() for entry in nlu}
    topic = real.topics["crying_weakness"]
    assert written["faq__crying_weakness"] == [f"- {phrase}" for phrase in topic.examples]
    assert "followup__why" in written
    domain = yaml.safe_load((tmp_path / "project" / "domain.yml").read_text())
    assert domain["intents"] == list(written)


def test_the_conversation_store_is_sqlite_on_both_sides(tmp_path: Path) -> None:
    projects.write_endpoints(tmp_path, 1234, tmp_path / "x.sqlite")
    found = yaml.safe_load((tmp_path / "endpoints.yml").read_text())
    assert found["tracker_store"] == {"type": "SQL", "dialect": "sqlite", "db": str(tmp_path / "x.sqlite")}
    assert found["action_endpoint"]["url"] == "http://127.0.0.1:1234/webhook"


def test_the_key_of_a_training_follows_what_it_is_made_from(data: Path) -> None:
    domain = ROOT / "domain.yml"
    before = data_digest(data, domain, "default")
    assert before == data_digest(data, domain, "default")
    assert before != data_digest(data, domain, "stories")
    (data / "claims.yml").write_text("claims: [1]\n")
    assert before == data_digest(data, domain, "default")
    (data / "topics" / "a.yml").write_text("version: '3.1'\nnlu: []\n")
    assert before != data_digest(data, domain, "default")
