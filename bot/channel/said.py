"""Reads what the website's channel is sent: whose conversation it is, and what was said. No web framework."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

from bot.channel.body import BodyError, read_object
from bot.channel.token import Session, TokenError, Tokens

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
REASONS = {
    "bad_token": "The token is not ours or was changed. Start a session.",
    "expired": "The token is too old. Start a session.",
}


@dataclass(frozen=True)
class Said:
    """A message of the website's channel."""

    session: Session
    text: str
    id: str | None


def read(raw: bytes, tokens: Tokens) -> dict[str, Any]:
    """Reads a body with a token.

    Args:
        raw: The body.
        tokens: Knows which tokens are ours.

    Returns:
        Its fields, with the `Session` in the place of the token.

    Raises:
        BodyError: No object, no token, or one that is refused.
    """
    try:
        data = read_object(raw)
    except BodyError as error:
        raise error if error.status == 413 else BodyError(400, "bad_body", error.reason) from None
    token = data.get("token")
    if not isinstance(token, str):
        raise BodyError(400, "bad_body", "'token' must be a string.")
    try:
        return {**data, "token": tokens.read(token, time.time())}
    except TokenError as error:
        raise BodyError(401, error.code, REASONS[error.code]) from None


def read_message(raw: bytes, tokens: Tokens) -> Said:
    """Reads a body with a token and a message.

    Raises:
        BodyError: As `read`, or no message.
    """
    data = read(raw, tokens)
    text, own = data.get("message"), data.get("id")
    if not isinstance(text, str):
        raise BodyError(400, "bad_body", "'message' must be a string.")
    if own is not None and not (isinstance(own, str) and _ID.fullmatch(own)):
        raise BodyError(400, "bad_body", "'id' must be 1 to 64 of A-Z a-z 0-9 _ -.")
    return Said(data["token"], text, own)
