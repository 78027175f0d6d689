"""What a deployment may set, read once from the environment.

Every value has a default that suits one machine: SQLite, one worker, loopback.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from bot import place
from bot.place import ROOT

__all__ = ["ROOT", "Settings", "from_environment"]


@dataclass(frozen=True)
class Settings:
    """The deployment's choices.

    Attributes:
        port: TCP port of the web server.
        host: Address it listens on; loopback unless a proxy stands in front.
        var: The one folder that holds everything stored: conversations, models, releases.
        data: Folder that the content is read from.
        database_url: SQLAlchemy URL of the conversation store.
        redis_url: URL of a Redis for conversation locks, needed for more than one worker; None for one worker.
        workers: Number of server processes.
        action_url: URL of an action server (`rasa run actions`); None runs the actions in the server's process.
        turn_seconds: How long one turn may take before the fixed text answers, in seconds.
        debug: Log at debug level. Never makes a log hold what people typed.
        rest_token: Bearer token that opens Rasa's REST webhook to tools on other machines; None where there is none.
        proxies: How many of our proxies stand in front; None takes one where the caller is this machine.
    """

    port: int
    host: str
    var: Path
    data: Path
    database_url: str
    redis_url: str | None
    workers: int
    action_url: str | None
    turn_seconds: float
    debug: bool
    rest_token: str | None = None
    proxies: int | None = None


def from_environment(environ: dict[str, str] | None = None) -> Settings:
    """Reads the settings.

    Args:
        environ: Variables to read instead of the process's own.

    Returns:
        The settings, every gap filled with the embedded default.

    Raises:
        ValueError: A number is not a number, the REST token is too short, or there are several workers without Redis.
    """
    env = os.environ if environ is None else environ
    var = Path(env.get("BOT_VAR") or ROOT / "var")
    workers = int(env.get("WORKERS") or 1)
    redis_url = env.get("REDIS_URL") or None
    if workers > 1 and not redis_url:
        raise ValueError("WORKERS is above 1 but REDIS_URL is not set: several workers need Redis for their locks.")
    rest_token = env.get("REST_TOKEN") or None
    if rest_token and len(rest_token) < 16:
        raise ValueError("REST_TOKEN is too short: it needs 16 characters. Remedy: openssl rand -hex 32")
    return Settings(
        port=int(env.get("PORT") or 5005),
        host=env.get("HOST") or "127.0.0.1",
        var=var,
        data=place.data() if environ is None else Path(env.get("BOT_DATA") or ROOT / "data"),
        database_url=env.get("DATABASE_URL") or f"sqlite:///{var / 'conversations.sqlite'}",
        redis_url=redis_url,
        workers=workers,
        action_url=env.get("ACTION_URL") or None,
        turn_seconds=float(env.get("TURN_SECONDS") or 15),
        debug=(env.get("LOG_LEVEL") or "").upper() == "DEBUG",
        rest_token=rest_token,
        proxies=int(env["PROXIES"]) if env.get("PROXIES") else None,
    )
