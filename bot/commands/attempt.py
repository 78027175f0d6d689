"""``python -m bot try``: what a message is read as, and what a client would get; without one, a chat."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from bot.commands.train import quiet

if TYPE_CHECKING:
    from bot.trial.talk import Talk

QUIT = frozenset({"quit", "exit", ":q"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options."""
    parser.add_argument("message", nargs="*", help="what a client would type; none: a chat that ends with quit")


def run(args: argparse.Namespace) -> int:
    """Tries a message on the current release, or chats. Nothing that is typed is stored.

    Returns:
        Exit code: 0, or 1 where nothing was trained yet.
    """
    quiet()
    from bot import logs

    logs.install()
    from bot.trial.place import NoRelease, kept_apart, older, release

    try:
        found = release()
    except NoRelease as error:
        print(error, file=sys.stderr)
        return 1
    late = older(found)
    print("Loading the current release, some ten seconds ...", file=sys.stderr, flush=True)
    with kept_apart(found):
        from bot.trial.talk import Model, Talk

        talk = Talk(Model(found.model))
        if late:
            print(late, file=sys.stderr)
        if args.message:
            _show(talk, " ".join(args.message))
        else:
            _chat(talk)
    return 0


def _chat(talk: Talk) -> None:
    print("Type as a client would. quit ends it; nothing is kept.", flush=True)
    while True:
        try:
            message = input("\n  you    ")
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if message.strip().lower() in QUIT:
            return
        if message.strip():
            _show(talk, message)


def _show(talk: Talk, message: str) -> None:
    from bot.trial import show

    heard = talk.say(message)
    print("\n".join([*show.understood(heard), "", *show.reply(heard)]), flush=True)
