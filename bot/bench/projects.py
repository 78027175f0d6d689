"""Throw-away Rasa projects under var/bench: Rasa's own defaults on our data."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from bot.bench.errors import BenchError
from bot.content.model import Content

DATA = ("topics", "followups", "rules.yml", "nlu")
TEMPLATE = Path("engine/recipes/config_files/default_config.yml")
"""What `rasa init` suggests and then trains, inside the installed package."""


def default_config() -> dict[str, Any]:
    """Reads Rasa's default pipeline and policies from the installed package, not from memory.

    Raises:
        BenchError: The package has no such file.
    """
    found = find_spec("rasa")
    path = Path(found.origin).parent / TEMPLATE if found and found.origin else TEMPLATE
    try:
        config: dict[str, Any] = yaml.safe_load(path.read_text())
    except OSError:
        raise BenchError(f"B005 Rasa's default configuration is not at {path}. Remedy: rasa==3.6.21") from None
    return {**config, "assistant_id": "bench_default"}


def logistic_config() -> dict[str, Any]:
    """Rasa's default pipeline with its LogisticRegressionClassifier in the place of DIET and the response selector."""
    config = default_config()
    pipeline = []
    for step in config["pipeline"]:
        if step["name"] == "DIETClassifier":
            pipeline.append({"name": "LogisticRegressionClassifier"})
        elif step["name"] not in ("ResponseSelector", "EntitySynonymMapper"):
            pipeline.append(step)
    return {**config, "pipeline": pipeline}


def write(folder: Path, config: dict[str, Any], data: Path, domain: Path, *, stories: bool = False) -> None:
    """Writes a project with our topics, follow-ups and rules.

    Args:
        folder: Where; what stood there is removed.
        config: Pipeline and policies.
        data: Our data.
        domain: Our domain.
        stories: Write each rule down as a story too, so that TED has something to learn.
    """
    _empty(folder)
    for name in DATA:
        source, target = data / name, folder / "data" / name
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    if stories:
        rules = yaml.safe_load((data / "rules.yml").read_text())["rules"]
        told = [{"story": rule["rule"], "steps": rule["steps"]} for rule in rules]
        _dump(folder / "data" / "stories.yml", {"version": "3.1", "stories": told})
    shutil.copy2(domain, folder / "domain.yml")
    _dump(folder / "config.yml", config)
    _dump(folder / "credentials.yml", {"rest": {}})


def write_flat(folder: Path, config: dict[str, Any], content: Content) -> None:
    """Writes a project with one plain intent a topic, for pipelines that know no retrieval intents."""
    _empty(folder)
    intents = {flat(topic.intent): topic.examples for topic in content.topics.values()}
    intents |= {flat(f"followup/{kind}"): phrases for kind, phrases in content.followup_examples.items()}
    nlu = [
        {"intent": name, "examples": "".join(f"- {phrase}\n" for phrase in phrases)}
        for name, phrases in sorted(intents.items())
        if phrases
    ]
    (folder / "data").mkdir()
    _dump(folder / "data" / "nlu.yml", {"version": "3.1", "nlu": nlu})
    _dump(folder / "domain.yml", {"version": "3.1", "intents": [entry["intent"] for entry in nlu]})
    _dump(folder / "config.yml", config)


def flat(intent: str) -> str:
    """Returns the plain name of a retrieval intent: ``faq/why_cry`` is ``faq__why_cry``."""
    return intent.replace("/", "__")


def write_endpoints(folder: Path, action_port: int, database: Path) -> None:
    """Writes where the action server and the conversation store are."""
    _dump(
        folder / "endpoints.yml",
        {
            "action_endpoint": {"url": f"http://127.0.0.1:{action_port}/webhook"},
            "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(database)},
        },
    )


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _dump(path: Path, value: Any) -> None:
    path.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=1000))
