"""The channel under attack: whatever is sent, no 5xx, nobody else's talk, and no log line that holds it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile import MARK, Attacker
from tests.servers import Bot

REQUESTS = 600
"""`python -m tests.hostile URL 10000 LOG` sends the rest."""

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
BODIES = st.fixed_dictionaries({}, optional=dict.fromkeys(("token", "message", "id", "sender", "metadata"), JSON))
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PATHS = st.sampled_from(["/web/session", "/web/message", "/web/delete", "/web/kept", "/web/contact", "/web/x"])


def test_a_hostile_run_gets_no_5xx_and_nobodys_talk_and_leaves_no_trace(bot: Bot) -> None:
    outcome = Attacker(bot.url, seed=1).run(REQUESTS)
    assert not outcome.bad, Counter(outcome.bad)
    assert sum(outcome.statuses.values()) == REQUESTS
    assert MARK not in bot.log.read_text(errors="replace")
    assert bot.visitor().say("is crying weakness?").topic == "crying_weakness", "and it still answers"


@FUZZ
@given(path=PATHS, method=st.sampled_from(["POST", "GET", "PUT", "OPTIONS"]), body=st.binary(max_size=300))
def test_any_bytes_on_any_route_get_an_answer_below_500(bot: Bot, path: str, method: str, body: bytes) -> None:
    answered(bot, path, body, method)


@FUZZ
@given(path=PATHS, body=BODIES)
def test_any_json_on_any_route_gets_an_answer_below_500(bot: Bot, path: str, body: dict[str, Any]) -> None:
    answered(bot, path, json.dumps(body).encode())


@settings(FUZZ, max_examples=60)
@given(message=st.text(max_size=300), own=st.none() | JSON)
def test_any_text_in_a_real_conversation_gets_a_reply_or_a_reason(bot: Bot, message: str, own: Any) -> None:
    token = getattr(bot, "fuzz_token", None) or bot.visitor().token
    bot.fuzz_token = token  # type: ignore[attr-defined]
    data = answered(bot, "/web/message", json.dumps({"token": token, "message": message, "id": own}).encode())
    assert "error" in data or sum("custom" in m for m in data["messages"]) == 1


def answered(bot: Bot, path: str, body: bytes, method: str = "POST") -> Any:
    status, data, headers = bot.ask(path, body, method)
    assert status < 500, (status, data)
    assert headers["X-Content-Type-Options"] == "nosniff"
    if status >= 400:
        assert set(data) == {"error"} and set(data["error"]) == {"code", "reason"}
    return data
