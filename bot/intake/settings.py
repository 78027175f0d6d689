"""What a deployment may set for the intake: where it is kept, its keys, who is told. Without any, nothing is sent."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from bot.content import yamldoc
from bot.settings import Settings

DAY, HOUR = 86400.0, 3600.0


@dataclass(frozen=True)
class IntakeSettings:
    """The deployment's choices for the intake.

    Attributes:
        url: SQLAlchemy URL of the store.
        key_file: File that holds the keys where `keys` is empty.
        keys: Fernet keys, the newest first; from the environment.
        digest_key: Key of the digest of conversation ids; from the environment, together with `keys`.
        keep_seconds: A sent record is deleted after this many seconds.
        draft_seconds: A draft is deleted this many seconds after its last change.
        log_seconds: A line in the log of staff reads is deleted after this many seconds.
        smtp_url: ``smtp://user:password@host:port`` or ``smtps://``; None sends no mail.
        notice_to: Address of the practice that a notice goes to.
        notice_from: Address it comes from.
        webhook_url: Address that is told by HTTP; None tells nobody.
        webhook_secret: Key of the webhook's signature.
    """

    url: str
    key_file: Path
    keys: tuple[str, ...] = field(default=(), repr=False)
    digest_key: str = field(default="", repr=False)
    keep_seconds: float = 90 * DAY
    draft_seconds: float = 24 * HOUR
    log_seconds: float = 365 * DAY
    smtp_url: str | None = field(default=None, repr=False)
    notice_to: str = ""
    notice_from: str = ""
    webhook_url: str | None = None
    webhook_secret: str = field(default="", repr=False)


def read(settings: Settings, environ: dict[str, str] | None = None) -> IntakeSettings:
    """Reads the intake's settings from the environment and from the practice's file.

    Args:
        settings: The deployment's other settings: folder, content, conversation store.
        environ: Variables to read instead of the process's own.

    Returns:
        The settings. A PostgreSQL that holds the conversations holds the intake too, unless another is named.

    Raises:
        ValueError: A retention is no number above nought.
    """
    env = os.environ if environ is None else environ
    practice = yamldoc.read(settings.data / "practice.yml", "data/practice.yml").get("practice") or {}
    shared = settings.database_url if settings.database_url.startswith("postgres") else ""
    url = env.get("INTAKE_DATABASE_URL") or shared or f"sqlite:///{settings.var / 'intake.sqlite'}"
    to = env.get("INTAKE_NOTICE_TO") or practice.get("email") or ""
    return IntakeSettings(
        # The form that most hosts hand out, which SQLAlchemy no longer takes.
        url=url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url,
        key_file=settings.var / "intake.key",
        keys=tuple(key.strip() for key in (env.get("INTAKE_KEYS") or "").split(",") if key.strip()),
        digest_key=env.get("INTAKE_DIGEST_KEY") or "",
        keep_seconds=_number(practice, "intake_retention_days", 90) * DAY,
        draft_seconds=_number(practice, "intake_draft_hours", 24) * HOUR,
        log_seconds=_number(practice, "intake_log_days", 365) * DAY,
        smtp_url=env.get("INTAKE_SMTP_URL") or None,
        notice_to=to,
        notice_from=env.get("INTAKE_NOTICE_FROM") or to,
        webhook_url=env.get("INTAKE_WEBHOOK_URL") or None,
        webhook_secret=env.get("INTAKE_WEBHOOK_SECRET") or "",
    )


def _number(practice: dict[str, str], key: str, default: float) -> float:
    value = float(practice.get(key) or default)
    if not value > 0:
        raise ValueError(f"I004 {key} must be above 0. Remedy: correct it in data/practice.yml")
    return value
