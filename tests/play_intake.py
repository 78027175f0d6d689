"""Plays whole intakes against a running bot and reads what its store then holds.

    python -m tests.play_intake http://127.0.0.1:5005 [FILE.jsonl] [--show]

Each line of the file is ``{"id", "turns", "expect", "stored", "not_stored"}``: after the turns the sent records hold
every string of `stored` and none of `not_stored`. It reads the store with the settings of the environment (`BOT_VAR`,
`INTAKE_DATABASE_URL`), so it runs on the bot's own machine. What people read is shown by ``--show``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.intake.store import IntakeStore
from bot.settings import from_environment

DEFAULT = Path("../shared/eval/intake.jsonl")
PLAYER = "player"


@dataclass(frozen=True)
class Played:
    """One intake as it went.

    Attributes:
        id: Its name in the file.
        replies: What the bot said, a text a turn.
        records: The fields of what was sent, one dict a record.
        wrong: What is not as it should be; empty where all is.
    """

    id: str
    replies: list[str]
    records: list[dict[str, Any]]
    wrong: list[str]


def play(url: str, store: IntakeStore, case: dict[str, Any]) -> Played:
    """Plays one case in a conversation of its own and judges what is stored.

    Args:
        url: Where the bot listens.
        store: The bot's store.
        case: A line of the file.

    Returns:
        How it went.
    """
    before = {one.reference for one in store.list(PLAYER)}
    sender = f"play-{case['id']}-{os.urandom(4).hex()}"
    replies = [say(url, sender, turn) for turn in case["turns"]]
    new = [one.reference for one in store.list(PLAYER) if one.reference not in before]
    records = [record.fields for record in store.export(new, PLAYER)] if new else []
    held = "\n".join(str(value) for fields in records for value in fields.values())
    wrong = [f"not stored: {piece!r}" for piece in case.get("stored", []) if squeezed(piece) not in squeezed(held)]
    wrong += [f"stored: {piece!r}" for piece in case.get("not_stored", []) if piece.lower() in held.lower()]
    if len(records) > 1:
        wrong.append(f"{len(records)} records")
    return Played(case["id"], replies, records, wrong)


def say(url: str, sender: str, message: str) -> str:
    """Sends one message and returns the texts of the reply."""
    body = json.dumps({"sender": sender, "message": message}).encode()
    request = urllib.request.Request(f"{url}/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return "\n".join(message["text"] for message in json.load(answer) if message.get("text"))


def squeezed(text: str) -> str:
    """A text as it is compared: case and the spacing of numbers do not count."""
    return "".join(text.lower().split())


def main() -> int:
    """Plays the file; returns 1 where less than 0.95 of its cases come out right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--show", action="store_true", help="show what was said")
    parser.add_argument("--only", default="", help="play only the cases with this in their id")
    args = parser.parse_args()
    if not args.file.is_file():
        print(f"{args.file} is not there")
        return 2
    store = IntakeStore.open(from_environment())
    cases = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    played = [(case, play(args.url, store, case)) for case in cases if args.only in case["id"]]
    for case, one in played:
        if one.wrong or args.show:
            print(f"{one.id}: {'; '.join(one.wrong) or 'right'}")
        if args.show:
            for turn, reply in zip(case["turns"], one.replies):
                print(f"   > {turn[:300]}\n   < {reply}")
            print(f"   = {one.records}\n   ? {case.get('expect', '')}\n")
    right = sum(not one.wrong for _, one in played)
    share = right / len(played) if played else 0.0
    print(f"{right} of {len(played)} right ({share:.2f})")
    return 0 if share >= 0.95 else 1


if __name__ == "__main__":
    sys.exit(main())
