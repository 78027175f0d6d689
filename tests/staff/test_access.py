"""The staff pages open to whoever started them, on this machine, and to whom the practice's own login names."""

from __future__ import annotations

import pytest

from bot.staff.access import Access
from bot.staff.settings import StaffSettings, read

HOST = {"host": "127.0.0.1:5010"}


@pytest.fixture
def access() -> Access:
    return Access("kim", frozenset({"127.0.0.1:5010", "localhost:5010"}))


@pytest.fixture
def cookie(access) -> str:
    return access.opens("127.0.0.1", HOST, access.key)


def test_the_key_gives_a_cookie_and_the_cookie_lets_in(access, cookie) -> None:
    assert cookie and cookie != access.key
    assert access.who("127.0.0.1", HOST, cookie) == "kim" == access.who("::1", {"host": "localhost:5010"}, cookie)
    assert access.opens("127.0.0.1", HOST, "guess") is None and access.who("127.0.0.1", HOST, None) is None
    assert access.who("127.0.0.1", HOST, access.key) is None, "the key of the address is no cookie"


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("203.0.113.5", HOST),
        ("127.0.0.1", {**HOST, "x-forwarded-for": "203.0.113.5"}),
        ("127.0.0.1", {**HOST, "forwarded": "for=203.0.113.5"}),
        ("127.0.0.1", {**HOST, "via": "1.1 proxy"}),
        ("127.0.0.1", {"host": "evil.example.org"}),
        ("127.0.0.1", {}),
        ("127.0.0.1", {**HOST, "x-remote-user": "mallory"}),
    ],
)
def test_others_are_refused_with_the_right_cookie_too(access, cookie, peer: str, headers: dict[str, str]) -> None:
    if "x-remote-user" in headers:
        assert access.who(peer, headers, None) is None, "no login header was named"
        return
    assert access.who(peer, headers, cookie) is None and access.opens(peer, headers, access.key) is None


def test_a_proxy_that_names_who_logged_in_is_believed_and_one_that_names_nobody_is_not() -> None:
    access = Access("kim", frozenset({"127.0.0.1:5010"}), "X-Remote-User")
    passed_on = {"host": "staff.example.org", "x-forwarded-for": "203.0.113.5"}
    assert access.who("127.0.0.1", {**passed_on, "x-remote-user": "sam\n"}, None) == "sam"
    assert access.who("127.0.0.1", passed_on, None) is None
    assert access.who("127.0.0.1", {**passed_on, "x-remote-user": " "}, None) is None
    assert access.who("203.0.113.5", {**passed_on, "x-remote-user": "sam"}, None) is None, "not past the proxy"
    assert len(access.who("127.0.0.1", {**passed_on, "x-remote-user": "x" * 500}, None)) == 80


def test_only_a_form_of_ours_is_taken(access) -> None:
    own = access.form_token("kim")
    assert access.is_own_form("kim", {"sec-fetch-site": "same-origin"}, own) and access.is_own_form("kim", {}, own)
    for site in ("cross-site", "same-site", "none"):
        assert not access.is_own_form("kim", {"sec-fetch-site": site}, own)
    assert not access.is_own_form("kim", {}, "") and not access.is_own_form("kim", {}, access.form_token("sam"))
    assert not access.is_own_form("kim", {}, Access("kim", frozenset()).form_token("kim")), "another process's form"


def test_the_settings_are_read_and_nonsense_is_refused() -> None:
    assert read({}) == StaffSettings() and read({"STAFF_LOGIN_HEADER": "X-Remote-User"}).login_header == "X-Remote-User"
    with pytest.raises(ValueError, match="Q006.*Remedy"):
        read({"STAFF_LOGIN_HEADER": "X-Remote-User: kim"})
