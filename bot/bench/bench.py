"""The whole run: build, compare, serve both sides, time them, judge."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from bot.bench import messages, places, report, training
from bot.bench.compare import Compared, compare
from bot.bench.epochs import SHORT
from bot.bench.errors import BenchError
from bot.bench.processes import run_to_end
from bot.bench.progress import say
from bot.bench.report import Side
from bot.bench.servers import serve_default, serve_own
from bot.bench.timing import long_conversation, take_turns
from bot.bench.training import Trained
from bot.content.load import load
from bot.content.model import Content
from bot.release.build import Release, current
from bot.settings import ROOT, from_environment

OURS, DEFAULT, STORIES = "this bot", "Rasa default", "with stories"
QUESTION = "Is crying weakness?"


@dataclass(frozen=True)
class Plan:
    """What to measure.

    Attributes:
        turns: Messages of one conversation at a time.
        quick: Use earlier trainings of Rasa's pipelines on the same data.
        only_compare: Understanding alone.
        full: Train every epoch of Rasa's default.
        stories: A further column: Rasa's default that got each rule as a story too.
    """

    turns: int = 200
    quick: bool = False
    only_compare: bool = False
    full: bool = False
    stories: bool = False

    @property
    def all_epochs(self) -> bool:
        """Whether Rasa's default is trained as a whole: what a few epochs understand is no comparison."""
        return self.full or (self.only_compare and not self.quick)

    @property
    def rounds(self) -> int:
        """How often the sides alternate."""
        return 2 if self.quick else 4


def bench(plan: Plan) -> None:
    """Measures, prints the result on standard output and writes it to ``var/bench/last.json``.

    Raises:
        BenchError: Something could not be measured.
    """
    at = time.strftime("%Y-%m-%d %H:%M")
    release = _release()
    content = load(release.data)
    said = messages.draw(content)
    default = training.default(release.data, stories=False, full=plan.all_epochs, use_cached=plan.quick)
    compared, held_out = compare(content, release.data, said, default, use_cached=plan.quick)
    screen = _screen(release, said)
    sides = [] if plan.only_compare else _sides(plan, release, content, said, default)
    found = report.judge(sides, compared, screen)
    facts: dict[str, Any] = {
        "at": at, "machine": report.machine(), "release": release.folder.name, "plan": vars(plan),
        "held_out_messages": held_out, "sides": [s.as_json() for s in sides],
        "compare": [c.as_json() for c in compared], "screen": screen, "verdicts": [v.as_json() for v in found],
    }  # fmt: skip
    last = places.folder() / "last.json"
    last.write_text(json.dumps(facts, indent=1))
    print(f"\nRelease {release.folder.name}, {at}. {report.machine()}")
    if sides:
        _print_sides(plan, sides, compared)
    _print_compared(compared, held_out)
    print(f"\nDanger screen, one core: rules alone {screen['rules_ms']:.2f} ms; slowest shape: {screen['slowest'][0]}")
    print("\n" + "\n".join(verdict.line() for verdict in found))
    print(f"\nThe same as JSON: {last}")


def _release() -> Release:
    """Builds the current release where its inputs changed, as `make run` does: both sides get the same data."""
    say("this bot: building the release if anything changed")
    run_to_end(
        [sys.executable, "-m", "bot", "train"], cwd=ROOT, env=places.environment(),
        log=places.folder() / "logs" / "release.log", patience=training.PATIENCE, what="building the release",
    )  # fmt: skip
    release = current(from_environment().var)
    if release is None:
        raise BenchError("B001 There is no release to measure. Remedy: make train")
    return release


def _screen(release: Release, said: Sequence[str]) -> dict[str, Any]:
    say("this bot: the danger screen alone")
    task, result = places.folder() / "screen-task.json", places.folder() / "screen.json"
    task.write_text(json.dumps({"timed": list(said)}))
    run_to_end(
        [sys.executable, "-m", "bot.bench.screening", str(task), str(result)], cwd=ROOT,
        env=places.environment(BOT_DATA=str(release.data), BOT_SAFETY=str(release.safety)),
        log=places.folder() / "logs" / "screen.log", patience=training.PATIENCE, what="timing the danger screen",
    )  # fmt: skip
    found: dict[str, Any] = json.loads(result.read_text())
    return found


def _sides(plan: Plan, release: Release, content: Content, said: Sequence[str], default: Trained) -> list[Side]:
    say("this bot: training from nothing")
    trained = {OURS: training.own(), DEFAULT: default}
    if plan.stories:
        trained[STORIES] = training.default(release.data, stories=True, full=plan.full, use_cached=plan.quick)
    sizes = {name: training.size_mb(t.model) for name, t in trained.items()} | {OURS: training.release_mb(release)}
    with ExitStack() as stack:
        # One after another, so that each has the machine to itself while it starts.
        say("this bot: starting")
        servers = [serve_own(stack, QUESTION)]
        for name in list(trained)[1:]:
            say(f"{name}: starting the server and the action server")
            servers.append(serve_default(stack, name, trained[name].project, release.data, QUESTION))
        timed = take_turns(servers, said, turns=plan.turns, rounds=plan.rounds)
        memory = [server.memory_mb() for server in servers]
        for server, times in zip(servers, timed, strict=True):
            if server.name == OURS or not plan.quick:
                say(f"{server.name}: a conversation of 305 turns")
                times.early, times.late = long_conversation(
                    server, messages.cycle(content), 3 if server.name == OURS else 1
                )
        say("ending the servers")
    return [
        Side(server.name, trained[server.name], sizes[server.name], server.ready_seconds, held, times)
        for server, held, times in zip(servers, memory, timed, strict=True)
    ]


def _print_sides(plan: Plan, sides: Sequence[Side], compared: Sequence[Compared]) -> None:
    parse = {row.name: row.p50 for row in compared}
    print(f"\nServed over Rasa's REST channel, SQLite for both, one worker, {plan.turns} turns, new sender every 6\n")
    print(report.sides_table(sides, parse))
    for side in sides:
        _print_training(side.name, side.trained)
        if side.timed.empty:
            print(f"{side.name}: {side.timed.empty} answers were empty lists.")
    print("Rasa default: its own pipeline, policies, server, action server and SQL store; the same data and action.")
    if not plan.stories:
        print("Our data has rules, no stories: its TED and UnexpecTED policies learn nothing (--stories adds some).")


def _print_compared(compared: Sequence[Compared], held_out: int) -> None:
    what = f"{held_out} held-out messages of tests/data" if held_out else "accuracy skipped: no tests/data/*.jsonl"
    print(f"\nUnderstanding alone, one core, {what}\n")
    print(report.compare_table(compared))
    for row in compared:
        _print_training(row.name, row.trained)
    print("in scope: an accepted topic, after the pipeline's fallback (best guess: before it).")
    print("not ours: an out-of-scope message read as out of scope or unclear.")
    print("train s: without the start of Python, but Rasa default as `rasa train` trains it, policies and all.")


def _print_training(name: str, trained: Trained) -> None:
    if trained.cached:
        print(f"{name}: trained {trained.at} on the same data (cached under var/bench), not in this run.")
    if trained.short:
        print(
            f"{name}: {SHORT} of 100 epochs; the training time is worked out from them, and its accuracy is not shown."
        )
        print("  The network is the same, so turns, memory and size are as after 100. All epochs: --full (hours).")
