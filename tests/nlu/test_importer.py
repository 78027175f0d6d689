"""The quick importer reads what Rasa's own reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data

from bot.nlu.importer import QuickImporter, plain_file
from bot.settings import ROOT

PLAIN = """version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello
      - say [hi](word) to [her](person)
      - "quoted"
"""


def test_our_whole_content_reads_the_same() -> None:
    files = [str(ROOT / name) for name in ("config.yml", "domain.yml")]
    theirs, ours = (kind(*files, [str(ROOT / "data")]) for kind in (RasaFileImporter, QuickImporter))
    assert ours.get_nlu_data().fingerprint() == theirs.get_nlu_data().fingerprint()
    assert ours.get_domain().fingerprint() == theirs.get_domain().fingerprint()


def test_every_file_of_ours_is_read_the_quick_way() -> None:
    files = [*(ROOT / "data" / "topics").glob("*.yml"), *(ROOT / "data" / "followups").glob("*.yml")]
    assert files
    assert [file.name for file in files if plain_file(file) is None] == []


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("greet", "no"),
        PLAIN + "responses:\n  utter_greet:\n  - text: on\n    metadata:\n      n: 5\n      p: 0.5\n      "
        "at: 1:30\n      day: 2026-11-01\n      off: no\n",
    ],
)
def test_a_plain_file_reads_the_same(tmp_path: Path, text: str) -> None:
    file = tmp_path / "nlu.yml"
    file.write_text(text)
    quick = plain_file(file)
    assert quick is not None
    assert quick.fingerprint() == load_data(str(file)).fingerprint()


@pytest.mark.parametrize(
    "text",
    [
        PLAIN + "  - synonym: hi\n    examples: |\n      - hey\n",
        PLAIN + "  - lookup: names\n    examples: |\n      - Ann\n",
        PLAIN.replace("examples: |\n      - hello", "metadata: {a: 1}\n    examples: |\n      - hello"),
        PLAIN + "stories: []\n",
        PLAIN + "nlu: []\n",
        PLAIN + "  \t- broken: [",
        "- a list",
        "",
    ],
)
def test_what_is_not_plain_is_left_to_rasa(tmp_path: Path, text: str) -> None:
    file = tmp_path / "nlu.yml"
    file.write_text(text)
    assert plain_file(file) is None


def test_what_one_component_writes_another_does_not_see(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(PLAIN)
    importer = QuickImporter(None, None, [str(tmp_path)])
    importer.get_nlu_data().training_examples[0].set("intent", "changed")
    assert {m.get("intent") for m in importer.get_nlu_data().training_examples} == {"greet"}
