"""Plays data/scenarios on the current release: `python -m bot check --scenarios`.

The conversations run in a child process: the check itself stays without Rasa, and the screen reads the release's files.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bot.check.codes import problem
from bot.check.problem import Problem
from bot.check.scenarios import Line, Scenario
from bot.safety.rules import KINDS
from bot.settings import ROOT

SHOWN = 90


def play_all(data: Path) -> list[Problem]:
    """Plays every scenario in a process of its own.

    Args:
        data: The data directory.

    Returns:
        A problem for each turn that goes otherwise.

    Raises:
        RuntimeError: There is no release, or the process failed.
    """
    words = [sys.executable, "-m", "bot.trial.scenarios", str(data)]
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "R004 The play failed.")
    return [Problem(**held) for held in json.loads(done.stdout.splitlines()[-1])]


def misses(line: Line, topics: set[str], kinds: set[str], visible: list[str], known: set[str]) -> list[str]:
    """Says what a turn should have brought and did not.

    Args:
        line: The scenario's turn.
        topics: The reply's topic, by both its names.
        kinds: Kinds of danger found.
        visible: What a client reads.
        known: All topics.
    """
    text = " ".join(" ".join(visible).split()).lower()
    return [wanted for wanted in line.expect if not _came(wanted, topics, kinds, text, known)]


def _came(wanted: str, topics: set[str], kinds: set[str], text: str, known: set[str]) -> bool:
    if wanted in known:
        return wanted in topics
    if wanted in KINDS:
        return wanted in kinds
    return " ".join(wanted.split()).lower() in text


def _play(scenarios: list[Scenario]) -> list[Problem]:
    from bot import contract
    from bot.trial.place import kept_apart, release

    found: list[Problem] = []
    current = release()
    with kept_apart(current):
        from bot.content.current import current as content
        from bot.trial.talk import Model, Talk

        model = Model(current.model)
        known = {*contract.TOPICS, *content().topics}
        for scenario in scenarios:
            talk = Talk(model)
            for line in scenario.talk:
                heard = talk.say(line.client)
                reply = heard.reply
                held = content().topics.get(reply.state.topic or "")
                # A finer topic goes by its own name too.
                topics = {reply.topic, *([held.id] if held and held.topic == reply.topic else [])}
                kinds = set((reply.safety or {}).get("kinds") or ())
                missed = misses(line, topics, kinds, heard.visible, known)
                if missed:
                    found.append(_otherwise(scenario, line, missed, reply.topic, reply.texts))
                    break
    return found


def _otherwise(scenario: Scenario, line: Line, missed: list[str], topic: str, texts: list[str]) -> Problem:
    said = " ".join(" ".join(texts).split())
    said = said if len(said) <= SHOWN else f"{said[:SHOWN]}..."
    wanted = ", ".join(f"'{one}'" for one in missed)
    message = f"{scenario.name}: to '{line.client}' came {topic} (\"{said}\") without {wanted}"
    remedy = "If the reply is right, correct the scenario; else add phrases to the topic that should have come"
    return problem("T121", line.file, line.line, message, remedy)


def main(data: Path) -> int:
    """Plays, and prints the problems as one line of JSON."""
    from bot import logs
    from bot.check.context import Context
    from bot.check.scenarios import read_scenarios
    from bot.commands.train import quiet
    from bot.trial.place import NoRelease

    quiet()
    logs.install()
    try:
        found = _play(read_scenarios(Context.of(data).tree.docs))
    except NoRelease as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps([held.as_dict() for held in found]))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
