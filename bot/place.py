"""Which release a piece of work reads: the folder of its content, and that of the danger screen's trained part.

A turn ends on what it began with, also when another release goes live in its middle. So nothing holds "the content" of
the process: whatever reads a file asks here, and whoever serves a turn says which release it is of (`reading`).
"""

from __future__ import annotations

import contextvars
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Place:
    """Where the files are.

    Attributes:
        data: Folder of the content.
        safety: Folder of what the danger screen learnt.
    """

    data: Path
    safety: Path


_held: ContextVar[Place | None] = ContextVar("place", default=None)


def data() -> Path:
    """Returns the content's folder: the turn's own, else what the process serves, else ``data/``."""
    held = _held.get()
    return held.data if held else Path(os.environ.get("BOT_DATA") or ROOT / "data")


def safety() -> Path:
    """Returns the folder of the danger screen's trained part, found in the same order."""
    held = _held.get()
    return held.safety if held else Path(os.environ.get("BOT_SAFETY") or ROOT / "var" / "safety")


@contextmanager
def reading(place: Place) -> Iterator[None]:
    """Reads one release in everything that is called within, in tasks started there too; threads need `carried`."""
    token = _held.set(place)
    try:
        yield
    finally:
        _held.reset(token)


def serve(place: Place) -> None:
    """Makes a release the one that this process and its children read where no turn says otherwise."""
    os.environ["BOT_DATA"], os.environ["BOT_SAFETY"] = str(place.data), str(place.safety)


def carried(work: Callable[..., T]) -> Callable[..., T]:
    """Returns the work such that in another thread it reads what is read here."""
    context = contextvars.copy_context()
    return lambda *args: context.run(work, *args)
