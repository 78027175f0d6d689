"""Refuses requests whose head makes no sense: Sanic would answer 500, or read another body than the proxy before it."""

from __future__ import annotations

from typing import Any

from httptools import HttpParserInvalidURLError
from sanic.exceptions import InvalidUsage
from sanic.request import Request


class StrictRequest(Request):
    """Sanic's request, which exists only if its head is sound."""

    def __init__(self, url_bytes: bytes, headers: Any, version: str, method: str, *args: Any, **kwargs: Any) -> None:
        """Checks the head.

        Raises:
            InvalidUsage: The URL or the body's length cannot be read.
        """
        # Sanic makes a stand-in of this method to answer what it could not read; its URL must not fail again.
        url = b"*" if method == "NONE" else url_bytes
        try:
            super().__init__(url, headers, version, method, *args, **kwargs)
        except HttpParserInvalidURLError:
            raise InvalidUsage("Bad Request") from None
        length, coding = headers.get("content-length"), headers.get("transfer-encoding")
        if length is not None and (coding is not None or not (length.isascii() and length.isdigit())):
            raise InvalidUsage("Bad Request")
        if coding is not None and coding.lower() != "chunked":
            raise InvalidUsage("Bad Request")
