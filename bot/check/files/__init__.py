"""What every file of data/ may hold: the one description that the check, the JSON schemas and the editors share."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import NamedTuple

from bot.check.files import guided, intake, lists, practice, scenarios, texts, topics
from bot.check.shapes import Shape


class Kind(NamedTuple):
    """One kind of file: the schema's name, which files under data/ are meant, and what they may hold."""

    name: str
    paths: str
    shape: Shape


KINDS = (
    Kind("topic", "topics/*.yml", topics.TOPIC),
    Kind("followup", "followups/*.yml", topics.FOLLOWUP),
    Kind("check", "checks/*.yml", guided.CHECK),
    Kind("intake", "intake/questionnaire.yml", intake.QUESTIONNAIRE),
    Kind("practice", "practice.yml", practice.PRACTICE),
    Kind("texts", "texts.yml", texts.TEXTS),
    Kind("widget", "widget.yml", texts.WIDGET),
    Kind("menu", "menu.yml", lists.MENU),
    Kind("languages", "languages.yml", lists.LANGUAGES),
    Kind("sources", "sources.yml", lists.SOURCES),
    Kind("claims", "claims.yml", lists.CLAIMS),
    Kind("phrases_that_hurt", "phrases_that_hurt.yml", lists.HURTFUL),
    Kind("helplines", "safety/helplines.yml", lists.HELPLINES),
    Kind("scenarios", "scenarios/*.yml", scenarios.SCENARIOS),
)


def kind_of(relative: str) -> Kind | None:
    """Returns what a file is, by its path under data/; None where nothing is said about it."""
    folder = relative.rpartition("/")[0]
    name = f"{relative[:-5]}.yml" if relative.endswith(".yaml") else relative
    return next((k for k in KINDS if k.paths.rpartition("/")[0] == folder and fnmatch(name, k.paths)), None)
