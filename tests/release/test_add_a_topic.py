"""Adding a topic is adding one file: no Python, no domain, no rule. Trained for real, on a small copy of the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT

KEPT = ("crying_weakness", "therapist_judgement", "booking", "out_of_scope", "culture_norms", "greet")
NEW = """\
version: "3.1"
nlu:
  - intent: faq/piano_lessons
    examples: |
      - Can I bring my piano?
      - is there room for a piano
      - may i play the piano in the session
      - do you have a keyboard or upright piano there
      - I'd like to play music instead of talking
      - piano allowed?
responses:
  utter_faq/piano_lessons:
    - text: |-
        No. There is no room for a piano.
        Many people like music.
        You could hum.
      metadata:
        title: Can I bring my piano?
        topic: communication
        evidence: practice
        sources: [{id: practice}]
        next: [crying_weakness]
        written_on: "2026-11-21"
"""
ASK = """
import asyncio, json, os, sys
from pathlib import Path
from bot import logs
from bot.release.build import _train
_train(Path("."), Path("m/model.tar.gz").resolve())
logs.install()
from rasa.core.agent import Agent
from actions.turn import take
from bot.content.load import load
from bot.dialogue.turn import from_message
async def main():
    agent = Agent.load("m/model.tar.gz")
    for text in ("is there space for my piano", "is crying weakness?"):
        reply = take(from_message(await agent.parse_message(text), None), load(Path("all")))
        print("REPLY", json.dumps([reply.topic, reply.texts[-1]]))
asyncio.run(main())
"""


def test_one_new_file_is_a_new_topic(tmp_path: Path) -> None:
    for name in ("config.yml", "domain.yml", "requirements"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, tmp_path / name)
    skip = shutil.ignore_patterns("topics", "*.md")
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=skip)
    (tmp_path / "data" / "topics").mkdir()
    for topic in KEPT:
        shutil.copy2(ROOT / "data" / "topics" / f"{topic}.yml", tmp_path / "data" / "topics")
    # Trained on a few topics to be quick; answered from all of them, as the buttons lead to others.
    shutil.copytree(ROOT / "data", tmp_path / "all")
    for folder in ("data", "all"):
        (tmp_path / folder / "topics" / "piano_lessons.yml").write_text(NEW)
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
            "RASA_TELEMETRY_ENABLED": "false",
            "BOT_DATA": str(ROOT / "data"),
            "RASA_CACHE_DIRECTORY": str(tmp_path / "cache"),
        },
        capture_output=True,
        text=True,
        timeout=280,
    )
    replies = [line for line in done.stdout.splitlines() if line.startswith("REPLY")]
    assert len(replies) == 2, done.stdout[-1500:] + done.stderr[-1500:]
    assert '"communication"' in replies[0] and "no room for a piano" in replies[0]
    assert '"crying_weakness"' in replies[1]
