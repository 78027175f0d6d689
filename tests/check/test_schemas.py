"""data/schemas is what the check itself uses, fits the real files, and underlines what the check reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.check import schemas
from bot.check.files import KINDS, kind_of
from bot.check.shapes import schema
from bot.settings import ROOT

DATA = ROOT / "data"
FILES = sorted(
    path.relative_to(DATA).as_posix() for path in DATA.rglob("*.yml") if kind_of(path.relative_to(DATA).as_posix())
)


def _errors(held: Any, relative: str) -> list[str]:
    kind = kind_of(relative)
    assert kind
    return [error.message for error in jsonschema.Draft7Validator(schema(kind.shape)).iter_errors(held)]


def _read(relative: str) -> Any:
    return yaml.load((DATA / relative).read_text(encoding="utf-8"), Loader=_Plain)


class _Plain(yaml.SafeLoader):
    """YAML as editors read it: yes and no are words, a date is a text."""


_Plain.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in pairs
        if "timestamp" not in tag and (first not in "yYnNoO" or "bool" not in tag)
    ]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_the_schemas_in_the_repository_are_the_ones_that_would_be_written() -> None:
    """Out of date? `python -m bot check --schemas` writes them anew."""
    for name, text in schemas.texts().items():
        assert (DATA / name).read_text(encoding="utf-8") == text, name
    written = {Path(name).name for name in schemas.texts()}
    assert {path.name for path in (DATA / schemas.FOLDER).iterdir()} == written - {"settings.json"}


def test_writing_them_goes_where_editors_look(tmp_path: Path) -> None:
    """Every kind of file is named in the editors' settings by a path from the project's folder."""
    (tmp_path / "data").mkdir()
    names = schemas.write(tmp_path / "data")
    settings = json.loads((tmp_path / ".vscode" / "settings.json").read_text())
    assert set(settings["yaml.schemas"]) == {f"./data/schemas/{kind.name}.json" for kind in KINDS}
    assert all((tmp_path / path).is_file() for path in settings["yaml.schemas"])
    assert ".vscode/settings.json" in names


@pytest.mark.parametrize("relative", FILES)
def test_our_own_files_fit(relative: str) -> None:
    """An editor underlines nothing in a good file."""
    assert _errors(_read(relative), relative) == []


@pytest.mark.parametrize(
    ("relative", "place", "value"),
    [
        ("topics/gender.yml", ("responses", "utter_faq/gender", 0, "metadata", "shure"), "x"),
        ("topics/gender.yml", ("responses", "utter_faq/gender", 0, "metadata", "evidence"), "hearsay"),
        ("topics/gender.yml", ("responses", "utter_faq/gender", 0, "metadata", "culture", "famly"), "x"),
        ("practice.yml", ("practice", "colours", "accent"), "green"),
        ("practice.yml", ("practice", "retention_hours"), 0),
        ("menu.yml", ("menu", "menus"), ["x"]),
        ("safety/helplines.yml", ("lines", 0, "by"), "fax"),
        ("checks/culture.yml", ("check", "questions", 0, "options", 0, "lable"), "x"),
        ("scenarios/worries.yml", ("scenarios", 0, "talk", 0, "expects"), "x"),
    ],
)
def test_a_slip_is_underlined(relative: str, place: tuple[Any, ...], value: Any) -> None:
    """Unknown keys, unknown words, values of the wrong form."""
    held = _read(relative)
    inner = held
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    assert _errors(held, relative)


def test_every_text_that_the_program_asks_for_is_known() -> None:
    """A key that only the program knows would be reported as missing by nobody."""
    import re

    from bot.check.files.texts import TEXTS_NAMES

    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    asked = set(re.findall(r'content\.texts\["(\w+)"\]', code))
    assert asked and asked <= set(TEXTS_NAMES)
