"""What a body must look like, and how its text is made safe."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channel.body import MAX_BODY, PLACEHOLDER, READ_CHARS, BodyError, clean, read


def body(**fields) -> bytes:
    return json.dumps({"sender": "a", "message": "hi", **fields}).encode()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "no_json"),
        (b"{", "no_json"),
        (b"[" * 50_000, "no_json"),
        (b"[]", "no_object"),
        (b"null", "no_object"),
        (b'"text"', "no_object"),
        (b'{"message": "hi"}', "bad_sender"),
        (body(sender=""), "bad_sender"),
        (body(sender=7), "bad_sender"),
        (body(sender="a" * 257), "bad_sender"),
        (b'{"sender": "a"}', "bad_message"),
        (body(message=None), "bad_message"),
        (body(message=["hi"]), "bad_message"),
    ],
)
def test_a_refused_body_has_a_reason(raw: bytes, code: str) -> None:
    with pytest.raises(BodyError) as caught:
        read(raw)
    assert (caught.value.status, caught.value.code) == (400, code)
    assert caught.value.reason


def test_a_body_over_64_kb_is_too_large_and_one_of_64_kb_is_not() -> None:
    frame = len(body(message=""))
    assert len(read(body(message="a" * (MAX_BODY - frame))).message) == MAX_BODY - frame
    with pytest.raises(BodyError) as caught:
        read(body(message="a" * (MAX_BODY - frame + 1)))
    assert (caught.value.status, caught.value.code) == (413, "too_large")


@pytest.mark.parametrize("sender", ["a", "a" * 256, "\ud800", "a\x00b", "Zoë"])
def test_any_sender_of_1_to_256_characters_has_a_key_that_is_safe_to_store(sender: str) -> None:
    key = read(body(sender=sender)).key
    assert len(key) == 64 and key.isalnum()


def test_two_senders_never_share_a_key() -> None:
    assert read(body(sender="a")).key != read(body(sender="a ")).key


@pytest.mark.parametrize(
    "message", ["/restart", " /restart", "//restart", "\u200b/restart", "\x00/restart", "／restart", "\ufeff / restart"]
)
def test_a_leading_slash_is_dropped_however_it_is_hidden(message: str) -> None:
    assert clean(message).text == "restart"


@pytest.mark.parametrize("message", ["", " ", "\n\t", "\u200b\u200d", "\x00\x07", "/", "///", "😭", "...", "\ud800"])
def test_nothing_to_read_is_blank(message: str) -> None:
    found = clean(message)
    assert found.blank and found.text == PLACEHOLDER


def test_a_bare_question_mark_is_a_question() -> None:
    assert clean("??") .text == "??" and not clean("?").blank


def test_only_the_first_1000_characters_are_read_and_that_is_said() -> None:
    assert clean("a" * READ_CHARS).truncated is False
    long = clean("word " * 400)
    assert long.truncated and len(long.text) <= READ_CHARS


@settings(derandomize=True, max_examples=300)
@given(st.text(alphabet=st.characters(), max_size=3000))
def test_whatever_comes_the_clean_text_can_be_handed_on(message: str) -> None:
    found = clean(message)
    assert found.text and len(found.text) <= READ_CHARS and not found.text.startswith("/")
    found.text.encode("utf-8")
    assert "\x00" not in found.text
