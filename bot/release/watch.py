"""Watches the pointer in each worker: another release is loaded aside in a thread, and takes over between two turns."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.release import shelf, workers
from bot.release.live import Live, Serving, give_back
from bot.release.problem import ReleaseError
from bot.release.shelf import Release
from bot.release.workers import Worker

logger = logging.getLogger(__name__)

POLL = 0.5
REST = 20.0
"""Seconds after a swap until the release before is given up: by then its last turn has ended."""


class Watcher:
    """Keeps one worker at the release that the pointer names."""

    def __init__(
        self,
        serving: Serving,
        var: Path,
        code: str,
        agent_of: Callable[[Release], Any],
        swapped: Callable[[Live], None],
    ) -> None:
        """Joins the parts.

        Args:
            serving: What this worker serves.
            var: The folder for everything stored.
            code: Digest of the program that this worker runs.
            agent_of: Loads a release's agent; called in a thread.
            swapped: Told of each release that went live, on the event loop.
        """
        self._serving, self._var, self._code = serving, var, code
        self._agent_of, self._swapped = agent_of, swapped
        self._tried = ""
        self._rest_at = 0.0

    async def run(self) -> None:
        """Watches until cancelled. Never raises for what a release holds."""
        self._say()
        loading: asyncio.Task[None] | None = None
        try:
            while True:
                workers.beat(self._var, os.getpid())
                if loading is None or loading.done():
                    loading = self._next()
                if self._rest_at and time.monotonic() > self._rest_at and loading is None:
                    self._rest_at = 0.0
                    await asyncio.to_thread(give_back)
                await asyncio.sleep(POLL)
        finally:
            workers.leave(self._var, os.getpid())

    def _next(self) -> asyncio.Task[None] | None:
        """Starts loading what the pointer names, unless it is served or was tried already."""
        wanted = shelf.current(self._var)
        if wanted is None:
            return None
        if wanted.name == self._serving.now.name:
            if self._tried:
                self._tried = ""
                self._say()
            return None
        if wanted.name == self._tried:
            return None
        self._tried = wanted.name
        return asyncio.ensure_future(self._go_to(wanted))

    async def _go_to(self, release: Release) -> None:
        started = time.monotonic()
        try:
            made_for = release.facts().get("code")
            if made_for and made_for != self._code:
                raise ReleaseError(
                    "R031",
                    f"Release {release.name} is for another version of the program; the one before stays.",
                    "start the server again (make run).",
                )
            live = await asyncio.to_thread(self._serving.load, release, self._agent_of)
        except ReleaseError as error:
            logger.error("release: %s", error)
            self._say(release.name, str(error))
            return
        self._serving.swap(live)
        self._swapped(live)
        self._rest_at = time.monotonic() + REST
        self._say()
        logger.info("release: %s is live, loaded in %.1f s", live.name, time.monotonic() - started)

    def _say(self, refused: str = "", trouble: str = "") -> None:
        workers.say(self._var, Worker(os.getpid(), self._serving.now.name, self._code, refused, trouble))
