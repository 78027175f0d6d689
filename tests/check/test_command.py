"""``python -m bot check``: output, exit codes, speed, and that nothing ever crashes it."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot import contract
from bot.check.codes import CODES
from bot.check.context import Context
from bot.check.problem import Problem
from bot.check.waiting import CALL, REVIEW, SPEAKER, items
from bot.cli import COMMANDS, main
from bot.content.yamldoc import read
from tests.check.tree import Data

ROOT = Path(__file__).resolve().parents[2]
FILE = "topics/crying_weakness.yml"


def test_a_problem_prints_as_place_code_message_and_remedy() -> None:
    """The form that staff and editors read."""
    found = Problem("T012", "data/topics/x.yml", 14, "It is wrong", "Put it right.")
    assert str(found) == "data/topics/x.yml:14: T012 It is wrong. Put it right."
    warning = Problem("T051", "data/topics/x.yml", 2, "It is odd", "Look at it", "warning")
    assert str(warning) == "data/topics/x.yml:2: T051 (warning) It is odd. Look at it."


def test_errors_give_exit_code_one(data: Data, capsys: pytest.CaptureFixture[str]) -> None:
    """Warnings pass, errors do not; the last lines count and say what awaits somebody."""
    assert main(["check", str(data.root)]) == 0
    counted, awaiting = capsys.readouterr().out.splitlines()
    count = len(contract.WITH_FILE)
    assert counted == f"0 errors, 0 warnings in {count} topics."
    assert awaiting == (
        f"Awaiting a clinician's review: {count} of {count} topics, 20 of 20 follow-ups, 1 of 1 text file; "
        "a native speaker: 1 of 1 language line. List: python -m bot check --waiting"
    )
    data.edit(FILE, "Crying is fine too.", "Crying is fine. It is common.")
    assert main(["check", str(data.root)]) == 0
    data.edit(FILE, "katz2024", "katz2025")
    assert main(["check", str(data.root)]) == 1
    assert "1 error, 1 warning" in capsys.readouterr().out


def test_json_holds_the_same(data: Data, capsys: pytest.CaptureFixture[str]) -> None:
    """For programs: counts and every field of each problem."""
    data.edit(FILE, "katz2024", "katz2025")
    assert main(["check", "--format", "json", str(data.root)]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["errors"], said["warnings"], said["topics"]) == (1, 0, len(contract.WITH_FILE))
    assert said["problems"][0]["code"] == "T024"
    assert set(said["problems"][0]) == {"code", "file", "line", "message", "remedy", "level"}


def test_what_awaits_somebody_is_listed_by_the_command_that_is_named(
    data: Data, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every item with the line to fill in; then nothing but the count."""
    assert main(["check", "--waiting", str(data.root)]) == 0
    *listed, last = capsys.readouterr().out.splitlines()
    assert f"data/languages.yml:2: language line de awaits {SPEAKER}." in listed
    assert sum(line.endswith(f"awaits {REVIEW}.") for line in listed) == len(listed) - 1
    assert last.startswith("Awaiting")


def test_a_help_line_awaits_a_call_until_somebody_dialled_it(data: Data) -> None:
    """A call that is older than the file allows is none."""
    (data.root / "safety").mkdir()
    line = "  - {id: %s, country: GB, kinds: [emergency, general], name: A, number: '999', hours: 24/7, "
    said = "languages: [en], seen_in: a source, seen_on: '2026', called_on: '%s'}\n"
    lines = "".join(
        (line + said) % (name, day) for name, day in (("a", ""), ("b", "2026-11-20"), ("c", "2026-10-01"))
    )
    head = "limit_days: 30\ndefault_country: GB\nanywhere: {name: a, url: https://example.org}\nlines:\n"
    data.write("safety/helplines.yml", head + lines)
    found = items(Context.of(data.root, date(2026, 11, 22)))
    assert [item.name for item in found if item.wants == CALL and not item.done] == ["a", "c"]


def test_one_file_can_be_checked_alone(data: Data, capsys: pytest.CaptureFixture[str]) -> None:
    """Only that file's problems are shown, and the folder above data/ works too."""
    data.edit(FILE, "katz2024", "katz2025")
    assert main(["check", str(data.root / FILE)]) == 1
    assert main(["check", str(data.root / "topics/benefits.yml")]) == 0
    assert main(["check", str(data.root.parent)]) == 1
    capsys.readouterr()


def test_a_path_that_is_not_there_gives_exit_code_two(tmp_path: Path) -> None:
    """Nothing checked is not the same as nothing wrong."""
    assert main(["check", str(tmp_path / "nowhere")]) == 2


def test_an_unknown_command_shows_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 and the list."""
    assert main(["chek"]) == 2
    said = capsys.readouterr().err
    assert all(name in said for name in COMMANDS)
    assert main([]) == 0


def test_check_starts_without_rasa_and_fast() -> None:
    """Staff run it after every change, on the real files: no Rasa, no TensorFlow, under three seconds of work."""
    code = (
        "import sys, time\n"
        "from bot.cli import main\n"
        "assert main(['check']) == 0\n"
        "heavy = [m for m in ('rasa', 'rasa_sdk', 'tensorflow', 'spacy') if m in sys.modules]\n"
        "assert not heavy, heavy\n"
        # The processor's time: another program on the machine is not ours to count.
        "assert time.process_time() < 3\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_every_code_that_is_reported_is_in_the_catalogue() -> None:
    """Codes are used with a rule behind them, and none is in the catalogue for nothing."""
    used = set()
    others = ("content/yamldoc.py", "content/load.py", "intake/rules.py", "trial/scenarios.py")
    for file in [*(ROOT / "bot/check").rglob("*.py"), *(ROOT / "bot" / name for name in others)]:
        if file.name != "codes.py":
            used |= set(re.findall(r'"(T\d{3})"', file.read_text(encoding="utf-8")))
    assert used == set(CODES)


def test_every_code_has_a_test() -> None:
    """A rule without a test may stop working unnoticed."""
    folders = (Path(__file__).parent, ROOT / "tests" / "trial")
    tests = "".join(file.read_text(encoding="utf-8") for folder in folders for file in folder.glob("test_*.py"))
    seeds = (Path(__file__).parent / "seeds.yml").read_text(encoding="utf-8")
    missing = [code for code in CODES if f'"{code}"' not in tests and f"code: {code}\n" not in seeds]
    assert missing == []


def test_the_contract_is_the_shared_one() -> None:
    """Ids and groups are those of the contract that outside readers hold."""
    file = ROOT.parent / "shared" / "contract" / "topics.yml"
    if not file.is_file():
        pytest.skip("without ../shared/contract beside the project the ids are not compared with it")
    groups = read(file, "topics.yml").data
    assert {group: tuple(topics) for group, topics in groups.items()} == contract.GROUPS


@pytest.mark.parametrize("seed", range(12))
def test_no_file_can_crash_the_check(data: Data, seed: int) -> None:
    """Whatever is deleted, doubled or shifted: problems, never a traceback."""
    chance = random.Random(seed)
    names = [FILE, "topics/booking.yml", "followups/men.yml", "claims.yml", "sources.yml", "phrases_that_hurt.yml"]
    for name in [*names, "texts.yml", "languages.yml", "menu.yml", "practice.yml"]:
        lines = data.read(name).splitlines()
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(lines))
            lines[place] = chance.choice(
                ["", "  " + lines[place], lines[place][2:], lines[place] + ":", "- x", "[a, {b: c}]", "x: [1, {y: 2}]"]
            )
        data.write(name, "\n".join(lines))
    for problem in data.problems():
        assert problem.message and problem.remedy and problem.line >= 1
