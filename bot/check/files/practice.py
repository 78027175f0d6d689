"""The practice's own details."""

from __future__ import annotations

from bot.check.shapes import DATE, TEXT, Flag, Items, Keys, Number, Text, keys
from bot.practice_hours import DAYS

COLOURS = (
    "background", "surface", "text", "muted", "accent", "accent_text", "border", "help", "help_text", "focus",
)  # fmt: skip
_URL = r"(https?://[^\s/]+\S*)?"
_COLOUR = Text(pattern=r"#([0-9a-fA-F]{3}){1,2}", like='"#1f5f56", with the quotation marks')
_TIME = Text(pattern=r"([01]?\d|2[0-4]):[0-5]\d", like='"09:00"')
_DAY = Items(Items(_TIME), about='Pairs of times: [["09:00", "17:00"]]; [] is a closed day')
_COLOURS = Keys(keys(COLOURS, _COLOUR), needed=COLOURS)
NEEDED = ("practice_name", "phone", "email", "hours", "reply_time", "country")

PRACTICE = Keys(
    {
        "practice": Keys(
            {
                "practice_name": Text("Your practice's name"),
                "tagline": Text("One line under the name"),
                "example": Flag("true while these are not a real practice's details"),
                "content_owner": Text("Who looks after what the chat says; a file may name somebody else as owner"),
                "review_days": Number("How old a clinician's review may be, in days"),
                "phone": Text("As people read it", pattern=r"(\+?[\d ()\-]{6,20})?", like="020 7946 0123"),
                "email": Text(pattern=r"([^@\s]+@[^@\s]+\.[^@\s]+)?", like="hello@your-practice.example.org"),
                "booking_url": Text(pattern=_URL, like="https://www.your-practice.example.org/book"),
                "reply_time": Text('Read as "Someone usually replies ..."'),
                "address": TEXT,
                "hours": Text("As a person would say it"),
                "week": Keys(keys(DAYS, _DAY), about="The same as a table, 24-hour clock"),
                "closed_on": Items(Text(pattern=DATE, like='"2026-12-25"'), about="Days on which nobody answers"),
                "time_zone": Text(pattern=r"[A-Za-z_]+(/[A-Za-z_+\-0-9]+)*", like="Europe/London"),
                "fees": TEXT,
                "online": TEXT,
                "languages": Text("Languages of the sessions"),
                "people": Text("Roles, no names"),
                "qualifications_note": TEXT,
                "complaints_body": TEXT,
                "country": Text("Two letters; decides which help lines come first", pattern="[A-Z]{2}", like="GB"),
                "retention_hours": Number("Hours after its last message until a conversation is deleted"),
                "intake_retention_days": Number("Days until a sent request is deleted"),
                "intake_draft_hours": Number("Hours until one that was never sent is deleted"),
                "intake_log_days": Number("Days for which it is kept who of the staff looked"),
                "review_retention_days": Number("Days until a question kept for review is deleted"),
                "review_count_days": Number("Days for which it is kept how often each topic came up on a day"),
                "website": Keys(
                    {
                        "origins": Items(Text(pattern=r"https?://[^\s/]+", like="https://www.example.org")),
                        **keys(
                            ("session_hours", "turns_a_minute", "address_turns_a_minute", "sessions_a_minute"), Number()
                        ),
                    }
                ),
                "colours": _COLOURS,
                "colours_dark": _COLOURS,
                "leave_url": Text('Where "Leave quickly" leads', pattern=_URL, like="https://www.bbc.co.uk/weather"),
            },
            needed=NEEDED,
        )
    },
    needed=("practice",),
)
