"""Who may see the staff pages: whoever started them, on this machine; or whom the practice's own login names.

A proxy that nobody told to guard them must not open them to the world. So being on this machine is not enough: a
browser shows a key once, which only the terminal printed, and then a cookie of this process.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.channel.callers import is_forwarded, is_loopback, same

COOKIE = "staff"
LONGEST = 80


@dataclass(frozen=True)
class Access:
    """Decides who is there.

    Attributes:
        account: Whose process this is, for the log of reads.
        hosts: What a browser on this machine calls this server, such as ``localhost:5010``.
        login_header: Header in which the practice's proxy names who has logged in; empty where there is none.
    """

    account: str
    hosts: frozenset[str]
    login_header: str = ""
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    _session: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    _forms: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def who(self, peer: str | None, headers: Mapping[str, str], cookie: str | None) -> str | None:
        """Returns who asks, or None where nobody may.

        Args:
            peer: Address of the other end of the connection.
            headers: The request's headers, names in small letters.
            cookie: The cookie `COOKIE`.
        """
        if not is_loopback(peer):
            return None
        named = headers.get(self.login_header.lower(), "").strip() if self.login_header else ""
        if named:
            return "".join(sign for sign in named if sign.isprintable())[:LONGEST] or None
        if self._is_direct(headers) and same(cookie or "", self._session):
            return self.account
        return None

    def opens(self, peer: str | None, headers: Mapping[str, str], key: str) -> str | None:
        """Returns the cookie for a browser on this machine that shows the key, else None."""
        if is_loopback(peer) and self._is_direct(headers) and same(key, self.key):
            return self._session
        return None

    def form_token(self, who: str) -> str:
        """Returns what a form of ours carries, so that another site's form is none."""
        return hmac.new(self._forms, who.encode(), hashlib.sha256).hexdigest()

    def is_own_form(self, who: str, headers: Mapping[str, str], token: str) -> bool:
        """Whether a form came from a page of ours."""
        return headers.get("sec-fetch-site", "same-origin") == "same-origin" and same(token, self.form_token(who))

    def _is_direct(self, headers: Mapping[str, str]) -> bool:
        """No proxy in between, and no foreign name that was pointed at this machine."""
        return not is_forwarded(headers) and headers.get("host", "").lower() in self.hosts
