"""The form's token: shows that a form was drawn by this practice's server, and names its one record.

Signed with a key of its own in the deployment's folder, so that several workers agree and a restart changes nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import time
from pathlib import Path

LIFE = 4 * 3600.0
FILE = "form.key"


class Tokens:
    """Makes and checks tokens."""

    def __init__(self, folder: Path) -> None:
        """Takes the folder; the key is made on first use."""
        self._file = folder / FILE

    def make(self, now: float | None = None) -> str:
        """Returns a new token."""
        body = f"{secrets.token_hex(16)}.{int(time.time() if now is None else now)}"
        return f"{body}.{self._sign(body)}"

    def name(self, token: str) -> str | None:
        """Returns the name of the form that a token was made for, however old; None for what we never signed."""
        body, _, signature = token.rpartition(".")
        if not body or not hmac.compare_digest(self._sign(body).encode(), signature.encode("utf-8", "replace")):
            return None
        return body.split(".")[0]

    def fresh(self, token: str, now: float | None = None) -> bool:
        """Tells whether a token of ours is young enough."""
        body = token.rpartition(".")[0].split(".")
        return self.name(token) is not None and (time.time() if now is None else now) - int(body[1]) <= LIFE

    def _sign(self, body: str) -> str:
        return hmac.new(self._key(), body.encode(), hashlib.sha256).hexdigest()

    def _key(self) -> bytes:
        try:
            return self._file.read_bytes()
        except FileNotFoundError:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_name(f"{FILE}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(secrets.token_bytes(32))
        try:
            # Of several workers that start at once, one makes the file and the others use it.
            os.link(beside, self._file)
        except FileExistsError:
            pass
        finally:
            beside.unlink(missing_ok=True)
        return self._file.read_bytes()
