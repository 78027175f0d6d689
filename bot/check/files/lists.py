"""The list files: menu, languages, sources, claims, phrases that hurt, help lines."""

from __future__ import annotations

from bot.check.claims import STATUSES
from bot.check.shapes import DATE, REVIEW, TEXT, TEXTS, Flag, Items, Keys, Number, Text, keys

_SEEN_ON = Text("When it was read there", pattern=r"\d{4}(-\d{2}(-\d{2})?)?", like='"2026-11-21"')

MENU = Keys(
    {
        "menu": Keys(
            {
                "openers": Items(about="The four worries on the page"),
                "menu": Items(about='What "Something else" offers'),
            },
            needed=("openers", "menu"),
        )
    },
    needed=("menu",),
)
LANGUAGES = Keys(
    {
        "languages": Items(
            Keys(
                {
                    "code": Text("Two letters", pattern="[a-z]{2,3}", like="el"),
                    "name": Text("The language, in English"),
                    "script": TEXT,
                    "line": Text("One sentence in that language, with {phone} or {email}"),
                    "reviewed_by": Text("A native speaker who has read it"),
                },
                needed=("code", "line"),
            )
        )
    },
    needed=("languages",),
)
SOURCES = Keys(
    {
        "sources": Items(
            Keys(
                {
                    **keys(("id", "title", "cite", "doi", "url", "year", "what", "caveat")),
                    "seen": Text(one_of=("read", "unverified"), elsewhere=True),
                },
                needed=("id", "title", "what", "seen"),
                elsewhere=True,
            )
        )
    },
    needed=("sources",),
)
_PART = {**keys(("article", "part", "note")), "claims": TEXTS, "topics": TEXTS}
CLAIMS = Keys(
    {
        "claims": Items(
            Keys(
                {
                    **keys(("id", "article", "section", "statement", "left_out")),
                    "status": Text(one_of=STATUSES, elsewhere=True),
                },
            )
        ),
        "parts": Items(Keys(_PART)),
    },
    needed=("claims",),
)
_PHRASE = Keys(
    {
        "pattern": Text("Plain words; a star stands for any ending"),
        "why": Text("Why it hurts or misleads"),
        "say_instead": Text("What to write"),
        "only_in": Items(about="Look for it only in these groups, folders or topics"),
        "except_in": Items(about="Not in these groups, folders or topics"),
        "unless_after": Items(about="Harmless straight after these words"),
    },
)
HURTFUL = Keys({"phrases": Items(_PHRASE), "openings": Items(_PHRASE)}, needed=("phrases",))
HELPLINES = Keys(
    {
        **REVIEW,
        "limit_days": Number("How old a call may be, in days"),
        "default_country": Text(pattern="[A-Z]{2}", like="GB"),
        "emergency_only": Items(about="Countries for which no general line was found"),
        "anywhere": Keys(keys(("name", "url", "seen_in", "seen_on", "called_on")), needed=("name", "url")),
        "lines": Items(
            Keys(
                {
                    **keys(("id", "name", "hours", "seen_in", "note")),
                    "country": Text(pattern="[A-Z]{2}", like="GB"),
                    "kinds": TEXTS,
                    "number": Text(pattern=r"[0-9][0-9 \-]{1,15}", like='"116 123"'),
                    "languages": TEXTS,
                    "by": Text(one_of=("call", "text")),
                    "free": Flag(),
                    "later": Flag("Never the first one shown"),
                    "seen_on": _SEEN_ON,
                    "called_on": Text("When a person dialled it", pattern=f"({DATE})?", like='"2026-11-21"'),
                },
                needed=("id", "country", "kinds", "name", "number", "hours", "languages", "seen_in", "seen_on"),
            )
        ),
    },
    needed=("limit_days", "default_country", "anywhere", "lines"),
)
