"""What this process serves: one release, loaded whole, that another takes the place of between two turns.

A turn holds its release from beginning to end (`Serving.turn`): the danger screen, the reading, the answer and the
buttons below it are all of one release. No conversation is in here; a conversation's state is in the store.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Generic, TypeVar

from bot import place
from bot.content.current import current as current_content
from bot.content.model import Content
from bot.intake.definition import Definition
from bot.intake.definition import current as current_definition
from bot.release.problem import ReleaseError
from bot.release.shelf import Release
from bot.safety.screen import Screen, load_or_static

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Live:
    """A release, ready to answer.

    Attributes:
        place: Its folders.
        content: What can be answered.
        definition: The intake.
        screen: The danger screen; None where it could not be loaded, and then nothing is answered but the static help.
        release: The release; None where files are served that are none.
        agent: Rasa's agent with its model; None before it is loaded.
        made: What was prepared from it for each `Each`.
    """

    place: place.Place
    content: Content
    definition: Definition
    screen: Screen | None
    release: Release | None = None
    agent: Any = None
    made: tuple[Any, ...] = ()

    @property
    def name(self) -> str:
        """The release's name."""
        return self.release.name if self.release else self.place.data.name


_turn: ContextVar[Live | None] = ContextVar("live", default=None)


def held() -> Live | None:
    """Returns the release of the turn that runs here, or None outside of one."""
    return _turn.get()


class Each(Generic[T]):
    """Something that is prepared once for each release, such as a page; called, it returns the live release's."""

    def __init__(self, serving: Serving, number: int) -> None:
        """Remembers where the prepared thing is kept."""
        self._serving, self._number = serving, number

    def __call__(self) -> T:
        """Returns what was prepared for the turn's release, or for the live one outside of a turn."""
        return (held() or self._serving.now).made[self._number]  # type: ignore[no-any-return]


class Serving:
    """Holds what is live. One object in a process; replaced as a whole, so no lock is needed to read it."""

    def __init__(self, now: Live) -> None:
        """Starts with a release."""
        self.now = now
        self._makers: list[Callable[[Live], Any]] = []

    def each(self, make: Callable[[Live], T]) -> Each[T]:
        """Registers what must be prepared for each release, and prepares it for the live one.

        Args:
            make: Prepares it; a release that it fails on does not go live.
        """
        self._makers.append(make)
        with place.reading(self.now.place):
            self.now = replace(self.now, made=(*self.now.made, make(self.now)))
        return Each(self, len(self._makers) - 1)

    @contextmanager
    def turn(self) -> Iterator[Live]:
        """Holds the live release for the length of a turn: everything within reads it, whatever goes live meanwhile."""
        live = self.now
        token = _turn.set(live)
        try:
            with place.reading(live.place):
                yield live
        finally:
            _turn.reset(token)

    def adopt(self, agent: Any) -> None:
        """Takes the agent that Rasa loaded at start."""
        self.now = replace(self.now, agent=agent)

    def load(self, release: Release, agent_of: Callable[[Release], Any]) -> Live:
        """Loads a release aside; blocks, so call it from a thread.

        Args:
            release: The release.
            agent_of: Loads its agent.

        Returns:
            The release, ready; nothing of it is live yet.

        Raises:
            ReleaseError: R030, a part of it cannot be used.
        """
        part = "content"
        try:
            with place.reading(release.place):
                live = read(release)
                part = "danger screen"
                if live.screen is None:
                    raise ValueError("no danger screen")
                part = "model"
                live = replace(live, agent=agent_of(release))
                part = "pages"
                return replace(live, made=tuple(make(live) for make in self._makers))
        except Exception as error:
            raise ReleaseError(
                "R030",
                f"Release {release.name}: its {part} cannot be loaded ({type(error).__name__}); the one before stays.",
                "make check, then make publish; or make rollback.",
            ) from error

    def swap(self, live: Live) -> None:
        """Makes a loaded release the live one; turns that have begun end on the one before."""
        self.now = live
        place.serve(live.place)


def read(release: Release | None) -> Live:
    """Reads content, intake and danger screen of a release, or of the folders that are read here."""
    where = release.place if release else place.Place(place.data(), place.safety())
    with place.reading(where):
        screen, _ = load_or_static()
        return Live(where, current_content(), current_definition(), screen, release)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def serving() -> Serving:
    """Returns this process's one `Serving`; it starts with the folders that the environment names."""
    folder = place.data().parent
    return Serving(read(Release(folder) if (folder / "release.json").is_file() else None))


def give_back() -> None:
    """Gives the memory of a release that is no longer served back to the system."""
    gc.collect()
    try:
        import ctypes

        ctypes.CDLL("libc.so.6").malloc_trim(0)
    except (OSError, AttributeError):  # another C library keeps its own counsel
        logger.debug("live: no malloc_trim on %s", os.uname().sysname)
