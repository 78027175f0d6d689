"""The content that this process answers from: read once, from the folder the deployment names."""

from __future__ import annotations

from functools import lru_cache

from bot.content.load import load
from bot.content.model import Content
from bot.settings import from_environment


@lru_cache(maxsize=1)
def current() -> Content:
    """Returns the content.

    Raises:
        bot.content.load.ContentError: The folder holds something that cannot be read.
    """
    return load(from_environment().data)
