"""Topic files and follow-up files: Rasa's keys, and ours under ``metadata``."""

from __future__ import annotations

from bot import contract
from bot.check.shapes import DATE, REVIEW, TEXT, Either, Flag, Items, Keys, Text, keys
from bot.content import schema

_DATE = f"({DATE})?"
_SOURCE = Keys(
    {"id": Text("A source's id in sources.yml"), "section": Text("For articles A and B: the heading in the article")},
    about="{id: practice} is the practice's own knowledge",
)
_METADATA = Keys(
    {
        "title": Text("A question of at most 40 characters; it is the button, and stands among the examples too"),
        "topic": Text(
            "The topic that this file belongs to", one_of=tuple(sorted(contract.TOPICS)), elsewhere=True
        ),
        "also": Text("One sentence, at most 18 words, for when this is the second worry in a message"),
        "again": Text("The answer in other words, for when it is asked a second time; three lines"),
        "more": Text("Tell me more: at most 80 words"),
        "sure": Text("How sure is this? At most 90 words"),
        "evidence": Text("How well the answer is backed", one_of=schema.EVIDENCE, elsewhere=True),
        "sources": Items(Either((_SOURCE, TEXT)), about="What the answer rests on"),
        "claims": Keys(
            {
                "answered": Items(about="Claims of claims.yml that the first answer takes up"),
                "asked": Items(about="Claims that are taken up when someone asks"),
            }
        ),
        "followups": Keys(
            keys(schema.TOPIC_FOLLOWUPS, Text("At most 55 words")), elsewhere=True, about="What people say after it"
        ),
        "attachment": Keys(
            keys(schema.ATTACHMENT_CUES, Text("One sentence, at most 20 words")), elsewhere=True, about="Closeness"
        ),
        "culture": Keys(
            keys(schema.CULTURE_CUES, Text("One sentence, at most 20 words")), elsewhere=True, about="Family rules"
        ),
        "next": Items(about="Two or three topics that the buttons lead to"),
        "ask_back": Flag("Whether the first answer ends with the question about too much"),
        "written_on": Text("When, as year-month-day", pattern=_DATE, elsewhere=True),
        **REVIEW,
    },
)
_RESPONSE = Items(
    Keys({"text": Text("The answer: three lines, after text: |-"), "metadata": _METADATA}),
)


def _file(intents: str, about: str) -> Keys:
    return Keys(
        {
            "version": TEXT,
            "nlu": Items(
                Keys(
                    {
                        "intent": Text("Group, slash, the file's name without .yml", pattern=intents, elsewhere=True),
                        "examples": Text("One phrase a line, each after a dash, as different as people are"),
                    }
                )
            ),
            "responses": Keys(others=_RESPONSE),
        },
        about=about,
    )


TOPIC = _file(f"({'|'.join(contract.GROUPS)})/[a-z0-9_]+", "One topic: how people ask, and what the chat answers")
FOLLOWUP = _file(f"followup/({'|'.join(schema.FOLLOWUP_KINDS)})", "One way to go on about a topic")
