"""``python -m bot bench``: times this bot beside Rasa's defaults, in one run on one machine."""

from __future__ import annotations

import argparse
import signal
import sys
from types import FrameType

FEWEST_TURNS = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options."""
    parser.epilog = (
        "Rasa's default needs hours for its 100 epochs on thousands of phrases, so it gets a few unless --full (or "
        "--compare without --quick) is given; a whole training of the same data by an earlier run is taken over."
    )
    parser.add_argument("--turns", type=int, help="messages of one conversation at a time (200; with --quick 60)")
    parser.add_argument(
        "--quick", action="store_true", help="fewer turns; Rasa's defaults are not trained again on the same data"
    )
    parser.add_argument("--full", action="store_true", help="train all 100 epochs of Rasa's default")
    parser.add_argument("--compare", action="store_true", help="understanding alone: accuracy, training, time, memory")
    parser.add_argument(
        "--stories", action="store_true", help="a further column: Rasa's default that got each rule as a story, for TED"
    )


def run(args: argparse.Namespace) -> int:
    """Runs the bench.

    Returns:
        Exit code: 0 measured (whether or not the targets were met), 1 could not, 2 wrong option, 130 interrupted.
    """
    from bot.bench.bench import Plan, bench
    from bot.bench.errors import BenchError

    turns = args.turns or (60 if args.quick else 200)
    if turns < FEWEST_TURNS:
        print(f"--turns must be at least {FEWEST_TURNS}.", file=sys.stderr)
        return 2
    # A plain kill ends the children like Ctrl-C does.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        bench(Plan(turns=turns, quick=args.quick, only_compare=args.compare, full=args.full, stories=args.stories))
    except BenchError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted; everything that was started has ended.", file=sys.stderr)
        return 130
    return 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
