"""Ends connections that hold the server up: headers that drip in, bodies that nobody reads.

Sanic starts its clocks anew with every byte, so one byte a second would hold a connection for ever.
"""

from __future__ import annotations

from typing import Any

from sanic.exceptions import RequestTimeout
from sanic.http import Stage
from sanic.server import HttpProtocol

SECONDS = 10.0


class PatientProtocol(HttpProtocol):
    """Sanic's HTTP protocol, with an end to reading."""

    __slots__ = ("_reading", "_since")

    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        self._reading: Any = None
        self._since = 0.0

    def check_timeouts(self) -> None:
        """Sanic's own timer, which also looks how long one request has been read."""
        if self._task and self._http is not None:
            now = self.loop.time()
            # Headers are being read, or the rest of a body is being thrown away after its answer.
            stage, count = self._http.stage, self.state["requests_count"]
            left = stage is Stage.IDLE and getattr(self._http, "request_body", None)
            reading = (stage, count) if stage is Stage.REQUEST or left else None
            if reading != self._reading:
                self._reading, self._since = reading, now
            elif reading and now - self._since > SECONDS:
                self._http.exception = RequestTimeout("Request Timeout")
                self._task.cancel()
                return
        super().check_timeouts()
