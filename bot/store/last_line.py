"""The last line of defence before anything of a conversation is stored: every text in the state passes the redaction.

What a person says is redacted where it enters the state; this finds what a later change of the code forgets. Whatever
cannot be redacted is dropped. It never raises.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections import OrderedDict
from typing import Any

from bot.logs import describe
from bot.privacy.redact import redact

logger = logging.getLogger(__name__)

OWN = {
    "ref": re.compile(r"[0-9a-f]{32}"),
    "reference": re.compile(r"W-[0-9A-Z]{4}-[0-9A-Z]{2}"),
    # A question that waits to be kept, redacted before it was locked: the lock's own signs say nothing.
    "waits": re.compile(r"gAAAA[\w-]{60,2000}={0,2}"),
}
"""Random names of ours that look like somebody's number, by the key they stand under."""
MOST = 50_000
"""Longer texts belong into no state."""
KNOWN = 8192
_GONE = object()
_clean: OrderedDict[bytes, None] = OrderedDict()
"""Digests of texts that need no change: the same few names come by in every turn."""


def redacted(state: dict[str, Any]) -> dict[str, Any]:
    """Returns a state as it may be stored.

    Args:
        state: Plain JSON data.

    Returns:
        The same with plain words in the place of personal data; without what could not be looked at.
    """
    found = _safe(state, "")
    return found if isinstance(found, dict) else {}


def _safe(value: Any, key: str) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return _text(value, key)
    if isinstance(value, dict):
        named = {name: item for name, item in value.items() if isinstance(name, str) and _text(name, "") == name}
        kept = {name: _safe(item, name) for name, item in named.items()}
        return {name: item for name, item in kept.items() if item is not _GONE}
    if isinstance(value, (list, tuple)):
        return [item for item in (_safe(item, key) for item in value) if item is not _GONE]
    return _GONE


def _text(text: str, key: str) -> Any:
    if key in OWN and OWN[key].fullmatch(text):
        return text
    try:
        name = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        if name in _clean:
            return text
        if len(text) > MOST:
            logger.error("store: a text of %d characters was not stored", len(text))
            return _GONE
        left = redact(text)
    except Exception as error:  # noqa: BLE001 - a value that cannot be looked at is not stored
        logger.error("store: a value was not stored (%s)", describe(error))
        return _GONE
    if left == text:
        _clean[name] = None
        if len(_clean) > KNOWN:
            _clean.popitem(last=False)
    return left
