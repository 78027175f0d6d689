"""Plays whole conversations against a running bot: `python -m tests.play_dialogues URL [FILE]`.

FILE holds one conversation a line: {"id", "kind", "turns": [{"user", "accept": [topic ids], ...}]}; without it the
held-out dialogues beside the project are played, where they are there. A turn counts when its `custom.topic` is in
`accept`. Prints what went wrong, then the shares.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import urllib.request
from collections import defaultdict
from pathlib import Path
from typing import Any

HELD_OUT = Path(__file__).resolve().parents[2] / "shared" / "eval" / "dialogues.jsonl"


def say(url: str, sender: str, message: str) -> list[dict[str, Any]]:
    """Sends one message over REST and returns the bot's messages."""
    body = json.dumps({"sender": sender, "message": message}).encode()
    request = urllib.request.Request(f"{url}/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        found: list[dict[str, Any]] = json.load(reply)
    return found


def play(url: str, dialogue: dict[str, Any]) -> list[tuple[bool, str, str]]:
    """Plays one conversation.

    Args:
        url: The bot's address.
        dialogue: The conversation.

    Returns:
        For each turn whether its topic is accepted, the topic, and the reply's texts.
    """
    sender = f"play-{dialogue['id']}-{os.urandom(4).hex()}"
    out = []
    for turn in dialogue["turns"]:
        messages = say(url, sender, turn["user"])
        payloads = [m["custom"] for m in messages if isinstance(m.get("custom"), dict)]
        topic = payloads[0].get("topic", "") if len(payloads) == 1 else f"{len(payloads)} payloads"
        out.append((topic in turn["accept"], topic, " / ".join(m["text"] for m in messages if m.get("text"))))
    return out


def main() -> int:
    """Plays a file and prints the shares; exit code 2 where there is nothing to play."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("file", nargs="?", type=Path, default=HELD_OUT)
    parser.add_argument("--show", action="store_true", help="print every turn with its reply")
    args = parser.parse_args()
    if not args.file.is_file():
        print(f"There is no file {args.file.name} to play.", file=sys.stderr)
        return 2
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for line in filter(None, map(str.strip, args.file.read_text(encoding="utf-8").splitlines())):
        dialogue = json.loads(line)
        for number, (turn, (right, topic, text)) in enumerate(zip(dialogue["turns"], play(args.url.rstrip("/"), dialogue)), 1):
            for name in ("all", dialogue.get("kind", "other")):
                counts[name][0] += right
                counts[name][1] += 1
            if args.show or not right:
                print(f"{'ok ' if right else 'NO '} {dialogue['id']}[{number}] got {topic}, accepted {turn['accept']}")
            if args.show:
                print(f"      {turn['user']}\n      -> {text}")
    for name, (right, every) in sorted(counts.items()):
        print(f"{name:<16}{right}/{every}  {right / every:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
