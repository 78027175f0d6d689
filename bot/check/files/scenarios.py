"""Conversations that must go as written: what the client says, and what must come."""

from __future__ import annotations

from bot.check.shapes import TEXT, TEXTS, Either, Items, Keys, Text

SCENARIOS = Keys(
    {
        "scenarios": Items(
            Keys(
                {
                    "name": Text("What it shows, in one line"),
                    "talk": Items(
                        Keys(
                            {
                                "client": Text("What the client says"),
                                "expect": Either(
                                    (TEXT, TEXTS), about="A topic's id, a kind of danger, or a piece of the reply"
                                ),
                            },
                            needed=("client", "expect"),
                        )
                    ),
                },
                needed=("name", "talk"),
            )
        )
    },
    needed=("scenarios",),
)
