"""``python -m bot serve``: serves the current release. `make run` builds it first."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace

from bot.commands.train import quiet
from bot.place import serve as serve_from
from bot.settings import from_environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """This command has no options: the environment has them (see README)."""


def run(args: argparse.Namespace) -> int:
    """Serves until stopped.

    Returns:
        Exit code: 0 stopped, 1 nothing to serve.
    """
    quiet()
    from bot.release.shelf import current

    settings = from_environment()
    release = current(settings.var)
    if release is None:
        print("S001 There is no release to serve. Remedy: make train", file=sys.stderr)
        return 1
    # Everything below reads the release, never data/: an unfinished edit cannot go live by a restart.
    serve_from(release.place)
    os.environ["SANIC_WORKERS"] = str(settings.workers)
    from bot import logs

    logs.install(settings.debug)
    from bot.safety.readiness import announce
    from bot.serve import run as serve

    announce()

    serve(replace(settings, data=release.data), release.model)
    return 0
