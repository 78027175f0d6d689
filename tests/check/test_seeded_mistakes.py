"""Mistakes that staff make, one a kind, seeded into a copy of the real data: found with code, line and remedy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from bot.check.run import run
from bot.settings import ROOT

EXAMPLES = "    examples: |\n"
KEPT = 30
NEAR = "are therapists ever allowed to tell anyone"
PLACES = [f"at number {n}" for n in range(60)]


@dataclass(frozen=True)
class Seed:
    """A slip: in which file which text becomes which, what must be said about it, and at the line of which text."""

    code: str
    file: str
    old: str
    new: str
    at: str
    remedy: str


SEEDS = {
    name: Seed(**seed)
    for name, seed in yaml.safe_load(Path(__file__).with_name("seeds.yml").read_text(encoding="utf-8")).items()
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "data", folder / "data")
    for path in (folder / "data" / "topics").glob("*.yml"):
        # Thirty phrases a topic are enough to be quick.
        head, block, tail = path.read_text(encoding="utf-8").partition(EXAMPLES)
        phrases, answer = tail.split("responses:", 1)
        kept = "".join(phrases.splitlines(True)[:KEPT])
        path.write_text(f"{head}{block}{kept}responses:{answer}", encoding="utf-8")
    for name in ("domain.yml", "config.yml"):
        shutil.copy2(ROOT / name, folder / name)
    return folder


@pytest.fixture
def seeded(project: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Seed, Path]]:
    """The project with one slip in it; put right again afterwards."""
    seed = SEEDS[request.param]
    path = project / seed.file
    whole = path.read_text(encoding="utf-8")
    assert seed.old in whole, f"{seed.old!r} is no longer in {seed.file}"
    path.write_text(_edit(whole, seed), encoding="utf-8")
    yield seed, project
    path.write_text(whole, encoding="utf-8")


def _edit(whole: str, seed: Seed) -> str:
    head, block, tail = whole.partition(EXAMPLES)
    if seed.code == "T052":
        phrases, answer = tail.split("responses:", 1)
        return head + block + "".join(phrases.splitlines(True)[:12]) + "responses:" + answer
    if seed.code == "T051":
        return head + block + f"      - {NEAR}\n" + tail
    if seed.code == "T055":
        phrases, answer = tail.split("responses:", 1)
        made = "".join(f"      - is it weak to cry {where}\n" for where in PLACES)
        return head + block + phrases + made + "responses:" + answer
    return whole.replace(seed.old, seed.new, 1)


@pytest.mark.parametrize("seeded", SEEDS, indirect=True)
def test_a_seeded_mistake_is_found(seeded: tuple[Seed, Path]) -> None:
    """Code, file, line and remedy are right."""
    seed, project = seeded
    found = run(project / "data").problems
    ours = [p for p in found if p.code == seed.code]
    assert ours, [str(p) for p in found]
    place = "data/topics/therapist_cries.yml" if seed.code == "T064" else seed.file
    matching = [p for p in ours if p.file == place and seed.remedy in p.remedy]
    assert matching, [str(p) for p in ours]
    if seed.at:
        lines = (project / seed.file).read_text(encoding="utf-8").splitlines()
        wanted = [number for number, line in enumerate(lines, 1) if seed.at in line]
        assert any(p.line in wanted for p in matching), (wanted, [str(p) for p in matching])


def test_every_seed_is_another_kind() -> None:
    """Forty and more, and no two alike."""
    assert len(SEEDS) >= 40
    assert len({(s.code, s.file, s.new) for s in SEEDS.values()}) == len(SEEDS)
