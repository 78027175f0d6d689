"""``python -m bot train``: builds the release that is served, if its inputs changed."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from typing import Callable

from bot.settings import ROOT, from_environment


def quiet() -> None:
    """Turns off telemetry and the warnings of Rasa's dependencies, in this process and its children."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    os.environ.setdefault("RASA_CACHE_DIRECTORY", str(from_environment().var / "cache"))
    # One small matrix at a time: more threads only wait for each other and for the other workers.
    os.environ.setdefault("TQDM_DISABLE", "1")
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    warnings.simplefilter("ignore")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """This command has no options."""


def fit_to_train() -> bool:
    """Checks the files before Rasa sees them, and says what is wrong with file, line and remedy."""
    from bot.check.problem import ERROR
    from bot.check.run import run as check

    errors = [problem for problem in check(ROOT / "data").problems if problem.level == ERROR]
    for problem in errors:
        print(problem, file=sys.stderr)
    if errors:
        print(
            f"R002 Nothing was trained: {len(errors)} to put right first (above). What was served is served still. "
            "Remedy: correct each line, then: make check",
            file=sys.stderr,
        )
    return not errors


def run(args: argparse.Namespace, report: Callable[[str], None] | None = None) -> int:
    """Builds the release.

    Args:
        args: Unused.
        report: Called with a line for each step; printed to standard error where None.

    Returns:
        Exit code: 0 built or up to date, 1 refused.
    """
    quiet()
    if not fit_to_train():
        return 1
    from bot import logs
    from bot.release.build import build

    logs.install()

    say = report or (lambda line: print(f"      {line}", file=sys.stderr, flush=True))
    try:
        release = build(ROOT, from_environment().var, say)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    state = f"trained in {release.seconds:.0f} s" if release.trained else "up to date"
    say(f"release {release.folder.name}: {state}")
    return 0
