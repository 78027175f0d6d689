"""What everyone may read of what the chat does when there is danger."""

from __future__ import annotations

from types import SimpleNamespace

from bot.safety.normalise import SAFETY_DATA, load_yaml
from bot.safety.protocol import protocol
from bot.safety.reply import crisis
from bot.safety.rules import KINDS
from bot.safety.verdict import Verdict


def test_it_shows_what_the_chat_really_says_for_every_kind() -> None:
    """A protocol that says other things than the chat would be worse than none."""
    groups = load_yaml("replies.yml")["groups"]
    shown = dict(protocol().texts)
    names = load_yaml("protocol.yml")["kinds"]
    assert set(names) == {*groups, "therapist", "other"}
    for kind in KINDS:
        group = next(name for name, kinds in groups.items() if kind in kinds)
        said = crisis(Verdict(level="crisis", kinds=(kind,), about="other" if group == "child" else "self")).texts[0]
        assert shown[names[group]][0].split(".")[0] == said.split(".")[0]


def test_its_numbers_are_those_of_the_practices_country() -> None:
    """They come from the list of help lines, like every number."""
    there = protocol(SimpleNamespace(country="GR", complaints_body="", phone=""))
    assert all("112" in texts[0] and "999" not in texts[0] for _, texts in there.texts)
    said = (SAFETY_DATA / "protocol.yml").read_text(encoding="utf-8")
    assert not [line for line in said.splitlines() if not line.startswith("#") and any(c.isdigit() for c in line)]


def test_it_says_that_no_clinician_has_read_the_texts_while_that_is_so() -> None:
    """Nothing is claimed that is not true yet."""
    assert load_yaml("protocol.yml")["not_reviewed"] in protocol().review
