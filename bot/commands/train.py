"""``python -m bot train``: builds the release of ``data/`` as it is and makes it live, with no questions asked."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Callable

from bot.settings import ROOT, from_environment

if TYPE_CHECKING:
    from bot.release.shelf import Release


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
    """Declares the option."""
    parser.add_argument(
        "--as-live", action="store_true", help="what `make run` does: serve the live release, build only what it lacks"
    )


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
        args: The options; `bot evaluate` passes its own.
        report: Called with a line for each step; printed to standard error where None.

    Returns:
        Exit code: 0 built or up to date, 1 refused.
    """
    quiet()
    as_live = bool(getattr(args, "as_live", False))
    # What is live is served whatever somebody is writing in data/.
    if not as_live and not fit_to_train():
        return 1
    from bot import logs
    from bot.release.problem import of_system
    from bot.release.start import ready

    logs.install()
    settings = from_environment()
    make = ready if as_live else _straight

    say = report or (lambda line: print(f"      {line}", file=sys.stderr, flush=True))
    try:
        release = make(ROOT, settings.var, settings.data, say)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(of_system(error), file=sys.stderr)
        return 1
    state = f"trained in {release.seconds:.0f} s" if release.trained else "up to date"
    say(f"release {release.folder.name}: {state}")
    return 0


def _straight(root: Path, var: Path, source: Path, say: Callable[[str], None]) -> Release:
    from bot.release.build import build

    return build(root, var, say, source)
