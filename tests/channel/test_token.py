"""Conversation ids cannot be guessed, chosen, changed or kept for ever."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.token import LONGEST, TokenError, Tokens

KEY, NOW, LIFE = b"k" * 32, 1_800_000_000.0, 3600


def tokens() -> Tokens:
    return Tokens(KEY, LIFE)


def code_of(token: str, now: float = NOW) -> str:
    with pytest.raises(TokenError) as refused:
        tokens().read(token, now)
    return refused.value.code


def test_a_token_is_read_by_any_process_with_the_key_until_it_expires() -> None:
    session = tokens().start(NOW)
    token = tokens().write(session)
    assert Tokens(KEY, LIFE).read(token, NOW + LIFE - 1) == session
    assert code_of(token, NOW + LIFE) == "expired"


def test_another_key_makes_no_token_of_ours() -> None:
    other = Tokens(b"o" * 32, LIFE)
    assert code_of(other.write(other.start(NOW))) == "bad_token"


def test_changing_any_bit_makes_it_bad() -> None:
    raw = base64.urlsafe_b64decode(tokens().write(tokens().start(NOW)))
    for place in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        assert code_of(base64.urlsafe_b64encode(bytes(changed)).decode()) == "bad_token"


@given(st.text(max_size=200))
def test_no_text_is_a_token(text: str) -> None:
    assert code_of(text) == "bad_token"


@given(st.binary(min_size=66, max_size=66))
def test_no_bytes_are_a_token(raw: bytes) -> None:
    assert code_of(base64.urlsafe_b64encode(raw).decode()) == "bad_token"


def test_ids_differ_and_do_not_say_what_the_store_calls_them() -> None:
    made = [tokens().start(NOW) for _ in range(200)]
    senders = {tokens().sender(session) for session in made}
    assert len(senders) == 200
    assert not any(session.id.hex() in sender for session in made for sender in senders)


def test_a_token_is_renewed_while_people_talk_and_not_for_ever() -> None:
    session = tokens().start(NOW)
    assert tokens().renew(session, NOW + LIFE / 8) is None, "not at every turn"
    later = tokens().renew(session, NOW + LIFE / 2)
    assert later and later.id == session.id and later.expires == NOW + LIFE / 2 + LIFE
    assert tokens().sender(later) == tokens().sender(session), "it stays the same conversation"
    now = NOW
    while session is not None and now < NOW + 2 * LONGEST:
        last, now = session, session.expires - 1
        session = tokens().renew(session, now)
    assert last.expires <= NOW + LONGEST + LIFE
