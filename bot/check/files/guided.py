"""The two guided checks, and what both share."""

from __future__ import annotations

from bot.check.shapes import REVIEW, TEXTS, Flag, Items, Keys, Text, keys
from bot.checks import names
from bot.checks.parse import PLAIN
from bot.content import schema

_WRITTEN = {"written_on": Text("When, as year-month-day", elsewhere=True), **REVIEW}
_OPTION = {
    "id": Text("A name for the answer, never for a kind of person"),
    "label": Text("The button, at most 24 characters"),
    "words": Items(about="What people type for it; a star stands for any ending"),
    "reflect": Text("One sentence that gives it back as a guess"),
    "fact": Text("One fact, two short sentences at most"),
    "evidence": Text("How well the fact is backed", one_of=schema.EVIDENCE, elsewhere=True),
    "sources": Items(about="Ids of sources.yml"),
    "say": Text("One thing they could say to a therapist"),
    "take": Text("How the note puts it, after the note's beginning"),
}
_QUESTION = {
    "id": Text("A name for the question"),
    "ask": Text("The question; best asked so that yes, no and it depends are answers too"),
    "why": Text("What is said to: why do you ask?"),
    "note": Text("How the line in the note begins"),
    **keys(PLAIN, Text("The option that this plain word stands for")),
    "cues": Keys(keys((*schema.ATTACHMENT_CUES, *schema.CULTURE_CUES)), elsewhere=True),
    "other": Keys(_OPTION, about="What an answer in own words leads to"),
    "open": Flag("Whether any words are an answer, however few"),
    "options": Items(Keys(_OPTION, needed=("id", "label", "words", "reflect", "take"), elsewhere=True)),
}
CHECK = Keys(
    {
        # Either one check, or (common.yml) what both share.
        "check": Keys(
            {
                "id": Text("The check's name"),
                "topic": Text("Its topic", one_of=("attachment_check", "culture_check"), elsewhere=True),
                "names": Items(about="What people call it"),
                **_WRITTEN,
                "consent": Text("What is said before the first question"),
                "consent_short": Text("The same in one sentence"),
                "questions": Items(Keys(_QUESTION, needed=("id", "ask", "why", "note", "options"), elsewhere=True)),
            },
            needed=("id", "topic", "names", "consent", "consent_short", "questions"),
            elsewhere=True,
        ),
        "common": Keys(
            {
                **_WRITTEN,
                "texts": Keys(keys(names.TEXTS), needed=names.TEXTS, elsewhere=True),
                "buttons": Keys(keys(names.BUTTONS), needed=names.BUTTONS, elsewhere=True),
                "phrases": Keys(keys(names.PHRASES, TEXTS), needed=names.PHRASES, elsewhere=True),
            },
            elsewhere=True,
        ),
    },
)
