"""Where the bench keeps things, and what its child processes may see."""

from __future__ import annotations

import os
from pathlib import Path

from bot.settings import ROOT, from_environment

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
}

DROPPED = (
    # A deployment's choices would make the two sides unlike.
    "PORT",
    "HOST",
    "WORKERS",
    "SANIC_WORKERS",
    "REDIS_URL",
    "DATABASE_URL",
    "ACTION_URL",
    "LOG_LEVEL",
    "BOT_DATA",
    "BOT_SAFETY",
    "TURN_SECONDS",
    "RASA_CACHE_DIRECTORY",
    # Each side decides on its own threads.
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
)


def folder() -> Path:
    """Returns the bench's folder; everything in it can be deleted at any time."""
    path = from_environment().var / "bench"
    path.mkdir(parents=True, exist_ok=True)
    return path


def environment(**more: str) -> dict[str, str]:
    """Builds a child's environment: this one without a deployment's choices, quiet, and what is asked for.

    The project's folder is on the path, so that a child may run elsewhere and still find `bot`.
    """
    kept = {key: value for key, value in os.environ.items() if key not in DROPPED}
    return {**kept, **QUIET, "PYTHONPATH": str(ROOT), **more}
