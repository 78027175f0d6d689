"""Scores a release on our own test sets, and keeps the result: a release is never scored twice.

python -m bot.release.score VAR NAME      # what `publish` starts beside itself for the live release
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import place
from bot.place import ROOT
from bot.release.inputs import digest
from bot.release.shelf import Release, named

if TYPE_CHECKING:
    from bot.evaluation.answers import Answered

SETS = ROOT / "tests" / "data"
FOLDER = "evaluation"
FOUND = ("explicit", "third_person", "slang")
"""Levels of danger of which every release that went live found each message."""


def key(release: Release) -> str:
    """Names what a score depends on: model, danger screen, code, test sets."""
    facts = release.facts()
    parts = [str(facts.get(name) or release.name) for name in ("model", "safety", "code")]
    rules = digest(ROOT, ("data/safety",), release.data)
    return hashlib.sha256("|".join([*parts, rules, _tests()]).encode()).hexdigest()[:16]


def _tests() -> str:
    whole = hashlib.sha256()
    for file in (*sorted(SETS.glob("*.jsonl")), *sorted((SETS / "safety").glob("*.yml"))):
        whole.update(file.name.encode() + file.read_bytes())
    return whole.hexdigest()


def rows() -> list[dict[str, Any]]:
    """Returns the test messages in their order, each with the name of its set."""
    found = []
    for file in sorted(SETS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line) if line.strip() else {}
            if isinstance(row.get("text"), str) and {"accept", "attachment", "culture"} & set(row):
                found.append({**row, "of": file.stem})
    return found


def kept(var: Path, name: str) -> dict[str, Any] | None:
    """Returns a score by its key, or None where there is none yet."""
    try:
        found = json.loads((var / FOLDER / f"score-{name}.json").read_text(encoding="utf-8")) if name else None
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def accepted(found: dict[str, Any]) -> dict[str, Any]:
    """Returns what stands for a release that cannot be scored: the accepted figures, and no danger missed outright.

    Args:
        found: The candidate's score, from which all else is taken as it is.
    """
    figures = json.loads((SETS / "accepted.json").read_text(encoding="utf-8"))
    known = {group: wrong for group, wrong in found["wrong"].items() if group.split("/")[0] not in FOUND}
    return {**found, "figures": figures, "wrong": known}


def score(var: Path, release: Release) -> dict[str, Any]:
    """Scores a release.

    Args:
        var: The folder for everything stored.
        release: The release.

    Returns:
        ``figures`` by set, ``topics`` (of each row of `rows`, in order), ``right`` (the same), and ``wrong``: the
        danger and calm messages that the screen read wrongly, by group.
    """
    from bot.evaluation import danger, figures
    from bot.safety.screen import default_screen

    messages = rows()
    done = answered(var, release, messages)
    with place.reading(release.place):
        wrong = {group.name: list(group.wrong) for group in danger.score(default_screen(), SETS / "safety")}
    sets = dict.fromkeys(row["of"] for row in messages)
    found = {
        "figures": {name: figures.figures([a for a in done if a.row["of"] == name]) for name in sets},
        "topics": [a.topic for a in done],
        "right": [a.right for a in done],
        "wrong": wrong,
    }
    _keep(var, key(release), found)
    return found


def topics(var: Path, release: Release, texts: list[str]) -> list[str]:
    """Returns the topic of a release's answer to each text."""
    return [a.topic for a in answered(var, release, [{"text": text} for text in texts], keep=False)]


def answered(var: Path, release: Release, messages: list[dict[str, Any]], keep: bool = True) -> list[Answered]:
    """Answers messages with a release, on all processors.

    Args:
        var: The folder for everything stored.
        release: The release.
        messages: Rows with ``text``.
        keep: Remember the messages' vectors; not for what visitors wrote.
    """
    from rasa.core.agent import Agent

    from bot.content.current import current
    from bot.evaluation.answers import answer
    from bot.evaluation.vectors import remember
    from bot.safety.screen import default_screen

    encoders = remember(var / FOLDER)
    agent = Agent.load(str(release.model))

    async def part(some: list[dict[str, Any]]) -> list[Answered]:
        return [await answer(agent, current(), row) for row in some]

    with place.reading(release.place):
        current(), default_screen()
        half = len(messages) // 2
        # Two processors: a copy of this process, with all that is loaded, takes the second half.
        other = _aside(lambda: (asyncio.run(part(messages[half:])), [encoder.fresh() for encoder in encoders]))
        found = asyncio.run(part(messages[:half]))
        rest, vectors = other()
        found += rest
        for encoder, new in zip(encoders, vectors, strict=True):
            encoder.add(new)
    if keep:
        for encoder in encoders:
            encoder.keep()
    return found


def _aside(work: Callable[[], Any]) -> Callable[[], Any]:
    """Starts work in a copy of this process; what it returns waits for the result."""
    import multiprocessing

    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # one text at a time needs no threads, and says so when it is copied
    context = multiprocessing.get_context("fork")
    mine, other = context.Pipe(duplex=False)

    def run() -> None:
        try:
            other.send(work())
        except Exception as error:  # noqa: BLE001 - told to whoever waits
            other.send(error)

    child = context.Process(target=run)
    child.start()
    other.close()

    def result() -> Any:
        try:
            got = mine.recv()
        except EOFError:
            got = RuntimeError("the second half of the scoring ended early")
        child.join()
        if isinstance(got, Exception):
            raise got
        return got

    return result


def _keep(var: Path, name: str, found: dict[str, Any]) -> None:
    if not name:
        return
    file = var / FOLDER / f"score-{name}.json"
    part = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(file.parent.glob("score-*.json"), key=lambda f: f.stat().st_mtime)[:-20]:
            old.unlink(missing_ok=True)
        part.write_text(json.dumps(found), encoding="utf-8")
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)  # scored again the next time


if __name__ == "__main__":
    from bot import logs
    from bot.commands.train import quiet

    quiet()
    logs.install()
    asked = named(Path(sys.argv[1]), sys.argv[2])
    if asked is None:
        sys.exit(f"There is no release {sys.argv[2]}.")
    score(Path(sys.argv[1]), asked)
