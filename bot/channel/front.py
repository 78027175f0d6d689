"""What the website's channel takes from a release: its limits and origins, and what the page shows."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channel.token import Tokens
from bot.channel.website import Website, website
from bot.content.model import Content
from bot.release.live import Live
from bot.safety.helplines import Helplines, load_helplines


@dataclass(frozen=True)
class Front:
    """What the desk takes from a release.

    Attributes:
        tokens: Issues and reads conversation ids.
        site: The practice's choices.
        content: What the page shows.
        lines: The help lines.
    """

    tokens: Tokens
    site: Website
    content: Content
    lines: Helplines


def front(key: bytes, live: Live) -> Front:
    """Prepares it.

    Args:
        key: The server's secret.
        live: The release.
    """
    site = website(live.content.practice.raw)
    return Front(Tokens(key, site.session_hours * 3600), site, live.content, load_helplines())
