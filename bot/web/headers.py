"""Security headers, on every answer of the server; a route that needs another value sets it itself."""

from __future__ import annotations

from typing import Any

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


def install(app: Any) -> None:
    """Puts the headers on every answer, refusals included.

    Args:
        app: The Sanic application.
    """

    @app.middleware("response")
    async def add(_: Any, response: Any) -> None:
        for name, value in SECURITY.items():
            response.headers.setdefault(name, value)
