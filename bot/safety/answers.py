"""Read a short answer to one of our questions."""

from __future__ import annotations

import re

from bot.safety.voice import reply_texts

_YES = frozenset(["yes", "yeah", "yep", "yea", "yup", "y", "ja", "si", "oui", "sim", "tak", "evet", "da", "ναι", "да", "нαι", "نعم", "kind"])  # noqa: E501
_NO = frozenset(["no", "nope", "nah", "n", "nein", "non", "nao", "nie", "hayır", "hayir", "όχι", "οχι", "нет", "لا", "never", "not"])  # noqa: E501
_UNSURE = frozenset(["unsure", "maybe", "perhaps", "dunno", "idk", "possibly", "sometimes", "rather", "sort", "kinda"])


def read_answer(text: str) -> str | None:
    """"yes", "no" or "unsure" where a short message says so."""
    texts = reply_texts()["buttons"]
    for key in ("yes", "no", "unsure"):
        if is_title(text, texts[key]):
            return key
    words = re.findall(r"\w+", text.casefold())
    if not words or len(words) > 12:
        return None
    if "not" in words[:2] and "sure" in words[:4] or words[:3] == ["i", "don", "t"] and "know" in words[:4]:
        return "unsure"
    if words[0] in _UNSURE or "rather" in words[:3] or ("prefer" in words and "not" in words):
        return "unsure"
    if words[0] in _YES or words[:2] == ["i", "am"] and len(words) == 2 or words[:2] in (["of", "course"], ["i", "do"]):
        return "yes"
    if words[0] in _NO or "not" in words[:3] and len(words) <= 5:
        return "no"
    return None


def is_title(text: str, title: str) -> bool:
    """Whether a message is the title of a button."""
    plain = re.compile(r"[^\w]+")
    return plain.sub("", text.casefold()) == plain.sub("", title.casefold())
