"""What leaves by HTTP: JSON answers, and the one shape of every refusal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sanic import HTTPResponse
from sanic.response import HTTPResponse as Response

CODES = {400: "bad_request", 404: "not_found", 405: "bad_method", 408: "slow", 413: "too_large", 417: "bad_request"}
"""Names of the refusals that the web framework makes before a route is reached."""


def answer(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> HTTPResponse:
    """Makes a JSON response; ASCII only, so that a lone surrogate in a sender cannot break it."""
    return Response(json.dumps(data), status=status, headers=dict(headers or {}), content_type="application/json")


def refusal(status: int, code: str, reason: str, retry_after: int = 0) -> HTTPResponse:
    """Makes the one error shape: ``{"error": {"code", "reason"}}``.

    Args:
        status: HTTP status.
        code: Short stable name.
        reason: One sentence for the developer of the client.
        retry_after: Seconds to wait before the next try; 0 leaves the header out.
    """
    headers = {"Retry-After": str(retry_after)} if retry_after else None
    return answer({"error": {"code": code, "reason": reason}}, status, headers)
