"""Runs the custom actions in the server's process, behind the same seam as an action server.

Rasa calls ``EndpointConfig.request``; here the call reaches rasa_sdk's executor directly instead of HTTP, so the
code in `actions/` is the same either way and a turn saves two serialisations and a socket.
"""

from __future__ import annotations

from typing import Any

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor


class InProcessActions(EndpointConfig):
    """An action endpoint that is this process."""

    def __init__(self, package: str = "actions") -> None:
        """Loads every `Action` of a package.

        Args:
            package: Name of the package with the actions.
        """
        # The domain is large and constant: actions that need content load it themselves.
        super().__init__(url="in-process:", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Runs one action call.

        Args:
            *args: Ignored (Rasa passes none).
            **kwargs: ``json`` holds the call as Rasa would post it.

        Returns:
            ``{"events": [...], "responses": [...]}``.
        """
        return await self._executor.run(kwargs["json"])
