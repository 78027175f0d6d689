"""Reads training files once, and fast: named under `importers` in config.yml.

Rasa's own importer parses each file four times with a pure Python parser, against a schema, and the phrases twice over:
half of a training's time with a hundred files. Here a file that holds what such files ordinarily hold, intents with plain
examples and responses with texts, is read by libyaml. Any other is left to Rasa's reader, with Rasa's own messages.
"""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.data import is_likely_yaml_file
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData

_PLAIN = {"version", "nlu", "responses"}


class QuickImporter(RasaFileImporter):
    """Rasa's importer for files, with what it read kept for the next time it is asked."""

    _nlu: TrainingData | None = None
    _domain: Domain | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Returns all phrases and responses; a copy, since components write to what they get."""
        if self._nlu is None:
            read = [plain_file(Path(file)) or load_data(file, language or "en") for file in self._nlu_files]
            self._nlu = TrainingData().merge(*read)
        return deepcopy(self._nlu)

    def get_domain(self) -> Domain:
        """Returns the domain."""
        if self._domain is None:
            self._domain = super().get_domain()
        return self._domain


def plain_file(file: Path) -> TrainingData | None:
    """Reads a file of intents with plain examples and responses with texts.

    Args:
        file: A training file.

    Returns:
        What it holds, or None where Rasa's own reader is to read it: another format, further keys, or a mistake.
    """
    if not is_likely_yaml_file(str(file)):
        return None
    try:
        found = yaml.load(file.read_text(encoding="utf-8"), _Quick)
    except (OSError, ValueError, yaml.YAMLError):
        return None
    if not isinstance(found, dict) or not set(found) <= _PLAIN:
        return None
    intents, responses = found.get("nlu") or [], found.get("responses") or {}
    if not (_plain_intents(intents) and _plain_responses(responses)):
        return None
    return _Reader(str(file)).taken(intents, responses)


def _plain_intents(items: Any) -> bool:
    return isinstance(items, list) and all(
        isinstance(item, dict)
        and set(item) == {"intent", "examples"}
        and all(isinstance(value, str) and value for value in item.values())
        for item in items
    )


def _plain_responses(items: Any) -> bool:
    return isinstance(items, dict) and all(
        isinstance(variants, list)
        and all(isinstance(one, dict) and isinstance(one.get("text"), str) for one in variants)
        for variants in items.values()
    )


class _Reader(RasaYAMLReader):
    """Rasa's own reading of examples, behind another parser."""

    def __init__(self, filename: str) -> None:
        super().__init__()
        self.filename = filename

    def taken(self, intents: list[dict[str, Any]], responses: dict[str, Any]) -> TrainingData:
        """The training data of parsed YAML."""
        self._parse_nlu(intents)
        return TrainingData(
            self.training_examples, self.entity_synonyms, self.regex_features, self.lookup_tables, responses
        )


class _Quick(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2 as Rasa reads it: "no" and "on" are words, 1:30 is a time of day; a key that is there twice is a mistake."""

    yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in forms if tag.rsplit(":", 1)[-1] not in ("bool", "int", "float")]
        for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Builds a mapping.

        Raises:
            yaml.YAMLError: A key is there twice.
        """
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(map(str, keys))):
            raise yaml.YAMLError("a key is there twice")
        return super().construct_mapping(node, deep)


_Quick.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
_Quick.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))
_Quick.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]*(?:[eE][-+]?[0-9]+)?$"), list("-+0123456789")
)
