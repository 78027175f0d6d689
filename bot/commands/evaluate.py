"""``python -m bot evaluate``: scores the test sets on ``data/`` as it is, and compares with the accepted figures."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from bot.commands.train import quiet
from bot.place import serve
from bot.settings import ROOT, from_environment

OWN = ROOT / "tests" / "data"
SHARED = ROOT.parent / "shared" / "eval"
ACCEPTED = OWN / "accepted.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options."""
    parser.add_argument("files", nargs="*", type=Path, help="JSONL files to score instead of the usual ones")
    parser.add_argument("--accept", action="store_true", help="keep this run's figures as the accepted ones")
    parser.add_argument("--show", action="store_true", help="list every wrong message")


def run(args: argparse.Namespace) -> int:
    """Scores and prints.

    Returns:
        Exit code: 0, or 1 where an accepted figure got worse.
    """
    quiet()
    from bot import logs
    from bot.release import lock
    from bot.release.build import WAIT, candidate, snapshot

    logs.install()
    settings = from_environment()
    try:
        # Built aside: nothing goes live by being scored.
        with lock.held(settings.var, wait=WAIT), snapshot(settings.data, settings.var) as data:
            release = candidate(ROOT, settings.var, data, lambda line: print(f"      {line}", file=sys.stderr))
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    serve(release.place)
    files = args.files or [*sorted(OWN.glob("*.jsonl")), *(sorted(SHARED.glob("*.jsonl")) if SHARED.is_dir() else [])]
    return asyncio.run(_score(release.model, files, args))


async def _score(model: Path, files: list[Path], args: argparse.Namespace) -> int:
    from rasa.core.agent import Agent

    from bot.content.current import current as current_content
    from bot.evaluation import figures as fig
    from bot.evaluation.answers import answer
    from bot.evaluation.picture import draw

    agent, content = Agent.load(str(model)), current_content()
    accepted = json.loads(ACCEPTED.read_text()) if ACCEPTED.is_file() else {}
    kept: dict[str, Any] = {}
    losses: list[str] = []
    everything = []
    print(f"{'set':34}{'n':>5}{'right':>8}{'+offer':>8}{'away':>8}{'alarm':>8}{'ece':>8}   cues (recall/precision)")
    for file in files:
        rows = [json.loads(line) for line in file.read_text().splitlines() if line.strip()]
        rows = [row for row in rows if isinstance(row.get("text"), str) and {"accept", *fig.KINDS} & set(row)]
        for name, group in _sets(file, rows).items():
            done = [await answer(agent, content, row) for row in group]
            found = fig.figures(done)
            print(_line(name, found))
            if file.parent == OWN:
                kept[name] = found
                everything += [a for a in done if a.row.get("accept")]
                losses += [f"{name}: {line}" for line in fig.worse(found, accepted.get(name, {}))]
            if args.show:
                for a in done:
                    if not a.right and a.row.get("accept"):
                        print(f"      {a.topic} for {'/'.join(a.row['accept'])}: {a.row['text'][:110]}")
    if not args.files:
        _danger()
    if everything:
        _details(everything, fig)
        picture = from_environment().var / "evaluation" / "confusion.png"
        draw(*fig.matrix(everything), picture)
        print(f"\nconfusion matrix: {picture.relative_to(ROOT) if picture.is_relative_to(ROOT) else picture}")
    if args.accept:
        ACCEPTED.write_text(json.dumps(kept, indent=1) + "\n")
        print("accepted figures written")
        return 0
    for line in losses:
        print(f"WORSE {line}", file=sys.stderr)
    return 1 if losses else 0


def _sets(file: Path, rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    sets: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        sets.setdefault(f"{file.stem}/{row['set']}" if "set" in row else file.stem, []).append(row)
    return sets


_SHARES = ("right", "right_or_offered", "turned_away", "false_alarm", "ece")


def _line(name: str, f: dict[str, Any]) -> str:
    cues = "  ".join(f"{k} {f[k]['recall']:.2f}/{f[k]['precision']:.2f}" for k in ("attachment", "culture") if k in f)
    cues += f"  false on look-alikes {f['false_cue']:.2f}" if "false_cue" in f else ""
    shares = "".join(f"{f[key]:>8.3f}" if key in f else f"{'-':>8}" for key in _SHARES)
    return f"{name:34}{f['n']:>5}{shares}   {cues}"


def _danger() -> None:
    from bot.evaluation.danger import report, score
    from bot.safety.screen import screen

    print()
    for line in report(score(screen, OWN / "safety")):
        print(line)


def _details(answered: list[Any], fig: Any) -> None:
    print("\nby topic (own sets): right of all")
    rows = [f"{topic} {right}/{n}" for topic, (right, n) in fig.by_topic(answered).items()]
    for i in range(0, len(rows), 4):
        print("  " + "".join(f"{row:32}" for row in rows[i : i + 4]).rstrip())
    print("\ncommonest mistakes (wanted, got, how often, an example)")
    for wanted, got, found in fig.confusions(answered):
        print(f"  {wanted:24}{got:24}{len(found):>3}  {found[0].row['text'][:70]}")
    print("\ncalibration (how sure, how often right, how many)")
    print("  " + "   ".join(f"{p:.2f} {right:.2f} {n}" for p, right, n in fig.calibration(answered)))
