"""What a deployment may set for the kept questions and the counts: where they are, their keys, how long they stay."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from bot.content import yamldoc
from bot.settings import Settings


@dataclass(frozen=True)
class ReviewSettings:
    """The deployment's choices.

    Attributes:
        url: SQLAlchemy URL of the store.
        key_file: File that holds the keys where `keys` is empty.
        keys: Fernet keys, the newest first; from the environment.
        digest_key: Key of the digests of what staff ignore; from the environment, together with `keys`.
        keep_days: A kept question is deleted after this many days.
        count_days: A day's counts are deleted after this many days.
    """

    url: str
    key_file: Path
    keys: tuple[str, ...] = field(default=(), repr=False)
    digest_key: str = field(default="", repr=False)
    keep_days: int = 180
    count_days: int = 400

    @property
    def file(self) -> Path | None:
        """The database's file, where it is one."""
        return Path(self.url.removeprefix("sqlite:///")) if self.url.startswith("sqlite:///") else None


def read(settings: Settings, environ: dict[str, str] | None = None) -> ReviewSettings:
    """Reads the settings from the environment and from the practice's file.

    Args:
        settings: The deployment's other settings: folder, content, conversation store.
        environ: Variables to read instead of the process's own.

    Returns:
        The settings. A PostgreSQL that holds the conversations holds this too, unless another is named.

    Raises:
        ValueError: A number of days is no whole number above nought.
    """
    env = os.environ if environ is None else environ
    practice = yamldoc.read(settings.data / "practice.yml", "data/practice.yml").get("practice") or {}
    shared = settings.database_url if settings.database_url.startswith("postgres") else ""
    url = env.get("REVIEW_DATABASE_URL") or shared or f"sqlite:///{settings.var / 'review.sqlite'}"
    return ReviewSettings(
        # The form that most hosts hand out, which SQLAlchemy no longer takes.
        url=url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url,
        key_file=settings.var / "review.key",
        keys=tuple(key.strip() for key in (env.get("REVIEW_KEYS") or "").split(",") if key.strip()),
        digest_key=env.get("REVIEW_DIGEST_KEY") or "",
        keep_days=_days(practice, "review_retention_days", 180),
        count_days=_days(practice, "review_count_days", 400),
    )


def _days(practice: dict[str, str], key: str, default: int) -> int:
    given = str(practice.get(key) or default)
    if not given.isdigit() or not 0 < int(given) < 10_000:
        raise ValueError(f"Q005 {key} must be a whole number above 0. Remedy: correct it in data/practice.yml")
    return int(given)
