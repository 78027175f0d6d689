"""What a body must look like, and how its text is made safe to hand on.

Plain functions over bytes and strings; no web framework, no Rasa.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

MAX_BODY = 64 * 1024
MAX_SENDER = 256
READ_CHARS = 1000
"""Topics are read from this many characters; Rasa needs 13 s for 200,000."""

FULL_CHARS = 20_000
"""What someone writes into a free-text field is handed on up to here; what is kept of it is the field's business."""

PLACEHOLDER = "…"
"""Stands for a message without any visible text, since Rasa would classify an empty string as something."""


class BodyError(ValueError):
    """A request that is refused, mostly for its body.

    Attributes:
        status: HTTP status, such as 400 or 413.
        code: Short stable name.
        reason: One sentence for the developer of the client.
        wait: Seconds until it is worth trying again; 0 where waiting does not help.
    """

    def __init__(self, status: int, code: str, reason: str, wait: int = 0) -> None:
        super().__init__(reason)
        self.status, self.code, self.reason, self.wait = status, code, reason, wait


@dataclass(frozen=True)
class Body:
    """A body that is accepted: who writes, and what, unchanged."""

    sender: str
    message: str

    @property
    def key(self) -> str:
        """The conversation's id in every store and log: a digest, since a sender may be a name or an address."""
        return hashlib.sha256(self.sender.encode("utf-8", "surrogatepass")).hexdigest()


def read(raw: bytes) -> Body:
    """Reads Rasa's REST body ``{"sender": ..., "message": ...}``; every other key is ignored.

    Args:
        raw: The request's body.

    Returns:
        Sender and message as they came.

    Raises:
        BodyError: Too large, no JSON object, or sender or message missing or of the wrong kind.
    """
    data = read_object(raw)
    sender, message = data.get("sender"), data.get("message")
    if not isinstance(sender, str) or not 1 <= len(sender) <= MAX_SENDER:
        raise BodyError(400, "bad_sender", f"'sender' must be a string of 1 to {MAX_SENDER} characters.")
    if not isinstance(message, str):
        raise BodyError(400, "bad_message", "'message' must be a string.")
    return Body(sender, message)


def read_object(raw: bytes) -> dict[str, Any]:
    """Reads a JSON object.

    Args:
        raw: The request's body.

    Raises:
        BodyError: Too large, or no JSON object.
    """
    if len(raw) > MAX_BODY:
        raise BodyError(413, "too_large", f"The body is over {MAX_BODY // 1024} kB.")
    try:
        # Bytes that are not UTF-8 are a client's slip, not a reason to lose the message.
        data = json.loads(raw.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise BodyError(400, "no_json", "The body is not JSON.") from None
    if not isinstance(data, dict):
        raise BodyError(400, "no_object", "The body is JSON but no object.")
    return data


@dataclass(frozen=True)
class Clean:
    """A message made safe for the pipeline.

    Attributes:
        text: At most `READ_CHARS` characters, without control characters or a leading slash; never empty.
        truncated: There was more than that.
        blank: Nothing of it can be read (`text` is the placeholder).
    """

    text: str
    truncated: bool
    blank: bool


_SPACE = re.compile(r"\s+")
_COMMAND = re.compile(r"^[\s/\\@＠／⁄∕]+")
_WORD = re.compile(r"\w", re.UNICODE)


def clean(message: str) -> Clean:
    """Makes a message safe to hand on, whatever it holds.

    Args:
        message: Any string: lone surrogates, control and invisible characters, any length.

    Returns:
        What topics are read from.
    """
    # Cutting first bounds the work; four times the limit leaves room for what is dropped.
    head = message[: READ_CHARS * 4]
    visible = "".join(_keep(char) for char in head)
    text = _COMMAND.sub("", _SPACE.sub(" ", visible)).strip()
    truncated = len(text) > READ_CHARS or len(message) > len(head)
    text = text[:READ_CHARS].strip()
    if not _WORD.search(text):
        return Clean(text=text if _asks(text) else PLACEHOLDER, truncated=False, blank=not _asks(text))
    return Clean(text=text, truncated=truncated, blank=False)


def full(message: str) -> str:
    """Returns the whole message up to `FULL_CHARS`, for fields that keep a person's own words.

    Args:
        message: The message as it came. The pipeline's own text is cut, cleaned and spelt anew: no name survives that.
    """
    return message[:FULL_CHARS].encode("utf-8", "replace").decode("utf-8")


def _keep(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in ("Cs", "Co", "Cn") or (kind in ("Cc", "Cf") and not char.isspace()):
        # A joiner inside a word must not split it; a control character may stand for a space.
        return "" if kind != "Cc" else " "
    return char


def _asks(text: str) -> bool:
    """A bare "?" or "?!" after an answer is a question, not nothing."""
    return bool(text) and len(text) <= 3 and "?" in text
