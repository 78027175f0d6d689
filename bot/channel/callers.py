"""Who is calling: a tool on this machine, a browser on one of the practice's pages, or somebody else."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

FORWARDING = (
    "forwarded",
    "via",
    "x-real-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-original-forwarded-for",
    "x-originating-ip",
    "x-remote-addr",
    "x-remote-ip",
    "x-envoy-external-address",
    "cf-connecting-ip",
    "true-client-ip",
    "fastly-client-ip",
    "client-ip",
)
"""Headers by which proxies say that they are passing something on; so does any ``x-forwarded-...``."""
BROWSER = ("origin", "sec-fetch-site", "sec-fetch-mode")
"""Browsers add these and scripts in them cannot take them away: a page that a tool's owner visits is no tool."""


def is_tool(peer: str | None, headers: Mapping[str, str], token: str | None) -> bool:
    """Whether Rasa's REST webhook answers.

    Args:
        peer: Address of the other end of the connection.
        headers: The request's headers, names in small letters.
        token: The deployment's REST token; None where there is none.

    Returns:
        True for a direct caller on this machine, and for whoever shows the token.
    """
    kind, _, shown = headers.get("authorization", "").partition(" ")
    if token and kind.lower() == "bearer" and same(shown.strip(), token):
        return True
    return is_loopback(peer) and not is_forwarded(headers) and not any(name in headers for name in BROWSER)


def same(one: str, other: str) -> bool:
    """Compares secrets in constant time."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))


def is_loopback(peer: str | None) -> bool:
    """Whether the other end of the connection is this machine."""
    found = _ip(peer)
    return bool(found and found.is_loopback)


def is_forwarded(headers: Mapping[str, str]) -> bool:
    """Whether a proxy passed the request on."""
    return any(name.startswith("x-forwarded") or name in FORWARDING for name in headers)


def address(peer: str | None, headers: Mapping[str, str], proxies: int | None = None) -> str:
    """Finds whose turns are counted together: an IPv4 address, or an IPv6 network of one household.

    Only what our own proxies wrote is believed: the last entries of ``X-Forwarded-For``. Whatever stands before them
    may have been written by the caller.

    Args:
        peer: Address of the other end of the connection.
        headers: The request's headers.
        proxies: Number of our proxies in front; None takes one where the peer is this machine, else none.

    Returns:
        The address as text; never empty.
    """
    hops = (1 if is_loopback(peer) else 0) if proxies is None else proxies
    entries = [e.strip() for e in headers.get("x-forwarded-for", "").split(",") if e.strip()]
    chosen = entries[-hops] if 0 < hops <= len(entries) else peer
    found = _ip(chosen) or _ip(peer)
    if found is None:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def origin(url: str) -> str | None:
    """Writes an origin as browsers do: scheme, host, port only where it is not the usual one; None for no origin."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")


def is_welcome(headers: Mapping[str, str], origins: frozenset[str]) -> bool:
    """Whether a request comes from the practice's own pages, from our page, or from no page at all.

    Args:
        headers: The request's headers.
        origins: The practice's origins, as `origin` writes them.
    """
    sent = headers.get("origin")
    if sent is None or headers.get("sec-fetch-site") == "same-origin":
        return True
    found = origin(sent)
    if found is None:
        return False
    return found in origins or urlsplit(found).netloc == headers.get("host", "").lower()


def cors(headers: Mapping[str, str], origins: frozenset[str]) -> dict[str, str]:
    """The headers that let a page of the practice read the answer.

    Args:
        headers: The request's headers.
        origins: The practice's origins.
    """
    found = origin(headers.get("origin", ""))
    if found not in origins:
        return {"Vary": "Origin"}
    return {
        "Vary": "Origin",
        "Access-Control-Allow-Origin": str(found),
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": "Content-Type",
        "Access-Control-Expose-Headers": "Retry-After",
        "Access-Control-Max-Age": "600",
        # An answer that a listed page may read may also be loaded by it.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def _ip(text: str | None) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address((text or "").strip().strip("[]"))
    except ValueError:
        return None
    # ::ffff:127.0.0.1 is 127.0.0.1.
    return getattr(found, "ipv4_mapped", None) or found
