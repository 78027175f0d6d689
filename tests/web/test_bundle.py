"""The script as it is served: small, whole, every text from data/, every colour readable."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.content.current import current
from bot.content.frozen import FrozenDict
from bot.content.yamldoc import read
from bot.safety.helplines import load_helplines
from bot.settings import ROOT
from bot.web.bundle import HERE, MODULES, script
from bot.web.config import COLOURS, SHARED, WidgetError, colours, config

SOURCES = {name: (HERE / f"{name}.js").read_text() for name in MODULES}
BUDGET = 20_000


def test_everything_together_is_at_most_20_kb_gzipped() -> None:
    assert len(script(current()).packed) <= BUDGET


def test_the_texts_used_are_the_texts_that_are_there() -> None:
    pages = "".join(p.read_text() for p in (ROOT / "bot" / "web" / "templates").glob("*.html"))
    pages += (ROOT / "bot" / "web" / "config.py").read_text() + (ROOT / "bot" / "web" / "pages.py").read_text()
    code = "".join(SOURCES.values())
    named = set(re.findall(r"\bT\.(\w+)", code))
    there = set(read(ROOT / "data" / "widget.yml", "data/widget.yml").get("widget")) | set(SHARED)
    assert named <= there, named - there
    unused = {key for key in there - named if f"text.{key}" not in pages and f'"{key}"' not in pages + code}
    assert not unused, unused


def test_no_sentence_stands_in_the_code() -> None:
    for name, source in SOURCES.items():
        bare = re.sub(r"//.*|/\*.*?\*/", "", source)
        assert not re.findall(r'"[A-Z][a-z]+ [a-z]+ [^"]*"', bare), name


def test_no_name_is_used_twice_at_the_top_of_two_modules() -> None:
    names: list[str] = []
    for name in MODULES:
        if name != "panels":
            names += re.findall(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", SOURCES[name], re.M)
    assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)


def test_every_module_is_part_of_it() -> None:
    assert {p.stem for p in HERE.glob("*.js")} == set(MODULES)


def test_nothing_in_it_leads_elsewhere_or_makes_markup_of_words() -> None:
    code = "".join(SOURCES.values()) + (HERE / "widget.css").read_text()
    assert not re.search(r"https?://|@import|url\(", code)
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\(|localStorage\.|document\.cookie", code)


def test_every_help_line_of_the_country_is_in_it() -> None:
    known = config(current(), load_helplines())
    lines = load_helplines().of_country("GB")
    assert [line["number"] for line in known["lines"]] == [line.number for line in lines]
    assert known["lines"][0]["href"] == "tel:999"


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("key", ["colours", "colours_dark"])
def test_words_stand_out_from_their_ground(key: str) -> None:
    given = current().practice.raw[key]
    pairs = [("text", "background"), ("text", "surface"), ("muted", "background"), ("muted", "surface"), ("accent", "surface"),
             ("accent", "background"), ("accent_text", "accent"), ("help_text", "help"), ("help", "surface")]  # fmt: skip
    assert all(contrast(given[a], given[b]) >= 4.5 for a, b in pairs), [(p, contrast(given[p[0]], given[p[1]])) for p in pairs]
    assert all(contrast(given[a], given["surface"]) >= 3 for a in ("border", "focus"))


def test_a_colour_that_is_none_is_named_with_its_place() -> None:
    content = current()
    raw = FrozenDict({**content.practice.raw, "colours": FrozenDict({**dict.fromkeys(COLOURS, "#000000"), "accent": "teal;}"})})
    with pytest.raises(WidgetError, match="W002 data/practice.yml: colours: accent"):
        colours(replace(content, practice=replace(content.practice, raw=raw)))
