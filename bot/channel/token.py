"""Conversation ids that only the server can make: random, signed, and good for a while after the last turn.

A token is 88 characters: version, 16 random bytes, when it was first issued, when it expires, and an HMAC-SHA256 over
all of it. Nothing about it is stored, so any worker can read it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import struct
from dataclasses import dataclass

from bot.channel.keys import derive, digest

VERSION = 1
LONGEST = 7 * 86400
"""Seconds after which a token is not renewed any more, however busy the talk."""
_SHAPE = struct.Struct(">H16sQQ")
_LENGTH = 88


class TokenError(ValueError):
    """A token that is refused; `code` is ``bad_token`` or ``expired``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Session:
    """A conversation as its token names it.

    Attributes:
        id: 16 random bytes.
        born: When it was first issued, UNIX seconds.
        expires: When the token stops serving, UNIX seconds.
    """

    id: bytes
    born: int
    expires: int


class Tokens:
    """Issues and reads tokens."""

    def __init__(self, key: bytes, life: float) -> None:
        """Sets up signing.

        Args:
            key: The server's secret.
            life: Seconds that a token is good for after it was issued or renewed.
        """
        self._sign, self._names, self._life = derive(key, "token"), derive(key, "conversation"), int(life)
        self._answers = derive(key, "answers")

    def start(self, now: float) -> Session:
        """Makes a new conversation."""
        return Session(secrets.token_bytes(16), int(now), int(now) + self._life)

    def write(self, session: Session) -> str:
        """Writes a token."""
        head = _SHAPE.pack(VERSION, session.id, session.born, session.expires)
        return base64.urlsafe_b64encode(head + self._mac(head)).decode()

    def read(self, token: str, now: float) -> Session:
        """Reads a token.

        Args:
            token: What the client sent.
            now: UNIX seconds.

        Returns:
            The conversation.

        Raises:
            TokenError: Not ours, changed, or expired.
        """
        try:
            sent = token.encode("ascii") if len(token) == _LENGTH else b""
            raw = base64.b64decode(sent, altchars=b"-_", validate=True)
        except (UnicodeEncodeError, binascii.Error):
            raw = b""
        head, mac = raw[: _SHAPE.size], raw[_SHAPE.size :]
        if not hmac.compare_digest(mac, self._mac(head)):
            raise TokenError("bad_token")
        version, own, born, expires = _SHAPE.unpack(head)
        if version != VERSION:
            raise TokenError("bad_token")
        if expires <= now:
            raise TokenError("expired")
        return Session(own, born, expires)

    def renew(self, session: Session, now: float) -> Session | None:
        """Returns the conversation with a later end, or None where that is not due (or the talk has lasted a week)."""
        late = session.expires - now < self._life * 3 / 4
        if not late or now - session.born >= LONGEST:
            return None
        return Session(session.id, session.born, int(now) + self._life)

    def sender(self, session: Session) -> str:
        """The conversation's id inside the server: nobody can reach it over another channel by knowing a token."""
        return "web." + digest(self._names, session.id.hex())

    def seal_key(self, session: Session) -> bytes:
        """The key for answers that wait for a retry: it can be made only with the conversation's token in hand."""
        return hmac.new(self._answers, session.id, hashlib.sha256).digest()

    def _mac(self, head: bytes) -> bytes:
        return hmac.new(self._sign, head, hashlib.sha256).digest()
