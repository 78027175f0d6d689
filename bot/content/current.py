"""The content that is answered from: read once for each release, from the folder that `bot.place` names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bot import place
from bot.content.load import load
from bot.content.model import Content


def current() -> Content:
    """Returns the content.

    Raises:
        bot.content.load.ContentError: The folder holds something that cannot be read.
    """
    return _of(place.data())


@lru_cache(maxsize=2)  # the release that is served, and the one that takes its place
def _of(folder: Path) -> Content:
    return load(folder)
