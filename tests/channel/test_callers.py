"""Who may call, and whose turns are counted together."""

from __future__ import annotations

import pytest

from bot.channel.callers import address, cors, is_tool, is_welcome, origin

TOKEN = "a-token-of-the-deployment"


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_a_direct_caller_on_this_machine_is_a_tool(peer: str) -> None:
    assert is_tool(peer, {"host": "localhost:5005", "user-agent": "curl"}, None)


@pytest.mark.parametrize("peer", ["10.0.0.7", "192.168.1.4", "203.0.113.9", "2001:db8::1", "", None, "nonsense"])
def test_a_caller_from_elsewhere_is_none(peer: str | None) -> None:
    assert not is_tool(peer, {}, None) and not is_tool(peer, {}, TOKEN)


@pytest.mark.parametrize(
    "name",
    ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded", "x-real-ip", "via", "cf-connecting-ip"],
)
def test_what_a_proxy_passes_on_is_no_tools_call(name: str) -> None:
    """Behind a proxy on this machine every visitor seems to be local."""
    assert not is_tool("127.0.0.1", {name: "203.0.113.9"}, None)


@pytest.mark.parametrize("name", ["origin", "sec-fetch-site", "sec-fetch-mode"])
def test_a_page_in_a_browser_on_this_machine_is_no_tool(name: str) -> None:
    """A name that a foreign page points at this machine must not open the webhook to it."""
    assert not is_tool("127.0.0.1", {name: "http://evil.example"}, None)


def test_the_token_opens_from_anywhere_and_a_wrong_one_does_not() -> None:
    for peer, headers in (("203.0.113.9", {}), ("127.0.0.1", {"x-forwarded-for": "203.0.113.9"})):
        assert is_tool(peer, {**headers, "authorization": f"Bearer {TOKEN}"}, TOKEN)
        for wrong in (f"Bearer {TOKEN}x", "Bearer ", "", f"Basic {TOKEN}", TOKEN, "Bearer é\udcff"):
            assert not is_tool(peer, {**headers, "authorization": wrong}, TOKEN)
        assert not is_tool(peer, {**headers, "authorization": "Bearer "}, None), "no token set opens nothing"


def test_only_what_our_own_proxy_wrote_says_who_calls() -> None:
    forged = {"x-forwarded-for": "1.1.1.1, 198.51.100.7"}
    assert address("127.0.0.1", forged) == "198.51.100.7", "the last entry is the proxy's"
    assert address("203.0.113.9", forged) == "203.0.113.9", "without a proxy of ours the header is the caller's own"
    assert address("10.0.0.2", forged, proxies=1) == "198.51.100.7"
    assert address("10.0.0.2", forged, proxies=2) == "1.1.1.1"
    assert address("127.0.0.1", forged, proxies=0) == "127.0.0.1"
    assert address("127.0.0.1", {"x-forwarded-for": "<script>"}) == "127.0.0.1"
    assert address(None, {}) == "unknown"


def test_a_household_with_ipv6_is_one_address() -> None:
    assert address("2001:db8:1:2::1", {}) == address("2001:db8:1:2:ffff::9", {}) != address("2001:db8:1:3::1", {})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("https://www.example.org", "https://www.example.org"),
        ("HTTPS://WWW.Example.org:443/", "https://www.example.org"),
        ("http://localhost:5005", "http://localhost:5005"),
        ("http://[::1]:80", "http://[::1]"),
        ("https://example.org/path", None),
        ("null", None),
        ("*", None),
        ("", None),
        ("file:///x", None),
        ("https://example.org:notaport", None),
        ("https://[bad", None),
    ],
)
def test_an_origin_is_written_as_browsers_do(text: str, written: str | None) -> None:
    assert origin(text) == written


OURS = frozenset({"https://www.example.org"})


def test_the_practices_own_pages_are_welcome_and_others_are_not() -> None:
    assert is_welcome({}, OURS), "no page at all"
    assert is_welcome({"origin": "https://www.example.org", "host": "chat.example.org"}, OURS)
    assert is_welcome({"origin": "https://chat.example.org", "host": "chat.example.org"}, OURS), "our own page"
    behind_a_proxy = {"origin": "https://chat.example.org", "host": "127.0.0.1:5005", "sec-fetch-site": "same-origin"}
    assert is_welcome(behind_a_proxy, OURS)
    for foreign in ("https://evil.example", "null", "https://www.example.org.evil.example", "http://www.example.org"):
        assert not is_welcome({"origin": foreign, "host": "chat.example.org", "sec-fetch-site": "cross-site"}, OURS)


def test_only_a_listed_page_may_read_an_answer_from_afar() -> None:
    assert cors({"origin": "https://www.example.org"}, OURS)["Access-Control-Allow-Origin"] == "https://www.example.org"
    for other in ({"origin": "https://evil.example"}, {"origin": "null"}, {}):
        assert cors(other, OURS) == {"Vary": "Origin"}
    assert "Access-Control-Allow-Credentials" not in cors({"origin": "https://www.example.org"}, OURS)
