"""The website's channel against the real bot: talks nobody can steal or fake, and a way on from every refusal."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.parse import urlsplit

import pytest

from bot.channel.keys import secret
from bot.channel.token import Tokens
from bot.content.current import current
from bot.web.headers import SECURITY
from tests.servers import Bot, scratch

REST = "/webhooks/rest/webhook"
TOOL = {"sender": "tool", "message": "hello"}
SITE = "https://www.example.org"


@pytest.fixture(scope="module")
def strict(release: None) -> Iterator[Bot]:
    """A bot with the limits of the practice's file, a site of its own elsewhere, and a REST token."""
    folder = scratch()
    server = Bot(
        folder,
        TURNS_A_MINUTE="20",
        ADDRESS_TURNS_A_MINUTE="60",
        WEBSITE_ORIGINS=SITE,
        REST_TOKEN="a-token-for-tools",
        LOG_LEVEL="DEBUG",
    )
    yield server
    server.end()
    shutil.rmtree(folder, ignore_errors=True)


def test_a_conversation_has_a_thread_and_the_notice_is_not_repeated(bot: Bot) -> None:
    visitor = bot.visitor()
    first = visitor.say("will my therapist judge me?")
    assert first.topic == "therapist_judgement" and first.payload["sources"]
    assert visitor.session["notice"] not in first.text, "the page shows it already"
    assert visitor.say("but what if she does?").topic == "therapist_judgement"
    assert not any("recipient_id" in m for m in first.messages)


def test_two_visitors_share_nothing(bot: Bot) -> None:
    one, other = bot.visitor(), bot.visitor()
    one.say("will my therapist judge me?")
    assert other.say("but what if she does?").topic != "therapist_judgement"
    assert one.token != other.token


def test_nobody_chooses_an_id_and_rest_does_not_reach_a_visitors_talk(bot: Bot) -> None:
    from bot.settings import from_environment

    visitor = bot.visitor()
    visitor.say("will my therapist judge me?")
    body = {"token": visitor.token, "message": "hi", "sender": "chosen", "metadata": {"x": 1}, "conversation": "chosen"}
    assert bot.ask("/web/message", body)[0] == 200
    with sqlite3.connect(bot.folder / "conversations.sqlite") as link:
        ids = {row[0] for row in link.execute("select id from conversations")}
    tokens = Tokens(secret(from_environment().var, {}), 3600)
    session = tokens.read(visitor.token, time.time())
    for sender in (visitor.token, session.id.hex(), f"web.{session.id.hex()}", "chosen"):
        assert bot.say("but what if she does?", sender).topic != "therapist_judgement"
        assert sender not in ids


@pytest.mark.parametrize("token", ["", "x", "A" * 88, "../../etc", "null", "é" * 88, "A" * 60_000], ids=range(7))
def test_a_token_that_is_not_ours_is_refused(bot: Bot, token: str) -> None:
    status, data, _ = bot.ask("/web/message", {"token": token, "message": "hi"})
    assert (status, data["error"]["code"]) == (401, "bad_token")


def test_an_expired_token_says_so_and_a_tired_one_is_renewed(bot: Bot) -> None:
    from bot.settings import from_environment

    key = secret(from_environment().var, {})
    long_ago = Tokens(key, 60)
    old = long_ago.write(long_ago.start(time.time() - 61))
    status, data, _ = bot.ask("/web/message", {"token": old, "message": "hi"})
    assert (status, data["error"]["code"]) == (401, "expired")
    short = Tokens(key, 120)
    status, data, _ = bot.ask("/web/message", {"token": short.write(short.start(time.time())), "message": "hi"})
    assert status == 200 and data["expires_at"] > time.time() + 3600
    assert bot.ask("/web/message", {"token": data["token"], "message": "hi"})[0] == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"not json", b"[]", b"null", b"[" * 60_000, {}, {"token": 3, "message": "hi"}, {"token": None}],
    ids=range(8),
)
def test_a_body_that_makes_no_sense_is_refused_in_one_shape(bot: Bot, body: object) -> None:
    status, data, _ = bot.ask("/web/message", body)
    assert status == 400 and data["error"]["code"] == "bad_body" and set(data["error"]) == {"code", "reason"}


@pytest.mark.parametrize(
    "more", [{"message": 3}, {"message": None}, {"message": "hi", "id": 3}, {"message": "hi", "id": "a b"},
             {"message": "hi", "id": ""}, {"message": "hi", "id": "x" * 65}], ids=range(6)
)  # fmt: skip
def test_a_field_of_the_wrong_kind_is_refused(bot: Bot, more: dict[str, object]) -> None:
    status, data, _ = bot.ask("/web/message", {"token": bot.visitor().token, **more})
    assert (status, data["error"]["code"]) == (400, "bad_body")


def test_a_message_may_be_long_but_not_endless_and_danger_in_it_is_always_found(bot: Bot) -> None:
    visitor = bot.visitor()
    assert visitor.say("is crying weakness? " * 999).payload
    status, data, _ = visitor.send("z" * 20_001)
    assert (status, data["error"]["code"]) == (413, "too_long")
    assert visitor.say("z " * 10_001 + "i am going to kill myself tonight").topic == "crisis"
    status, data, _ = bot.ask("/web/message", b"x" * 70_000)
    assert (status, data["error"]["code"]) == (413, "too_large")


@pytest.mark.parametrize("message", ["/restart", "/session_start", '/faq{"conversation": {}}', "EXTERNAL: /back"])
def test_a_slash_commands_nothing(bot: Bot, message: str) -> None:
    visitor = bot.visitor()
    visitor.say("will my therapist judge me?")
    visitor.say(message)
    first_words = bot.visitor().say("will my therapist judge me?").text
    assert visitor.say("will my therapist judge me?").text != first_words, "it still knows what it has said"


def test_a_retry_gets_the_first_answer_and_counts_once(bot: Bot) -> None:
    visitor = bot.visitor()
    first = visitor.say("is crying weakness?", id="m-1")
    assert visitor.say("is crying weakness?", id="m-1").messages == first.messages
    assert visitor.say("is crying weakness?", id="m-2").text != first.text, "a new message is a new turn: other words"
    assert bot.visitor().say("hello", id="m-1").topic == "greet", "another's id reads nothing"


def test_a_message_sent_five_times_at_once_is_taken_once(bot: Bot) -> None:
    visitor = bot.visitor()
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: visitor.say("is crying weakness?", id="same").text, range(5)))
    assert len(set(answers)) == 1
    assert visitor.say("is crying weakness?", id="next").text != answers[0]


def test_a_client_that_hangs_up_finds_its_answer_when_it_comes_back(bot: Bot) -> None:
    visitor = bot.visitor()
    body = json.dumps({"token": visitor.token, "message": "is crying weakness?", "id": "lost"}).encode()
    with raw(bot) as link:
        link.sendall(head("/web/message", len(body)) + body)
    again = visitor.say("is crying weakness?", id="lost")
    assert again.topic == "crying_weakness" and again.text.startswith("No")
    assert visitor.say("is crying weakness?", id="other").text != again.text, "it was taken once, not twice"


def test_deleting_leaves_nothing_of_the_talk(bot: Bot) -> None:
    visitor = bot.visitor()
    visitor.say("will my therapist judge me?", id="m")
    before = rows(bot)
    status, data, _ = bot.ask("/web/delete", {"token": visitor.token})
    assert status == 200 and data["deleted"] is True and data["text"] == current().texts["kept_deleted"][0]
    assert rows(bot) == before - 1
    assert data["token"] != visitor.token
    assert bot.ask("/web/message", {"token": data["token"], "message": "hi"})[0] == 200
    assert visitor.say("but what if she does?", id="m").topic != "therapist_judgement"
    assert bot.ask("/web/delete", {"token": "x"})[1]["error"]["code"] == "bad_token"


def test_what_is_kept_and_when_someone_answers_can_be_asked_without_a_session(bot: Bot) -> None:
    status, kept, _ = bot.ask("/web/kept", method="GET")
    assert status == 200 and kept["title"] == current().of_contract("chat_privacy").title and kept["texts"]
    status, contact, _ = bot.ask("/web/contact", method="GET")
    assert status == 200 and (contact["phone"] in contact["text"] or contact["email"] in contact["text"])
    assert contact["open"] is (contact["next_open"] is None)


def test_exactly_as_many_turns_pass_as_are_allowed_and_danger_is_still_answered(strict: Bot) -> None:
    visitor = strict.visitor()
    address = {"X-Forwarded-For": "198.51.100.1"}
    got = [send_from(strict, visitor.token, "ok", address) for _ in range(30)]
    assert sorted(status for status, _, _ in got) == [200] * 20 + [429] * 10
    refused = next(answer for answer in got if answer[0] == 429)
    assert refused[1]["error"]["code"] == "rate_limited" and 1 <= int(refused[2]["Retry-After"]) <= 60
    status, data, _ = send_from(strict, visitor.token, "i want to kill myself tonight", address)
    assert status == 200 and any(m.get("custom", {}).get("topic") == "crisis" for m in data["messages"])
    assert send_from(strict, strict.visitor().token, "ok", address)[0] == 200, "another chat at the same place goes on"


def test_an_address_has_its_own_limit_which_no_header_of_the_caller_evades(strict: Bot) -> None:
    talks = [strict.visitor().token for _ in range(80)]
    forged = [{"X-Forwarded-For": f"10.0.0.{i}, 198.51.100.2"} for i in range(80)]
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda i: send_from(strict, talks[i], "ok", forged[i])[0], range(80)))
    assert sorted(got) == [200] * 60 + [429] * 20


def test_tools_on_this_machine_are_not_limited_and_what_a_proxy_forwards_is_refused(strict: Bot) -> None:
    assert {strict.ask(REST, TOOL)[0] for _ in range(70)} == {200}
    for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Proto", "Origin", "Sec-Fetch-Site"):
        status, data, _ = strict.ask(REST, TOOL, headers={name: "203.0.113.9"})
        assert (status, data["error"]["code"]) == (403, "forbidden"), name
    bearer = {"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer a-token-for-tools"}
    assert strict.ask(REST, TOOL, headers=bearer)[0] == 200
    assert strict.ask(REST, TOOL, headers={**bearer, "Authorization": "Bearer wrong"})[0] == 403


def test_the_pages_own_way_in_of_before_is_gone(bot: Bot) -> None:
    assert bot.ask("/webhooks/page/webhook", TOOL)[0] == 404


def test_only_the_practices_sites_may_use_the_chat(bot: Bot) -> None:
    for path, method in (("/web/session", "POST"), ("/web/contact", "GET"), ("/web/message", "OPTIONS")):
        status, data, headers = bot.ask(path, None, method, {"Origin": "https://evil.example"})
        assert (status, data["error"]["code"]) == (403, "bad_origin")
        assert "Access-Control-Allow-Origin" not in headers
    assert bot.ask("/web/session", {}, headers={"Origin": bot.url})[0] == 200, "our own page"


def test_a_listed_site_may_ask_first_and_read_answers_and_refusals(strict: Bot) -> None:
    asks = {"Origin": SITE, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    status, _, headers = strict.ask("/web/message", None, "OPTIONS", asks)
    assert status == 204 and headers["Access-Control-Allow-Headers"] == "Content-Type"
    for body, expected in (({}, 400), (b"x" * 70_000, 413), ({"token": "x"}, 401)):
        status, _, headers = strict.ask("/web/message", body, headers={"Origin": SITE})
        assert status == expected and headers["Access-Control-Allow-Origin"] == SITE
        assert headers["Access-Control-Expose-Headers"] == "Retry-After" and headers["Vary"] == "Origin"
    assert strict.ask("/web/session", {}, headers={"Origin": SITE + ".evil.example"})[0] == 403


def test_every_answer_carries_the_security_headers(bot: Bot) -> None:
    asked = [
        bot.ask("/web/session", {}),
        bot.ask("/web/message", b"x"),
        bot.ask("/web/message", b"x" * 70_000),
        bot.ask("/nope", method="GET"),
        bot.ask("/web/kept", {}),
        bot.ask(REST, TOOL),
    ]
    for status, _, headers in asked:
        missing = {name for name in SECURITY if name not in headers}
        assert not missing, (status, missing)
        assert "unsafe" not in headers["Content-Security-Policy"] and "*" not in headers["Content-Security-Policy"]
        assert "Set-Cookie" not in headers


def test_the_faq_is_served_with_a_policy_of_its_own(bot: Bot) -> None:
    import urllib.request

    with urllib.request.urlopen(bot.url + "/faq") as reply:
        html = reply.read().decode()
        assert "style-src 'sha256-" in reply.headers["Content-Security-Policy"]
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert 'id="crying_weakness"' in html and current().topics["crying_weakness"].lines[2] in unescape(html)


def test_what_drips_is_ended_however_often_another_byte_comes(bot: Bot) -> None:
    """Headers, a body, and a body that nobody wants: none holds its connection for ever."""
    starts = [
        b"POST /web/message HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        head("/web/message", 1000),
        head("/nope", 1000),
    ]
    with ThreadPoolExecutor(3) as pool:
        headers, body, unwanted = pool.map(lambda start: drip(bot, start), starts)
    assert headers.startswith(b"HTTP/1.1 408") and body.startswith(b"HTTP/1.1 408") and b'"slow"' in body
    assert unwanted.startswith(b"HTTP/1.1 404")


def drip(bot: Bot, start: bytes) -> bytes:
    """Sends a byte twice a second until the server ends the connection; returns what it said."""
    said = b""
    with raw(bot) as link:
        link.settimeout(0.5)
        deadline = time.monotonic() + 60
        link.sendall(start)
        while time.monotonic() < deadline:
            try:
                link.sendall(b"a")
                part = link.recv(65536)
                if not part:
                    return said
                said += part
            except TimeoutError:
                continue
            except OSError:
                return said
    raise AssertionError("the connection was held for a minute")


def raw(bot: Bot) -> socket.socket:
    parts = urlsplit(bot.url)
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


def head(path: str, length: int) -> bytes:
    return f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n".encode()


def send_from(bot: Bot, token: str, message: str, headers: dict[str, str]) -> tuple[int, dict, dict]:
    return bot.ask("/web/message", {"token": token, "message": message}, headers=headers)


def rows(bot: Bot) -> int:
    with sqlite3.connect(bot.folder / "conversations.sqlite") as link:
        return int(link.execute("select count(*) from conversations").fetchone()[0])
