"""The safety files themselves."""

from __future__ import annotations

from datetime import date

import pytest

from bot.safety.helplines import HelplineError, default_helplines, load_helplines
from bot.safety.normalise import SAFETY_DATA, load_yaml
from bot.safety.patterns import Compiler, PatternError
from bot.safety.rules import RULE_FILES, SafetyDataError, load_rules

FILES = sorted(p.name for p in SAFETY_DATA.glob("*.yml"))


@pytest.mark.parametrize("name", FILES)
def test_rasa_would_read_nothing_of_it(name: str) -> None:
    keys = set(load_yaml(name))
    assert not keys & {"nlu", "responses", "rules", "stories", "forms", "slots", "intents", "entities", "actions"}


@pytest.mark.parametrize("name", [n for n in FILES if n != "languages.yml"])
def test_owner_and_review_stand_empty_until_a_person_fills_them(name: str) -> None:
    data = load_yaml(name)
    assert {"owner", "reviewed_by", "reviewed_on"} <= set(data)


def test_every_rule_has_its_own_name() -> None:
    names = [item["id"] for name in RULE_FILES for item in load_yaml(name)["danger"]]
    names += [item["id"] for item in load_yaml("masks.yml")["masks"]]
    assert len(names) == len(set(names))


def test_unless_for_names_patterns_that_exist() -> None:
    for name in RULE_FILES:
        for item in load_yaml(name)["danger"]:
            assert all(n < len(item["patterns"]) for n in item.get("unless_for", ())), item["id"]


def test_every_line_has_source_and_hours_and_nobody_has_called_it_yet() -> None:
    lines = default_helplines()
    for line in lines.lines:
        assert line.seen_in and line.seen_on and line.hours
    assert len(lines.unchecked(date(2026, 11, 21))) == len(lines.lines)


@pytest.mark.parametrize("number", ["0808 500 2222", "1-800-656-4673", "0808 800 5000", "08000 121 700", "199 284 284", "116 006", "1-833-456-4566"])  # noqa: E501
def test_unverified_numbers_are_not_listed(number: str) -> None:
    assert "".join(c for c in number if c.isdigit()) not in default_helplines().numbers()


def test_a_line_without_source_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    text = (SAFETY_DATA / "helplines.yml").read_text(encoding="utf-8")
    (tmp_path / "helplines.yml").write_text(text.replace("seen_in: national emergency number", 'seen_in: ""', 1))
    with pytest.raises(HelplineError):
        load_helplines(tmp_path)


def test_a_missing_file_is_one_clear_error(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SafetyDataError):
        load_rules(tmp_path)


@pytest.mark.parametrize("pattern", ["(a b", "maybe? x", "~3", "@nothing here", "(x||y)"])
def test_a_pattern_that_cannot_be_read_is_named(pattern: str) -> None:
    with pytest.raises(PatternError):
        Compiler({}).compile(pattern)


def test_a_pattern_can_cross_the_end_of_a_clause() -> None:
    """`/` asks for the end, `/?` allows it; without either a strict pattern stays in its clause."""
    compiler = Compiler({})
    assert compiler.compile("suicidal / no >", strict=True).regex.search("suicidal | no | weepy")
    assert not compiler.compile("suicidal / no >", strict=True).regex.search("suicidal | no one knows")
    assert not compiler.compile("suicidal / no >", strict=True).regex.search("suicidal no")
    assert compiler.compile("suicidal /? no", strict=True).regex.search("suicidal no")


def test_the_hazard_log_names_tests_that_exist() -> None:
    import re
    from pathlib import Path

    log = (SAFETY_DATA / "HAZARDS.md").read_text(encoding="utf-8")
    tests = "\n".join(p.read_text(encoding="utf-8") for p in Path(__file__).parents[1].rglob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", log))
    assert named
    assert not [name for name in named if f"def {name}(" not in tests and not (Path(__file__).parent / f"{name}.py").exists()]  # noqa: E501
